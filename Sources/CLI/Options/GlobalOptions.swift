import ArgumentParser

/// Helm's global flags, as commands take them that do not always ask a cluster or a repository.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customLong("kubeconfig"), help: .hidden) var kubeconfig: String?
  @Option(name: .customLong("kube-context"), help: .hidden) var kubeContext: String?
  @Option(name: .customLong("kube-apiserver"), help: .hidden) var kubeAPIServer: String?
  @Option(name: .customLong("kube-as-user"), help: .hidden) var kubeAsUser: String?
  @Option(name: .customLong("kube-as-group"), help: .hidden) var kubeAsGroups: [String] = []
  @Option(name: .customLong("kube-ca-file"), help: .hidden) var kubeCAFile: String?
  @Flag(name: .customLong("kube-insecure-skip-tls-verify"), help: .hidden) var kubeInsecureSkipTLSVerify = false
  @Option(name: .customLong("kube-tls-server-name"), help: .hidden) var kubeTLSServerName: String?
  @Option(name: .customLong("kube-token"), help: .hidden) var kubeToken: String?
  @Option(parsing: .unconditional, help: .hidden) var qps: Double?
  @Option(name: .customLong("burst-limit"), parsing: .unconditional, help: .hidden) var burstLimit: Int?
  @OptionGroup(visibility: .hidden) var folders: FolderOptions
  @Option(name: [.customLong("color"), .customLong("colour")], help: .hidden) var color: String?

  /// The same as the commands take them that always ask a cluster.
  func cluster(namespace: String?, debug: Bool) -> ClusterOptions {
    var options = ClusterOptions()
    options.namespace = namespace
    options.kubeconfig = kubeconfig
    options.kubeContext = kubeContext
    options.kubeAPIServer = kubeAPIServer
    options.kubeToken = kubeToken
    options.kubeAsUser = kubeAsUser
    options.kubeAsGroups = kubeAsGroups
    options.kubeCAFile = kubeCAFile
    options.kubeTLSServerName = kubeTLSServerName
    options.kubeInsecureSkipTLSVerify = kubeInsecureSkipTLSVerify
    options.qps = qps
    options.burstLimit = burstLimit
    options.debug = debug
    return options
  }
}

/// Helm's global options as commands take them that ask no cluster: only the folders mean something to these.
struct CommonOptions: ParsableArguments {
  @OptionGroup(visibility: .hidden) var global: GlobalOptions
  @Flag(help: .hidden) var debug = false
  @Option(name: [.customShort("n"), .customLong("namespace")], help: .hidden) var namespace: String?

  /// Where settings and caches are.
  var folders: FolderOptions { global.folders }
}
