internal import Platform

/// Text that strconv refuses to read as a number.
package struct GoNumberError: Error, CustomStringConvertible {
  /// Why it was refused.
  package enum Reason: Sendable, Equatable {
    /// It is not written as such a number.
    case syntax
    /// It is, but the type cannot hold it.
    case range
  }

  /// The function's name, such as `ParseInt`.
  package let function: String
  /// What was to be read.
  package let input: Bytes
  /// Why it was refused.
  package let reason: Reason

  /// Go's text of a *strconv.NumError.
  package var description: String {
    let words = reason == .syntax ? "invalid syntax" : "value out of range"
    return "strconv.\(function): parsing \(GoQuote.quote(input)): \(words)"
  }
}

/// Go's strconv: numbers out of text.
package enum GoNumber {
  /// A signed integer, as strconv.ParseInt.
  ///
  /// - Parameter base: 2 to 36, or 0 to go by the prefix (`0x`, `0o`, `0`, `0b`; underscores are then allowed).
  /// - Parameter bits: the size of the type that must hold the number.
  package static func parseInt(_ text: Bytes, base: Int = 10, bits: Int = 64) throws(GoNumberError) -> Int64 {
    let digits = text.storage
    let isNegative = digits.first == UInt8(ascii: "-")
    let start = isNegative || digits.first == UInt8(ascii: "+") ? 1 : 0
    guard digits.count > start else { throw GoNumberError(function: "ParseInt", input: text, reason: .syntax) }
    let magnitude: UInt64
    switch unsigned(digits[start...], base: base) {
    case .success(let number): magnitude = number
    case .failure(let reason): throw GoNumberError(function: "ParseInt", input: text, reason: reason)
    }
    let cutoff = UInt64(1) << UInt64(max(1, min(64, bits)) - 1)
    if isNegative ? magnitude > cutoff : magnitude >= cutoff {
      throw GoNumberError(function: "ParseInt", input: text, reason: .range)
    }
    return isNegative ? 0 &- Int64(bitPattern: magnitude) : Int64(bitPattern: magnitude)
  }

  /// An unsigned integer, as strconv.ParseUint.
  package static func parseUint(_ text: Bytes, base: Int = 10, bits: Int = 64) throws(GoNumberError) -> UInt64 {
    switch unsigned(text.storage[...], base: base) {
    case .success(let number):
      if bits < 64, number >= UInt64(1) << UInt64(max(1, bits)) {
        throw GoNumberError(function: "ParseUint", input: text, reason: .range)
      }
      return number
    case .failure(let reason):
      throw GoNumberError(function: "ParseUint", input: text, reason: reason)
    }
  }

  private enum Outcome {
    case success(UInt64)
    case failure(GoNumberError.Reason)
  }

  private static func unsigned(_ text: ArraySlice<UInt8>, base givenBase: Int) -> Outcome {
    guard let first = text.first else { return .failure(.syntax) }
    var digits = text
    var base = UInt64(clamping: givenBase)
    let detectsBase = givenBase == 0
    if detectsBase {
      base = 10
      if first == UInt8(ascii: "0") {
        let mark = text.count >= 3 ? text[text.startIndex + 1] | 0x20 : 0
        switch mark {
        case UInt8(ascii: "b"): base = 2
        case UInt8(ascii: "o"): base = 8
        case UInt8(ascii: "x"): base = 16
        default: base = 8
        }
        digits = digits.dropFirst(mark == UInt8(ascii: "b") || mark == UInt8(ascii: "o") || base == 16 ? 2 : 1)
      }
    }
    var number: UInt64 = 0
    var hasUnderscore = false
    for byte in digits {
      let digit: UInt64
      switch byte {
      case UInt8(ascii: "_") where detectsBase:
        hasUnderscore = true
        continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = UInt64(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = UInt64(byte - UInt8(ascii: "A")) + 10
      default: return .failure(.syntax)
      }
      if digit >= base { return .failure(.syntax) }
      let (product, tooLarge) = number.multipliedReportingOverflow(by: base)
      let (sum, tooLargeToo) = product.addingReportingOverflow(digit)
      // As in Go, whatever follows.
      if tooLarge || tooLargeToo { return .failure(.range) }
      number = sum
    }
    if hasUnderscore, !hasUnderscoresBetweenDigits(text) { return .failure(.syntax) }
    return .success(number)
  }

  /// Whether underscores stand only between digits or after a base prefix, as strconv's underscoreOK.
  private static func hasUnderscoresBetweenDigits(_ signed: ArraySlice<UInt8>) -> Bool {
    var text = signed
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { text = text.dropFirst() }
    // What the last character was: a digit (or prefix), an underscore, something else, or nothing yet.
    enum Last { case start, digit, underscore, other }
    var last = Last.start
    var isHex = false
    if text.count >= 2, text[text.startIndex] == UInt8(ascii: "0") {
      let mark = text[text.startIndex + 1] | 0x20
      if mark == UInt8(ascii: "b") || mark == UInt8(ascii: "o") || mark == UInt8(ascii: "x") {
        isHex = mark == UInt8(ascii: "x")
        text = text.dropFirst(2)
        last = .digit
      }
    }
    for byte in text {
      let lower = byte | 0x20
      let isDigit =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (isHex && (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower))
      if isDigit {
        last = .digit
      } else if byte == UInt8(ascii: "_") {
        if last != .digit { return false }
        last = .underscore
      } else {
        if last == .underscore { return false }
        last = .other
      }
    }
    return last != .underscore
  }

  /// A floating-point number, as strconv.ParseFloat with 64 bits: decimal or hexadecimal, `inf`, `infinity`, `nan`.
  ///
  /// Underscores may stand between digits.
  package static func parseFloat(_ text: Bytes) throws(GoNumberError) -> Double {
    var digits = text.storage
    if digits.contains(UInt8(ascii: "_")), hasUnderscoresBetweenDigits(digits[...]) {
      digits.removeAll { $0 == UInt8(ascii: "_") }
    }
    guard let number = digits.withUnsafeBufferPointer({ float($0) }) else {
      throw GoNumberError(function: "ParseFloat", input: text, reason: .syntax)
    }
    if number.isInfinite, text.storage.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      throw GoNumberError(function: "ParseFloat", input: text, reason: .range)
    }
    return number
  }

  /// The number that the bytes write, infinite where it is too large, or nil where they are no number.
  ///
  /// The unthrowing base of `parseFloat`, for readers that see many texts that are no numbers.
  package static func float(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    let count = bytes.count
    var isNegative = false
    if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < count else { return nil }
    if bytes[index] | 0x20 >= UInt8(ascii: "a") { return special(bytes, from: index, isNegative) }
    if index + 1 < count, bytes[index] == UInt8(ascii: "0"), bytes[index + 1] | 0x20 == UInt8(ascii: "x") {
      return hexadecimal(bytes, from: index + 2)
    }

    var mantissa: UInt64 = 0
    var digitCount = 0
    var fractionDigits = 0
    var seenPoint = false
    while index < count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if byte &- UInt8(ascii: "0") < 10 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        digitCount += 1
        if seenPoint { fractionDigits += 1 }
      } else {
        break
      }
      index += 1
    }
    if digitCount == 0 { return nil }
    var exponent = 0
    if index < count {
      guard let written = decimalExponent(bytes, from: index, mark: UInt8(ascii: "e")) else { return nil }
      exponent = written
    }
    // Few digits and a small power of ten: both exact in a Double, so one rounding gives the right result.
    let scale = exponent - fractionDigits
    if digitCount <= 18, mantissa < 1 << 53, scale.magnitude <= 22 {
      let magnitude = scale < 0 ? Double(mantissa) / exactPowers[-scale] : Double(mantissa) * exactPowers[scale]
      return isNegative ? -magnitude : magnitude
    }
    return throughLibrary(bytes)
  }

  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The exponent written from `index` to the end, with its mark and optional sign; clamped, nil where it is none.
  private static func decimalExponent(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, mark: UInt8) -> Int? {
    guard bytes[index] | 0x20 == mark else { return nil }
    var index = index + 1
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count else { return nil }
    var exponent = 0
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      if exponent < 100_000 { exponent = exponent * 10 + Int(digit) }
      index += 1
    }
    return isNegative ? -exponent : exponent
  }

  private static func special(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, _ isNegative: Bool) -> Double? {
    switch String(decoding: bytes[index...].map { $0 | 0x20 }, as: UTF8.self) {
    case "inf", "infinity": isNegative ? -.infinity : .infinity
    case "nan" where index == 0: .nan
    default: nil
    }
  }

  /// Go wants hexadecimal digits with at most one point, and a binary exponent.
  private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Double? {
    var index = start
    var digitCount = 0
    var seenPoint = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6 {
        digitCount += 1
      } else {
        break
      }
      index += 1
    }
    guard digitCount > 0, index < bytes.count, decimalExponent(bytes, from: index, mark: UInt8(ascii: "p")) != nil
    else { return nil }
    return throughLibrary(bytes)
  }

  /// The C library's conversion, correctly rounded, of text whose syntax has been checked.
  private static func throughLibrary(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
      for index in 0..<bytes.count { text[index] = CChar(bitPattern: bytes[index]) }
      text[bytes.count] = 0
      guard let start = text.baseAddress else { return 0 }
      return strtod(start, nil)
    }
  }
}
