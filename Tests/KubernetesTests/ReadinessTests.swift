import Kubernetes
import Testing
import Values

struct ReadinessTests {
  private func object(_ json: String) throws -> KubernetesObject {
    KubernetesObject(try #require(try JSON.decode(Array(json.utf8)).asMap))
  }

  private static let deployment =
    #""apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":2,"progressDeadlineSeconds":600}"#
  private static let statefulSet = #""apiVersion":"apps/v1","kind":"StatefulSet""#
  private static let daemonSet = #""apiVersion":"apps/v1","kind":"DaemonSet""#
  private static let available =
    #"{"type":"Progressing","status":"True","reason":"NewReplicaSetAvailable"},{"type":"Available","status":"True"}"#

  private static let workloads: [(String, String)] = [
    ("\(deployment)", "InProgress: Replicas: 0/2"),
    (#"\#(deployment),"status":{"replicas":2,"updatedReplicas":1}"#, "InProgress: Updated: 1/2"),
    (#"\#(deployment),"status":{"replicas":3,"updatedReplicas":2}"#, "InProgress: Pending termination: 1"),
    (
      #"\#(deployment),"status":{"replicas":2,"updatedReplicas":2,"availableReplicas":1}"#,
      "InProgress: Available: 1/2"
    ),
    (
      #"\#(deployment),"status":{"replicas":2,"updatedReplicas":2,"availableReplicas":2,"readyReplicas":2}"#,
      "InProgress: ReplicaSet not Available"
    ),
    (
      #"\#(deployment),"status":{"replicas":2,"updatedReplicas":2,"availableReplicas":2,"readyReplicas":2,"#
        + #""conditions":[\#(available)]}"#, "Current: Deployment is available. Replicas: 2"
    ),
    (
      #"\#(deployment),"status":{"conditions":[{"type":"Progressing","status":"False","#
        + #""reason":"ProgressDeadlineExceeded"}]}"#, "Failed: Progress deadline exceeded"
    ),
    (
      #"\#(deployment),"metadata":{"generation":3},"status":{"observedGeneration":2}"#,
      "InProgress: Deployment generation is 3, but latest observed generation is 2"
    ),
    (
      #"\#(deployment),"metadata":{"deletionTimestamp":"2024-01-01T00:00:00Z"}"#,
      "Terminating: Resource scheduled for deletion"
    ),
    (#"\#(statefulSet),"status":{"replicas":1}"#, "InProgress: Ready: 0/1"),
    (
      #"\#(statefulSet),"spec":{"updateStrategy":{"type":"OnDelete"}}"#,
      "Current: StatefulSet is using the ondelete update strategy"
    ),
    (
      #"\#(statefulSet),"status":{"replicas":1,"readyReplicas":1,"currentReplicas":1,"currentRevision":"a","#
        + #""updateRevision":"b"}"#, "InProgress: Waiting for updated revision to match current"
    ),
    (
      #"\#(statefulSet),"spec":{"replicas":3,"updateStrategy":{"rollingUpdate":{"partition":2}}},"#
        + #""status":{"replicas":3,"readyReplicas":3,"updatedReplicas":1}"#,
      "Current: Partition rollout complete. updated: 1"
    ),
  ]

  private static let others: [(String, String)] = [
    (
      #"\#(daemonSet),"metadata":{"generation":1}"#,
      "InProgress: DaemonSet status.observedGeneration not found"
    ),
    (daemonSet, "InProgress: DaemonSet metadata.generation not found"),
    (
      #"\#(daemonSet),"metadata":{"generation":1},"status":{"observedGeneration":1,"desiredNumberScheduled":1}"#,
      "InProgress: Current: 0/1"
    ),
    (
      #"\#(daemonSet),"metadata":{"generation":1},"status":{"observedGeneration":1,"desiredNumberScheduled":0}"#,
      "Current: All replicas scheduled as expected. Replicas: 0"
    ),
    (
      #""apiVersion":"v1","kind":"Pod","status":{"phase":"Failed"}"#, "Current: Pod has completed, but not successfully"
    ),
    (#""apiVersion":"v1","kind":"PersistentVolumeClaim""#, "InProgress: PVC is not Bound. phase: unknown"),
    (
      #"\#(statefulSet),"spec":{"replicas":2,"updateStrategy":{"rollingUpdate":{"partition":0}}},"#
        + #""status":{"replicas":2,"readyReplicas":2,"updatedReplicas":2,"currentRevision":"a","updateRevision":"b"}"#,
      "Current: Partition rollout complete. updated: 2"
    ),
    (
      #""apiVersion":"x.io/v1","kind":"Foo","status":{"conditions":[{"type":"Ready","status":"Perhaps"}]}"#,
      "Current: Resource is current"
    ),
    (
      #""apiVersion":"v1","kind":"Pod","status":{"phase":"Pending","conditions":[{"type":"PodScheduled","#
        + #""status":"False","reason":"Unschedulable","message":"no node"}]}"#, "InProgress: Pod has not been scheduled"
    ),
    (
      #""apiVersion":"v1","kind":"Pod","status":{"phase":"Running","containerStatuses":[{"name":"c","#
        + #""state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}"#, "Failed: Containers in CrashLoop state: c"
    ),
    (
      #""apiVersion":"v1","kind":"PersistentVolumeClaim","status":{"phase":"Pending"}"#,
      "InProgress: PVC is not Bound. phase: Pending"
    ),
    (#""apiVersion":"v1","kind":"Service","spec":{"type":"ClusterIP"}"#, "Current: Service is ready"),
    (
      #""apiVersion":"v1","kind":"Service","spec":{"type":"LoadBalancer"}"#,
      "InProgress: ClusterIP not set. Service type: LoadBalancer"
    ),
    (
      #""apiVersion":"batch/v1","kind":"Job","status":{"startTime":"x","active":1}"#,
      "Current: Job in progress. success:0, active: 1, failed: 0"
    ),
    (
      #""apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","status":{"conditions":"#
        + #"[{"type":"Established","status":"True"}]}"#, "Current: CRD is established"
    ),
    (
      #""apiVersion":"x.io/v1","kind":"Foo","status":{"conditions":[{"type":"Ready","status":"False","message":"m"}]}"#,
      "InProgress: m"
    ),
    (
      #""apiVersion":"x.io/v1","kind":"Foo","status":{"conditions":[{"type":"Stalled","status":"True","message":"m"}]}"#,
      "Failed: m"
    ),
    (#""apiVersion":"x.io/v1","kind":"Foo""#, "Current: Resource is current"),
    (
      #""apiVersion":"apps/v1","kind":"Deployment","spec":7,"status":{"conditions":[1,null]}"#,
      "InProgress: Replicas: 0/1"
    ),
  ]

  @Test(arguments: workloads + others)
  func `An object's state is told as kstatus tells it`(_ fields: String, _ expected: String) throws {
    let state = Readiness(of: try object("{\(fields)}"))
    #expect("\(state.status): \(state.message)" == expected)
  }

  @Test(arguments: [
    (#"{"startTime":"x","active":1}"#, "InProgress"),
    (#"{"conditions":[{"type":"Complete","status":"True"}]}"#, "Current"),
    (#"{"conditions":[{"type":"Failed","status":"True"}]}"#, "Failed"),
  ])
  func `A hook's Job and a Job that is waited for must have completed`(_ status: String, _ expected: String) throws {
    let job = try object(#"{"apiVersion":"batch/v1","kind":"Job","status":\#(status)}"#)
    #expect(Readiness(of: job, for: .hook).status == expected)
    #expect(Readiness(of: job, for: .releaseWithJobs).status == expected)
  }

  @Test func `A hook of another kind is ready as soon as it exists`() throws {
    #expect(Readiness(of: try object("{\(Self.deployment)}"), for: .hook).isReady)
  }
}
