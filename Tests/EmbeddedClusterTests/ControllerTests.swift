import Testing
import Values

extension TestCluster.Answer {
  /// The status of a condition, with its reason.
  func condition(_ type: String) -> String? {
    for index in 0..<(self["status.conditions"]?.asList?.count ?? 0)
    where text("status.conditions.\(index).type") == type {
      return [text("status.conditions.\(index).status"), text("status.conditions.\(index).reason")].compactMap { $0 }
        .joined(separator: " ")
    }
    return nil
  }
}

@Suite struct ControllerTests {
  private let cluster: TestCluster

  init() throws { cluster = try TestCluster() }

  @Test func aDeploymentBecomesAvailableWithItsPods() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 3))
    let deployment = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(deployment.text("status.observedGeneration") == "1")
    #expect(deployment.text("status.readyReplicas") == "3")
    #expect(deployment.text("status.updatedReplicas") == "3")
    #expect(deployment["status.unavailableReplicas"] == nil)
    #expect(deployment.condition("Available") == "True MinimumReplicasAvailable")
    #expect(deployment.condition("Progressing") == "True NewReplicaSetAvailable")
    let pods = try cluster.send("GET", Workloads.pods + "?labelSelector=app=web")
    #expect(pods.names.count == 3)
    #expect(pods.text("items.0.status.phase") == "Running")
    #expect(pods.text("items.0.metadata.ownerReferences.0.kind") == "ReplicaSet")
  }

  @Test func aNewTemplateRollsToANewReplicaSet() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 4))
    try cluster.send("PUT", Workloads.deployments + "/web", Workloads.deployment(image: "nginx:2", replicas: 4))
    let deployment = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(deployment.text("metadata.generation") == "2")
    #expect(deployment.text("status.observedGeneration") == "2")
    #expect(deployment.text("status.replicas") == "4")
    #expect(deployment.text("status.updatedReplicas") == "4")
    #expect(deployment.text("metadata.annotations") == #"{"deployment.kubernetes.io/revision":"2"}"#)
    let pods = try cluster.send("GET", Workloads.pods)
    #expect(pods.names.count == 4)
    #expect((0..<4).allSatisfy { pods.text("items.\($0).spec.containers.0.image") == "nginx:2" })
    let sets = try cluster.send("GET", "/apis/apps/v1/namespaces/default/replicasets")
    #expect(sets.names.count == 2)
  }

  @Test func aPausedDeploymentIsScaledAndRollsNothingOut() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 3))
    let path = Workloads.deployments + "/web"
    let change = #"{"spec":{"paused":true,"replicas":1,"template":{"metadata":{"annotations":{"a":"b"}}}}}"#
    #expect(try cluster.send("PATCH", path, change, type: "application/merge-patch+json").status == 200)
    let deployment = try cluster.send("GET", path)
    #expect(deployment.text("status.replicas") == "1")
    #expect(deployment["status.updatedReplicas"] == nil)
    #expect(try cluster.send("GET", "/apis/apps/v1/namespaces/default/replicasets").names.count == 1)
  }

  @Test(arguments: [("fail", "False ProgressDeadlineExceeded"), ("pending", "True ReplicaSetUpdated")])
  func anOutcomeKeepsADeploymentFromBecomingReady(outcome: String, progressing: String) throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(outcome: outcome))
    let deployment = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(deployment["status.readyReplicas"] == nil)
    #expect(deployment.text("status.unavailableReplicas") == "1")
    #expect(deployment.condition("Available") == "False MinimumReplicasUnavailable")
    #expect(deployment.condition("Progressing") == progressing)
    let reason = try cluster.send("GET", Workloads.pods).text("items.0.status.containerStatuses.0.state.waiting.reason")
    #expect(reason == (outcome == "fail" ? "CrashLoopBackOff" : "ContainerCreating"))
  }

  @Test func aFailedRolloutKeepsTheOldPodsAndARollbackEndsIt() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 2))
    let bad = Workloads.deployment(image: "nginx:2", replicas: 2, outcome: "fail")
    try cluster.send("PUT", Workloads.deployments + "/web", bad)
    var deployment = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(deployment.text("status.readyReplicas") == "2")
    #expect(deployment.text("status.updatedReplicas") == "1")
    #expect(deployment.condition("Progressing") == "False ProgressDeadlineExceeded")
    try cluster.send("PUT", Workloads.deployments + "/web", Workloads.deployment(replicas: 2))
    deployment = try cluster.send("GET", Workloads.deployments + "/web")
    #expect(deployment.text("status.readyReplicas") == "2")
    #expect(deployment.condition("Progressing") == "True NewReplicaSetAvailable")
    let pods = try cluster.send("GET", Workloads.pods)
    #expect(pods.names.count == 2)
    #expect(pods.text("items.0.spec.containers.0.image") == "nginx:1")
  }

  @Test func podsTakeTheSettleDelayToBecomeReady() throws {
    let slow = try TestCluster(settleDelay: 5)
    try slow.send("POST", Workloads.deployments, Workloads.deployment())
    #expect(try slow.send("GET", Workloads.deployments + "/web")["status.readyReplicas"] == nil)
    slow.time.advance(by: 4)
    #expect(try slow.send("GET", Workloads.deployments + "/web")["status.readyReplicas"] == nil)
    slow.time.advance(by: 1)
    #expect(try slow.send("GET", Workloads.deployments + "/web").text("status.readyReplicas") == "1")
  }

  @Test func aStatefulSetHasNumberedPodsAndClaims() throws {
    let path = "/apis/apps/v1/namespaces/default/statefulsets"
    let claims = """
      "replicas":2,"serviceName":"db","volumeClaimTemplates":[{"metadata":{"name":"data"},
      "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}],
      """
    try cluster.send("POST", path, Workloads.workload("StatefulSet", "db", extra: claims))
    let set = try cluster.send("GET", path + "/db")
    #expect(set.text("status.readyReplicas") == "2")
    #expect(set.text("status.currentRevision") == set.text("status.updateRevision"))
    #expect(try cluster.send("GET", Workloads.pods).names == ["db-0", "db-1"])
    let bound = try cluster.send("GET", "/api/v1/namespaces/default/persistentvolumeclaims")
    #expect(bound.names == ["data-db-0", "data-db-1"])
    #expect(bound.text("items.0.status.phase") == "Bound")
  }

  @Test func aBrokenStatefulSetIsMendedByAGoodTemplate() throws {
    let path = "/apis/apps/v1/namespaces/default/statefulsets"
    try cluster.send("POST", path, Workloads.workload("StatefulSet", "db", extra: #""replicas":2,"#))
    let bad = Workloads.workload("StatefulSet", "db", outcome: "fail", extra: #""replicas":2,"#)
    try cluster.send("PUT", path + "/db", bad)
    let broken = try cluster.send("GET", path + "/db")
    #expect(broken.text("status.updateRevision") != broken.text("status.currentRevision"))
    try cluster.send("PUT", path + "/db", Workloads.workload("StatefulSet", "db", extra: #""replicas":2,"#))
    let mended = try cluster.send("GET", path + "/db")
    #expect(mended.text("status.readyReplicas") == "2")
    #expect(mended.text("status.updatedReplicas") == "2")
    #expect(mended.text("status.updateRevision") == mended.text("status.currentRevision"))
  }

  @Test(arguments: [(nil, "1"), ("fail", "0"), ("pending", "0")] as [(String?, String)])
  func aDaemonSetRunsOnTheOneNode(outcome: String?, ready: String) throws {
    let path = "/apis/apps/v1/namespaces/default/daemonsets"
    try cluster.send("POST", path, Workloads.workload("DaemonSet", "agent", outcome: outcome))
    let set = try cluster.send("GET", path + "/agent")
    #expect(set.text("status.desiredNumberScheduled") == "1")
    #expect(set.text("status.updatedNumberScheduled") == "1")
    #expect(set.text("status.numberReady") == ready)
  }

  @Test func aJobCompletes() throws {
    let path = "/apis/batch/v1/namespaces/default/jobs"
    try cluster.send("POST", path, Workloads.job("backup"))
    let job = try cluster.send("GET", path + "/backup")
    #expect(job.text("status.succeeded") == "1")
    #expect(job.condition("Complete") == "True CompletionsReached")
    let pods = try cluster.send("GET", Workloads.pods + "?labelSelector=job-name=backup")
    #expect(pods.text("items.0.status.phase") == "Succeeded")
  }

  @Test func aFailingJobReachesItsBackoffLimit() throws {
    let path = "/apis/batch/v1/namespaces/default/jobs"
    try cluster.send("POST", path, Workloads.job("backup", outcome: "fail", extra: #""backoffLimit":2,"#))
    let job = try cluster.send("GET", path + "/backup")
    #expect(job.text("status.failed") == "3")
    #expect(job.condition("Failed") == "True BackoffLimitExceeded")
    #expect(job.condition("Complete") == nil)
  }

  @Test func aFinishedJobGoesWhenItsTimeToLiveIsOver() throws {
    let path = "/apis/batch/v1/namespaces/default/jobs"
    try cluster.send("POST", path, Workloads.job("backup", extra: #""ttlSecondsAfterFinished":60,"#))
    cluster.time.advance(by: 59)
    #expect(try cluster.send("GET", path + "/backup").status == 200)
    cluster.time.advance(by: 1)
    #expect(try cluster.send("GET", path + "/backup").status == 404)
    #expect(try cluster.send("GET", Workloads.pods).names == [])
  }

  @Test func aFinishedJobIsSeenBeforeItGoes() throws {
    let path = "/apis/batch/v1/namespaces/default/jobs"
    try cluster.send("POST", path, Workloads.job("backup", extra: #""ttlSecondsAfterFinished":0,"#))
    #expect(try cluster.send("GET", path + "/backup").condition("Complete") == "True CompletionsReached")
    cluster.time.advance(by: 2)
    #expect(try cluster.send("GET", path + "/backup").status == 404)
  }

  @Test func aPodOfATestRunsToItsEnd() throws {
    let pod = #"""
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"test"},
       "spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"b"}]}}
      """#
    try cluster.send("POST", Workloads.pods, pod)
    #expect(try cluster.send("GET", Workloads.pods + "/test").text("status.phase") == "Succeeded")
  }

  @Test func servicesGetAddressesOfTheirOwn() throws {
    let path = "/api/v1/namespaces/default/services"
    func service(_ name: String, _ type: String) -> String {
      #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"\#(name)"},"spec":{"type":"\#(type)","ports":[{"port":80}]}}"#
    }
    let first = try cluster.send("POST", path, service("a", "ClusterIP"))
    let second = try cluster.send("POST", path, service("b", "LoadBalancer"))
    #expect(first.text("spec.clusterIP")?.hasPrefix("10.96.") == true)
    #expect(first.text("spec.clusterIP") != second.text("spec.clusterIP"))
    #expect(first.text("spec.ports.0.targetPort") == "80")
    #expect(first.text("spec.ports.0.protocol") == "TCP")
    #expect(second["spec.ports.0.nodePort"] != nil)
    #expect(try cluster.send("GET", path + "/b")["status.loadBalancer.ingress.0.ip"] != nil)
    // A client that does not know the address may send the object without it.
    let updated = try cluster.send("PUT", path + "/a", service("a", "ClusterIP"))
    #expect(updated.text("spec.clusterIP") == first.text("spec.clusterIP"))
  }

  @Test func aBudgetCountsThePodsItProtects() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 3))
    let path = "/apis/policy/v1/namespaces/default/poddisruptionbudgets"
    try cluster.send(
      "POST", path,
      #"{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"web"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"web"}}}}"#
    )
    #expect(try cluster.send("GET", path + "/web").text("status.disruptionsAllowed") == "1")
    try cluster.send("PUT", Workloads.deployments + "/web", Workloads.deployment(replicas: 2))
    #expect(try cluster.send("GET", path + "/web").text("status.disruptionsAllowed") == "0")
  }

  @Test func anAutoscalerKeepsItsTargetWithinBounds() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 1))
    let path = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers"
    try cluster.send(
      "POST", path,
      #"{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},"spec":{"minReplicas":2,"maxReplicas":4,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}}"#
    )
    #expect(try cluster.send("GET", Workloads.deployments + "/web").text("status.readyReplicas") == "2")
    let old = try cluster.send("GET", "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers/web")
    #expect(old.text("apiVersion") == "autoscaling/v1")
  }

  @Test func theScaleSubresourceScales() throws {
    try cluster.send("POST", Workloads.deployments, Workloads.deployment(replicas: 1))
    let scale = try cluster.send("GET", Workloads.deployments + "/web/scale")
    #expect(scale.text("kind") == "Scale")
    #expect(scale.text("spec.replicas") == "1")
    let patched = try cluster.send(
      "PATCH", Workloads.deployments + "/web/scale", #"{"spec":{"replicas":3}}"#, type: "application/merge-patch+json")
    #expect(patched.text("spec.replicas") == "3")
    #expect(try cluster.send("GET", Workloads.deployments + "/web").text("status.readyReplicas") == "3")
  }
}
