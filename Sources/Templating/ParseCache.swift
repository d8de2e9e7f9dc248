import Values

/// What a text was parsed to: the template itself, and all that it defines, by name.
struct Parsed {
  let main: Tree
  let trees: [NameTable.ID: Tree]

  /// What the same text is parsed to under another name, which its errors tell; the nodes are shared.
  ///
  /// Nil where the text defines a template of either name itself, so that parsing it anew tells what comes of that.
  func renamed(_ id: NameTable.ID, _ name: Bytes) -> Parsed? {
    if main.id == id { return self }
    if trees[id] != nil || trees[main.id] !== main { return nil }
    let source = Source(file: name, main.source.syntax)
    let main = Tree(id: id, name: name, source: source, sharing: main)
    var renamed = [id: main]
    for (definition, tree) in trees where tree !== self.main {
      renamed[definition] = Tree(id: definition, name: tree.name, source: source, sharing: tree)
    }
    return Parsed(main: main, trees: renamed)
  }
}

/// A text as a key: the hash is made of parts of a long one, since most texts differ in their lengths already.
private struct TextKey: Hashable {
  let text: Bytes

  static func == (a: TextKey, b: TextKey) -> Bool { a.text == b.text }

  func hash(into hasher: inout Hasher) {
    hasher.combine(text.count)
    text.storage.withUnsafeBytes { bytes in
      if bytes.count <= 256 { return hasher.combine(bytes: bytes) }
      for start in [0, bytes.count / 2 - 32, bytes.count - 64] {
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + 64)]))
      }
    }
  }
}

/// Remembers what texts were parsed to, up to a bound.
///
/// Charts hand the same few texts to `tpl` thousands of times, and hold the same library charts again and again.
final class ParseCache {
  /// The sum of the texts' lengths, with an allowance for each, at which everything is forgotten.
  private static let capacity = 8 << 20
  private static let allowance = 256
  private var parsed: [TextKey: Parsed] = [:]
  private var size = 0

  func find(_ text: Bytes) -> Parsed? { parsed[TextKey(text: text)] }

  func store(_ result: Parsed, _ text: Bytes) {
    let cost = text.count + Self.allowance
    if cost > Self.capacity { return }
    if size + cost > Self.capacity {
      parsed.removeAll(keepingCapacity: true)
      size = 0
    }
    size += cost
    parsed[TextKey(text: text)] = result
  }
}
