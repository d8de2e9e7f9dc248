import Values

/// A value in the executor's hands, with what Go's reflect.Value tells besides it.
struct Operand {
  /// The value itself.
  let value: Value
  /// Whether the value came out of an `interface{}`, an element of a map or list.
  ///
  /// A nil in there is a value, which
  /// has no fields (`nil pointer evaluating interface {}.x`), while a nil that a pipeline made is none at all, whose
  /// fields are as absent as itself.
  let isInterface: Bool

  init(_ value: Value, isInterface: Bool = false) {
    self.value = value
    self.isInterface = isInterface
  }

  /// Go's zero reflect.Value: no value at all.
  static var invalid: Operand { Operand(.null) }

  /// Whether there is a value, as reflect's IsValid.
  var isValid: Bool {
    if isInterface { return true }
    if case .null = value { return false }
    return true
  }

  /// The value without the interface that held it.
  var unwrapped: Operand { Operand(value) }

  /// The name of the static type, as error messages print it.
  var typeName: String { isInterface ? "interface {}" : value.typeName }
}

extension ValueMap.MapType {
  /// The zero value of the maps' elements, and whether these are interfaces.
  var zero: Operand {
    switch self {
    case .any, .values: Operand(.null, isInterface: true)
    case .string: Operand(.string(Bytes()))
    case .maps: Operand(.map(ValueMap(isNil: true)))
    }
  }

  /// Whether the maps' elements are interfaces.
  var holdsInterfaces: Bool { self == .any || self == .values }
}
