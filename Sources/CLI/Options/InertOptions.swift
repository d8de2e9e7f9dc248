import ArgumentParser
import Values
import Values

/// Options of `helm template` that say how an install would go: taken, so that scripts run unchanged, and without effect.
struct InertOptions: ParsableArguments {
  @Flag(name: .customLong("dependency-update"), help: .hidden) var dependencyUpdate = false
  @Flag(name: .customLong("create-namespace"), help: .hidden) var createNamespace = false
  @Flag(help: .hidden) var replace = false
  @Flag(help: .hidden) var validate = false
  @Flag(name: .customLong("wait-for-jobs"), help: .hidden) var waitForJobs = false
  @Flag(name: .customLong("rollback-on-failure"), help: .hidden) var rollbackOnFailure = false
  @Flag(name: .customLong("hide-notes"), help: .hidden) var hideNotes = false
  @Flag(name: .customLong("take-ownership"), help: .hidden) var takeOwnership = false
  @Flag(name: .customLong("force-replace"), help: .hidden) var forceReplace = false
  @Flag(name: .customLong("force-conflicts"), help: .hidden) var forceConflicts = false
  @Flag(help: .hidden) var verify = false
  @Flag(name: .customLong("insecure-skip-tls-verify"), help: .hidden) var insecureSkipTLSVerify = false
  @Flag(name: .customLong("plain-http"), help: .hidden) var plainHTTP = false
  @Flag(name: .customLong("pass-credentials"), help: .hidden) var passCredentials = false
  @Option(name: .customLong("wait"), help: .hidden) var wait: String?
  @Option(help: .hidden) var timeout = GoDuration.seconds(300)
  @Option(name: .customLong("server-side"), help: .hidden) var serverSide: String?
  @Option(name: .customLong("dry-run"), help: .hidden) var dryRun = "client"
  @Option(help: .hidden) var description: String?
  @Option(name: [.customShort("l"), .long], help: .hidden) var labels: [String] = []
  @Option(help: .hidden) var username: String?
  @Option(help: .hidden) var password: String?
  @Option(help: .hidden) var keyring: String?
  @Option(name: .customLong("kubeconfig"), help: .hidden) var kubeconfig: String?
  @Option(name: .customLong("kube-context"), help: .hidden) var kubeContext: String?
  @Option(name: .customLong("kube-apiserver"), help: .hidden) var kubeAPIServer: String?
  @Option(name: .customLong("kube-token"), help: .hidden) var kubeToken: String?
  @Option(name: .customLong("kube-as-user"), help: .hidden) var kubeAsUser: String?
  @Option(name: .customLong("kube-as-group"), help: .hidden) var kubeAsGroups: [String] = []
  @Option(name: .customLong("kube-ca-file"), help: .hidden) var kubeCAFile: String?
  @Option(name: .customLong("kube-tls-server-name"), help: .hidden) var kubeTLSServerName: String?
  @Flag(name: .customLong("kube-insecure-skip-tls-verify"), help: .hidden) var kubeInsecureSkipTLSVerify = false
  @Option(help: .hidden) var qps: String?
  @Option(name: .customLong("burst-limit"), help: .hidden) var burstLimit: String?
  @Option(name: .customLong("registry-config"), help: .hidden) var registryConfig: String?
  @Option(name: .customLong("repository-config"), help: .hidden) var repositoryConfig: String?
  @Option(name: .customLong("repository-cache"), help: .hidden) var repositoryCache: String?
  @Option(help: .hidden) var color: String?

  /// Refuses what would not be without effect: a rendering that asks a cluster.
  func check() throws(CommandError) {
    switch validate ? "server" : dryRun {
    case "client", "none", "unset", "true", "false", "": return
    case "server":
      throw CommandError(
        "template asks no cluster: --dry-run=server is not to be had",
        hint: "`chart install --dry-run=server` renders and checks against the cluster.")
    default:
      throw CommandError("invalid dry-run value (\"\(dryRun)\"). Must be \"none\", \"server\", or \"client\"")
    }
  }
}
