import ArgumentParser

/// The options that say which cluster, and which namespace in it.
struct ClusterOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .customLong("namespace")],
    help: ArgumentHelp("The release's namespace (default: HELM_NAMESPACE, or default).", valueName: "name"))
  var namespace: String?

  @Option(name: .customLong("kubeconfig"), help: ArgumentHelp("The kubeconfig file.", valueName: "file"))
  var kubeconfig: String?

  @Option(name: .customLong("kube-context"), help: ArgumentHelp("The context in the kubeconfig.", valueName: "name"))
  var kubeContext: String?

  @Option(name: .customLong("kube-apiserver"), help: ArgumentHelp("The API server's address.", valueName: "url"))
  var kubeAPIServer: String?

  @Flag(name: .customLong("debug"), help: "Say more about what happens.")
  var debug = false
}
