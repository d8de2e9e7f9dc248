/// The few places where Go's syntax and RE2's differ.
enum GoSyntax {
  /// The expression as RE2 wants it: `(?<name>…)` spelt `(?P<name>…)`, `\p{Letter}` spelt `\p{L}`; `\C`, which Go does not
  /// know, is refused.
  static func translated(_ source: [UInt8]) throws(RegularExpressionError) -> [UInt8] {
    let backslash = UInt8(ascii: "\\")
    let parenthesis = UInt8(ascii: "(")
    guard source.contains(where: { $0 == backslash || $0 == parenthesis }) else { return source }
    var out: [UInt8] = []
    out.reserveCapacity(source.count + 8)
    var index = 0
    var inClass = false
    func byte(_ offset: Int) -> UInt8? { index + offset < source.count ? source[index + offset] : nil }
    while index < source.count {
      let current = source[index]
      if current == backslash {
        switch byte(1) {
        case UInt8(ascii: "Q") where !inClass:
          let start = index
          index += 2
          while index < source.count, !(source[index] == backslash && byte(1) == UInt8(ascii: "E")) { index += 1 }
          index = min(index + 2, source.count)
          out.append(contentsOf: source[start..<index])
          continue
        case UInt8(ascii: "C"):
          throw RegularExpressionError("invalid escape sequence", excerpt: Array("\\C".utf8))
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
          if let (category, end) = category(source[index...]) {
            out.append(contentsOf: category)
            index = end
            continue
          }
        default: break
        }
        out.append(contentsOf: source[index..<min(index + 2, source.count)])
        index += 2
        continue
      }
      if inClass {
        if current == UInt8(ascii: "["), byte(1) == UInt8(ascii: ":") {
          // A class such as [:alpha:] has a bracket of its own.
          out.append(contentsOf: [current, UInt8(ascii: ":")])
          index += 2
          while let next = byte(0), next != UInt8(ascii: "]") {
            out.append(next)
            index += 1
          }
        } else if current == UInt8(ascii: "]") {
          inClass = false
        }
      } else if current == UInt8(ascii: "[") {
        inClass = true
        out.append(current)
        index += 1
        if byte(0) == UInt8(ascii: "^") {
          out.append(UInt8(ascii: "^"))
          index += 1
        }
        // A bracket that comes first is a member of the class.
        if byte(0) == UInt8(ascii: "]") {
          out.append(UInt8(ascii: "]"))
          index += 1
        }
        continue
      } else if current == parenthesis, byte(1) == UInt8(ascii: "?"), byte(2) == UInt8(ascii: "<") {
        out.append(contentsOf: "(?P<".utf8)
        index += 3
        continue
      }
      if index < source.count {
        out.append(source[index])
        index += 1
      }
    }
    return out
  }

  /// A category such as `\p{Letter}` at the front of a text, as RE2 spells it, and where it ends.
  private static func category(_ text: ArraySlice<UInt8>) -> (spelling: [UInt8], end: Int)? {
    guard text.dropFirst(2).first == UInt8(ascii: "{"), let end = text.firstIndex(of: UInt8(ascii: "}")) else {
      return nil
    }
    let name = text[(text.startIndex + 3)..<end]
    let isNegated = name.first == UInt8(ascii: "^")
    guard let short = UnicodeCategory.shortName(of: isNegated ? name.dropFirst() : name) else { return nil }
    return (text.prefix(2) + Array((isNegated ? "{^" : "{").utf8) + short.utf8 + [UInt8(ascii: "}")], end + 1)
  }

  /// Whether the expression holds the bytes somewhere.
  static func contains(_ part: [UInt8], in source: [UInt8]) -> Bool {
    source.indices.contains { source[$0...].starts(with: part) }
  }
}
