internal import Charts
package import Platform
internal import SemanticVersions
internal import YAML

/// What registries answer about charts.
package protocol ChartRegistry: Sendable {
  /// The versions of a chart, the newest first.
  ///
  /// - Parameter reference: such as `oci://registry.example/charts/redis`.
  func versions(of reference: String) async throws(RepositoryError) -> [String]

  /// The package of one version of a chart.
  func pull(_ reference: String, version: String, wantsProvenance: Bool) async throws(RepositoryError)
    -> DownloadedChart
}

/// Brings the charts that a chart depends on into its charts/ folder, and writes down which they were: `dependency update`
/// and `dependency build`.
///
/// Only the repositories that the chart names are asked, all at once; packages are brought side by side; charts/ changes
/// at one moment, after everything is there.
package struct DependencyManager: Sendable {
  /// What the work needs of the world.
  package struct Settings: Sendable {
    /// The repositories that somebody has added.
    package var repositories = RepositoryList()
    /// The folder of indexes.
    package var indexFolder: String
    /// The folder of packages by content.
    package var contentFolder: String
    /// Whether the indexes that are kept are good enough.
    package var skipsRefresh = false
    /// How repositories that nobody has added are asked.
    package var options = FetchOptions()
    /// Checks a package against its provenance file; nil where nobody asked for it.
    package var verify: (@Sendable (DownloadedChart) throws(RepositoryError) -> Void)?
    /// The clock that says when a lock was written.
    package var clock: WallClock

    /// Settings by the folders of Helm's caches.
    package init(indexFolder: String, contentFolder: String, clock: WallClock) {
      self.indexFolder = indexFolder
      self.contentFolder = contentFolder
      self.clock = clock
    }
  }

  private let fetcher: any Fetching
  private let registry: any ChartRegistry
  private let settings: Settings
  private let report: @Sendable (String) -> Void

  /// A manager that asks repositories by `fetcher` and registries by `registry`.
  ///
  /// - Parameter report: takes lines for people about what is being done.
  package init(
    fetcher: any Fetching, registry: any ChartRegistry, settings: Settings, report: @escaping @Sendable (String) -> Void
  ) {
    self.fetcher = fetcher
    self.registry = registry
    self.settings = settings
    self.report = report
  }

  // MARK: - The two ways

  /// Chooses versions by Chart.yaml, brings them, and writes Chart.lock where it has changed.
  package func update(_ folder: String) async throws(RepositoryError) {
    let locks = try await Self.hold([folder])
    defer { withExtendedLifetime(locks) {} }
    try await update([DependencyTree.Node(folder: folder, chart: try Self.chart(in: folder))], shared: false)
  }

  /// The same for a whole tree: the chart's dependencies that are folders are renewed before it, deepest first.
  ///
  /// All versions are chosen before anything changes, and charts that several demand in one version for all.
  package func updateTree(_ folder: String) async throws(RepositoryError) {
    let locks = try await Self.hold(try Self.tree(folder).map(\.folder))
    defer { withExtendedLifetime(locks) {} }
    try await update(try Self.tree(folder), shared: true)
  }

  private func update(_ nodes: [DependencyTree.Node], shared: Bool) async throws(RepositoryError) {
    var repositories: [String: RepositoryEntry] = [:]
    var charts: [(node: DependencyTree.Node, declared: [Dependency])] = []
    for node in nodes where node.chart.metadata.declaredDependencies != nil {
      let (declared, found) = try self.repositories(of: node.chart.metadata.dependencies)
      charts.append((node, declared))
      repositories.merge(found) { first, _ in first }
    }
    let indexes = try await indexes(repositories)
    let tags = try await tags(of: charts.flatMap(\.declared))
    let demands = shared ? try SharedDemands(charts.map { ($0.node.chart.name, $0.declared) }) : SharedDemands()
    var choices: [[DependencyResolver.Choice]] = []
    for (node, declared) in charts {
      let resolver = DependencyResolver(folder: node.folder, indexes: indexes, tags: tags, shared: demands)
      choices.append(try resolver.resolve(declared))
    }
    for ((node, declared), choices) in zip(charts, choices) {
      if shared { report("Updating \(node.folder)") }
      let lock = try lock(of: node, declared, choices.map(\.locked))
      try await bring(choices, for: declared, into: node.folder, lock: lock)
    }
  }

  /// Brings what each chart's Chart.lock says, for a whole tree, deepest first.
  package func buildTree(_ folder: String) async throws(RepositoryError) {
    for node in try Self.tree(folder) { try await build(node.folder) }
  }

  /// Brings what Chart.lock says; without one, as `update`.
  package func build(_ folder: String) async throws(RepositoryError) {
    let chart = try Self.chart(in: folder)
    guard let lock = chart.lock else { return try await update(folder) }
    let locks = try await Self.hold([folder])
    defer { withExtendedLifetime(locks) {} }
    let isVersion1 = chart.metadata.apiVersion == "v1"
    let (declared, _) = try repositories(of: chart.metadata.dependencies)
    if LockDigest.digest(declared, lock.dependencies) != lock.digest {
      if !isVersion1 {
        throw RepositoryError(
          "the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml). Please update the "
            + "dependencies with 'helm dependency update'")
      }
      if LockDigest.digestOfVersion2(chart.metadata.dependencies) != lock.digest {
        throw RepositoryError(
          "the lock file (requirements.lock) is out of sync with the dependencies file (requirements.yaml). Please "
            + "update the dependencies")
      }
    }
    let (locked, repositories) = try repositories(of: lock.dependencies)
    let resolver = DependencyResolver(
      folder: folder, indexes: try await indexes(repositories), tags: try await tags(of: locked),
      shared: SharedDemands())
    try await bring(try resolver.resolve(locked), for: locked, into: folder, lock: nil)
  }

  // MARK: - Repositories

  /// The declarations with aliases replaced by addresses, and the repositories that they name, each once.
  private func repositories(
    of declared: [Dependency]
  ) throws(RepositoryError) -> (declared: [Dependency], repositories: [String: RepositoryEntry]) {
    var declared = declared
    var found: [String: RepositoryEntry] = [:]
    var unknown: [String] = []
    for index in declared.indices {
      let repository = declared[index].repository
      if repository.isEmpty || repository.hasPrefix("file://") || repository.hasPrefix("oci://") { continue }
      let alias = ["@", "alias:"].first { repository.hasPrefix($0) }.map { String(repository.dropFirst($0.utf8.count)) }
      let entry = settings.repositories.entries.first { entry in
        alias.map { $0 == entry.name } ?? RepositoryURL.areEqual(entry.url, repository)
      }
      if let entry {
        if alias != nil { declared[index].repository = entry.url }
        found[declared[index].repository] = entry
      } else if alias == nil, repository.contains("://") {
        found[repository] = RepositoryEntry(unmanaged: repository, options: settings.options)
      } else {
        unknown.append(repository)
      }
    }
    guard unknown.isEmpty else {
      throw RepositoryError(
        "no repository definition for \(unknown.joined(separator: ", ")). Please add them via 'helm repo add'",
        hint: "A repository is an address (https://charts.example.com), or @NAME of one that `chart repo add` added.")
    }
    return (declared, found)
  }

  /// The repositories' indexes, brought up to date side by side, by the addresses that the chart has for them.
  private func indexes(
    _ repositories: [String: RepositoryEntry]
  ) async throws(RepositoryError) -> [String: (entry: RepositoryEntry, index: RepositoryIndex)] {
    let cache = IndexCache(folder: settings.indexFolder, fetcher: fetcher)
    var byName: [String: RepositoryEntry] = [:]
    for entry in repositories.values { byName[entry.name] = entry }
    let entries = byName.values.sorted { $0.name < $1.name }
    if !settings.skipsRefresh {
      let failures = await Concurrently.run(entries, atMost: 8) { entry in
        do throws(RepositoryError) {
          try await cache.update(entry)
          report("...Successfully got an update from the \"\(entry.shown)\" chart repository")
          return nil as RepositoryError?
        } catch {
          return error
        }
      }
      if let failure = failures.compactMap(\.self).first { throw failure }
    }
    var indexes: [String: RepositoryIndex] = [:]
    for entry in entries { indexes[entry.name] = try cache.index(entry.name) }
    return repositories.compactMapValues { entry in indexes[entry.name].map { (entry, $0) } }
  }

  /// The versions of the charts in registries whose dependency is a range.
  private func tags(of declared: [Dependency]) async throws(RepositoryError) -> [String: [String]] {
    var tags: [String: [String]] = [:]
    for dependency in declared where dependency.repository.hasPrefix("oci://") {
      if dependency.isExact { continue }
      let reference = dependency.repository + "/" + dependency.name
      if tags[reference] == nil { tags[reference] = try await registry.versions(of: reference) }
    }
    return tags
  }

  // MARK: - Packages

  /// Brings what was chosen into charts/, and the lock with it.
  private func bring(
    _ choices: [DependencyResolver.Choice], for declared: [Dependency], into folder: String, lock: ChartsFolder.Lock?
  ) async throws(RepositoryError) {
    report("Saving \(choices.count) charts")
    let downloader = ChartDownloader(fetcher: fetcher, cacheFolder: settings.contentFolder)
    let wantsProvenance = settings.verify != nil
    // An alias may name the same version twice.
    var wanted: [String: DependencyResolver.Choice] = [:]
    for choice in choices {
      wanted["\(choice.locked.repository) \(choice.locked.name) \(choice.locked.version)"] = choice
    }
    let jobs = wanted.sorted { $0.key < $1.key }.map(\.value)
    let results = await Concurrently.run(jobs, atMost: 8) { job -> Result<DownloadedChart?, RepositoryError> in
      do throws(RepositoryError) {
        return .success(try await download(job, downloader, wantsProvenance))
      } catch {
        return .failure(error.wrapped("could not download \(job.locked.name) \(job.locked.version): "))
      }
    }
    var packages: [DownloadedChart] = []
    for result in results {
      guard let package = try result.get() else { continue }
      try settings.verify?(package)
      try Self.check(package)
      packages.append(package)
    }
    for (choice, dependency) in zip(choices, declared) {
      if case .unpacked = choice.origin { try Self.checkUnpacked(dependency, in: folder) }
    }
    let kept = Set(declared.filter(\.repository.isEmpty).map(\.name))
    try ChartsFolder(chart: folder).replace(with: packages, keeping: kept, lock: lock)
  }

  private func download(
    _ choice: DependencyResolver.Choice, _ downloader: ChartDownloader, _ wantsProvenance: Bool
  ) async throws(RepositoryError) -> DownloadedChart? {
    switch choice.origin {
    case .unpacked:
      return nil
    case .folder(let path):
      var warnings: [ChartWarning] = []
      // As Helm, which looks at a folder's own dependencies only when it is asked to update them.
      var options = Packager.Options()
      options.allowsMissingDependencies = true
      do throws(ChartError) {
        let package = try LargeStack.run { () throws(ChartError) in
          try Packager.package(folder: path, options: options, warnings: &warnings)
        }
        return DownloadedChart(fileName: package.fileName, bytes: package.bytes)
      } catch {
        throw RepositoryError(error.description, hint: error.hint)
      }
    case .repository(let address):
      report("Downloading \(choice.locked.name) from repo \(choice.locked.repository)")
      if address.isInRegistry {
        return try await registry.pull(address.url, version: "", wantsProvenance: wantsProvenance)
      }
      return try await downloader.download(address, wantsProvenance: wantsProvenance)
    case .registry(let reference):
      report("Downloading \(choice.locked.name) from repo \(choice.locked.repository)")
      return try await registry.pull(reference, version: choice.locked.version, wantsProvenance: wantsProvenance)
    }
  }

  /// Refuses a package that is no chart before anything is changed.
  private static func check(_ package: DownloadedChart) throws(RepositoryError) {
    var warnings: [ChartWarning] = []
    do throws(ChartError) {
      _ = try LargeStack.run { () throws(ChartError) in
        try ChartLoader.load(packageBytes: package.bytes, name: package.fileName, warnings: &warnings)
      }
    } catch {
      throw RepositoryError("\(package.fileName) is no chart: \(error.description)", hint: error.hint)
    }
  }

  private static func checkUnpacked(_ dependency: Dependency, in folder: String) throws(RepositoryError) {
    let chart = try Self.chart(in: Path.join(folder, "charts/" + dependency.name))
    guard let version = chart.version, try DependencyResolver.range(dependency).check(version) else {
      throw RepositoryError(
        "dependency \(dependency.name) at version \(chart.metadata.version) does not satisfy the constraint "
          + dependency.version)
    }
  }

  // MARK: - The chart's folder

  private static func chart(in folder: String) throws(RepositoryError) -> Chart {
    try checkFolder(folder)
    return try LargeStack.run { () throws(RepositoryError) in try DependencyResolver.load(folder) }
  }

  private static func tree(_ folder: String) throws(RepositoryError) -> [DependencyTree.Node] {
    try checkFolder(folder)
    return try LargeStack.run { () throws(RepositoryError) in try DependencyTree.nodes(from: folder) }
  }

  private static func checkFolder(_ folder: String) throws(RepositoryError) {
    switch FileSystem.kind(folder) {
    case nil: throw RepositoryError("could not find \(folder): stat \(folder): no such file or directory")
    case .folder: break
    default: throw RepositoryError("only unpacked charts can be updated")
    }
  }

  /// Keeps other updates of the charts waiting; Chart.yaml itself is the lock, so that nothing is left lying about.
  ///
  /// They are held in one order everywhere, so that two trees that overlap do not wait for each other forever; waiting is
  /// done on a thread of its own, as it may take long.
  private static func hold(_ folders: [String]) async throws(RepositoryError) -> [FileLock] {
    try await LargeStack.runSuspending(size: 256 << 10) { () throws(RepositoryError) in
      var locks: [FileLock] = []
      for path in folders.sorted().map({ Path.join($0, "Chart.yaml") }) where FileSystem.kind(path) == .file {
        // Without a Chart.yaml there is no chart, which loading says best.
        do throws(FileError) {
          locks.append(try FileLock(path))
        } catch {
          throw RepositoryError("\(error)")
        }
      }
      return locks
    }
  }

  /// The lock of a chart whose dependencies were chosen; nil where the one that it has says so already.
  private func lock(
    of node: DependencyTree.Node, _ declared: [Dependency], _ locked: [Dependency]
  ) throws(RepositoryError) -> ChartsFolder.Lock? {
    let digest = LockDigest.digest(declared, locked)
    if node.chart.lock?.digest == digest { return nil }
    let name = node.chart.metadata.apiVersion == "v1" ? "requirements.lock" : "Chart.lock"
    let path = Path.join(node.folder, name)
    do {
      if FileSystem.kindOfLink(path) == .link {
        throw RepositoryError("the \(name) file is a symlink to \"\(try FileSystem.targetOfLink(path))\"")
      }
      var lock = ChartLock()
      lock.generated = Timestamp(settings.clock.now()).description
      lock.digest = digest
      lock.dependencies = locked
      return ChartsFolder.Lock(name: name, bytes: try YAML.encode(lock.plain))
    } catch let error as RepositoryError {
      throw error
    } catch {
      throw RepositoryError("\(error)")
    }
  }
}
