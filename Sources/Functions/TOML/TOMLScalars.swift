internal import Platform
internal import Values

/// A number, word or time as it stands in a TOML text.
struct TOMLScalar {
  /// What the text looks like.
  enum Kind {
    case bool, integer, float, time
  }

  let kind: Kind
  let text: [UInt8]
  let line: Int
}

extension TOMLScanner {
  /// Reads a number, a word or a time whose first rune is still to come.
  mutating func scalar() throws(TOMLFailure) -> TOMLScalar {
    let rune = try next()
    if Self.isDigit(rune) { return try numberOrTime(rune) }
    switch Unicode.Scalar(rune) {
    case ".": throw failure("floats must start with a digit, not '.'")
    case "+", "-": return try signedNumber()
    case "i", "n":
      var isSpecial = false
      if try accept("n") { isSpecial = try accept("f") }
      if !isSpecial, try accept("a") { isSpecial = try accept("n") }
      if isSpecial { return item(.float) }
    default: break
    }
    if Self.isLetter(rune) {
      back()
      return try word()
    }
    if rune == Self.end { throw failure("unexpected EOF; expected value") }
    let message = "expected value but found \(Self.quoted(rune)) instead"
    throw rune == 0x0A ? failureOnLineBefore(message) : failure(message)
  }

  private mutating func item(_ kind: TOMLScalar.Kind) -> TOMLScalar {
    let line = line
    return TOMLScalar(kind: kind, text: take(), line: line)
  }

  private static func isLetter(_ rune: UInt32) -> Bool { GoRune.isLetter(rune) }

  private mutating func word() throws(TOMLFailure) -> TOMLScalar {
    let begin = position
    while Self.isLetter(try next()) {}
    back()
    let word = Bytes(text[begin..<position])
    if word == "true" || word == "false" { return item(.bool) }
    throw failure("expected value but found \(GoQuote.quote(word)) instead")
  }

  /// Passes over every rune that belongs, and ends the item.
  private mutating func rest(
    _ kind: TOMLScalar.Kind, _ belongs: (UInt32) -> Bool
  ) throws(TOMLFailure) -> TOMLScalar {
    while belongs(try next()) {}
    back()
    return item(kind)
  }

  private mutating func numberOrTime(_ first: UInt32) throws(TOMLFailure) -> TOMLScalar {
    if first == 0x30 {
      switch Unicode.Scalar(try next()) {
      case "b": return try based("a binary") { $0 &- 0x30 < 2 }
      case "o": return try based("an octal") { $0 &- 0x30 < 8 }
      case "x": return try based("a hexadecimal", Self.isHexadecimal)
      case "-", ":":
        back()
        return item(.integer)
      default: back()
      }
    }
    while true {
      let rune = try next()
      if Self.isDigit(rune) { continue }
      switch Unicode.Scalar(rune) {
      case "-", ":": return try time()
      case "_": return try decimal()
      case ".", "e", "E": return try float()
      default:
        back()
        return item(.integer)
      }
    }
  }

  private mutating func based(
    _ name: String, _ isDigit: (UInt32) -> Bool
  ) throws(TOMLFailure) -> TOMLScalar {
    let rune = try peek()
    if !isDigit(rune) {
      throw failure("not \(name) number: '\(String(decoding: current, as: UTF8.self))\(Self.character(rune))'")
    }
    return try rest(.integer) { isDigit($0) || $0 == 0x5F }
  }

  private mutating func decimal() throws(TOMLFailure) -> TOMLScalar {
    while true {
      let rune = try next()
      if Self.isDigit(rune) || rune == 0x5F { continue }
      if rune == 0x2E || rune | 0x20 == 0x65 { return try float() }
      back()
      return item(.integer)
    }
  }

  private mutating func float() throws(TOMLFailure) -> TOMLScalar {
    try rest(.float) { rune in
      Self.isDigit(rune) || "_.-+eE".unicodeScalars.contains { $0.value == rune }
    }
  }

  private mutating func time() throws(TOMLFailure) -> TOMLScalar {
    let scalar = try rest(.time) { rune in
      Self.isDigit(rune) || "-:Tt .Zz+".unicodeScalars.contains { $0.value == rune }
    }
    return TOMLScalar(
      kind: .time, text: Array(GoSpace.trimming(scalar.text[...])), line: scalar.line)
  }

  private mutating func signedNumber() throws(TOMLFailure) -> TOMLScalar {
    func invalid() -> TOMLFailure { failure("invalid float: '\(String(decoding: current, as: UTF8.self))'") }
    let rune = try next()
    switch Unicode.Scalar(rune) {
    case "i":
      guard try accept("n"), try accept("f") else { throw invalid() }
      return item(.float)
    case "n":
      guard try accept("a"), try accept("n") else { throw invalid() }
      return item(.float)
    case "0":
      let mark = Self.character(try peek())
      if mark == "b" || mark == "o" || mark == "x" {
        throw failure(
          "cannot use sign with non-decimal numbers: '\(String(decoding: current, as: UTF8.self))\(mark)'")
      }
    case ".": throw failure("floats must start with a digit, not '.'")
    default: break
    }
    if Self.isDigit(rune) { return try decimal() }
    throw failure("expected a digit but got \(Self.quoted(rune))")
  }
}

// MARK: - Values

