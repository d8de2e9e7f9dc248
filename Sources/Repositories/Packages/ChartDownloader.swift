internal import Platform
internal import Values

/// A package as it came from a repository or registry.
package struct DownloadedChart: Sendable {
  /// The name of its file, `NAME-VERSION.tgz`.
  package let fileName: String
  /// The package.
  package let bytes: [UInt8]
  /// Its provenance file, where it was asked for and is there.
  package var provenance: [UInt8]?
  /// Where it came from, for people.
  package let source: String

  /// A package by its parts.
  package init(fileName: String, bytes: [UInt8], provenance: [UInt8]? = nil, source: String? = nil) {
    self.fileName = fileName
    self.bytes = bytes
    self.source = source ?? fileName
    self.provenance = provenance
  }
}

/// Where a package is, what it must be, and how its server is asked.
package struct ChartAddress: Sendable {
  /// The address.
  package let url: String
  /// The SHA-256 that the content must have, in hexadecimal; empty where none is known.
  package let digest: String
  /// How the server is asked.
  package let options: FetchOptions

  /// Whether the package is in a registry, as repositories' indexes may say.
  var isInRegistry: Bool { url.hasPrefix("oci://") }

  /// An address by its parts.
  package init(url: String, digest: String = "", options: FetchOptions) {
    self.url = url
    self.digest = digest
    self.options = options
  }

  /// The address of one version of a chart, as its repository's index has it.
  ///
  /// The repository's credentials go along only where the chart is on the same host, or the repository says otherwise.
  package init(of entry: IndexEntry, in repository: RepositoryEntry) throws(RepositoryError) {
    guard let reference = entry.urls.first else {
      throw RepositoryError("chart \"\(entry.name)\" version \"\(entry.version)\" has no downloadable URLs")
    }
    let url = try RepositoryURL.resolve(reference, from: repository.url)
    let digest = entry.digest.hasPrefix("sha256:") ? String(entry.digest.dropFirst(7)) : entry.digest
    self.init(url: url, digest: digest, in: repository)
  }

  /// An address that a repository knows, with its credentials where it may have them.
  init(url: String, digest: String = "", in repository: RepositoryEntry) {
    var options = repository.options
    let isElsewhere = RepositoryURL.origin(url) != RepositoryURL.origin(repository.url)
    if isElsewhere, !options.passesCredentialsToAll { (options.username, options.password) = ("", "") }
    self.init(url: url, digest: digest, options: options)
  }
}

/// Brings packages from HTTP repositories: from the cache where their content is there, checked against the index's digest
/// where it has one.
package struct ChartDownloader: Sendable {
  private let fetcher: any Fetching
  private let cache: ContentCache

  /// A downloader that keeps what it brings in `cacheFolder`.
  package init(fetcher: any Fetching, cacheFolder: String) {
    self.fetcher = fetcher
    cache = ContentCache(folder: cacheFolder)
  }

  /// The package at an address.
  ///
  /// - Parameter wantsProvenance: whether the `.prov` file is brought too; one that is not there is nil.
  package func download(
    _ address: ChartAddress, wantsProvenance: Bool = false
  ) async throws(RepositoryError) -> DownloadedChart {
    let content = try await content(address.url, digest: address.digest, options: address.options)
    var chart = DownloadedChart(
      fileName: Self.fileName(address.url), bytes: content, source: RepositoryURL.redacted(address.url))
    guard wantsProvenance else { return chart }
    let digest = Digest.sha256(content)
    if let kept = cache.content(digest, .provenance) {
      chart.provenance = kept
    } else {
      let request = FetchRequest(address.url + ".prov", options: address.options, limit: 1 << 20)
      let answer = try await fetcher.fetch(request)
      if answer.status == 200 {
        chart.provenance = answer.body
        cache.keep(answer.body, digest, .provenance)
      }
    }
    return chart
  }

  private func content(
    _ url: String, digest: String, options: FetchOptions
  ) async throws(RepositoryError) -> [UInt8] {
    if let kept = cache.content(digest) { return kept }
    var request = FetchRequest(url, options: options, limit: RepositoryLimits.package)
    request.headers = [("Accept", "application/gzip,application/octet-stream")]
    let body = try await fetcher.fetch(request).content(of: url)
    let found = Digest.sha256(body)
    if !digest.isEmpty, found != digest {
      throw RepositoryError(
        "\(RepositoryURL.redacted(url)) is not the package that the index names: its SHA-256 is \(found), not \(digest)",
        hint: "The download was cut or changed on the way, or the index is out of date: run `chart repo update`.")
    }
    cache.keep(body, found)
    return body
  }

  /// The last part of an address's path.
  private static func fileName(_ url: String) -> String {
    let path = (try? GoURL(Array(url.utf8))).map { String(decoding: $0.path, as: UTF8.self) } ?? url
    return Path.base(path)
  }
}
