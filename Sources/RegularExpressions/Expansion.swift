/// A replacement text with references to groups, taken apart once, as Go's Regexp.expand.
struct Expansion {
  private enum Part {
    case text([UInt8])
    case group(Int)
  }

  private var parts: [Part] = []
  /// The highest group that is asked for.
  private(set) var highestGroup = 0

  init(_ template: [UInt8], of expression: RegularExpression) {
    let dollar = UInt8(ascii: "$")
    var rest = template[...]
    var literal: [UInt8] = []
    while let sign = rest.firstIndex(of: dollar) {
      literal.append(contentsOf: rest[..<sign])
      rest = rest[(sign + 1)...]
      if rest.first == dollar {
        literal.append(dollar)
        rest = rest.dropFirst()
      } else if let reference = Self.reference(&rest) {
        let group = Self.number(reference) ?? expression.groupIndex(reference)
        if let group, group <= expression.groupCount {
          parts.append(.text(literal))
          literal = []
          parts.append(.group(group))
          highestGroup = max(highestGroup, group)
        }
      } else {
        literal.append(dollar)
      }
    }
    literal.append(contentsOf: rest)
    parts.append(.text(literal))
  }

  func append(_ subject: Subject, _ offsets: [Int], to out: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let bytes): out.append(contentsOf: bytes)
      case .group(let group):
        if offsets[2 * group] >= 0 { out.append(contentsOf: subject[offsets[2 * group], offsets[2 * group + 1]]) }
      }
    }
  }

  /// Steps over `name` or `{name}`; nil, and no step, where there is none.
  private static func reference(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    let isBraced = rest.first == UInt8(ascii: "{")
    let name = (isBraced ? rest.dropFirst() : rest)
    let length = nameLength(name)
    if length == 0 { return nil }
    let after = name.dropFirst(length)
    if isBraced, after.first != UInt8(ascii: "}") { return nil }
    rest = isBraced ? after.dropFirst() : after
    return Array(name.prefix(length))
  }

  /// The length of the longest run of letters, digits and underscores.
  private static func nameLength(_ bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var length = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator), isNamePart(scalar) { length += UTF8.width(scalar) }
    return length
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
    default: scalar == "_"
    }
  }

  /// A group's number: digits without a leading zero, less than a milliard.
  private static func number(_ name: [UInt8]) -> Int? {
    guard name.allSatisfy({ $0 &- 0x30 < 10 }), name.count <= 9, !(name.first == 0x30 && name.count > 1) else {
      return nil
    }
    return name.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
