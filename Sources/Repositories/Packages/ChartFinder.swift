internal import Platform
internal import Values

/// Brings the chart that a word on the command line means, where it is no file: `repository/chart`, an address, or
/// `oci://…`; as pkg/action LocateChart and pkg/downloader ResolveChartVersion.
package struct ChartFinder: Sendable {
  /// What else was said about the chart.
  package struct Demand: Sendable {
    /// The version or range; empty for the newest that is no prerelease.
    package var version = ""
    /// The address of the repository that has it; empty where the word itself says so.
    package var repository = ""
    /// Whether the provenance file is wanted too.
    package var wantsProvenance = false
    /// How servers are asked.
    package var options = FetchOptions()

    /// The newest version.
    package init() {}
  }

  private let repositories: RepositoryList
  private let indexes: IndexCache
  private let downloader: ChartDownloader
  private let registry: RegistryClient

  /// A finder that knows the added repositories.
  package init(
    repositories: RepositoryList, indexes: IndexCache, downloader: ChartDownloader, registry: RegistryClient
  ) {
    self.repositories = repositories
    self.indexes = indexes
    self.downloader = downloader
    self.registry = registry
  }

  /// The package that `word` means, and for one from a registry its reference and the digest of its manifest.
  package func find(
    _ word: String, _ demand: Demand
  ) async throws(RepositoryError) -> (chart: DownloadedChart, reference: RegistryReference?, digest: String) {
    if demand.repository.isEmpty, word.hasPrefix("oci://") {
      return try await pull(word, version: demand.version, demand)
    }
    let address = try await address(word, demand)
    // An address has its version in it.
    if address.isInRegistry { return try await pull(address.url, version: "", demand) }
    return (try await downloader.download(address, wantsProvenance: demand.wantsProvenance), nil, "")
  }

  private func pull(
    _ word: String, version: String, _ demand: Demand
  ) async throws(RepositoryError) -> (chart: DownloadedChart, reference: RegistryReference?, digest: String) {
    let reference = try await registry.resolve(try RegistryReference(word), version: version)
    let (chart, digest) = try await registry.pull(reference, wantsProvenance: demand.wantsProvenance)
    return (chart, reference, digest)
  }

  private func address(_ word: String, _ demand: Demand) async throws(RepositoryError) -> ChartAddress {
    if !demand.repository.isEmpty { return try await address(word, in: demand.repository, demand) }
    if word.contains("://") {
      guard var owner = repositories.entries.first(where: { owns($0, word) }) else {
        return ChartAddress(url: word, options: demand.options)
      }
      owner.options = demand.options.overlaid(by: owner.options)
      return ChartAddress(url: word, in: owner)
    }
    let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw RepositoryError(
        "non-absolute URLs should be in form of repo_name/path_to_chart, got: \(word)",
        hint: "There is no such file either; `chart search repo \(word)` looks in the repositories that you have added."
      )
    }
    let (repository, name) = (String(parts[0]), String(parts[1]))
    guard var entry = repositories[repository] else {
      throw RepositoryError(
        "repo \(repository) not found",
        hint: "Add it: chart repo add \(repository) URL. There is no file of that name either.")
    }
    if entry.url.isEmpty { throw RepositoryError("no URL found for repository \(repository)") }
    guard FileSystem.kind(indexes.path(repository)) == .file else {
      throw RepositoryError(
        "no cached repo found. (try 'helm repo update'): open \(indexes.path(repository)): no such file or directory")
    }
    entry.options = demand.options.overlaid(by: entry.options)
    let index = try indexes.index(repository)
    do throws(RepositoryError) {
      return try ChartAddress(of: try index.find(name, version: demand.version), in: entry)
    } catch {
      throw error.wrapped(
        "chart \"\(name)\" matching \(demand.version) not found in \(repository) index. (try 'helm repo update'): ")
    }
  }

  /// Where a repository that nobody has added has a chart, as pkg/repo FindChartInRepoURL.
  private func address(
    _ name: String, in repository: String, _ demand: Demand
  ) async throws(RepositoryError) -> ChartAddress {
    let entry = RepositoryEntry(unmanaged: repository, options: demand.options)
    try await indexes.update(entry)
    let index = try indexes.index(entry.name)
    let found: IndexEntry
    do throws(RepositoryError) {
      found = try index.find(name, version: demand.version)
    } catch {
      let version = demand.version.isEmpty ? "" : " version \"\(demand.version)\""
      throw RepositoryError(
        "chart \"\(name)\"\(version) not found in \(RepositoryURL.redacted(repository)) repository", hint: error.hint)
    }
    return try ChartAddress(of: found, in: entry)
  }

  /// Whether an added repository has a package at an address: its credentials are then the package's, as scanReposForURL.
  ///
  /// Only whole addresses count, as in Helm. A repository that anyone may read has no credentials to give, so that its
  /// index is not looked at.
  private func owns(_ repository: RepositoryEntry, _ url: String) -> Bool {
    guard repository.options != FetchOptions(), let index = try? indexes.index(repository.name) else { return false }
    let file = Array(Path.base(url).lowercased().utf8)
    return index.names.contains { name in
      guard index.mayMention(file, in: name), let versions = try? index.versions(of: name) else { return false }
      return versions.contains { $0.urls.contains { RepositoryURL.areEqual($0, url) } }
    }
  }
}

extension FetchOptions {
  /// These options with what a repository's settings say above them, as pkg/downloader ResolveChartVersion.
  fileprivate func overlaid(by other: FetchOptions) -> FetchOptions {
    var options = self
    if !other.username.isEmpty, !other.password.isEmpty {
      (options.username, options.password) = (other.username, other.password)
      options.passesCredentialsToAll = other.passesCredentialsToAll
    }
    if !other.certificateFile.isEmpty || !other.keyFile.isEmpty || !other.authorityFile.isEmpty {
      options.certificateFile = other.certificateFile
      options.keyFile = other.keyFile
      options.authorityFile = other.authorityFile
    }
    if other.skipsVerification { options.skipsVerification = true }
    return options
  }
}
