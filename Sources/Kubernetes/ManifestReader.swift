internal import Platform
package import Values
internal import YAML

/// Reads manifests: YAML text with any number of objects.
package enum ManifestReader {
  /// A manifest that cannot be read.
  package struct ParseError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and in which document.
    package let description: String
  }

  /// The text of each document, split at `---` lines as the Kubernetes YAML reader splits; empty ones are left out.
  package static func documents(_ text: Bytes) -> [Bytes] {
    var documents: [Bytes] = []
    let bytes = text.storage
    var start = 0
    var position = 0
    func close(_ end: Int) {
      let document = bytes[start..<end]
      if !document.allSatisfy(isSpace) { documents.append(Bytes(Array(document))) }
    }
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if isSeparator(bytes[position..<end]) {
        close(position)
        start = min(end + 1, bytes.count)
      }
      position = end + 1
    }
    close(bytes.count)
    return documents
  }

  private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "---".utf8) else { return false }
    let rest = line.dropFirst(3).drop(while: isSpace)
    return rest.isEmpty || rest.first == UInt8(ascii: "#")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }

  /// The objects of a manifest in their order; the items of a List count as objects of their own.
  package static func objects(_ text: Bytes) throws(ParseError) -> [KubernetesObject] {
    // The reader recurses with the nesting, and a manifest may nest as it likes.
    try LargeStack.run { () throws(ParseError) in try read(text) }
  }

  private static func read(_ text: Bytes) throws(ParseError) -> [KubernetesObject] {
    var objects: [KubernetesObject] = []
    for document in documents(text) {
      let value = try decode(document)
      if JSONCodec.isTooDeep(value) {
        throw ParseError(description: "error parsing : the object is nested more than \(JSONCodec.maximumDepth) deep")
      }
      if value.isNil { continue }
      guard let map = value.asMap else {
        throw ParseError(description: "error parsing : a manifest must be a map, not \(value.typeName)")
      }
      try append(map, to: &objects, depth: 0)
    }
    return objects
  }

  private static func decode(_ document: Bytes) throws(ParseError) -> Value {
    do throws(YAMLError) {
      return try YAML.decode(document.storage, numbers: .typed)
    } catch {
      throw ParseError(description: "error parsing : \(error)")
    }
  }

  private static func append(
    _ map: ValueMap, to objects: inout [KubernetesObject], depth: Int
  ) throws(ParseError) {
    if map.isEmpty { return }
    let object = KubernetesObject(map)
    guard !object.kind.isEmpty else {
      throw ParseError(description: "unable to decode \"\": Object 'Kind' is missing in '\(excerpt(of: map))'")
    }
    guard !object.apiVersion.isEmpty else {
      throw ParseError(description: "unable to decode \"\": Object 'apiVersion' is missing in '\(excerpt(of: map))'")
    }
    guard object.kind.hasSuffix("List"), let items = map["items"]?.asList else {
      objects.append(object)
      return
    }
    if depth > 8 { throw ParseError(description: "lists nested too deeply in \(object.kind)") }
    for item in items {
      guard let map = item.asMap else { throw ParseError(description: "an item of \(object.kind) is no object") }
      try append(map, to: &objects, depth: depth + 1)
    }
  }

  private static func excerpt(of map: ValueMap) -> String {
    String(decoding: JSONCodec.encode(.map(map)), as: UTF8.self)
  }
}
