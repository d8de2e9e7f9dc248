package import Values

/// What a values.yaml says about its values: each one's default, and the comment above it.
package struct ValuesReference {
  /// One value.
  package struct Entry {
    /// The keys that lead to it.
    package let path: [Bytes]
    /// What it is unless somebody says otherwise.
    package let value: Value
    /// The comment above it, in one line; empty where there is none.
    package let description: String

    /// The keys with dots between, as `--set` takes them.
    package var key: String {
      path.map { "\($0)".replacing(".", with: "\\.") }.joined(separator: ".")
    }

    /// The type, in JSON Schema's words.
    package var type: String { ValuesSchema.type(of: value) ?? "any" }
  }

  /// The values that have nothing below them, or a comment of their own, in the order of the file.
  package let entries: [Entry]

  /// Reads a values.yaml.
  ///
  /// - Parameters:
  ///   - text: the file.
  ///   - values: the same, decoded.
  package init(_ text: [UInt8], values: ValueMap) {
    var entries: [Entry] = []
    var seen: Set<[Bytes]> = []
    for place in CommentedKeys(text).places {
      var value: Value? = .map(values)
      for key in place.path { value = value?.asMap?[key] }
      guard let value, seen.insert(place.path).inserted else { continue }
      let isBranch = value.asMap.map { !$0.entries.isEmpty } ?? false
      if isBranch, place.comment.isEmpty { continue }
      entries.append(Entry(path: place.path, value: value, description: place.comment))
    }
    self.entries = entries
  }

  /// The comment of a value; empty where there is none.
  func description(of path: [Bytes]) -> String { entries.first { $0.path == path }?.description ?? "" }
}

/// The keys of a file's block mappings with the comments above them, found by their indentation.
private struct CommentedKeys {
  struct Place {
    let path: [Bytes]
    let comment: String
  }

  private(set) var places: [Place] = []

  init(_ text: [UInt8]) {
    var open: [(indent: Int, key: Bytes)] = []
    var comment: [String] = []
    /// What `## @param path text` says, wherever it stands.
    var parameters: [String: String] = [:]
    var block: Int?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == 0x20 }.count
      let rest = line.dropFirst(indent)
      if let open = block {
        if rest.isEmpty || indent > open { continue }
        block = nil
      }
      if rest.isEmpty || rest.first == 0x0D {
        comment = []
        continue
      }
      if rest.first == UInt8(ascii: "#") {
        let words = Self.comment(rest)
        if let parameter = Self.parameter(words) {
          parameters[parameter.path] = parameter.text
        } else if words.hasPrefix("@") {
          comment = []
        } else {
          // `# --` starts a description; what stands above it is about something else.
          if words.hasPrefix("--") { comment = [] }
          comment.append(words.hasPrefix("--") ? String(words.dropFirst(2).drop { $0 == " " }) : words)
        }
        continue
      }
      defer { comment = [] }
      while let last = open.last, last.indent >= indent { open.removeLast() }
      guard rest.first != UInt8(ascii: "-"), !open.contains(where: { $0.key == "-" }) else {
        open.append((indent, "-"))
        continue
      }
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let key = Bytes(rest[..<colon].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") })
      open.append((indent, key))
      let path = open.map(\.key)
      let name = path.map { "\($0)" }.joined(separator: ".")
      places.append(Place(path: path, comment: parameters[name] ?? comment.joined(separator: " ")))
      let value = rest[(colon + 1)...].drop { $0 == 0x20 }
      if value.first == UInt8(ascii: "|") || value.first == UInt8(ascii: ">") { block = indent }
    }
  }

  private static func comment(_ line: ArraySlice<UInt8>) -> String {
    let text = line.drop { $0 == UInt8(ascii: "#") }
    return GoSpace.trimming(String(decoding: text, as: UTF8.self))
  }

  /// `@param a.b [type] text`, as many charts have it.
  private static func parameter(_ words: String) -> (path: String, text: String)? {
    guard words.hasPrefix("@param ") else { return nil }
    let parts = words.dropFirst(7).split(separator: " ", maxSplits: 1)
    guard let path = parts.first else { return nil }
    var text = parts.count > 1 ? parts[1] : ""
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      text = text[text.index(after: end)...].drop { $0 == " " }
    }
    return (String(path), String(text))
  }
}
