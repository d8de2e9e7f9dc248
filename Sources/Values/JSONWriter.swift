/// Writes values as JSON, compact or indented.
struct JSONWriter {
  private(set) var out: [UInt8] = []
  private let escapeHTML: Bool
  private let indent: (prefix: Bytes, indent: Bytes)?
  private var cycles = CycleGuard()

  init(escapeHTML: Bool, indent: (prefix: Bytes, indent: Bytes)?) {
    self.escapeHTML = escapeHTML
    self.indent = indent
    out.reserveCapacity(256)
  }

  mutating func write(_ value: Value, depth: Int) throws(JSONError) {
    switch value {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number, let type):
      out.append(contentsOf: type.decimal(number).utf8)
    case .float(let number): try write(number)
    case .string(let text): Self.appendString(text, escapeHTML: escapeHTML, to: &out)
    case .number(let digits): try writeNumber(digits)
    case .list(let items, let type):
      if type.isNil { out.append(contentsOf: "null".utf8) } else { try writeList(items, depth: depth) }
    case .map(let map): try writeMap(map, depth: depth)
    case .bytes(let bytes): appendBase64(bytes)
    case .object(let box): try writeObject(box.object, depth: depth)
    }
  }

  private mutating func write(_ number: Double) throws(JSONError) {
    if !number.isFinite {
      throw JSONError("json: unsupported value: \(GoFloat.shortest(number, .general))")
    }
    // Whole numbers, by far the most, need no search for digits.
    if number.magnitude < 1e15, number == number.rounded(.towardZero), number != 0 {
      out.append(contentsOf: String(Int64(number)).utf8)
    } else {
      out.append(contentsOf: JSON.text(number).utf8)
    }
  }

  /// A json.Number is written as it stands, once it has proved to be one; the empty one is 0.
  private mutating func writeNumber(_ digits: Bytes) throws(JSONError) {
    if digits.isEmpty {
      out.append(UInt8(ascii: "0"))
    } else if Self.isNumber(digits.storage) {
      out.append(contentsOf: digits.storage)
    } else {
      let shown = GoQuote.quote(digits)
      throw JSONError(
        "json: error calling MarshalJSONTo for type json.Number: cannot parse \(shown) as JSON number: invalid syntax")
    }
  }

  /// Whether the bytes are a number by JSON's grammar.
  static func isNumber(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    func skipDigits() -> Bool {
      let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
      rest = rest.dropFirst(digits.count)
      return !digits.isEmpty
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    if rest.first == UInt8(ascii: "0") {
      rest = rest.dropFirst()
    } else if !skipDigits() {
      return false
    }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if !skipDigits() { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if !skipDigits() { return false }
    }
    return rest.isEmpty
  }

  // MARK: Containers

  private mutating func writeList(_ items: [Value], depth: Int) throws(JSONError) {
    try cycles.enter(nil, depth: depth)
    out.append(UInt8(ascii: "["))
    var isFirst = true
    for item in items {
      if out.count > JSON.maximumSize { throw JSON.tooLarge }
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      newLine(depth + 1)
      try write(item, depth: depth + 1)
    }
    if !items.isEmpty { newLine(depth) }
    out.append(UInt8(ascii: "]"))
  }

  private mutating func writeMap(_ map: ValueMap, depth: Int) throws(JSONError) {
    if map.isNil {
      out.append(contentsOf: "null".utf8)
      return
    }
    try cycles.enter(map, depth: depth)
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for entry in map.entries {
      try writeKey(entry.key, isFirst: isFirst, depth: depth)
      isFirst = false
      try write(entry.value, depth: depth + 1)
    }
    if !isFirst { newLine(depth) }
    out.append(UInt8(ascii: "}"))
    cycles.leave(map, depth: depth)
  }

  private mutating func writeKey(_ key: Bytes, isFirst: Bool, depth: Int) throws(JSONError) {
    if out.count > JSON.maximumSize { throw JSON.tooLarge }
    if !isFirst { out.append(UInt8(ascii: ",")) }
    newLine(depth + 1)
    Self.appendString(key, escapeHTML: escapeHTML, to: &out)
    out.append(UInt8(ascii: ":"))
    if indent != nil { out.append(0x20) }
  }

  private mutating func writeObject(_ object: any GoObject, depth: Int) throws(JSONError) {
    try cycles.enter(nil, depth: depth)
    if object.kind == .complex128 { throw JSONError("json: unsupported type: \(object.typeName)") }
    guard let members = object.members else { return try write(object.plain, depth: depth) }
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members {
      try writeKey(member.name, isFirst: isFirst, depth: depth)
      isFirst = false
      try write(member.value, depth: depth + 1)
    }
    if !isFirst { newLine(depth) }
    out.append(UInt8(ascii: "}"))
  }

  private mutating func newLine(_ depth: Int) {
    guard let indent else { return }
    out.append(0x0A)
    out.append(contentsOf: indent.prefix.storage)
    for _ in 0..<depth { out.append(contentsOf: indent.indent.storage) }
  }

  // MARK: Strings

  /// As encoding/json's AppendQuote: control characters, quotes, U+2028, U+2029 and, for HTML, `<>&` are escaped;
  /// invalid UTF-8 becomes U+FFFD.
  static func appendString(_ text: Bytes, escapeHTML: Bool, to out: inout [UInt8]) {
    out.append(0x22)
    text.storage.withUnsafeBufferPointer { bytes in
      var start = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte >= 0x80 {
          let (rune, width) = GoRune.decode(bytes, at: index)
          let isInvalid = rune == GoRune.replacement && width == 1
          if isInvalid || rune == 0x2028 || rune == 0x2029 {
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
            if isInvalid { GoRune.append(rune, to: &out) } else { appendUnicodeEscape(rune, to: &out) }
            start = index + width
          }
          index += width
          continue
        }
        let isHTML = byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
        if byte < 0x20 || byte == 0x22 || byte == 0x5C || (isHTML && escapeHTML) {
          out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
          appendEscaped(byte, to: &out)
          start = index + 1
        }
        index += 1
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
    out.append(0x22)
  }

  private static func appendEscaped(_ byte: UInt8, to out: inout [UInt8]) {
    let short: UInt8? =
      switch byte {
      case 0x22, 0x5C: byte
      case 0x08: UInt8(ascii: "b")
      case 0x0C: UInt8(ascii: "f")
      case 0x0A: UInt8(ascii: "n")
      case 0x0D: UInt8(ascii: "r")
      case 0x09: UInt8(ascii: "t")
      default: nil
      }
    if let short {
      out.append(0x5C)
      out.append(short)
    } else {
      appendUnicodeEscape(UInt32(byte), to: &out)
    }
  }

  private static func appendUnicodeEscape(_ rune: UInt32, to out: inout [UInt8]) {
    out.append(contentsOf: "\\u".utf8)
    for shift: UInt32 in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: rune >> shift & 0xF)
      out.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }

  private mutating func appendBase64(_ bytes: Bytes) {
    out.append(0x22)
    out.append(contentsOf: Base64.encode(bytes.storage))
    out.append(0x22)
  }
}
