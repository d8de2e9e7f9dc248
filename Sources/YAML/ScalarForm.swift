/// Which styles a scalar's characters allow, as the emitter's yaml_emitter_analyze_scalar outside flow collections.
struct ScalarForm {
  private(set) var isMultiline = false
  private(set) var allowsPlain = true
  private(set) var allowsSingleQuotes = true
  private(set) var allowsBlock = true

  /// - Parameter allowsTabsInBlocks: go-yaml v3 keeps tabs in literal blocks, where v2 escapes them.
  init(_ text: UnsafeBufferPointer<UInt8>, allowsTabsInBlocks: Bool) {
    if text.isEmpty {
      allowsBlock = false
      return
    }
    var hasIndicators = Self.startsLikeDocumentMark(text)
    var hasSpecial = false
    var hasTab = false
    var isAfterBlank = true
    var isAfterSpace = false
    var isAfterBreak = false
    var hasBreakThenSpace = false
    var hasSpaceThenBreak = false
    var index = 0
    while index < text.count {
      let byte = text[index]
      // Past the start, most characters of most texts decide nothing.
      if index > 0, byte &- 0x21 < 0x5E, byte != UInt8(ascii: ":"), byte != UInt8(ascii: "#") {
        isAfterBlank = false
        isAfterSpace = false
        isAfterBreak = false
        index += 1
        continue
      }
      let width = Self.width(byte)
      let next = index + width
      let isBeforeBlank = next >= text.count || text[next] == 0x20 || text[next] == 0x09
      switch byte {
      case UInt8(ascii: ":"),
        UInt8(ascii: "?") where index == 0:
        if isBeforeBlank { hasIndicators = true }
      case UInt8(ascii: "-") where index == 0:
        if isBeforeBlank { hasIndicators = true }
      case UInt8(ascii: "#"):
        if isAfterBlank { hasIndicators = true }
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
        UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
        if index == 0 { hasIndicators = true }
      default: break
      }
      if byte == 0x09, allowsTabsInBlocks {
        hasTab = true
      } else if !YAMLCharacter.isPrintable(text, index) {
        hasSpecial = true
      }
      let isBreak = YAMLCharacter.isBreak(text, index)
      if byte == 0x20 {
        if index == 0 || next == text.count { allowsPlain = false }
        if next == text.count { allowsBlock = false }
        if isAfterBreak { hasBreakThenSpace = true }
        isAfterSpace = true
        isAfterBreak = false
      } else if isBreak {
        isMultiline = true
        if isAfterSpace { hasSpaceThenBreak = true }
        isAfterSpace = false
        isAfterBreak = true
      } else {
        isAfterSpace = false
        isAfterBreak = false
      }
      isAfterBlank = byte == 0x20 || byte == 0x09 || byte == 0 || isBreak
      index = next
    }
    if isMultiline || hasIndicators { allowsPlain = false }
    if hasBreakThenSpace || hasSpaceThenBreak || hasTab || hasSpecial {
      allowsPlain = false
      allowsSingleQuotes = false
    }
    if hasSpaceThenBreak || hasSpecial { allowsBlock = false }
  }

  private static func startsLikeDocumentMark(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 3, text[0] == text[1], text[1] == text[2] else { return false }
    return text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: ".")
  }

  private static func width(_ byte: UInt8) -> Int {
    byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }
}
