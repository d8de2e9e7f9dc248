/// Walks JSON text and makes values only of what is asked for: a few names in megabytes of objects.
///
/// What is passed over is not checked but for its quotes and brackets, and however deep it nests costs no stack. Every
/// function answers false or nil once the text is not what it should be.
package struct JSONCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// How deep the value nested that was passed over last.
  private var deepest = 0

  /// Where a string's content lies in the text, without its quotes, and whether it has escapes.
  private struct StringSpan {
    let range: Range<Int>
    let hasEscapes: Bool
  }

  /// A cursor at the start of a text, which must outlive it.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  /// Takes a byte, blanks before it passed over.
  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
    position += 1
    return true
  }

  /// Whether nothing but blanks is left.
  package var isAtEnd: Bool {
    var rest = self
    rest.skipSpace()
    return rest.position == bytes.count
  }

  /// Goes through an object.
  ///
  /// - Parameter visit: is told each member's name, as it is written, and must pass over or read its value.
  package mutating func members(_ visit: (inout JSONCursor, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let name = span(), take(":"), visit(&self, UnsafeBufferPointer(rebasing: bytes[name.range])) else {
        return false
      }
    } while take(",")
    return take("}")
  }

  /// Goes through an array; `visit` must pass over or read each element.
  package mutating func elements(_ visit: (inout JSONCursor) -> Bool) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat {
      guard visit(&self) else { return false }
    } while take(",")
    return take("]")
  }

  /// Passes over `null`, where that comes next, which Go writes for a slice or map that is nil.
  package mutating func null() -> Bool {
    skipSpace()
    guard bytes[position...].starts(with: "null".utf8) else { return false }
    position += 4
    return true
  }

  /// Passes over a value.
  package mutating func skip() -> Bool {
    skipSpace()
    var depth = 0
    deepest = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard span() != nil else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The end of what a number or a word stands in.
        if depth == 0 { return true }
        depth -= 1
        if depth == 0 {
          position += 1
          return true
        }
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      position += 1
    }
    return depth == 0
  }

  /// A string's content.
  package mutating func string() -> Bytes? {
    skipSpace()
    let start = position
    guard let span = span() else { return nil }
    if span.hasEscapes { return (try? JSON.decode(Array(bytes[start..<position])))?.asString }
    return Bytes(Array(bytes[span.range]))
  }

  /// A string's bytes as they stand in the text; nil also where it has escapes.
  package mutating func plainString() -> UnsafeBufferPointer<UInt8>? {
    guard let span = span(), !span.hasEscapes else { return nil }
    return UnsafeBufferPointer(rebasing: bytes[span.range])
  }

  /// A value, read as JSON is; nil also where it nests deeper than what is read on any stack.
  package mutating func value() -> Value? {
    skipSpace()
    let start = position
    guard skip(), deepest <= 64 else { return nil }
    return try? JSON.decode(Array(bytes[start..<position]))
  }

  private mutating func span() -> StringSpan? {
    guard take("\"") else { return nil }
    let start = position
    var hasEscapes = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return StringSpan(range: start..<(position - 1), hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += 2
      default: position += 1
      }
    }
    return nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether these are the bytes of a name.
  package func spells(_ name: StaticString) -> Bool {
    count == name.utf8CodeUnitCount && name.withUTF8Buffer { $0.elementsEqual(self) }
  }
}
