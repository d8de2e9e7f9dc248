internal import Templating
internal import Values

extension FunctionLibrary {
  static let dictionaries: [Function] = [
    Function(
      "dict", [.any], isVariadic: true, summary: "A dictionary of keys and values.",
      example: #"{{ dict "a" 1 "b" 2 }} → map[a:1 b:2]"#
    ) { arguments, _ throws(FunctionError) in
      let map = ValueMap()
      for index in stride(from: 0, to: arguments.count, by: 2) {
        map[try GoText.strval(arguments[index])] =
          index + 1 < arguments.count ? arguments[index + 1] : .string(Bytes())
      }
      return .map(map)
    },
    Function(
      "get", [.map, .string], summary: "The value of a key, or an empty text.",
      example: #"{{ get (dict "a" 1) "a" }} → 1"#
    ) { arguments, _ in arguments.map(0)[arguments.string(1)] ?? .string(Bytes()) },
    Function(
      "set", [.map, .string, .any], summary: "Changes the dictionary itself: gives a key a value.",
      example: #"{{ set (dict "a" 1) "b" 2 }} → map[a:1 b:2]"#
    ) { arguments, _ throws(FunctionError) in
      let map = arguments.map(0)
      if map.isNil { throw FunctionError("assignment to entry in nil map") }
      map[arguments.string(1)] = arguments.value(2)
      return converted(map)
    },
    Function(
      "unset", [.map, .string], summary: "Changes the dictionary itself: removes a key.",
      example: #"{{ unset (dict "a" 1 "b" 2) "a" }} → map[b:2]"#
    ) { arguments, _ in
      let map = arguments.map(0)
      map[arguments.string(1)] = nil
      return converted(map)
    },
    Function(
      "hasKey", [.map, .string], summary: "Whether a dictionary has a key.",
      example: #"{{ hasKey (dict "a" 1) "a" }} → true"#
    ) { arguments, _ in .bool(arguments.map(0)[arguments.string(1)] != nil) },
    Function(
      "pluck", [.string, .map], isVariadic: true, summary: "The values of a key in several dictionaries.",
      example: #"{{ pluck "a" (dict "a" 1) (dict "a" 2) }} → [1 2]"#
    ) { arguments, _ in
      .list(arguments.indices.dropFirst().compactMap { arguments.map($0)[arguments.string(0)] })
    },
    Function(
      "keys", [.map], isVariadic: true, summary: "The keys of dictionaries, sorted.",
      example: #"{{ keys (dict "b" 1 "a" 2) }} → [a b]"#
    ) { arguments, _ in .strings(arguments.indices.flatMap { arguments.map($0).keys }) },
    Function(
      "values", [.map], summary: "The values of a dictionary, in the order of its keys.",
      example: #"{{ values (dict "b" 1 "a" 2) }} → [2 1]"#
    ) { arguments, _ in .list(arguments.map(0).entries.map(\.value)) },
    Function(
      "pick", [.map, .string], isVariadic: true, summary: "A dictionary of the given keys only.",
      example: #"{{ pick (dict "a" 1 "b" 2) "a" }} → map[a:1]"#
    ) { arguments, _ in
      let map = arguments.map(0)
      let picked = ValueMap()
      for index in arguments.indices.dropFirst() {
        if let value = map[arguments.string(index)] { picked[arguments.string(index)] = value }
      }
      return .map(picked)
    },
    Function(
      "omit", [.map, .string], isVariadic: true, summary: "A dictionary without the given keys.",
      example: #"{{ omit (dict "a" 1 "b" 2) "a" }} → map[b:2]"#
    ) { arguments, _ in
      let map = arguments.map(0)
      let kept = ValueMap()
      let omitted = Set(arguments.indices.dropFirst().map { arguments.string($0) })
      for entry in map.entries where !omitted.contains(entry.key) { kept[entry.key] = entry.value }
      return .map(kept)
    },
    Function(
      "dig", [.any], isVariadic: true, summary: "The value at a path of keys, or the default before the dictionary.",
      example: #"{{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }} → 1"#
    ) { arguments, _ throws(FunctionError) in try dig(arguments) },
    Function(
      "merge", [.map, .map], isVariadic: true,
      summary: "Changes the first dictionary itself: adds what the others have and it has not.",
      example: #"{{ merge (dict "a" 1) (dict "a" 2 "b" 3) }} → map[a:1 b:3]"#
    ) { arguments, _ throws(FunctionError) in try merge(arguments, overwriting: false) },
    Function(
      "mustMerge", [.map, .map], isVariadic: true, summary: "Like merge.",
      example: #"{{ mustMerge (dict "a" 1) (dict "b" 2) }} → map[a:1 b:2]"#
    ) { arguments, _ throws(FunctionError) in try merge(arguments, overwriting: false) },
    Function(
      "mergeOverwrite", [.map, .map], isVariadic: true,
      summary: "Changes the first dictionary itself: takes over what the others have.",
      example: #"{{ mergeOverwrite (dict "a" 1) (dict "a" 2) }} → map[a:2]"#
    ) { arguments, _ throws(FunctionError) in try merge(arguments, overwriting: true) },
    Function(
      "mustMergeOverwrite", [.map, .map], isVariadic: true, summary: "Like mergeOverwrite.",
      example: #"{{ mustMergeOverwrite (dict "a" 1) (dict "a" 2) }} → map[a:2]"#
    ) { arguments, _ throws(FunctionError) in try merge(arguments, overwriting: true) },
    Function(
      "deepCopy", [.any], summary: "A copy that shares nothing with the value.",
      example: #"{{ set (deepCopy .Values) "a" 1 }}"#
    ) { arguments, _ throws(FunctionError) in try deepCopy(arguments.value(0)) },
    Function(
      "mustDeepCopy", [.any], summary: "Like deepCopy.", example: #"{{ mustDeepCopy (dict "a" 1) }} → map[a:1]"#
    ) { arguments, _ throws(FunctionError) in try deepCopy(arguments.value(0)) },
  ]

