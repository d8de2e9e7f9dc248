import Values

/// What a text was parsed to: the template itself, and all that it defines.
struct Parsed {
  let main: Tree
  let trees: [Tree]

  /// What the same text is parsed to under another name, which its errors tell; the nodes are shared.
  ///
  /// Nil where the text defines a template of either name itself, so that parsing it anew tells what comes of that.
  func renamed(_ id: NameTable.ID, _ name: Bytes) -> Parsed? {
    if main.id == id { return self }
    if trees.contains(where: { $0.id == id || $0.id == main.id && $0 !== main }) { return nil }
    let source = Source(file: name, main.source.syntax)
    let renamed = Tree(id: id, name: name, source: source, sharing: main)
    return Parsed(
      main: renamed,
      trees: trees.map { $0 === main ? renamed : Tree(id: $0.id, name: $0.name, source: source, sharing: $0) })
  }
}

/// Remembers what texts were parsed to, up to a bound.
///
/// Charts hand the same few texts to `tpl` thousands of times, and hold the same library charts again and again.
final class ParseCache {
  /// The sum of the texts' lengths, with an allowance for each, at which everything is forgotten.
  private static let capacity = 8 << 20
  private static let allowance = 256

  private struct Entry {
    let key: TextKey
    let text: Bytes
    let parsed: Parsed
  }

  private var entries: [Entry] = []
  /// Places of entries by their keys, -1 where there is none; a power of two of them, half of them free.
  private var slots = [Int32](repeating: -1, count: 64)
  private var size = 0

  /// What a text was parsed to.
  func find(_ text: Bytes) -> Parsed? {
    let key = text.storage.withUnsafeBufferPointer { TextKey($0) }
    var place = key.place & (slots.count - 1)
    while slots[place] >= 0 {
      let entry = entries[Int(slots[place])]
      if entry.key == key, entry.text == text { return entry.parsed }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Remembers a text that is not there yet.
  func store(_ result: Parsed, _ text: Bytes) {
    let cost = text.count + Self.allowance
    if cost > Self.capacity { return }
    if size + cost > Self.capacity {
      entries = []
      slots = [Int32](repeating: -1, count: 64)
      size = 0
    }
    size += cost
    entries.append(Entry(key: text.storage.withUnsafeBufferPointer { TextKey($0) }, text: text, parsed: result))
    if entries.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 4)
      for index in entries.indices { enter(index) }
    } else {
      enter(entries.count - 1)
    }
  }

  private func enter(_ index: Int) {
    var place = entries[index].key.place & (slots.count - 1)
    while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = Int32(truncatingIfNeeded: index)
  }
}
