/// A value as a Go template sees one: what an `interface{}` holds, with Go's types told apart where a template can tell.
///
/// Maps and objects are references, as in Go: `set .Values "a" 1` in one template is seen by the next. Lists are values;
/// no template function changes a list in place.
package enum Value {
  /// The untyped nil.
  case null
  case bool(Bool)
  /// Any of Go's integer types; unsigned 64-bit numbers are kept by their bit pattern.
  case integer(Int64, IntegerType)
  /// A `float64`.
  case float(Double)
  /// A `string`.
  case string(Bytes)
  /// A `json.Number`: the digits as they were written.
  case number(Bytes)
  /// A slice and its type: `[]interface{}`, `[]string`, ….
  case list([Value], ListType)
  /// A `map[string]interface{}`, or another map with string keys (its `type` tells).
  case map(ValueMap)
  /// A `[]byte`.
  case bytes(Bytes)
  /// Anything else: structs with fields and methods, times, versions, typed nils.
  case object(ObjectBox)
}

/// Go's integer types.
package enum IntegerType: UInt8, Sendable {
  case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64

  /// Go's name of the type.
  package var name: String {
    switch self {
    case .int: "int"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .uint: "uint"
    case .uint8: "uint8"
    case .uint16: "uint16"
    case .uint32: "uint32"
    case .uint64: "uint64"
    }
  }

  /// Whether numbers of this type have no sign.
  package var isUnsigned: Bool { rawValue >= IntegerType.uint.rawValue }

  /// The decimal digits of a number of this type, whose bits are those of an `Int64`.
  package func decimal(_ number: Int64) -> String {
    isUnsigned ? String(UInt64(bitPattern: number)) : String(number)
  }
}

/// The element types of the slices that templates meet.
package enum ListType: UInt8, Sendable {
  /// `[]interface {}`
  case any
  /// `[]string`
  case string
  /// `[]int`
  case int
  /// `[]int64`
  case int64
  /// `[]float64`
  case float64
  /// `[]map[string]interface {}`
  case map
  /// `[][]interface {}`, what `chunk` answers
  case lists
  /// `common.VersionSet`, the API versions of `.Capabilities`
  case versionSet
  /// A nil `[]interface {}`: empty, and `null` as JSON and YAML
  case nilAny
  /// A nil `[]string`
  case nilString

  /// Go's name of the slice type, as `%T` prints it.
  package var name: String {
    switch self {
    case .any, .nilAny: "[]interface {}"
    case .string, .nilString: "[]string"
    case .int: "[]int"
    case .int64: "[]int64"
    case .float64: "[]float64"
    case .map: "[]map[string]interface {}"
    case .lists: "[][]interface {}"
    case .versionSet: "common.VersionSet"
    }
  }

  /// Whether this is Go's nil slice of the type rather than an empty one.
  package var isNil: Bool { self == .nilAny || self == .nilString }
}

/// Go's reflect.Kind, as far as templates can meet it.
package enum GoKind: Sendable {
  case invalid, bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64, complex128
  case string, slice, array, map, structure, pointer, function, interface

  /// The name that `kindOf` answers.
  package var name: String {
    switch self {
    case .invalid: "invalid"
    case .bool: "bool"
    case .int: "int"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .uint: "uint"
    case .uint8: "uint8"
    case .uint16: "uint16"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .float32: "float32"
    case .float64: "float64"
    case .complex128: "complex128"
    case .string: "string"
    case .slice: "slice"
    case .array: "array"
    case .map: "map"
    case .structure: "struct"
    case .pointer: "ptr"
    case .function: "func"
    case .interface: "interface"
    }
  }
}

extension Value {
  /// A Go `int`.
  @inlinable
  package static func int(_ n: Int) -> Value { .integer(Int64(n), .int) }

  /// A Go `int64`.
  @inlinable
  package static func int64(_ n: Int64) -> Value { .integer(n, .int64) }

  /// A Go string from Swift text.
  @inlinable
  package static func string(_ text: String) -> Value { .string(Bytes(text)) }

  /// A `[]interface{}`.
  @inlinable
  package static func list(_ items: [Value]) -> Value { .list(items, .any) }

  /// A `[]string`.
  package static func strings(_ items: some Sequence<Bytes>) -> Value { .list(items.map { .string($0) }, .string) }

  /// A value with fields and methods of its own.
  package static func object(_ object: any GoObject) -> Value { .object(ObjectBox(object)) }

  /// A new `map[string]interface{}` with the given entries; a later one of the same key wins.
  package static func map(_ entries: KeyValuePairs<Bytes, Value>) -> Value {
    let map = ValueMap()
    for (key, value) in entries { map[key] = value }
    return .map(map)
  }

  /// The reflect.Kind of the value; `invalid` for the untyped nil.
  package var kind: GoKind {
    switch self {
    case .null: return .invalid
    case .bool: return .bool
    case .integer(_, let type):
      switch type {
      case .int: return .int
      case .int8: return .int8
      case .int16: return .int16
      case .int32: return .int32
      case .int64: return .int64
      case .uint: return .uint
      case .uint8: return .uint8
      case .uint16: return .uint16
      case .uint32: return .uint32
      case .uint64: return .uint64
      }
    case .float: return .float64
    case .string, .number: return .string
    case .list, .bytes: return .slice
    case .map: return .map
    case .object(let box): return box.object.kind
    }
  }

  /// The type's name as `%T` prints it; `<nil>` for the untyped nil.
  package var typeName: String {
    switch self {
    case .null: "<nil>"
    case .bool: "bool"
    case .integer(_, let type): type.name
    case .float: "float64"
    case .string: "string"
    case .number: "json.Number"
    case .list(_, let type): type.name
    case .map(let map): map.type.name
    case .bytes: "[]uint8"
    case .object(let box): box.object.typeName
    }
  }

  /// Go's truth, as text/template's IsTrue: false, zero, nil and whatever is empty are false.
  package var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let b): b
    case .integer(let n, _): n != 0
    case .float(let d): d != 0
    case .string(let s), .number(let s), .bytes(let s): !s.isEmpty
    case .list(let items, _): !items.isEmpty
    case .map(let map): map.count != 0
    case .object(let box): box.object.isTrue
    }
  }

  /// Whether this is the untyped nil or a nil of some type.
  package var isNil: Bool {
    switch self {
    case .null: true
    case .map(let map): map.isNil
    case .list(_, let type): type.isNil
    case .object(let box): box.object.isNil
    default: false
    }
  }

  /// The map, where this is one.
  @inlinable
  package var asMap: ValueMap? { if case .map(let map) = self { map } else { nil } }

  /// The list's items, where this is one.
  @inlinable
  package var asList: [Value]? { if case .list(let items, _) = self { items } else { nil } }

  /// The string's bytes, where this is one.
  @inlinable
  package var asString: Bytes? { if case .string(let bytes) = self { bytes } else { nil } }

  /// The boolean, where this is one.
  @inlinable
  package var asBool: Bool? { if case .bool(let b) = self { b } else { nil } }

  /// The value at a path of map keys, or nil where one is missing.
  package func at(_ path: Bytes...) -> Value? {
    var value = self
    for key in path {
      guard case .map(let map) = value, let next = map[key] else { return nil }
      value = next
    }
    return value
  }

  /// A copy that shares no map with this value; objects are shared, since nothing changes them.
  package func deepCopy() -> Value {
    switch self {
    case .map(let map): .map(map.deepCopy())
    case .list(let items, let type): .list(items.map { $0.deepCopy() }, type)
    default: self
    }
  }
}
