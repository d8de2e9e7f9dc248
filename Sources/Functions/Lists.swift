internal import Templating
internal import Values

extension FunctionLibrary {
  static let lists: [Function] =
    [
      Function("list", [.any], isVariadic: true, summary: "A list of the arguments.", example: "{{ list 1 2 }} → [1 2]")
      {
        arguments, _ in .list(arguments)
      },
      Function("tuple", [.any], isVariadic: true, summary: "Another name of list.", example: "{{ tuple 1 2 }} → [1 2]")
      {
        arguments, _ in .list(arguments)
      },
      Function(
        "concat", [.any], isVariadic: true, summary: "One list of the elements of all.",
        example: "{{ concat (list 1) (list 2) }} → [1 2]"
      ) { arguments, _ throws(FunctionError) in
        var all: [Value] = []
        for list in arguments {
          if case .null = list { throw GoPanic.nilDereference }
          guard let items = elements(of: list) else {
            throw FunctionError("Cannot concat type \(list.kind.name) as list")
          }
          try Limit.check(elements: all.count + items.count)
          all.append(contentsOf: items)
        }
        return .list(all, all.isEmpty ? .nilAny : .any)
      },
    ]
    + both("first", [.any], "The first element, or nil.", "{{ first (list 1 2) }} → 1") {
      arguments throws(FunctionError) in try items(arguments.value(0), "find first on").first ?? .null
    }
    + both("last", [.any], "The last element, or nil.", "{{ last (list 1 2) }} → 2") {
      arguments throws(FunctionError) in try items(arguments.value(0), "find last on").last ?? .null
    }
    + both("rest", [.any], "All elements but the first.", "{{ rest (list 1 2 3) }} → [2 3]") {
      arguments throws(FunctionError) in
      let items = try items(arguments.value(0), "find rest on")
      return .list(Array(items.dropFirst()), items.isEmpty ? .nilAny : .any)
    }
    + both("initial", [.any], "All elements but the last.", "{{ initial (list 1 2 3) }} → [1 2]") {
      arguments throws(FunctionError) in
      let items = try items(arguments.value(0), "find initial on")
      return .list(Array(items.dropLast()), items.isEmpty ? .nilAny : .any)
    }
    + both("append", [.any, .any], "The list with one more element.", "{{ append (list 1) 2 }} → [1 2]", appended)
    + both("push", [.any, .any], "Another name of append.", "{{ push (list 1) 2 }} → [1 2]", appended)
    + both("prepend", [.any, .any], "The list after one more element.", "{{ prepend (list 1) 0 }} → [0 1]") {
      arguments throws(FunctionError) in
      .list([arguments.value(1)] + (try items(arguments.value(0), "prepend on")))
    }
    + both("reverse", [.any], "The list from its end.", "{{ reverse (list 1 2) }} → [2 1]") {
      arguments throws(FunctionError) in .list(try items(arguments.value(0), "find reverse on").reversed())
    }
    + both("compact", [.any], "The list without empty elements.", #"{{ compact (list 1 "" 2) }} → [1 2]"#) {
      arguments throws(FunctionError) in
      .list(try items(arguments.value(0), "compact on").filter { !$0.isEmptyValue })
    }
    + both("uniq", [.any], "The list without repeated elements.", "{{ uniq (list 1 2 1) }} → [1 2]") {
      arguments throws(FunctionError) in
      var unique: [Value] = []
      for item in try items(arguments.value(0), "find uniq on") where try !contains(unique[...], item) {
        unique.append(item)
      }
      return .list(unique)
    }
    + both(
      "without", [.any, .any], isVariadic: true, "The list without the given elements.",
      "{{ without (list 1 2 3) 2 }} → [1 3]"
    ) { arguments throws(FunctionError) in
      var kept: [Value] = []
      for item in try items(arguments.value(0), "find without on") where try !contains(arguments.dropFirst(), item) {
        kept.append(item)
      }
      return .list(kept)
    }
    + both("has", [.any, .any], "Whether a list holds an element.", "{{ has 2 (list 1 2) }} → true") {
      arguments throws(FunctionError) in
      if case .null = arguments.value(1) { return .bool(false) }
      return .bool(try contains(try items(arguments.value(1), "find has on")[...], arguments.value(0)))
    }
    + both(
      "slice", [.any, .any], isVariadic: true, "The elements from a start up to an end.",
      "{{ slice (list 1 2 3) 1 2 }} → [2]", sliced)
    + both(
      "chunk", [.int, .any], "Lists of so many elements each.", "{{ chunk 2 (list 1 2 3) }} → [[1 2] [3]]", chunked)

