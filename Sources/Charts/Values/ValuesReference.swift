package import Values

/// What a values.yaml says about its values: each one's default, and the comment above it.
package struct ValuesReference {
  /// One value.
  package struct Entry {
    /// The keys that lead to it.
    package let path: [Bytes]
    /// What it is unless somebody says otherwise.
    package let value: Value
    /// What the comment says that the default is, as `# @default -- text`; nil where it says nothing.
    package let statedDefault: String?
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
    var walk = Walk(comments: CommentedKeys(text))
    walk.list(values, at: [], walk.comments.root)
    entries = walk.entries
  }

  /// Goes through the values in the order of the file.
  private struct Walk {
    let comments: CommentedKeys
    var entries: [Entry] = []

    /// Lists what is in a map.
    ///
    /// - Parameter node: what the file's lines say of the map; nil where it has no lines of its own.
    mutating func list(_ map: ValueMap, at path: [Bytes], _ node: CommentedKeys.Node?) {
      for key in node?.order ?? [] {
        if let value = map[key] { add(value, at: path + [key], node?.below[key]) }
      }
      // What no line shows: the keys of flow mappings, of aliases and of merges.
      for entry in map.entries where node?.below[entry.key] == nil { add(entry.value, at: path + [entry.key], nil) }
    }

    private mutating func add(_ value: Value, at path: [Bytes], _ node: CommentedKeys.Node?) {
      let comment = comments.parameterText(of: path) ?? node?.comment ?? ""
      let branch = value.asMap.flatMap { $0.entries.isEmpty ? nil : $0 }
      if branch == nil || !comment.isEmpty || node?.statedDefault != nil {
        entries.append(Entry(path: path, value: value, statedDefault: node?.statedDefault, description: comment))
      }
      if let branch { list(branch, at: path, node) }
    }
  }

  /// The comment of a value; empty where there is none.
  func description(of path: [Bytes]) -> String { entries.first { $0.path == path }?.description ?? "" }
}

/// The keys of a file's block mappings with the comments above them, found by their indentation.
private struct CommentedKeys {
  /// A key with the keys below it, in the order of the file.
  final class Node {
    fileprivate(set) var comment = ""
    fileprivate(set) var statedDefault: String?
    fileprivate(set) var order: [Bytes] = []
    fileprivate(set) var below: [Bytes: Node] = [:]

    /// The key below, which is there from now on.
    fileprivate func child(_ key: Bytes) -> (node: Node, isNew: Bool) {
      if let node = below[key] { return (node, false) }
      let node = Node()
      order.append(key)
      below[key] = node
      return (node, true)
    }
  }

  /// The file's own mapping.
  let root = Node()
  /// What `## @param path text` says, wherever it stands.
  private var parameters: [String: String] = [:]

  init(_ text: [UInt8]) {
    var open: [(indent: Int, key: Bytes)] = []
    var comment: [String] = []
    var statedDefault: String?
    /// Whether `# --` has started the comment, as helm-docs has it.
    var isMarked = false
    func forget() { (comment, statedDefault, isMarked) = ([], nil, false) }
    var block: Int?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == 0x20 }.count
      let rest = line.dropFirst(indent)
      if let open = block {
        if rest.isEmpty || indent > open { continue }
        block = nil
      }
      if rest.isEmpty || rest.first == 0x0D {
        forget()
        continue
      }
      if rest.first == UInt8(ascii: "#") {
        let words = Self.comment(rest)
        if let parameter = Self.parameter(words) {
          parameters[parameter.path] = parameter.text
        } else if words.hasPrefix("@default --") {
          let text = GoSpace.trimming(String(words.dropFirst("@default --".count)))
          if !text.isEmpty { statedDefault = text }
        } else if words.hasPrefix("@") {
          // A remark to another program: among the lines of helm-docs' comments it parts nothing.
          if !isMarked { forget() }
        } else if words.hasPrefix("--") {
          // A description starts; what stands above it is about something else.
          forget()
          isMarked = true
          comment = [String(words.dropFirst(2).drop { $0 == " " })]
        } else {
          comment.append(words)
        }
        continue
      }
      defer { forget() }
      while let last = open.last, last.indent >= indent { open.removeLast() }
      guard rest.first != UInt8(ascii: "-"), !open.contains(where: { $0.key == "-" }) else {
        open.append((indent, "-"))
        continue
      }
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let key = Bytes(rest[..<colon].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") })
      open.append((indent, key))
      var (node, isNew) = (root, false)
      for step in open { (node, isNew) = node.child(step.key) }
      if isNew { (node.comment, node.statedDefault) = (comment.joined(separator: " "), statedDefault) }
      let value = rest[(colon + 1)...].drop { $0 == 0x20 }
      if value.first == UInt8(ascii: "|") || value.first == UInt8(ascii: ">") { block = indent }
    }
  }

  /// What `@param` says of a value; nil where it says nothing.
  func parameterText(of path: [Bytes]) -> String? {
    parameters.isEmpty ? nil : parameters[path.map { "\($0)" }.joined(separator: ".")]
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
