import Platform
import Repositories
import Values

/// The repositories, registries and caches that a command works with: Helm's own settings and folders.
struct RepositoryWorld {
  /// Where they are.
  let folders: HelmFolders
  /// Asks servers.
  let fetcher: any Fetching
  /// The indexes that are kept.
  let indexes: IndexCache
  /// The logins that are kept.
  let credentials: RegistryCredentials
  private let invocation: Invocation

  /// The world of a command, with the folders that its options name.
  ///
  /// - Parameter patience: how long a server may say nothing.
  init(_ invocation: Invocation, _ options: FolderOptions, patience: Duration = .seconds(120)) {
    self.invocation = invocation
    folders = options.resolved(invocation)
    fetcher = NetworkFetching(invocation.context, patience: patience)
    indexes = IndexCache(folder: folders.repositoryCache, fetcher: fetcher)
    let environment = invocation.context.environment
    let docker = environment["DOCKER_CONFIG"] ?? Path.join(environment["HOME"] ?? "/", ".docker")
    credentials = RegistryCredentials(files: [folders.registryConfiguration, Path.join(docker, "config.json")]) {
      (name, host) throws(RepositoryError) in
      try Self.ask(helper: name, host, environment)
    }
  }

  /// The repositories that were added.
  func repositories() throws -> RepositoryList { try RepositoryList(path: folders.repositories) }

  /// Changes the repositories that were added.
  func change<Result>(_ work: (inout RepositoryList) throws(RepositoryError) -> Result) throws -> Result {
    try RepositoryList.change(path: folders.repositories, clock: invocation.context.clock, work)
  }

  /// Brings charts from registries, and puts them there.
  func registry(_ options: ServerOptions) -> RegistryClient {
    RegistryClient(
      fetcher: fetcher, credentials: credentials, options: options.fetchOptions(invocation), isPlain: options.isPlain,
      cacheFolder: folders.contentCache)
  }

  /// Brings charts from wherever a word says.
  func finder(_ options: ServerOptions) throws -> ChartFinder {
    ChartFinder(
      repositories: try repositories(), indexes: indexes,
      downloader: ChartDownloader(fetcher: fetcher, cacheFolder: folders.contentCache), registry: registry(options))
  }

  /// Renews the dependencies of charts.
  ///
  /// - Parameter verify: checks a package against its provenance; nil where nobody asked for it.
  func dependencies(
    _ options: ServerOptions, skipsRefresh: Bool,
    verify: (@Sendable (DownloadedChart) throws(RepositoryError) -> Void)? = nil
  ) throws -> DependencyManager {
    var settings = DependencyManager.Settings(
      indexFolder: folders.repositoryCache, contentFolder: folders.contentCache, clock: invocation.context.clock)
    settings.repositories = try repositories()
    settings.skipsRefresh = skipsRefresh
    settings.options = options.fetchOptions(invocation)
    settings.verify = verify
    let console = invocation.console
    return DependencyManager(fetcher: fetcher, registry: registry(options), settings: settings) { console.note($0) }
  }

  /// Asks `docker-credential-NAME` for a host's login, by Docker's protocol: the host on its input, JSON on its output.
  private static func ask(
    helper: String, _ host: String, _ environment: [String: String]
  ) throws(RepositoryError) -> RegistryCredentials.Login? {
    let program = "docker-credential-" + helper
    do throws(FileError) {
      guard let path = Subprocess.find(program, environment: environment) else {
        throw FileError("exec", program, ENOENT)
      }
      let result = try Subprocess.runBlocking(path, ["get"], environment: environment, input: Array(host.utf8))
      // A helper that has nothing says so on its output and fails.
      guard result.status == 0, let answer = try? JSON.decode(result.output),
        let name = answer.at("Username")?.asString, let secret = answer.at("Secret")?.asString
      else { return nil }
      return RegistryCredentials.Login(username: name == "<token>" ? "" : "\(name)", password: "\(secret)")
    } catch {
      throw RepositoryError("cannot run \(program): \(error)")
    }
  }
}
