import ArgumentParser

/// Where Helm's settings and caches are, in place of what the environment says; Helm's global options.
struct FolderOptions: ParsableArguments {
  @Option(
    name: .customLong("repository-config"),
    help: ArgumentHelp("The file that names the added repositories.", valueName: "file"))
  var repositoryConfig: String?

  @Option(
    name: .customLong("repository-cache"),
    help: ArgumentHelp("The folder of the repositories' indexes.", valueName: "folder"))
  var repositoryCache: String?

  @Option(
    name: .customLong("content-cache"),
    help: ArgumentHelp("The folder of downloaded charts, by content.", valueName: "folder"))
  var contentCache: String?

  @Option(
    name: .customLong("registry-config"), help: ArgumentHelp("The file of registries' logins.", valueName: "file"))
  var registryConfig: String?

  /// The environment's folders with these above them.
  func resolved(_ invocation: Invocation) -> HelmFolders {
    var folders = HelmFolders(invocation.context)
    func take(_ value: String?, into place: WritableKeyPath<HelmFolders, String>) {
      if let value, !value.isEmpty { folders[keyPath: place] = invocation.path(value) }
    }
    take(repositoryConfig, into: \.repositories)
    take(repositoryCache, into: \.repositoryCache)
    take(contentCache, into: \.contentCache)
    take(registryConfig, into: \.registryConfiguration)
    return folders
  }
}