  /// A function and its must- form, which in Sprig differ only in panicking or returning the same error.
  private static func both(
    _ name: String, _ parameters: [ParameterType], isVariadic: Bool = false, _ summary: StaticString,
    _ example: StaticString, _ body: @escaping @Sendable ([Value]) throws(FunctionError) -> Value
  ) -> [Function] {
    let must = "must" + String(name.prefix(1)).uppercased() + String(name.dropFirst())
    return [name, must].map { name in
      Function(name, parameters, isVariadic: isVariadic, summary: summary, example: example) {
        arguments, _ throws(FunctionError) in try body(arguments)
      }
    }
  }

  /// The elements of a slice of any type, or nil where the value is none.
  static func elements(of value: Value) -> [Value]? {
    switch value {
    case .list(let items, _): items
    case .bytes(let bytes): bytes.storage.map { .integer(Int64($0), .uint8) }
    case .object(let box) where box.object.kind == .slice: elements(of: box.object.plain)
    default: nil
    }
  }

  private static func items(_ value: Value, _ verb: String) throws(FunctionError) -> [Value] {
    if case .list(let items, _) = value { return items }
    if case .null = value { throw GoPanic.nilDereference }
    guard let items = elements(of: value) else {
      throw FunctionError("Cannot \(verb) type \(value.kind.name)")
    }
    return items
  }

  private static func contains(_ items: ArraySlice<Value>, _ value: Value) throws(FunctionError) -> Bool {
    for item in items where try Value.deepEqual(value, item) { return true }
    return false
  }

  @Sendable private static func appended(_ arguments: [Value]) throws(FunctionError) -> Value {
    var items = try items(arguments.value(0), "push on")
    items.append(arguments.value(1))
    return .list(items)
  }

  @Sendable private static func sliced(_ arguments: [Value]) throws(FunctionError) -> Value {
    let list = arguments.value(0)
    if case .null = list { throw GoPanic.nilDereference }
    guard let items = elements(of: list) else {
      throw FunctionError("list should be type of slice or array but \(list.kind.name)")
    }
    if items.isEmpty { return .null }
    let start = arguments.count > 1 ? Int(GoCast.int64(arguments[1])) : 0
    let end = arguments.count > 2 ? Int(GoCast.int64(arguments[2])) : items.count
    guard start >= 0, start <= end, end <= items.count else {
      throw FunctionError("reflect.Value.Slice: slice index out of bounds")
    }
    switch list {
    case .list(_, let type): return .list(Array(items[start..<end]), type)
    case .bytes(let bytes): return .bytes(Bytes(bytes.storage[start..<end]))
    case .object(let box): return box.object.slice(start..<end) ?? .list(Array(items[start..<end]))
    default: return .null
    }
  }

  /// Sprig computes with floats, so that odd sizes have odd results; only those that Go can allocate remain.
  @Sendable private static func chunked(_ arguments: [Value]) throws(FunctionError) -> Value {
    let items = try items(arguments.value(1), "chunk")
    let size = arguments.integer(0)
    let chunks = GoCast.truncated((Double(items.count - 1) / Double(size)).rounded(.down) + 1)
    if chunks < 0 || chunks > items.count { throw GoPanic.makeSlice }
    var result: [Value] = []
    for chunk in 0..<Int(chunks) {
      var length = size
      if chunk == Int(chunks) - 1 {
        length = size == 0 ? 0 : items.count % size
        if length == 0 { length = size }
      }
      let start = chunk &* size
      guard length >= 0, start >= 0, start + length <= items.count else { throw GoPanic.makeSlice }
      result.append(.list(Array(items[start..<(start + length)])))
    }
    return .list(result, .lists)
  }
}
