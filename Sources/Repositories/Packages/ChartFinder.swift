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

  /// The package that `word` means, and for one from a registry the digest of its manifest.
  package func find(
    _ word: String, _ demand: Demand
  ) async throws(RepositoryError) -> (chart: DownloadedChart, reference: RegistryReference?, digest: String) {
    if word.hasPrefix("oci://") {
      let reference = try await registry.resolve(try RegistryReference(word), version: demand.version)
      let (chart, digest) = try await registry.pull(reference, wantsProvenance: demand.wantsProvenance)
      return (chart, reference, digest)
    }
    let address = try await address(word, demand)
    return (try await downloader.download(address, wantsProvenance: demand.wantsProvenance), nil, "")
  }

  private func address(_ word: String, _ demand: Demand) async throws(RepositoryError) -> ChartAddress {
    if !demand.repository.isEmpty {
      let entry = RepositoryEntry(unmanaged: demand.repository, options: demand.options)
      try await indexes.update(entry)
      let index = try indexes.index(entry.name)
      return try ChartAddress(
        of: try Self.entry(word, demand.version, in: index, shown: RepositoryURL.redacted(demand.repository)), in: entry
      )
    }
    if word.contains("://") { return ChartAddress(url: word, options: demand.options) }
    let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw RepositoryError(
        "non-absolute URLs should be in form of repo_name/path_to_chart, got: \(word)",
        hint: "There is no such file either; `chart search repo \(word)` looks in the repositories that you have added."
      )
    }
    let name = String(parts[0])
    guard let entry = repositories[name] else {
      throw RepositoryError(
        "repo \(name) not found", hint: "Add it: chart repo add \(name) URL. There is no file of that name either.")
    }
    guard FileSystem.kind(indexes.path(name)) == .file else {
      throw RepositoryError(
        "no cached repo found. (try 'helm repo update'): open \(indexes.path(name)): no such file or directory")
    }
    let found = try Self.entry(String(parts[1]), demand.version, in: try indexes.index(name), shown: name)
    return try ChartAddress(of: found, in: entry)
  }

  private static func entry(
    _ name: String, _ version: String, in index: RepositoryIndex, shown: String
  ) throws(RepositoryError) -> IndexEntry {
    do throws(RepositoryError) {
      return try index.find(name, version: version)
    } catch {
      throw RepositoryError(
        "chart \"\(name)\"\(version.isEmpty ? "" : " matching \(version)") not found in \(shown) index. (try 'helm repo "
          + "update'): \(error.description)")
    }
  }
}
