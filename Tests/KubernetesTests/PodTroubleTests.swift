import Kubernetes
import Testing
import Values

struct PodTroubleTests {
  private func object(_ json: String) throws -> KubernetesObject {
    KubernetesObject(try #require(JSONCodec.decode(Array(json.utf8))?.asMap))
  }

  private func pod(_ status: String) throws -> KubernetesObject {
    try object(#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"status":\#(status)}"#)
  }

  private static func waiting(_ reason: String, _ more: String = "") -> String {
    #"{"containerStatuses":[{"name":"c","ready":false,"state":{"waiting":{"reason":"\#(reason)","message":"m"}}\#(more)}]}"#
  }

  @Test(arguments: [
    (waiting("ImagePullBackOff"), PodTrouble.Kind.imagePull, "pod p, container c: ImagePullBackOff: m"),
    (waiting("ErrImagePull"), .imagePull, "pod p, container c: ErrImagePull: m"),
    (waiting("InvalidImageName"), .imageName, "pod p, container c: InvalidImageName: m"),
    (waiting("CreateContainerConfigError"), .configuration, "pod p, container c: CreateContainerConfigError: m"),
    (
      waiting("CrashLoopBackOff", #","restartCount":3,"lastState":{"terminated":{"exitCode":2}}"#), .crashLoop,
      "pod p, container c: CrashLoopBackOff: exit code 2, restarted 3 times: m"
    ),
    (
      #"{"initContainerStatuses":[{"name":"i","ready":false,"restartCount":2,"state":{"running":{}},"#
        + #""lastState":{"terminated":{"exitCode":1}}}]}"#, .crashLoop,
      "pod p, container i: CrashLoopBackOff: exit code 1, restarted 2 times"
    ),
    (
      #"{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes"}]}"#,
      .unschedulable, "pod p: Unschedulable: 0/3 nodes"
    ),
  ])
  func `Trouble is named`(_ status: String, _ kind: PodTrouble.Kind, _ description: String) throws {
    let troubles = PodTrouble.all(of: try pod(status))
    #expect(troubles.map(\.kind) == [kind])
    #expect(troubles.map(\.description) == [description])
  }

  @Test(arguments: [
    "{}", waiting("ContainerCreating"), waiting("PodInitializing"), "null", #"{"containerStatuses":[1,{}]}"#,
    #"{"containerStatuses":[{"name":"c","ready":true,"restartCount":9,"state":{"running":{}},"#
      + #""lastState":{"terminated":{"exitCode":1}}}]}"#,
  ])
  func `What is on its way, or well again, is no trouble`(_ status: String) throws {
    #expect(PodTrouble.all(of: try pod(status)).isEmpty)
  }

  @Test(arguments: [
    (
      #""kind":"Deployment","metadata":{"name":"d","annotations":{"deployment.kubernetes.io/revision":"4"}},"#
        + #""spec":{"selector":{"matchLabels":{"b":"2","a":"1"},"matchExpressions":[{"key":"t","operator":"In","#
        + #""values":["x","y"]},{"key":"u","operator":"Exists"},{"key":"v","operator":"DoesNotExist"}]}}"#,
      "a=1,b=2,t in (x,y),u,!v", Workload.Revision.replicaSet(number: "4")
    ),
    (
      #""kind":"StatefulSet","metadata":{"name":"s"},"spec":{"selector":{"matchLabels":{"a":"1"}}},"#
        + #""status":{"updateRevision":"s-7"}"#, "a=1", .label(name: "controller-revision-hash", value: "s-7")
    ),
    (
      #""kind":"ReplicaSet","metadata":{"name":"r"},"spec":{"selector":{"matchLabels":{"a":"1"}}}"#, "a=1", .all
    ),
  ])
  func `A workload says which pods are those of its revision`(
    _ fields: String, _ selector: String, _ revision: Workload.Revision
  ) throws {
    let workload = try #require(Workload(try object(#"{"apiVersion":"apps/v1",\#(fields)}"#)))
    #expect(workload.selector == selector)
    #expect(workload.revision == revision)
  }

  @Test(
    arguments: [
      (#""kind":"StatefulSet","spec":{"#, 0),
      (
        #""kind":"StatefulSet","spec":{"podManagementPolicy":"OrderedReady","updateStrategy":{"type":"RollingUpdate"},"#,
        0
      ),
      (#""kind":"StatefulSet","spec":{"updateStrategy":{"rollingUpdate":{"partition":2}},"#, 2),
      (#""kind":"StatefulSet","spec":{"ordinals":{"start":5},"updateStrategy":{"rollingUpdate":{"partition":2}},"#, 7),
      (#""kind":"StatefulSet","spec":{"podManagementPolicy":"Parallel","#, nil),
      (#""kind":"StatefulSet","spec":{"updateStrategy":{"type":"OnDelete"},"#, nil),
      (#""kind":"Deployment","spec":{"#, nil),
    ] as [(String, Int?)])
  func `A StatefulSet replaces its pods in order unless it is told not to`(_ fields: String, _ first: Int?) throws {
    let text = #"{"apiVersion":"apps/v1","metadata":{"name":"s"},\#(fields)"selector":{"matchLabels":{"a":"1"}}}}"#
    #expect(try #require(Workload(try object(text))).firstReplacedInOrder == first)
  }

  @Test func `What runs no pods, or selects none, is no workload`() throws {
    #expect(Workload(try object(#"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}"#)) == nil)
    #expect(Workload(try object(#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"}}"#)) == nil)
  }
}
