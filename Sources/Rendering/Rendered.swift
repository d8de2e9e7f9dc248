package import Kubernetes
package import Values

/// What a chart became: the objects of a release, its hooks and its notes.
package struct Rendered: Sendable {
  /// The objects in the order of installation.
  package let manifests: [Manifest]
  /// The hooks in theirs.
  package let hooks: [Hook]
  /// The notes; empty where the chart has none.
  package let notes: Bytes

  /// The objects as one text, each under the name of its template, as records keep it and `template` prints it.
  package var text: Bytes {
    var text: [UInt8] = []
    for manifest in manifests { Rendered.append(manifest.path, manifest.content, to: &text) }
    return Bytes(text)
  }

  /// Appends one document under the name of the file it came from.
  package static func append(_ path: String, _ content: Bytes, to text: inout [UInt8]) {
    text.append(contentsOf: "---\n# Source: ".utf8)
    text.append(contentsOf: path.utf8)
    text.append(UInt8(ascii: "\n"))
    text.append(contentsOf: content.storage)
    text.append(UInt8(ascii: "\n"))
  }
}
