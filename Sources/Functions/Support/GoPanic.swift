internal import Values

/// Go's runtime panics, which text/template turns into errors of the call.
enum GoPanic {
  static let nilDereference = FunctionError("runtime error: invalid memory address or nil pointer dereference")
  static let divideByZero = FunctionError("runtime error: integer divide by zero")
  static let negativeRepeat = FunctionError("strings: negative Repeat count")
  static let makeSlice = FunctionError("runtime error: makeslice: len out of range")

  /// A failed type assertion on an `interface{}`.
  static func conversion(of value: Value, to type: String) -> FunctionError {
    let found = if case .null = value { "nil" } else { value.typeName }
    return FunctionError("interface conversion: interface {} is \(found), not \(type)")
  }
}

/// What one call may produce at most, so that no template can fill the memory; Go has no such bounds.
enum Limit {
  static let bytes = 256 << 20
  static let elements = 16 << 20
  static let depth = 1_000

  static func check(bytes count: Int) throws(FunctionError) {
    if count > bytes || count < 0 { throw FunctionError("the result would be larger than \(bytes >> 20) MiB") }
  }

  static func check(elements count: Int) throws(FunctionError) {
    if count > elements || count < 0 { throw FunctionError("the result would have more than \(elements) elements") }
  }

  static func check(depth: Int) throws(FunctionError) {
    if depth > Self.depth { throw FunctionError("the value is nested more than \(Self.depth) levels deep") }
  }
}
