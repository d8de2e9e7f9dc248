import Platform

/// Where Helm keeps its settings, caches and data; ours are the same files, so that either finds what the other left.
///
/// As pkg/helmpath: HELM_CACHE_HOME and its like, else below XDG's folders, else below the home folder.
struct HelmFolders {
  /// Where what can be fetched again is kept.
  let cache: String
  /// Where settings are kept.
  let configuration: String
  /// Where plugins and starters are kept.
  let data: String
  /// The file that names repositories.
  var repositories: String
  /// The folder of repositories' indexes.
  var repositoryCache: String
  /// The folder of downloaded charts, by content.
  var contentCache: String
  /// The file with the credentials of registries.
  var registryConfiguration: String
  /// The folder of plugins.
  let plugins: String

  /// The folders that an environment names.
  init(_ context: ProcessContext) {
    let environment = context.environment
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let home = value("HOME") ?? "/"
    func folder(_ helm: String, _ xdg: String, _ fallback: String) -> String {
      value(helm) ?? Path.join(value(xdg) ?? Path.join(home, fallback), "helm")
    }
    cache = folder("HELM_CACHE_HOME", "XDG_CACHE_HOME", ".cache")
    configuration = folder("HELM_CONFIG_HOME", "XDG_CONFIG_HOME", ".config")
    data = folder("HELM_DATA_HOME", "XDG_DATA_HOME", ".local/share")
    repositories = value("HELM_REPOSITORY_CONFIG") ?? Path.join(configuration, "repositories.yaml")
    repositoryCache = value("HELM_REPOSITORY_CACHE") ?? Path.join(cache, "repository")
    contentCache = value("HELM_CONTENT_CACHE") ?? Path.join(cache, "content")
    registryConfiguration = value("HELM_REGISTRY_CONFIG") ?? Path.join(configuration, "registry/config.json")
    plugins = value("HELM_PLUGINS") ?? Path.join(data, "plugins")
  }
}
