import Values

/// Remembers what texts were parsed to, up to a bound.
///
/// Charts hand the same few texts to `tpl` thousands of times.
final class ParseCache {
  typealias Parsed = (main: Tree, trees: [Bytes: Tree])

  private struct Key: Hashable {
    let text: Bytes
    let name: Bytes
  }

  /// The sum of the texts' lengths, with an allowance for each, at which everything is forgotten.
  private static let capacity = 8 << 20
  private static let allowance = 256
  private var parsed: [Key: Parsed] = [:]
  private var size = 0

  func find(_ text: Bytes, name: Bytes) -> Parsed? { parsed[Key(text: text, name: name)] }

  func store(_ result: Parsed, _ text: Bytes, name: Bytes) {
    let cost = text.count + Self.allowance
    if cost > Self.capacity { return }
    if size + cost > Self.capacity {
      parsed.removeAll(keepingCapacity: true)
      size = 0
    }
    size += cost
    parsed[Key(text: text, name: name)] = result
  }
}
