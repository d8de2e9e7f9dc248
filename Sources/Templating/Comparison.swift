import Values

/// The comparisons of text/template/funcs.go.
enum Comparison {
  /// Whether `eq`, `ne`, `lt`, `le`, `gt` or `ge` holds between two values.
  static func holds(_ comparison: Builtin, _ first: Value, _ second: Value) throws(FunctionError) -> Bool {
    switch comparison {
    case .ne: try !equals(first, second)
    case .lt: try isLess(first, second)
    case .le: try isLessOrEqual(first, second)
    case .gt: try !isLessOrEqual(first, second)
    case .ge: try !isLess(first, second)
    default: try equals(first, second)
    }
  }

  /// Whether the first value equals any of the others.
  static func equalsAny(_ first: Value, _ others: ArraySlice<Value>) throws(FunctionError) -> Bool {
    if others.isEmpty { throw FunctionError("missing argument for comparison") }
    for other in others where try equals(first, other) { return true }
    return false
  }

  static func equals(_ first: Value, _ second: Value) throws(FunctionError) -> Bool {
    switch (basic(first), basic(second)) {
    case (.string(let a), .string(let b)): return a == b
    case (.bool(let a), .bool(let b)): return a == b
    case (.signed(let a), .signed(let b)): return a == b
    case (.unsigned(let a), .unsigned(let b)): return a == b
    case (.float(let a), .float(let b)): return a == b
    case (.complex(let a), .complex(let b)): return a.isEqual(to: b) ?? false
    case (.signed(let a), .unsigned(let b)), (.unsigned(let b), .signed(let a)):
      return a >= 0 && UInt64(bitPattern: a) == b
    case (.other, .other): return try othersAreEqual(first, second)
    default:
      if first.isUntypedNil || second.isUntypedNil { return false }
      throw incompatible(first, second)
    }
  }

  private static func othersAreEqual(_ first: Value, _ second: Value) throws(FunctionError) -> Bool {
    if !first.isUntypedNil, !second.isUntypedNil, first.kind != second.kind {
      let (a, b) = (try GoFormat.sprintf("%s", [first]), try GoFormat.sprint([second]))
      throw FunctionError("non-comparable types \(a): \(first.typeName), \(second.typeName): \(b)")
    }
    if first.isNil || second.isNil { return first.isNil == second.isNil }
    if case .object(let a) = first, case .object(let b) = second, let isEqual = a.object.isEqual(to: b.object) {
      return isEqual
    }
    throw FunctionError("non-comparable type \(try GoFormat.sprintf("%s", [second])): \(second.typeName)")
  }

  private static func isLess(_ first: Value, _ second: Value) throws(FunctionError) -> Bool {
    let (a, b) = (basic(first), basic(second))
    if case .other = a { throw badType }
    if case .other = b { throw badType }
    switch (a, b) {
    case (.string(let a), .string(let b)): return a < b
    case (.signed(let a), .signed(let b)): return a < b
    case (.unsigned(let a), .unsigned(let b)): return a < b
    case (.float(let a), .float(let b)): return a < b
    case (.signed(let a), .unsigned(let b)): return a < 0 || UInt64(bitPattern: a) < b
    case (.unsigned(let a), .signed(let b)): return b >= 0 && a < UInt64(bitPattern: b)
    case (.bool, .bool), (.complex, .complex): throw badType
    default: throw incompatible(first, second)
    }
  }

  private static func isLessOrEqual(_ first: Value, _ second: Value) throws(FunctionError) -> Bool {
    if try isLess(first, second) { return true }
    return try equals(first, second)
  }

  private static let badType = FunctionError("invalid type for comparison")

  private static func incompatible(_ first: Value, _ second: Value) -> FunctionError {
    FunctionError("incompatible types for comparison: \(first.typeName) and \(second.typeName)")
  }

  /// A value by what basicKind tells of it.
  private enum Basic {
    case bool(Bool)
    case signed(Int64)
    case unsigned(UInt64)
    case float(Double)
    case complex(ComplexNumber)
    case string(Bytes)
    case other
  }

  private static func basic(_ value: Value) -> Basic {
    switch value {
    case .string(let text), .number(let text): return .string(text)
    case .bool(let bool): return .bool(bool)
    case .integer(let number, let type):
      return type.isUnsigned ? .unsigned(UInt64(bitPattern: number)) : .signed(number)
    case .float(let number): return .float(number)
    case .null, .list, .map, .bytes: return .other
    case .object(let box):
      if let complex = box.object as? ComplexNumber { return .complex(complex) }
      switch (box.object.kind, box.object.plain) {
      case (.string, .string(let text)): return .string(text)
      case (.int, .integer(let number, _)), (.int64, .integer(let number, _)): return .signed(number)
      default: return .other
      }
    }
  }
}
