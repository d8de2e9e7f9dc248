package import Values

/// What one template of a chart became.
package struct RenderedFile: Sendable {
  /// The template's path: `chart/templates/service.yaml`.
  package let path: String
  /// What it wrote.
  package var content: Bytes

  /// Whether this is a partial, which is only there to be included.
  var isPartial: Bool { Self.isPartial(path) }

  /// Whether a template of this path is only there to be included.
  static func isPartial(_ path: String) -> Bool {
    let base = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
    return path.utf8[base...].first == UInt8(ascii: "_")
  }
}
