internal import Platform
internal import Values

/// How Helm compares and joins the addresses of repositories and charts.
package enum RepositoryURL {
  /// Whether both are the same repository: a `/` at the end, `//` and `.` in the path do not matter.
  ///
  /// As internal/urlutil Equal.
  package static func areEqual(_ a: String, _ b: String) -> Bool {
    guard let first = try? GoURL(Array(a.utf8)), let second = try? GoURL(Array(b.utf8)) else {
      return clean(a) == clean(b)
    }
    func normal(_ url: GoURL) -> [UInt8] {
      var url = url
      url.path = Array((url.path.isEmpty ? "/" : clean(String(decoding: url.path, as: UTF8.self))).utf8)
      return url.text
    }
    return normal(first) == normal(second)
  }

  private static func clean(_ path: String) -> String {
    let cleaned = Path.clean(path)
    return cleaned.isEmpty ? "." : cleaned
  }

  /// The address with parts added to its path, as internal/urlutil URLJoin.
  package static func join(_ base: String, _ parts: String...) -> String {
    let added = parts.filter { !$0.isEmpty }
    guard var url = try? GoURL(Array(base.utf8)) else { return Path.clean(([base] + added).joined(separator: "/")) }
    let path = String(decoding: url.path, as: UTF8.self)
    let joined = ([path] + added).filter { !$0.isEmpty }.joined(separator: "/")
    url.path = joined.isEmpty ? [] : Array(Path.clean(joined).utf8)
    return String(decoding: url.text, as: UTF8.self)
  }

  /// Where a chart's address in an index leads, seen from the repository's address: relative ones are below it, and keep
  /// its query (a token, say).
  ///
  /// As pkg/repo ResolveReferenceURL.
  package static func resolve(_ reference: String, from base: String) throws(RepositoryError) -> String {
    let target: GoURL
    do throws(GoURL.ParseError) {
      target = try GoURL(Array(reference.utf8))
    } catch {
      throw RepositoryError("failed to parse \(reference) as URL: \(error.description)")
    }
    if !target.scheme.isEmpty { return reference }
    var url: GoURL
    do throws(GoURL.ParseError) {
      url = try GoURL(Array(base.utf8))
    } catch {
      throw RepositoryError("failed to parse \(base) as URL: \(error.description)")
    }
    if !target.host.isEmpty {
      var absolute = target
      absolute.scheme = url.scheme
      return String(decoding: absolute.text, as: UTF8.self)
    }
    let path = String(decoding: target.path, as: UTF8.self)
    let folder = String(decoding: url.path, as: UTF8.self)
    url.path = Array((path.hasPrefix("/") ? Path.clean(path) : Path.clean("/\(folder)/\(path)")).utf8)
    if !target.query.isEmpty { url.query = target.query }
    url.fragment = target.fragment
    return String(decoding: url.text, as: UTF8.self)
  }

  /// The address without its password, for people and logs.
  package static func redacted(_ address: String) -> String {
    guard var url = try? GoURL(Array(address.utf8)), let user = url.user, user.password != nil else { return address }
    url.user = GoURL.User(name: user.name, password: Array("xxxxx".utf8))
    return String(decoding: url.text, as: UTF8.self)
  }

  /// The scheme and host of an address: who is asked.
  package static func origin(_ address: String) -> String {
    guard let url = try? GoURL(Array(address.utf8)) else { return address }
    return String(decoding: url.scheme + Array("://".utf8) + url.host, as: UTF8.self).lowercased()
  }
}