  private static func deepCopy(_ value: Value) throws(FunctionError) -> Value {
    if case .null = value { throw FunctionError("reflect: call of reflect.Value.Type on zero Value") }
    return try value.deeplyCopied()
  }

  private static func dig(_ arguments: [Value]) throws(FunctionError) -> Value {
    guard arguments.count >= 3, var value = arguments.last else {
      throw FunctionError("dig needs at least three arguments")
    }
    guard case .map(let outermost) = value, outermost.type == .any else {
      throw GoPanic.conversion(of: value, to: "map[string]interface {}")
    }
    var keys: [Bytes] = []
    for key in arguments.dropLast(2) {
      guard case .string(let key) = key else { throw GoPanic.conversion(of: key, to: "string") }
      keys.append(key)
    }
    for key in keys {
      guard case .map(let map) = value, map.type == .any else {
        throw GoPanic.conversion(of: value, to: "map[string]interface {}")
      }
      guard let next = map[key] else { return arguments[arguments.count - 2] }
      value = next
    }
    return value
  }

  private static func merge(_ arguments: [Value], overwriting: Bool) throws(FunctionError) -> Value {
    var destination = arguments.map(0)
    for index in arguments.indices.dropFirst() {
      let source = arguments.map(index)
      if destination.isNil, !source.isNil { destination = ValueMap() }
      try Merge.merge(source, into: destination, overwriting: overwriting)
    }
    return converted(destination)
  }

  /// A map that went through a parameter of type `map[string]interface {}` and is no `common.Values` any more.
  private static func converted(_ map: ValueMap) -> Value {
    .map(map.type == .values ? map.converted(to: .any) : map)
  }
}

/// Merges dictionaries as dario.cat/mergo does.
private enum Merge {
  static func merge(
    _ source: ValueMap, into destination: ValueMap, overwriting: Bool, depth: Int = 0
  ) throws(FunctionError) {
    try Limit.check(depth: depth)
    // A dictionary that is nil, but not the outermost one, cannot be given anything.
    if destination.isNil || source.isSame(as: destination) { return }
    for entry in source.entries {
      if case .null = entry.value {
        if overwriting { destination[entry.key] = .null }
        continue
      }
      let existing = destination[entry.key]
      var isList = false
      switch entry.value {
      case .map(let inner):
        if case .map(let target)? = existing {
          try merge(inner, into: target, overwriting: overwriting, depth: depth + 1)
          if !target.isEmpty { continue }
        }
      case .list, .bytes:
        isList = true
        // The emptiness that counts here is that of the dictionary, not of the list.
        if overwriting || destination.isEmpty { destination[entry.key] = entry.value }
      default: break
      }
      let isMissing = existing.map(isEmpty) ?? true
      if !isMissing, isList { continue }
      if overwriting || isMissing { destination[entry.key] = entry.value }
    }
  }

  /// As mergo's isEmptyValue: structs are never empty, pointers by what they point to.
  private static func isEmpty(_ value: Value) -> Bool {
    guard case .object(let box) = value else { return !value.isTrue }
    return box.object.kind == .structure ? false : box.object.isNil || !box.object.isTrue
  }
}
