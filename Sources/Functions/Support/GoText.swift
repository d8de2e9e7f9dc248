internal import Templating
internal import Values

/// The texts that Sprig makes of values.
enum GoText {
  /// The text of `%v`.
  static func of(_ value: Value) throws(FunctionError) -> Bytes {
    if case .string(let text) = value { return text }
    var out: [UInt8] = []
    try GoFormat.append(value, to: &out)
    return Bytes(out)
  }

  /// The text that Sprig's strval makes: strings and byte strings as they are, all else as `%v`.
  static func strval(_ value: Value) throws(FunctionError) -> Bytes {
    if case .bytes(let bytes) = value { return bytes }
    return try of(value)
  }
}
