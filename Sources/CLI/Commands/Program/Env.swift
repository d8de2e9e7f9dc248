import ArgumentParser
import EmbeddedCluster
import Platform

/// `chart env [NAME]`: the settings that the environment gives, in Helm's names and ours.
struct EnvCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Print the settings and folders that the environment gives.")

  @Argument(help: "One setting's name, to print its value alone.")
  var name: String?

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() throws {
    let invocation = Invocation.current
    let settings = Self.settings(invocation, common.folders.resolved(invocation))
    if let name {
      // As Helm: a name that is none prints an empty line.
      invocation.console.print(settings[name] ?? "")
      return
    }
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) { invocation.console.print("\(name)=\"\(value)\"") }
  }

  /// As pkg/cli/environment.go EnvVars; a token is shown as set or not, never itself.
  static func settings(_ invocation: Invocation, _ folders: HelmFolders) -> [String: String] {
    let environment = invocation.context.environment
    var settings = [
      "HELM_BURST_LIMIT": "100", "HELM_DEBUG": "false", "HELM_KUBEAPISERVER": "", "HELM_KUBEASGROUPS": "",
      "HELM_KUBEASUSER": "", "HELM_KUBECAFILE": "", "HELM_KUBECONTEXT": "",
      "HELM_KUBEINSECURE_SKIP_TLS_VERIFY": "false", "HELM_KUBETLS_SERVER_NAME": "", "HELM_KUBETOKEN": "",
      "HELM_MAX_HISTORY": "10", "HELM_QPS": "0.00",
    ]
    for name in settings.keys {
      if let value = environment[name], !value.isEmpty { settings[name] = value }
    }
    if settings["HELM_KUBETOKEN"] != "" { settings["HELM_KUBETOKEN"] = "(set)" }
    settings["HELM_BIN"] = CommandLine.arguments.first ?? "chart"
    settings["HELM_CACHE_HOME"] = folders.cache
    settings["HELM_CONFIG_HOME"] = folders.configuration
    settings["HELM_CONTENT_CACHE"] = folders.contentCache
    settings["HELM_DATA_HOME"] = folders.data
    settings["HELM_NAMESPACE"] = invocation.namespace(nil, orElse: nil)
    settings["HELM_PLUGINS"] = folders.plugins
    settings["HELM_REGISTRY_CONFIG"] = folders.registryConfiguration
    settings["HELM_REPOSITORY_CACHE"] = folders.repositoryCache
    settings["HELM_REPOSITORY_CONFIG"] = folders.repositories
    settings["CHART_CLUSTER"] = environment["CHART_CLUSTER"] ?? ""
    settings["CHART_CLUSTER_HOME"] = ClusterFolder.path(invocation.context) ?? ""
    return settings
  }
}
