package import Values

/// YAML in and out, as sigs.k8s.io/yaml: YAML 1.1 by go-yaml v2's rules on the one side, JSON's types on the other.
package enum YAML {
  /// The value of the first document; `.null` where there is none.
  ///
  /// Keys become strings, dates stay strings, and of equal keys the last one wins. The reader recurses once a level of
  /// nesting: bytes from outside are read on a `LargeStack`.
  ///
  /// - Parameter isStrict: whether a key that is set twice is an error, as yaml.UnmarshalStrict.
  /// - Parameter keys: the keys of the root that are wanted, in any case; what else the document holds is checked, but
  ///   may be missing from the value. Nil where everything is wanted.
  package static func decode(
    _ bytes: [UInt8], numbers: NumberDecoding = .float64, isStrict: Bool = false, keys: [String]? = nil
  ) throws(YAMLError) -> Value {
    if !isStrict, let value = readDirectly(bytes, numbers: numbers, keys: keys) { return value }
    do {
      return try compose(bytes, numbers: numbers, isStrict: isStrict)
    } catch .needsTypes {
      // The message shows a key that is no scalar in Go's syntax, which needs the numbers' own types: read once more.
      do {
        return try compose(bytes, numbers: .typed, isStrict: isStrict)
      } catch {
        throw YAMLError(conversion: error)
      }
    } catch {
      throw YAMLError(conversion: error)
    }
  }

  /// The value of a document of the everyday subset; nil where libyaml must read it.
  static func readDirectly(_ bytes: [UInt8], numbers: NumberDecoding, keys: [String]? = nil) -> Value? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = DirectReader(buffer, numbers: numbers, wanted: keys)
      return try? reader.document()
    }
  }

  /// The value of any document, as libyaml reads it.
  static func compose(
    _ bytes: [UInt8], numbers: NumberDecoding, isStrict: Bool
  ) throws(ComposerError) -> Value {
    if bytes.isEmpty { return .null }
    guard let marks = ByteOrderMarks(in: bytes) else {
      return try composeRewriting(bytes, numbers: numbers, isStrict: isStrict)
    }
    do {
      let value = try composeRewriting(marks.replaced(in: bytes), numbers: numbers, isStrict: isStrict)
      return marks.restored(in: value)
    } catch .message(let text) {
      throw .message(marks.restored(in: text))
    }
  }

  private static func composeRewriting(
    _ bytes: [UInt8], numbers: NumberDecoding, isStrict: Bool
  ) throws(ComposerError) -> Value {
    var bytes = bytes
    // Each round reads from the start: a text that wants more of them is none that anybody wrote.
    for _ in 0..<EscapeDifferences.mostRewrites {
      do {
        return try composeOnce(bytes, numbers: numbers, isStrict: isStrict)
      } catch .escapedApostrophe(let place) {
        bytes = EscapeDifferences.rewritingApostrophes(bytes, from: place)
      }
    }
    return try composeOnce(bytes, numbers: numbers, isStrict: isStrict)
  }

  private static func composeOnce(
    _ bytes: [UInt8], numbers: NumberDecoding, isStrict: Bool
  ) throws(ComposerError) -> Value {
    try bytes.withUnsafeBufferPointer { buffer throws(ComposerError) in
      var composer = try Composer(buffer, numbers: numbers, isStrict: isStrict)
      return try composer.document()
    }
  }

  /// The YAML text of a value, ending in a line break, as yaml.Marshal: keys in natural order, lists not indented under
  /// their keys, long lines folded at 80 columns.
  package static func encode(_ value: Value) throws(YAMLError) -> [UInt8] {
    var writer = YAMLWriter(dialect: .version2)
    do throws(YAMLError) {
      try writer.write(document: value)
    } catch {
      throw readingError(value) ?? error
    }
    return writer.out.array()
  }

  /// What go-yaml says when it reads the JSON of a value that could not be written: it does so before it writes, and so
  /// tells the line.
  private static func readingError(_ value: Value) -> YAMLError? {
    guard let json = try? JSON.encode(value) else { return nil }
    do throws(ComposerError) {
      _ = try compose(json, numbers: .float64, isStrict: false)
      return nil
    } catch {
      return YAMLError("\(error)")
    }
  }

  /// The YAML text that Helm's toYamlPretty makes, as go-yaml v3 with an indentation of two: lists are indented under
  /// their keys and lines are not folded.
  package static func encodePretty(_ value: Value) throws(YAMLError) -> [UInt8] {
    var writer = YAMLWriter(dialect: .version3)
    try writer.write(document: value)
    return writer.out.array()
  }

  /// The error of reading a document into a Go type that cannot hold it, as fromYaml and values files report it.
  ///
  /// - Parameter type: the Go type's name, such as `map[string]interface {}`.
  package static func mismatch(_ value: Value, type: String) -> YAMLError {
    YAMLError("error unmarshaling JSON: while decoding JSON: \(JSON.mismatch(value, type: type))")
  }

  /// The text that a number or boolean becomes where a Go struct wants a string (`appVersion: 1.10` is `1.1`), as
  /// sigs.k8s.io/yaml's convertToJSONableObject; nil for other values.
  ///
  /// - Parameter value: a value that was decoded with `NumberDecoding.typed`.
  package static func stringForm(_ value: Value) -> Bytes? {
    switch value {
    case .bool(let flag): Bytes(flag ? "true" : "false")
    case .integer(let number, let type):
      Bytes(type.decimal(number))
    case .float(let number): Bytes(GoFloat.shortest(Float(number), .general))
    default: nil
    }
  }
}

/// A document that cannot be read, or a value that cannot be written.
package struct YAMLError: Error, CustomStringConvertible {
  /// The Go libraries' text.
  package let message: String

  /// An error with the Go libraries' text.
  package init(_ message: String) {
    self.message = message
  }

  init(conversion error: ComposerError) {
    message = "error converting YAML to JSON: \(error)"
  }

  /// The Go libraries' text.
  package var description: String { message }
}
