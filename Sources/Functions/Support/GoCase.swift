/// Go's unicode: simple case mappings and the classes of runes that `GoRune` has not.
enum GoCase {
  static func upper(_ rune: UInt32) -> UInt32 {
    if rune < 0x80 { return rune &- 0x61 < 26 ? rune - 0x20 : rune }
    return mapped(rune) { $0.uppercaseMapping } ?? mapped(rune) { $0.titlecaseMapping } ?? rune
  }

  static func title(_ rune: UInt32) -> UInt32 {
    if rune < 0x80 { return upper(rune) }
    return mapped(rune) { $0.titlecaseMapping } ?? rune
  }

  static func lower(_ rune: UInt32) -> UInt32 {
    if rune < 0x80 { return rune &- 0x41 < 26 ? rune + 0x20 : rune }
    // The only rune whose full mapping has two runes and whose simple one is not itself.
    if rune == 0x130 { return 0x69 }
    return mapped(rune) { $0.lowercaseMapping } ?? rune
  }

  /// A mapping to exactly one rune; Unicode's full mappings may have several, Go knows the simple ones only.
  private static func mapped(_ rune: UInt32, _ mapping: (Unicode.Scalar.Properties) -> String) -> UInt32? {
    guard let scalar = Unicode.Scalar(rune) else { return nil }
    let result = mapping(scalar.properties).unicodeScalars
    return result.count == 1 ? result.first?.value : nil
  }

  private static func category(_ rune: UInt32) -> Unicode.GeneralCategory {
    Unicode.Scalar(rune)?.properties.generalCategory ?? .unassigned
  }

  static func isUpper(_ rune: UInt32) -> Bool { rune < 0x80 ? rune &- 0x41 < 26 : category(rune) == .uppercaseLetter }

  static func isLower(_ rune: UInt32) -> Bool { rune < 0x80 ? rune &- 0x61 < 26 : category(rune) == .lowercaseLetter }

  static func isTitle(_ rune: UInt32) -> Bool { rune >= 0x80 && category(rune) == .titlecaseLetter }

  static func isNumber(_ rune: UInt32) -> Bool {
    switch category(rune) {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }

  static func isPunctuation(_ rune: UInt32) -> Bool {
    switch category(rune) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }
}
