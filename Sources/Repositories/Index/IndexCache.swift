internal import Crypto
internal import Platform
internal import Values

/// The folder of repositories' indexes: Helm's, with Helm's names, so that either finds what the other fetched.
package struct IndexCache: Sendable {
  private let folder: String
  private let fetcher: any Fetching

  /// The indexes in `folder`.
  package init(folder: String, fetcher: any Fetching) {
    self.folder = folder
    self.fetcher = fetcher
  }

  /// The file of a repository's index.
  package func path(_ name: String) -> String { Path.join(folder, name + "-index.yaml") }

  /// The index that is kept of a repository.
  package func index(_ name: String) throws(RepositoryError) -> RepositoryIndex {
    try RepositoryIndex(path: path(name))
  }

  /// Brings a repository's index up to date: asks whether it has changed since it was kept, and keeps it if so.
  ///
  /// A new index goes to a file as it comes, is looked through there, and then takes the place of the old one.
  package func update(_ entry: RepositoryEntry) async throws(RepositoryError) {
    let url = RepositoryURL.join(entry.url, "index.yaml")
    var request = FetchRequest(url, options: entry.options)
    let path = path(entry.name)
    let marker = path + ".etag"
    if FileSystem.kind(path) == .file, let kept = Self.marker(marker, for: url, path) { request.headers += kept }
    do throws(FileError) { try FileSystem.createFolder(folder) } catch { throw RepositoryError("\(error)") }
    let new = Path.join(folder, ".\(entry.name)-\(getpid())-index.yaml")
    defer { unlink(new) }
    var digest = SHA256()
    let answer: FetchResponse
    do throws(RepositoryError) {
      answer = try await fetcher.fetch(request, to: new) { digest.update(data: $0) }
    } catch {
      throw Self.unreachable(entry, error)
    }
    if answer.status == 304 { return }
    let index: RepositoryIndex
    do throws(RepositoryError) {
      _ = try answer.content(of: url)
      index = try RepositoryIndex(path: new, source: url)
    } catch {
      throw Self.unreachable(entry, error)
    }
    do throws(FileError) {
      // Helm's shell completion reads the names alone.
      let names = index.names.map { $0 + "\n" }.joined()
      try FileSystem.write(Array(names.utf8), to: Path.join(folder, entry.name + "-charts.txt"))
      try FileSystem.move(new, to: path)
      try FileSystem.write(Self.marker(url, answer, Digest.hexadecimal(digest.finalize())), to: marker)
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  private static func unreachable(_ entry: RepositoryEntry, _ error: RepositoryError) -> RepositoryError {
    error.wrapped(
      "looks like \"\(RepositoryURL.redacted(entry.url))\" is not a valid chart repository or cannot be reached: ")
  }

  /// Forgets what is kept of a repository.
  package func remove(_ name: String) throws(RepositoryError) {
    do throws(FileError) {
      for file in [path(name), path(name) + ".etag", Path.join(folder, name + "-charts.txt")] {
        try FileSystem.remove(file)
      }
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  /// What the server said by which it can tell that nothing has changed; a file that somebody else has written since
  /// (Helm's `repo update`, say) is told by its digest.
  private static func marker(_ url: String, _ answer: FetchResponse, _ digest: String) -> [UInt8] {
    var lines = [url, digest]
    if let tag = answer.header("ETag") { lines.append("If-None-Match: " + tag) }
    if let date = answer.header("Last-Modified") { lines.append("If-Modified-Since: " + date) }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static func marker(_ marker: String, for url: String, _ path: String) -> [(name: String, value: String)]? {
    guard let text = try? FileSystem.read(marker, limit: 64 << 10) else { return nil }
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.count >= 3, lines[0] == url, lines[1] == (try? Digest.sha256(ofFile: path)) else { return nil }
    return lines.dropFirst(2).compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
  }
}

/// Status codes in words.
enum HTTPStatus {
  /// The code and its reason, as Go's http.Response.Status has them.
  static func text(_ status: Int) -> String {
    let reasons = [
      400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
      408: "Request Timeout", 409: "Conflict", 416: "Requested Range Not Satisfiable", 429: "Too Many Requests",
      500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
    return reasons[status].map { "\(status) \($0)" } ?? String(status)
  }
}
