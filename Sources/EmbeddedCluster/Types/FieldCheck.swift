import Values

/// Holds an object against its built-in kind: finds values of a wrong type, and finds and takes away the fields that the
/// kind does not have.
///
/// What is found is told in two ways: as decoding into Go's structures says it, and as server-side apply does.
struct FieldCheck {
  /// The fields that the kind does not have, as strict decoding names them: `spec.containers[0].foo`.
  private(set) var unknown: [String] = []
  /// The first value that Go's structures could not hold, in encoding/json's words.
  private(set) var mismatch: String?
  /// All that structured-merge-diff has against the object, in the object's order (as its typed/validate.go).
  private(set) var typedProblems: [String] = []

  /// A step from a value to one inside it.
  private enum Step {
    case field(Bytes)
    case item(Int, Value, keys: [String]?)
    case key(Bytes)
  }

  /// Where the walk is.
  private var steps: [Step] = []

  /// The kinds that stand inside others, and may say there what they are.
  private static let embeddedKinds: Set<String> = ["core.v1.PersistentVolumeClaim", "meta.v1.DeleteOptions"]

  /// Takes the unknown fields out of an object, and notes what else is wrong.
  init(pruning object: ValueMap, _ type: MessageType) {
    check(object, type, isKind: true)
  }

  // MARK: The walk

  private mutating func check(_ map: ValueMap, _ type: MessageType, isKind: Bool) {
    for entry in map.entries {
      if isKind, entry.key == "apiVersion" || entry.key == "kind" { continue }
      steps.append(.field(entry.key))
      if let field = type.field(named: entry.key) {
        check(entry.value, field, of: type)
      } else {
        unknown.append(strictPath)
        typedProblems.append("\(typedPath): field not declared in schema")
        map[entry.key] = nil
      }
      steps.removeLast()
    }
  }

  private mutating func check(_ value: Value, _ field: MessageType.Field, of type: MessageType) {
    if value.isNil { return }
    switch (field.container, value) {
    case (.single, _): check(value, ofKind: field.kind, field, type)
    case (.list, .list(let items, _)):
      for (index, item) in items.enumerated() {
        steps.append(.item(index, item, keys: field.listKeys))
        check(item, ofKind: field.kind, field, type)
        steps.removeLast()
      }
    case (.map, .map(let map)):
      for entry in map.entries {
        steps.append(.key(entry.key))
        check(entry.value, ofKind: field.kind, field, type)
        steps.removeLast()
      }
    case (.list, _): note(value, expected: "list", field, type, goType: field.goType)
    case (.map, _): note(value, expected: "map", field, type, goType: field.goType)
    }
  }

  private mutating func check(
    _ value: Value, ofKind kind: MessageType.Field.Kind, _ field: MessageType.Field, _ type: MessageType
  ) {
    if value.isNil { return }
    switch kind {
    case .text, .bytes:
      if value.asString == nil { note(value, expected: "string", field, type, goType: kind.goType) }
    case .bool:
      if value.asBool == nil { note(value, expected: "boolean", field, type, goType: kind.goType) }
    case .int32, .int64, .double:
      if !value.isNumber {
        note(value, expected: "numeric (int or float)", field, type, goType: kind.goType)
      } else if !kind.holds(value) {
        noteMismatch("number \(GoPrint.printed(value))", field, type, goType: kind.goType)
      }
    case .message(let name):
      guard let message = TypeSchema.message(name) else { return }
      check(value, message, field, type)
    }
  }

  private mutating func check(
    _ value: Value, _ message: MessageType, _ field: MessageType.Field, _ type: MessageType
  ) {
    switch (message.form, value) {
    case (.object, .map(let map)): check(map, message, isKind: Self.embeddedKinds.contains(message.name))
    case (.object, _): note(value, expected: "map", field, type, goType: message.goType)
    case (.time, _), (.microTime, _), (.duration, _):
      if value.asString == nil { note(value, expected: "string", readsItself: "string") }
    case (.intOrString, _):
      if value.asString != nil { return }
      if !value.isNumber {
        note(value, expected: value.asBool == nil ? "any scalar" : nil, readsItself: "int32")
      } else if !MessageType.Field.Kind.int32.holds(value) {
        mismatch = mismatch ?? "json: cannot unmarshal number \(GoPrint.printed(value)) into Go value of type int32"
      }
    case (.quantity, .map), (.quantity, .list):
      noteTyped(value, expected: "any scalar")
      mismatch = mismatch ?? Quantity.rule
    case (.schemaOrBool, .map(let map)), (.schemaOrList, .map(let map)), (.schemaOrStrings, .map(let map)):
      guard let schema = TypeSchema.message("apiextensions.v1.JSONSchemaProps") else { return }
      check(map, schema, isKind: false)
    case (.schemaOrList, .list(let items, _)):
      for (index, item) in items.enumerated() {
        steps.append(.item(index, item, keys: nil))
        check(item, message, field, type)
        steps.removeLast()
      }
    default: break
    }
  }

