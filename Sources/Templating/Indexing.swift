import Values

/// `index`, `slice` and `len` of text/template/funcs.go.
enum Indexing {
  /// The number of bytes, items or entries.
  static func length(_ operand: Operand) throws(FunctionError) -> Value {
    switch operand.value {
    case .string(let text), .number(let text), .bytes(let text): return .int(text.count)
    case .list(let items, _): return .int(items.count)
    case .map(let map): return .int(map.count)
    case .null:
      throw FunctionError(
        operand.isInterface ? "len of nil pointer" : "reflect: call of reflect.Value.Type on zero Value")
    case .object(let box):
      if box.object.isNil, box.object.kind == .pointer { throw FunctionError("len of nil pointer") }
      if let container = box.object.container { return try length(Operand(container)) }
    case .bool, .integer, .float: break
    }
    throw FunctionError("len of type \(elementType(operand.value))")
  }

  /// What stands at the end of a chain of indexes.
  static func index(_ item: Value, _ indexes: ArraySlice<Value>) throws(FunctionError) -> Value {
    if item.isUntypedNil { throw FunctionError("index of untyped nil") }
    var item = item
    for index in indexes { item = try element(of: item, at: index) }
    return item
  }

  private static func element(of item: Value, at index: Value) throws(FunctionError) -> Value {
    switch item {
    case .map(let map):
      return try map[key(index)] ?? map.type.zero.value
    case .list(let items, _):
      let position = try position(index, upTo: items.count)
      if position == items.count { throw FunctionError("reflect: slice index out of range") }
      return items[position]
    case .bytes(let bytes):
      let position = try position(index, upTo: bytes.count)
      if position == bytes.count { throw FunctionError("reflect: slice index out of range") }
      return .integer(Int64(bytes.storage[position]), .uint8)
    case .string(let text), .number(let text):
      let position = try position(index, upTo: text.count)
      if position == text.count { throw FunctionError("reflect: string index out of range") }
      return .integer(Int64(text.storage[position]), .uint8)
    case .null:
      throw FunctionError("index of nil pointer")
    case .object(let box):
      if box.object.isNil, box.object.kind == .pointer { throw FunctionError("index of nil pointer") }
      if box.object.kind == .map { return box.object.field(try key(index)) ?? .null }
      if let container = box.object.container { return try element(of: container, at: index) }
    case .bool, .integer, .float: break
    }
    throw FunctionError("can't index item of type \(elementType(item))")
  }

  /// Part of a string or list: `slice x 1 2` is Go's `x[1:2]`.
  static func slice(_ operands: [Operand]) throws(FunctionError) -> Value {
    let item = operands[0].value
    let indexes = operands.dropFirst()
    if item.isUntypedNil { throw FunctionError("slice of untyped nil") }
    if case .object(let box) = item, box.object.isNil { throw FunctionError("slice of nil pointer") }
    if indexes.count > 3 { throw FunctionError("too many slice indexes: \(indexes.count)") }
    let count: Int
    switch item {
    case .string(let text), .number(let text):
      if indexes.count == 3 { throw FunctionError("cannot 3-index slice a string") }
      count = text.count
    case .bytes(let bytes): count = bytes.count
    case .list(let items, _): count = items.count
    default: throw FunctionError("can't slice item of type \(elementType(item))")
    }
    var bounds = [0, count]
    for (place, index) in indexes.enumerated() {
      // Other than `index`, `slice` does not look into the interface that holds its index.
      if index.isInterface { throw FunctionError("cannot index slice/array with type interface {}") }
      let position = try position(index.value, upTo: count)
      if place < bounds.count { bounds[place] = position } else { bounds.append(position) }
    }
    for place in bounds.indices.dropFirst() where bounds[place - 1] > bounds[place] {
      throw FunctionError("invalid slice index: \(bounds[place - 1]) > \(bounds[place])")
    }
    let range = bounds[0]..<bounds[1]
    switch item {
    case .string(let text): return .string(Bytes(Array(text.storage[range])))
    case .number(let text): return .number(Bytes(Array(text.storage[range])))
    case .bytes(let bytes): return .bytes(Bytes(Array(bytes.storage[range])))
    case .list(let items, let type): return .list(Array(items[range]), type)
    default: return item
    }
  }

  /// An index as a position from 0 to the count, as indexArg.
  private static func position(_ index: Value, upTo count: Int) throws(FunctionError) -> Int {
    switch index {
    case .integer(let number, _):
      guard number >= 0, number <= count else { throw FunctionError("index out of range: \(number)") }
      return Int(number)
    case .null: throw FunctionError("cannot index slice/array with nil")
    case .object(let box) where box.object.kind == .int || box.object.kind == .int64:
      return try position(box.object.plain, upTo: count)
    default: throw FunctionError("cannot index slice/array with type \(index.typeName)")
    }
  }

  /// An index as a map's key, as prepareArg.
  private static func key(_ index: Value) throws(FunctionError) -> Bytes {
    switch index {
    case .string(let key): return key
    case .null: throw FunctionError("value is nil; should be of type string")
    default: throw FunctionError("value has type \(index.typeName); should be string")
    }
  }

  /// The type's name, behind the pointer if it is one.
  private static func elementType(_ value: Value) -> String {
    let name = value.typeName
    return value.kind == .pointer && name.hasPrefix("*") ? String(name.dropFirst()) : name
  }
}

extension GoObject {
  /// The plain data of an object that is a map, a list or a string with a name of its own.
  fileprivate var container: Value? {
    switch kind {
    case .map, .slice, .array, .string: plain
    default: nil
    }
  }
}
