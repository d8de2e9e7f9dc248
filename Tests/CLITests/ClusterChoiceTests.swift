import CLI
import Testing

@Suite struct ClusterChoiceTests {
  private func decide(
    _ environment: [String: String], kubeconfig: String? = nil, option: String? = nil, files: Set<String> = []
  ) throws -> ClusterChoice {
    var settings = ClusterSettings(environment: environment)
    settings.kubeconfig = kubeconfig
    settings.options = [kubeconfig.map { "--kubeconfig \($0)" }, option].compactMap(\.self)
    return try ClusterChoice.decide(settings, environment: environment) { files.contains($0) }
  }

  @Test func withoutAnythingItIsTheEmbeddedClusterByDefault() throws {
    #expect(try decide(["HOME": "/home/a"]) == .embedded(isDefault: true))
  }

  @Test(arguments: [
    (["KUBECONFIG": "/k"], "KUBECONFIG=/k"),
    (["KUBECONFIG": "/gone:/k"], "KUBECONFIG=/gone:/k"),
    (["KUBECONFIG": ":/k:"], "KUBECONFIG=:/k:"),
    (["HOME": "/home/a"], "/home/a/.kube/config"),
    (["HELM_KUBECONTEXT": "prod"], "HELM_KUBECONTEXT=prod"),
    (["HELM_KUBECONTEXT": "prod", "CHART_KUBECONTEXT": "test"], "CHART_KUBECONTEXT=test"),
    (["CHART_KUBEAPISERVER": "https://h"], "CHART_KUBEAPISERVER=https://h"),
    (["KUBERNETES_SERVICE_HOST": "10.96.0.1"], "this pod's service account"),
    (["KUBECONFIG": "/k", "CHART_CLUSTER": "kubernetes"], "KUBECONFIG=/k"),
  ])
  func whateverNamesAClusterMeansTheRealOne(environment: [String: String], source: String) throws {
    let files: Set = ["/k", "/home/a/.kube/config", "/var/run/secrets/kubernetes.io/serviceaccount/token"]
    #expect(try decide(environment, files: files) == .kubernetes(source: source))
  }

  @Test func aListOfNothingButEmptyElementsNamesNoFile() throws {
    let environment = ["KUBECONFIG": "::", "HOME": "/home/a"]
    #expect(try decide(environment, files: ["/home/a/.kube/config"]) == .embedded(isDefault: true))
    let error = #expect(throws: CommandError.self) { try decide(["KUBECONFIG": ":/gone:"]) }
    #expect(error?.description == "KUBECONFIG names /gone, which is not there")
  }

  @Test func aKubeconfigThatIsNotThereIsAnErrorAndNeverTheEmbeddedCluster() {
    #expect(throws: CommandError.self) { try decide(["KUBECONFIG": "/gone"]) }
    #expect(throws: CommandError.self) { try decide([:], kubeconfig: "/gone") }
    #expect(throws: CommandError.self) { try decide(["CHART_CLUSTER": "embedded"], kubeconfig: "/gone") }
  }

  @Test func theEmbeddedClusterCanBeForcedOverTheEnvironmentButNotOverAnOption() throws {
    let environment = ["CHART_CLUSTER": "embedded", "KUBECONFIG": "/k"]
    #expect(try decide(environment, files: ["/k"]) == .embedded(isDefault: false))
    #expect(throws: CommandError.self) { try decide(environment, option: "--kube-context prod", files: ["/k"]) }
  }

  @Test func theRealClusterCannotBeForcedWhereNoneIsNamed() {
    #expect(throws: CommandError.self) { try decide(["CHART_CLUSTER": "kubernetes"]) }
    #expect(throws: CommandError.self) { try decide(["CHART_CLUSTER": "somewhere"]) }
  }
}
