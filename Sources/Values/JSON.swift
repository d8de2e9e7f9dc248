/// JSON in and out, as Go's encoding/json (the one of Go 1.27, whose errors Helm 4.3.1 prints).
package enum JSON {
  /// The deepest nesting of arrays and objects that is read or written.
  package static let maximumDepth = 10_000
  /// How many bytes a writer may have written when it starts another element; Go has no such bound.
  package static let maximumSize = 256 << 20
  static let tooLarge = JSONError("the result would be larger than \(maximumSize >> 20) MiB")

  /// The value that a JSON text describes; objects become `map[string]interface {}`, and of equal keys the last one wins.
  ///
  /// The parser recurses once a level: bytes from outside are read on a `LargeStack`.
  package static func decode(
    _ bytes: [UInt8], numbers: NumberDecoding = .float64
  ) throws(JSONError) -> Value {
    try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      var parser = JSONParser(buffer, numbers: numbers)
      return try parser.document()
    }
  }

  /// Whether the bytes are JSON by its syntax, whatever numbers they hold, as json.Valid.
  package static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, numbers: .float64, onlyChecks: true)
      return (try? parser.document()) != nil
    }
  }

  /// The JSON text of a value, with sorted keys.
  ///
  /// - Parameter escapeHTML: whether `<`, `>` and `&` are written as `\u003c` …, as json.Marshal does.
  /// - Parameter indent: json.MarshalIndent's prefix of every line but the first, and the indentation of one level;
  ///   nil for the compact form.
  package static func encode(
    _ value: Value, escapeHTML: Bool = true, indent: (prefix: Bytes, indent: Bytes)? = nil
  ) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter(escapeHTML: escapeHTML, indent: indent)
    try writer.write(value, depth: 0)
    return writer.out
  }

  /// Appends a string as a JSON literal, quotes and all.
  package static func appendQuoted(_ text: Bytes, escapeHTML: Bool = true, to out: inout [UInt8]) {
    JSONWriter.appendString(text, escapeHTML: escapeHTML, to: &out)
  }

  /// Whether the bytes are a number by JSON's grammar, which a json.Number must be to be written.
  package static func isNumber(_ text: Bytes) -> Bool { JSONWriter.isNumber(text.storage) }

  /// The number as encoding/json writes a float64: like ECMAScript, but keeping -0.
  package static func text(_ number: Double) -> String {
    let magnitude = number.magnitude
    if magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e21) { return GoFloat.shortest(number, .fixed) }
    // e-09 is cleaned up to e-9.
    var text = Array(GoFloat.shortest(number, .exponent).utf8)
    if text.count >= 4, text[text.count - 4] == UInt8(ascii: "e"), text[text.count - 3] == UInt8(ascii: "-"),
      text[text.count - 2] == UInt8(ascii: "0")
    {
      text.remove(at: text.count - 2)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The error of reading a value into a Go type that cannot hold it, as fromJson and fromJsonArray report it.
  ///
  /// - Parameter type: the Go type's name, such as `map[string]interface {}`.
  package static func mismatch(_ value: Value, type: String) -> JSONError {
    JSONError("json: cannot unmarshal \(kind(value)) into Go value of type \(type)")
  }

  /// A key as the path of such an error has it: a JSON Pointer's escapes, as the path is one under its dots.
  package static func pathElement(_ key: Bytes) -> Bytes {
    if !key.storage.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~") }) { return key }
    return Bytes(
      key.storage.flatMap { byte -> [UInt8] in
        switch byte {
        case UInt8(ascii: "~"): Array("~0".utf8)
        case UInt8(ascii: "/"): Array("~1".utf8)
        default: [byte]
        }
      })
  }

  /// What encoding/json calls a value in such an error.
  package static func kind(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool: "bool"
    case .integer, .float, .number: "number"
    case .string, .bytes: "string"
    case .list: "array"
    case .map, .object: "object"
    }
  }
}

/// What a reader makes of numbers.
package enum NumberDecoding: Sendable {
  /// Every number becomes a `float64`, as encoding/json's default.
  case float64
  /// Every number stays a `json.Number`, as with json.Decoder's UseNumber.
  case jsonNumber
  /// Whole numbers become `int` (or `uint64`, where they need it) and others `float64`, as go-yaml reads them.
  case typed
}

/// A JSON text that cannot be read, or a value that has no JSON.
package struct JSONError: Error, CustomStringConvertible {
  /// Go's text.
  package let message: String
  /// How many bytes had been read when a text proved wrong.
  package let offset: Int?
  /// Whether the text ended where more of it was due.
  package let isEndOfInput: Bool

  /// An error with Go's text.
  package init(_ message: String, offset: Int? = nil, isEndOfInput: Bool = false) {
    self.message = message
    self.offset = offset
    self.isEndOfInput = isEndOfInput
  }

  /// Go's text.
  package var description: String { message }
}