extension TOMLScalar {
  /// The value that the text stands for, as parse.go reads it.
  func value(_ zones: TOMLZones) throws(TOMLFailure) -> Value {
    switch kind {
    case .bool: .bool(text.first == UInt8(ascii: "t"))
    case .integer: try integer()
    case .float: try float()
    case .time: try time(zones)
    }
  }

  private func failure(_ message: String) -> TOMLFailure { TOMLFailure(line: line, message: message) }

  private var quoted: Bytes { GoQuote.quote(Bytes(text)) }

  private func integer() throws(TOMLFailure) -> Value {
    if !Self.hasGoodUnderscores(text[...]) {
      throw failure("Invalid integer \(quoted): underscores must be surrounded by digits")
    }
    if Self.hasLeadingZero(text[...]) { throw failure("Invalid integer \(quoted): cannot have leading zeroes") }
    do throws(GoNumberError) {
      return .int64(try GoNumber.parseInt(Bytes(text), base: 0))
    } catch {
      throw failure("\(Bytes(text)) is out of range for int64")
    }
  }

  private func float() throws(TOMLFailure) -> Value {
    let parts = text.split { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    for part in parts where !Self.hasGoodUnderscores(part) {
      throw failure("Invalid float \(quoted): underscores must be surrounded by digits")
    }
    if let whole = parts.first, Self.hasLeadingZero(whole) {
      throw failure("Invalid float \(quoted): cannot have leading zeroes")
    }
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: ".") && !text.isDigit(at: index + 1) {
      throw failure("Invalid float \(quoted): '.' must be followed by one or more digits")
    }
    var digits = text.filter { $0 != UInt8(ascii: "_") }
    let isNotANumber = digits.suffix(3).elementsEqual("nan".utf8) && digits.count == 4
    if isNotANumber { digits.removeFirst() }
    do throws(GoNumberError) {
      let number = try GoNumber.parseFloat(Bytes(digits))
      return .float(isNotANumber && text.first == UInt8(ascii: "-") ? -number : number)
    } catch {
      if error.reason == .range { throw failure("\(Bytes(text)) is out of range for float64") }
      throw failure("Invalid float value: \(quoted)")
    }
  }

  private static func hasLeadingZero(_ text: ArraySlice<UInt8>) -> Bool {
    let zero = UInt8(ascii: "0")
    let bytes = Array(text.prefix(3))
    if text.count > 1, bytes[0] == zero, !"box".utf8.contains(bytes[1]) { return true }
    return text.count > 2 && "+-".utf8.contains(bytes[0]) && bytes[1] == zero
  }

  /// Whether every underscore stands behind a digit, and a digit ends the text.
  private static func hasGoodUnderscores(_ text: ArraySlice<UInt8>) -> Bool {
    let special = ["nan", "+nan", "-nan", "inf", "-inf", "+inf"]
    if special.contains(where: { text.elementsEqual($0.utf8) }) { return true }
    var isDigit = false
    for byte in text {
      if byte == UInt8(ascii: "_"), !isDigit { return false }
      isDigit = TOMLScanner.isHexadecimal(UInt32(byte))
    }
    return isDigit
  }

  private func time(_ zones: TOMLZones) throws(TOMLFailure) -> Value {
    let written = text.map { byte in
      switch byte {
      case UInt8(ascii: "z"): UInt8(ascii: "Z")
      case UInt8(ascii: "t"), 0x20: UInt8(ascii: "T")
      default: byte
      }
    }
    for (layout, zone) in zones.layouts {
      guard let time = try? GoTime(parsing: written, as: layout, in: zone) else { continue }
      if Self.missesZero(written, layout) { break }
      return .object(TimeValue(time, local: zones.local))
    }
    throw failure("invalid datetime: \(GoQuote.quote(Bytes(written)))")
  }

  /// Go's layouts take numbers without their leading zeros; then the separators stand elsewhere.
  private static func missesZero(_ text: [UInt8], _ layout: [UInt8]) -> Bool {
    for (index, byte) in layout.enumerated() {
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "Z") { return false }
      if !layout.isDigit(at: index), index >= text.count || text[index] != byte { return true }
    }
    return false
  }
}

/// The zones that mark TOML's times without an offset, as BurntSushi/toml's internal/tz.go.
struct TOMLZones {
  let local: TimeLocation
  /// How times may be written, and where they are.
  let layouts: [(layout: [UInt8], zone: TimeLocation)]

  /// The zones for a machine in a zone, at a moment.
  init(local: TimeLocation, now: Moment) {
    self.local = local
    let offset = local.period(at: now.seconds).offset
    func zone(_ mark: Mark) -> TimeLocation { .fixed(name: mark.rawValue, offset: offset) }
    let (both, date, time) = (zone(.dateTime), zone(.date), zone(.time))
    layouts = [
      (TimeLayout.rfc3339Nano, local), (Mark.dateTime.layout, both), (Mark.date.layout, date), (Mark.time.layout, time),
      (Array("2006-01-02T15:04Z07:00".utf8), local), (Array("2006-01-02T15:04".utf8), both),
      (Array("15:04".utf8), time),
    ]
  }

  /// The names by which such times are known again when they are written.
  enum Mark: String {
    case dateTime = "datetime-local"
    case date = "date-local"
    case time = "time-local"

    var layout: [UInt8] {
      switch self {
      case .dateTime: Array("2006-01-02T15:04:05.999999999".utf8)
      case .date: Array("2006-01-02".utf8)
      case .time: Array("15:04:05.999999999".utf8)
      }
    }
  }
}
