import Testing

@Suite struct ValidationTests {
  private let cluster: TestCluster
  private static let core = "/api/v1/namespaces/default/"
  private static let deployments = Workloads.deployments

  init() throws { cluster = try TestCluster() }

  private static let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    + "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

  static let refused: [(path: String, body: String, status: Int, message: String)] = [
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"A_b"}}"#, 422,
      "Secret \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": \(subdomain)"
    ),
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{}}"#, 422,
      "Secret \"\" is invalid: metadata.name: Required value: name or generateName is required"
    ),
    (
      "/api/v1/namespaces/none/secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}"#, 404,
      "namespaces \"none\" not found"
    ),
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","namespace":"other"}}"#, 400,
      "the namespace of the provided object does not match the namespace sent on the request"
    ),
    (
      core + "secrets", #"{"apiVersion":"apps/v1","kind":"Secret","metadata":{"name":"a"}}"#, 400,
      "the API version in the data (apps/v1) does not match the expected API version (v1)"
    ),
    (
      core + "secrets", #"{"metadata":{"name":"a"}}"#, 400, #"Object 'Kind' is missing in '{"metadata":{"name":"a"}}'"#
    ),
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","labels":{"x":1}}}"#, 400,
      "Secret in version \"v1\" cannot be handled as a Secret: json: cannot unmarshal number into Go struct field "
        + "ObjectMeta.metadata.labels of type string"
    ),
    (
      core + "secrets", #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","labels":{"x":"-"}}}"#, 422,
      "Secret \"a\" is invalid: metadata.labels: Invalid value: \"-\": a valid label must be an empty string or consist "
        + "of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. "
        + "'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    ),
    (
      core + "secrets",
      #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"type":"kubernetes.io/tls","data":{"tls.crt":""}}"#,
      422, "Secret \"a\" is invalid: data[tls.key]: Required value"
    ),
    (
      core + "configmaps", #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a/b":""}}"#, 422,
      "ConfigMap \"a\" is invalid: data[a/b]: Invalid value: \"a/b\": a valid config key must consist of alphanumeric "
        + "characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
        + "'[-._a-zA-Z0-9]+')"
    ),
    (
      deployments,
      #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"y"}},"spec":{"containers":[{"name":"a","image":"b"}]}}}}"#,
      422,
      "Deployment.apps \"a\" is invalid: spec.template.metadata.labels: Invalid value: {\"app\":\"y\"}: `selector` does "
        + "not match template `labels`"
    ),
    (
      deployments,
      #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}},"spec":{"containers":[{"name":"a"}]}}}}"#,
      422, "Deployment.apps \"a\" is invalid: spec.template.spec.containers[0].image: Required value"
    ),
    (
      core + "pods",
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"b","ports":[{"containerPort":70000}],"volumeMounts":[{"name":"v","mountPath":"/v"}]}]}}"#,
      422,
      "Pod \"a\" is invalid: [spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and "
        + "65535, inclusive, spec.containers[0].volumeMounts[0].name: Not found: \"v\"]"
    ),
    (
      core + "pods",
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"b","resources":{"requests":{"cpu":"2"},"limits":{"cpu":"500m"}}}]}}"#,
      422,
      "Pod \"a\" is invalid: spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to "
        + "cpu limit of 500m"
    ),
    (
      core + "services", #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{}}"#, 422,
      "Service \"a\" is invalid: spec.ports: Required value"
    ),
    (
      core + "services",
      #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"1a"},"spec":{"ports":[{"port":80}]}}"#, 422,
      "Service \"1a\" is invalid: metadata.name: Invalid value: \"1a\": a DNS-1035 label must consist of lower case "
        + "alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
    ),
    (
      "/apis/batch/v1/namespaces/default/jobs",
      #"{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"b"}]}}}}"#,
      422,
      "Job.batch \"a\" is invalid: spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", "
        + "\"Never\""
    ),
    (
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
      Workloads.definition.replacing("widgets.example.com", with: "wrong.example.com"), 422,
      "CustomResourceDefinition.apiextensions.k8s.io \"wrong.example.com\" is invalid: metadata.name: Invalid value: "
        + "\"wrong.example.com\": must be spec.names.plural+\".\"+spec.group"
    ),
  ]

  @Test(arguments: refused)
  func anInvalidObjectIsRefusedInTheServersWords(path: String, body: String, status: Int, message: String) throws {
    let answer = try cluster.send("POST", path, body)
    #expect(answer.status == status)
    #expect(answer.text("message") == message)
    #expect(answer.text("kind") == "Status")
    #expect(answer.text("code") == String(status))
  }

  @Test(arguments: [("secrets", "data: "), ("configmaps", ": ")])
  func dataIsLimitedToOneMebibyte(resource: String, field: String) throws {
    let kind = resource == "secrets" ? "Secret" : "ConfigMap"
    let key = resource == "secrets" ? "stringData" : "data"
    func body(_ name: String, _ size: Int) -> String {
      let text = String(repeating: "x", count: size)
      return #"{"apiVersion":"v1","kind":"\#(kind)","metadata":{"name":"\#(name)"},"\#(key)":{"a":"\#(text)"}}"#
    }
    #expect(try cluster.send("POST", Self.core + resource, body("fits", 1 << 20)).status == 201)
    let answer = try cluster.send("POST", Self.core + resource, body("large", (1 << 20) + 1))
    #expect(answer.status == 422)
    #expect(
      answer.text("message")
        == "\(kind) \"large\" is invalid: \(field)Too long: may not be more than 1048576 bytes")
  }

  @Test(arguments: [("rolebindings", 201), ("clusterrolebindings", 422)])
  func onlyAClusterWideBindingMustNameItsAccountsNamespace(plural: String, status: Int) throws {
    let root = "/apis/rbac.authorization.k8s.io/v1/" + (plural == "rolebindings" ? "namespaces/default/" : "")
    let kind = plural == "rolebindings" ? "RoleBinding" : "ClusterRoleBinding"
    let body = """
      {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"\(kind)","metadata":{"name":"a"},
       "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"x"},
       "subjects":[{"kind":"ServiceAccount","name":"y"}]}
      """
    #expect(try cluster.send("POST", root + plural, body).status == status)
  }

  @Test func aBodyInYAMLIsTakenAndOneThatIsNeitherIsNot() throws {
    let yaml = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"
    #expect(try cluster.send("POST", Self.core + "secrets", yaml, type: "application/yaml").status == 201)
    let protobuf = try cluster.send("POST", Self.core + "secrets", "k8s", type: "application/vnd.kubernetes.protobuf")
    #expect(protobuf.status == 400)
    #expect(try cluster.send("POST", Self.core + "secrets", "k8s", type: "application/cbor").status == 415)
  }

  @Test func aRequestOfMoreThanThreeMebibytesIsRefused() throws {
    let answer = try cluster.send("POST", Self.core + "secrets", String(repeating: " ", count: (3 << 20) + 1))
    #expect(answer.status == 413)
  }

  @Test func aBodyThatIsTooDeepIsRefused() throws {
    let deep = String(repeating: "[", count: 100_000)
    for type in ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"] {
      let answer = try cluster.send("PATCH", Self.core + "secrets/a?fieldManager=x", deep, type: type)
      #expect(answer.status == 400 || answer.status == 404)
    }
    #expect(try cluster.send("POST", Self.core + "secrets", deep).status == 400)
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
