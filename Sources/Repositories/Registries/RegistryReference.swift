/// A chart's place in a registry: `oci://registry.example/charts/redis:17.0.0`.
package struct RegistryReference: Sendable, Equatable, CustomStringConvertible {
  /// The registry's host and port.
  package let host: String
  /// The path below the host.
  package let repository: String
  /// The tag as people write it, with `+` where the registry has `_`; empty for none.
  package var tag: String
  /// The digest of a manifest, such as `sha256:…`; empty for none.
  package let digest: String

  /// Reads a reference; the scheme may be left out.
  package init(_ text: String) throws(RepositoryError) {
    var rest = Substring(text)
    if rest.hasPrefix("oci://") { rest = rest.dropFirst(6) }
    guard let slash = rest.firstIndex(of: "/"), slash > rest.startIndex else { throw Self.error(text) }
    host = String(rest[..<slash])
    rest = rest[rest.index(after: slash)...]
    if let at = rest.firstIndex(of: "@") {
      digest = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
      let hexadecimal = digest.dropFirst("sha256:".count)
      guard digest.hasPrefix("sha256:"), hexadecimal.utf8.count == 64 else { throw Self.error(text) }
    } else {
      digest = ""
    }
    if let colon = rest.lastIndex(of: ":") {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    } else {
      tag = ""
    }
    repository = String(rest)
    let isPlain = repository.utf8.allSatisfy { byte in
      byte &- 0x61 < 26 || byte &- 0x30 < 10 || "._-/".utf8.contains(byte)
    }
    guard isPlain, !repository.isEmpty, !repository.hasPrefix("/"), !repository.hasSuffix("/") else {
      throw Self.error(text)
    }
  }

  /// A tag as registries take it: they know no `+`, so Helm writes `_`.
  package var wireTag: String { tag.replacing("+", with: "_") }

  /// What names the manifest in the registry's paths.
  var manifestName: String { digest.isEmpty ? wireTag : digest }

  /// The last part of the path: the chart's name.
  package var name: String { repository.split(separator: "/").last.map(String.init) ?? repository }

  /// The reference as Helm prints it: with the tag as the registry has it.
  package var description: String {
    // A digest says more than a tag, so that Helm leaves the tag out.
    "\(host)/\(repository)" + (digest.isEmpty ? tag.isEmpty ? "" : ":\(wireTag)" : "@\(digest)")
  }

  private static func error(_ text: String) -> RepositoryError {
    RepositoryError(
      "invalid reference \"\(text)\"", hint: "It looks like oci://HOST/PATH/CHART, with :VERSION or @sha256:… after it."
    )
  }
}
