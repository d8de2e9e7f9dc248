// Numbers in texts, read as Go's packages read them byte by byte.
extension [UInt8] {
  /// Whether there is a decimal digit at an index.
  package func isDigit(at index: Int) -> Bool { index >= 0 && index < count && self[index] &- 0x30 < 10 }

  /// The number whose digits start at `index`, zero where there are none, or nil where it is past 2⁶³.
  package func leadingInteger(_ index: inout Int) -> UInt64? {
    var number: UInt64 = 0
    while isDigit(at: index) {
      if number > (1 << 63) / 10 { return nil }
      number = number * 10 + UInt64(self[index] - 0x30)
      if number > 1 << 63 { return nil }
      index += 1
    }
    return number
  }
}