  // MARK: Findings

  /// Notes a value that neither reader takes.
  private mutating func note(
    _ value: Value, expected: String, _ field: MessageType.Field, _ type: MessageType, goType: String
  ) {
    noteTyped(value, expected: expected)
    noteMismatch(JSON.kind(value), field, type, goType: goType)
  }

  /// Notes a value of a type that decodes itself, and so does not know its place.
  private mutating func note(_ value: Value, expected: String?, readsItself goType: String) {
    if let expected { noteTyped(value, expected: expected) }
    mismatch = mismatch ?? "json: cannot unmarshal \(JSON.kind(value)) into Go value of type \(goType)"
  }

  private mutating func noteMismatch(
    _ word: String, _ field: MessageType.Field, _ type: MessageType, goType: String
  ) {
    if mismatch != nil { return }
    mismatch =
      "json: cannot unmarshal \(word) into Go struct field \(type.goName).\(decodingPath) of type \(goType)"
  }

  /// Each expectation prints what it got by another of fmt's verbs.
  private mutating func noteTyped(_ value: Value, expected: String) {
    let plain = Self.withPlainNumbers(value)
    let got =
      switch expected {
      case "string": "&value.valueUnstructured{Value:\(GoPrint.source(plain))}"
      case "numeric (int or float)": plain.typeName
      default: "&{\(GoPrint.printed(plain))}"
      }
    typedProblems.append("\(typedPath): expected \(expected), got \(got)")
  }

  /// The value with its numbers as `int64` and `float64`, as the server's decoder of untyped objects has them.
  private static func withPlainNumbers(_ value: Value) -> Value {
    do throws(JSONError) {
      return try JSON.decode(JSON.encode(value, escapeHTML: false), numbers: .typed)
    } catch {
      return value
    }
  }

  // MARK: Paths

  private var strictPath: String {
    var path = ""
    for step in steps {
      switch step {
      case .field(let name), .key(let name): path += path.isEmpty ? "\(name)" : ".\(name)"
      case .item(let index, _, _): path += "[\(index)]"
      }
    }
    return path
  }

  private var typedPath: String {
    var path = ""
    for step in steps {
      switch step {
      case .field(let name), .key(let name): path += ".\(name)"
      case .item(let index, let item, let keys): path += Self.element(item, index, keys)
      }
    }
    return path
  }

  /// The fields' names alone.
  private var decodingPath: String {
    steps.compactMap { step in
      if case .field(let name) = step { name.description } else { nil }
    }.joined(separator: ".")
  }

  private static func element(_ item: Value, _ index: Int, _ keys: [String]?) -> String {
    guard let keys, let map = item.asMap else { return "[\(index)]" }
    let parts = keys.compactMap { key -> String? in
      guard let value = map[Bytes(key)] else { return nil }
      return value.asString == nil ? "\(key)=\(TableRow.text(value))" : "\(key)=\"\(TableRow.text(value))\""
    }
    return "[\(parts.joined(separator: ","))]"
  }
}

extension MessageType.Field {
  /// The Go type of the field.
  fileprivate var goType: String {
    switch container {
    case .single: kind.goType
    case .list: "[]\(kind.goType)"
    case .map where kind == .message("resource.Quantity"): "v1.ResourceList"
    case .map: "map[string]\(kind.goType)"
    }
  }
}

extension MessageType.Field.Kind {
  /// The Go type of one value; types that Go's sources derive from these are not in the table.
  fileprivate var goType: String {
    switch self {
    case .text: "string"
    case .int32: "int32"
    case .int64: "int64"
    case .bool: "bool"
    case .bytes: "[]uint8"
    case .double: "float64"
    case .message(let name): MessageType.goType(name)
    }
  }

  /// Whether a number is one that the type can hold.
  fileprivate func holds(_ value: Value) -> Bool {
    switch self {
    case .int32: value.wholeNumber.map { Int32(exactly: $0) != nil } ?? false
    case .int64: value.wholeNumber != nil
    default: true
    }
  }
}

extension MessageType {
  /// The name of the Go structure, without its package.
  fileprivate var goName: String { String(name.split(separator: ".").last ?? "") }

  fileprivate var goType: String { Self.goType(name) }

  /// `v1.PodSpec` for `core.v1.PodSpec`: Go shows the last part of a package's path.
  fileprivate static func goType(_ name: String) -> String {
    name.split(separator: ".").suffix(2).joined(separator: ".")
  }
}
