import ArgumentParser
import Kubernetes
import Platform

/// The options that say which cluster, and which namespace in it.
struct ClusterOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .customLong("namespace")],
    help: ArgumentHelp(
      "The release's namespace (default: HELM_NAMESPACE, or the context's, or default).", valueName: "name"))
  var namespace: String?

  @Option(name: .customLong("kubeconfig"), help: ArgumentHelp("The kubeconfig file.", valueName: "file"))
  var kubeconfig: String?

  @Option(name: .customLong("kube-context"), help: ArgumentHelp("The context in the kubeconfig.", valueName: "name"))
  var kubeContext: String?

  @Option(name: .customLong("kube-apiserver"), help: ArgumentHelp("The API server's address.", valueName: "url"))
  var kubeAPIServer: String?

  @Option(
    name: .customLong("kube-token"),
    help: ArgumentHelp("The bearer token; HELM_KUBETOKEN keeps it out of the process list.", valueName: "token"))
  var kubeToken: String?

  @Option(name: .customLong("kube-as-user"), help: ArgumentHelp("The user to act as.", valueName: "name"))
  var kubeAsUser: String?

  @Option(
    name: .customLong("kube-as-group"), help: ArgumentHelp("A group to act as; may be repeated.", valueName: "name"))
  var kubeAsGroups: [String] = []

  @Option(
    name: .customLong("kube-ca-file"),
    help: ArgumentHelp("The certificates that the API server's must be signed by.", valueName: "file"))
  var kubeCAFile: String?

  @Option(
    name: .customLong("kube-tls-server-name"),
    help: ArgumentHelp("The name that the API server's certificate is checked for.", valueName: "name"))
  var kubeTLSServerName: String?

  @Flag(
    name: .customLong("kube-insecure-skip-tls-verify"),
    help: "Do not check the API server's certificate: whoever is in between may read and change everything.")
  var kubeInsecureSkipTLSVerify = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Requests a second, once the burst is used up (default: no limit).", valueName: "number"))
  var qps: Double?

  @Option(
    name: .customLong("burst-limit"), parsing: .unconditional,
    help: ArgumentHelp("Requests at once before --qps counts (default: 100).", valueName: "number"))
  var burstLimit: Int?

  @Flag(name: .customLong("debug"), help: "Say more about what happens.")
  var debug = false

  @OptionGroup(visibility: .hidden) var folders: FolderOptions
  @OptionGroup(visibility: .hidden) var unused: UnusedOptions

  /// The environment's settings with these options above them.
  func settings(_ context: ProcessContext) -> ClusterSettings {
    var settings = ClusterSettings(environment: context.environment)
    func take(_ value: String?, _ option: String, into place: WritableKeyPath<ClusterSettings, String>) {
      guard let value, !value.isEmpty else { return }
      settings[keyPath: place] = value
      // An address may have a password in it: the option's name says enough.
      settings.options.append(value.contains("@") ? option : "\(option) \(value)")
    }
    if let kubeconfig, !kubeconfig.isEmpty {
      settings.kubeconfig = Path.join(context.workingFolder, kubeconfig)
      settings.options.append("--kubeconfig \(kubeconfig)")
    }
    take(kubeContext, "--kube-context", into: \.overrides.context)
    take(kubeAPIServer, "--kube-apiserver", into: \.overrides.server)
    if let kubeToken, !kubeToken.isEmpty { settings.overrides.token = Secret(kubeToken) }
    if let kubeAsUser, !kubeAsUser.isEmpty { settings.overrides.asUser = kubeAsUser }
    if !kubeAsGroups.isEmpty { settings.overrides.asGroups = kubeAsGroups }
    if let kubeCAFile, !kubeCAFile.isEmpty { settings.overrides.certificateAuthorityFile = kubeCAFile }
    if let kubeTLSServerName, !kubeTLSServerName.isEmpty { settings.overrides.tlsServerName = kubeTLSServerName }
    if kubeInsecureSkipTLSVerify { settings.overrides.skipsVerification = true }
    if let qps, qps.isFinite { settings.requestsPerSecond = qps > 0 ? qps : nil }
    if let burstLimit { settings.burst = burstLimit }
    return settings
  }
}
