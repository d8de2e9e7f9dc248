import Values

/// Where the keys of a YAML file's block mappings stand, found by their indentation.
///
/// Keys in flow mappings, in lists and behind anchors are not found; nobody is told a wrong line.
struct YAMLKeys {
  private var positions: [[Bytes]: LintMessage.Position] = [:]

  /// Finds the keys of a text.
  init(_ text: [UInt8]) {
    var open: [(indent: Int, key: Bytes)] = []
    var blockIndent: Int?
    for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == 0x20 }.count
      let rest = line.dropFirst(indent)
      if rest.isEmpty || rest.first == 0x0d { continue }
      if let block = blockIndent {
        if indent > block { continue }
        blockIndent = nil
      }
      if rest.first == UInt8(ascii: "#") { continue }
      while let last = open.last, last.indent >= indent { open.removeLast() }
      if rest.first == UInt8(ascii: "-") {
        // What is in a list has no path of keys.
        open.append((indent, Bytes("-")))
        continue
      }
      guard let (key, value) = Self.entry(rest) else { continue }
      open.append((indent, key))
      let path = open.map(\.key)
      if positions[path] == nil { positions[path] = LintMessage.Position(line: index + 1, column: indent + 1) }
      if let first = value.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ">") { blockIndent = indent }
    }
  }

  /// Where a key stands; nil where that is not known.
  func position(of path: [Bytes]) -> LintMessage.Position? { positions[path] }

  /// The key and what follows its colon.
  private static func entry(_ line: ArraySlice<UInt8>) -> (key: Bytes, value: ArraySlice<UInt8>)? {
    if let quote = line.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = line.dropFirst().firstIndex(of: quote), end + 1 < line.endIndex,
        line[end + 1] == UInt8(ascii: ":")
      else { return nil }
      return (Bytes(line[(line.startIndex + 1)..<end]), line[(end + 2)...].drop { $0 == 0x20 })
    }
    guard
      let colon = line.indices.first(where: { index in
        line[index] == UInt8(ascii: ":")
          && (index + 1 == line.endIndex || [0x20, 0x0d, 0x09].contains(line[index + 1]))
      })
    else { return nil }
    return (Bytes(line[..<colon]), line[(colon + 1)...].drop { $0 == 0x20 })
  }
}
