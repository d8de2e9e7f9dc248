import Testing

@Suite struct ImmutabilityTests {
  private let cluster: TestCluster

  init() throws { cluster = try TestCluster() }

  private static let core = "/api/v1/namespaces/default/"
  private static let claim =
    #"{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"a"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}}}}"#

  static let refused: [(path: String, body: String, patch: String, message: String)] = [
    (
      Workloads.deployments, Workloads.deployment("a"),
      #"{"spec":{"selector":{"matchLabels":{"app":"b"}},"template":{"metadata":{"labels":{"app":"b"}}}}}"#,
      #"Deployment.apps "a" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable"#
    ),
    (
      "/apis/apps/v1/namespaces/default/statefulsets", Workloads.workload("StatefulSet", "a"),
      #"{"spec":{"serviceName":"other"}}"#,
      "StatefulSet.apps \"a\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', "
        + "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
        + "'minReadySeconds' are forbidden"
    ),
    (
      core + "services", #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":1}]}}"#,
      #"{"spec":{"clusterIP":"10.96.9.9","clusterIPs":null}}"#,
      #"Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set"#
    ),
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"immutable":true}"#,
      #"{"data":{"x":"eA=="}}"#,
      "Secret \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set"
    ),
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}"#, #"{"type":"other"}"#,
      #"Secret "a" is invalid: type: Invalid value: "other": field is immutable"#
    ),
    (
      core + "configmaps", #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"immutable":true}"#,
      #"{"immutable":false}"#,
      "ConfigMap \"a\" is invalid: immutable: Forbidden: field is immutable when `immutable` is set"
    ),
    (
      core + "persistentvolumeclaims", claim, #"{"spec":{"accessModes":["ReadWriteMany"]}}"#,
      "PersistentVolumeClaim \"a\" is invalid: spec: Forbidden: spec is immutable after creation except "
        + "resources.requests and volumeAttributesClassName for bound claims"
    ),
    (
      core + "persistentvolumeclaims", claim, #"{"spec":{"resources":{"requests":{"storage":"1Gi"}}}}"#,
      "PersistentVolumeClaim \"a\" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than "
        + "status.capacity"
    ),
    (
      "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
      #"{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"a"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"x"}}"#,
      #"{"roleRef":{"name":"y"}}"#,
      "ClusterRoleBinding.rbac.authorization.k8s.io \"a\" is invalid: roleRef: Invalid value: "
        + #"{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"y"}: cannot change roleRef"#
    ),
  ]

  @Test(arguments: refused)
  func aChangeOfWhatIsImmutableIsRefused(path: String, body: String, patch: String, message: String) throws {
    #expect(try cluster.send("POST", path, body).status == 201)
    let answer = try cluster.send("PATCH", path + "/a", patch, type: "application/merge-patch+json")
    #expect(answer.status == 422)
    #expect(answer.text("message") == message)
    // What changes nothing of it is accepted.
    let label = try cluster.send(
      "PATCH", path + "/a", #"{"metadata":{"labels":{"x":"y"}}}"#, type: "application/merge-patch+json")
    #expect(label.status == 200)
  }

  @Test func aJobsTemplateIsImmutable() throws {
    let path = "/apis/batch/v1/namespaces/default/jobs"
    try cluster.send("POST", path, Workloads.job("a"))
    let answer = try cluster.send(
      "PATCH", path + "/a", #"{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"other"}]}}}}"#,
      type: "application/strategic-merge-patch+json")
    #expect(answer.status == 422)
    #expect(answer.text("details.causes.0.field") == "spec.template")
    #expect(answer.text("details.causes.0.reason") == "FieldValueInvalid")
    // The same manifest again is no change, though the server has added to it.
    #expect(try cluster.send("PUT", path + "/a", Workloads.job("a")).status == 200)
    #expect(try cluster.apply(path + "/a", Workloads.job("a"), by: "helm").status == 200)
  }
}
