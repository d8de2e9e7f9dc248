import Values

/// JSON as it comes from and goes to clients and the store.
enum WireJSON {
  /// The deepest nesting that is accepted: more than any schema in a CustomResourceDefinition has, and little enough for
  /// every recursion over an object to fit an ordinary thread's stack.
  static let maximumDepth = 200

  /// The value that bytes describe; numbers keep their digits.
  static func decode(_ bytes: [UInt8]) throws(APIError) -> Value {
    guard isShallow(bytes) else {
      throw .badRequest("the body is nested deeper than \(maximumDepth) levels")
    }
    do throws(JSONError) {
      return try JSON.decode(bytes, numbers: .jsonNumber)
    } catch {
      throw .badRequest("the body of the request was in an unknown format: \(error.message)")
    }
  }

  /// The object that stored bytes describe.
  static func object(_ bytes: [UInt8]) throws(APIError) -> ValueMap {
    guard let map = try decode(bytes).asMap else { throw .internalError("a stored object is no object") }
    return map
  }

  /// The JSON of a value, in few bytes.
  static func encode(_ value: Value) throws(APIError) -> [UInt8] {
    do throws(JSONError) {
      return try JSON.encode(value, escapeHTML: false)
    } catch {
      throw .internalError(error.message)
    }
  }

  private static func isShallow(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    var inString = false
    var escaped = false
    for byte in bytes {
      if inString {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth > maximumDepth { return false }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return true
  }
}
