internal import Values

/// The order in which go-yaml writes a map's keys: letters after everything else, runs of digits by their number.
enum KeyOrder {
  /// The places of a map's entries in that order; nil where they stand in it already.
  static func order(of entries: [ValueMap.Entry], _ dialect: YAMLWriter.Dialect) -> [Int]? {
    entries.withUnsafeBufferPointer { entries in
      // They come in bytewise order, which nearly always is this order too.
      var index = 1
      while index < entries.count,
        differByLetters(entries[index - 1].prefix, entries[index].prefix)
          || precedes(entries[index - 1].key, entries[index].key, dialect)
      {
        index += 1
      }
      if index >= entries.count { return nil }
      return entries.indices.sorted { precedes(entries[$0].key, entries[$1].key, dialect) }
    }
  }

  /// Whether two keys differ for the first time in two letters of ASCII, by what their `prefix8`s tell: then both orders
  /// agree.
  private static func differByLetters(_ a: UInt64, _ b: UInt64) -> Bool {
    if a == b { return false }
    let shift = UInt64(56 - (a ^ b).leadingZeroBitCount & ~7)
    return isASCIILetter(UInt8(truncatingIfNeeded: a >> shift)) && isASCIILetter(UInt8(truncatingIfNeeded: b >> shift))
  }

  /// As sorter.go's keyList.Less on two strings.
  static func precedes(_ a: Bytes, _ b: Bytes, _ dialect: YAMLWriter.Dialect) -> Bool {
    a.storage.withUnsafeBufferPointer { a in
      b.storage.withUnsafeBufferPointer { b in
        let shorter = min(a.count, b.count)
        var index = 0
        while index < shorter, a[index] == b[index] { index += 1 }
        if index == shorter { return a.count < b.count }
        if isASCIILetter(a[index]), isASCIILetter(b[index]) { return a[index] < b[index] }
        return precedesAfterPrefix(a, b, at: index, dialect)
      }
    }
  }

  private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  private static func isLetter(_ rune: UInt32) -> Bool {
    rune < 0x80 ? isASCIILetter(UInt8(truncatingIfNeeded: rune)) : GoRune.isLetter(rune)
  }

  private static func precedesAfterPrefix(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, at difference: Int,
    _ dialect: YAMLWriter.Dialect
  ) -> Bool {
    // The bytes may differ in the middle of a character.
    var index = difference
    while index > 0, a[index] & 0xC0 == 0x80 || b[index] & 0xC0 == 0x80 { index -= 1 }
    let left = GoRune.decode(a, at: index).rune
    let right = GoRune.decode(b, at: index).rune
    let isLetter = (isLetter(left), isLetter(right))
    if isLetter.0, isLetter.1 { return left < right }
    if isLetter.0 || isLetter.1 {
      let isAfterDigit = dialect == .version3 && index > 0 && isDigit(a[index - 1])
      return isAfterDigit ? isLetter.0 : isLetter.1
    }
    var numbers: (Int64, Int64) = (0, 0)
    let zero = UInt32(UInt8(ascii: "0"))
    if left == zero || right == zero {
      // Inside a number zeros count; at its start they do not.
      var before = index - 1
      while before >= 0, isDigit(a[before]) {
        if a[before] != UInt8(ascii: "0") {
          numbers = (1, 1)
          break
        }
        before -= 1
      }
    }
    let ends = (readDigits(a, from: index, into: &numbers.0), readDigits(b, from: index, into: &numbers.1))
    if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
    if ends.0 != ends.1 { return ends.0 < ends.1 }
    return left < right
  }

  private static func readDigits(_ text: UnsafeBufferPointer<UInt8>, from start: Int, into number: inout Int64) -> Int {
    var index = start
    while index < text.count, isDigit(text[index]) {
      number = number &* 10 &+ Int64(text[index] &- UInt8(ascii: "0"))
      index += 1
    }
    return index
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
