import Values

/// Holds an object against its built-in kind: finds values of a wrong type, and finds and takes away the fields that the
/// kind does not have.
///
/// What is found is told in two ways: as decoding into Go's structures says it, and as server-side apply does.
struct FieldCheck {
  /// The fields that the kind does not have, as strict decoding names them: `spec.containers[0].foo`.
  private(set) var unknown: [String] = []
  /// The first value that Go's structures could not hold, in the words of decoding JSON into them.
  private(set) var mismatch: String?
  /// The same in the words of converting an untyped object, which is what becomes of an applied one.
  private(set) var conversionProblem: String?
  /// What structured-merge-diff has against the object, in the object's order (as its typed/validate.go).
  private(set) var typedProblems: [String] = []
  /// Whether an unknown field has ended the look at a map's other fields, as it does there.
  private var isTypedSilent = false

  /// A step from a value to one inside it.
  private enum Step {
    case field(Bytes)
    /// The Go structure that a field's own structure has among its fields.
    case embedded(String)
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
    let wasSilent = isTypedSilent
    for entry in map.entries {
      if isKind, entry.key == "apiVersion" || entry.key == "kind" { continue }
      let embedding = type.embedding(fieldNamed: entry.key)
      if let embedding { steps.append(.embedded(embedding)) }
      steps.append(.field(entry.key))
      if let field = type.field(named: entry.key) {
        check(entry.value, field, of: type)
      } else {
        unknown.append(strictPath)
        noteTyped("field not declared in schema")
        isTypedSilent = true
        map[entry.key] = nil
      }
      steps.removeLast(embedding == nil ? 1 : 2)
    }
    isTypedSilent = wasSilent
  }

  private mutating func check(_ value: Value, _ field: MessageType.Field, of type: MessageType) {
    if value.isNil { return }
    switch (field.container, value) {
    case (.single, _): check(value, ofKind: field.kind, field, type)
    case (.list, .list(let items, _)):
      let wasSilent = isTypedSilent
      for (index, item) in items.enumerated() {
        if let keys = field.listKeys, item.asMap == nil {
          let what = item.isNil ? "a null element" : "non-map elements"
          if !keys.isEmpty { noteTyped("element \(index): associative list with keys may not have \(what)") }
          isTypedSilent = true
        }
        steps.append(.item(index, item, keys: field.listKeys))
        check(item, ofKind: field.kind, field, type)
        steps.removeLast()
      }
      isTypedSilent = wasSilent
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
    case .text:
      if value.asString == nil { note(value, expected: "string", field, type, goType: kind.goType) }
    case .bytes:
      guard let text = value.asString else {
        return note(value, expected: "string", field, type, goType: kind.goType)
      }
      if case .failure(let error) = Base64.decode(text.storage) {
        let problem = "illegal base64 data at input byte \(error.offset)"
        noteMismatch(problem, conversion: "error decoding from json: \(problem)")
      }
    case .bool:
      if value.asBool == nil { note(value, expected: "boolean", field, type, goType: kind.goType) }
    case .int32, .int64, .double:
      if !value.isNumber {
        note(value, expected: "numeric (int or float)", field, type, goType: kind.goType)
      } else if !kind.holds(value) {
        noteMismatch(
          unfit("number \(GoPrint.printed(value))", field, type, goType: kind.goType),
          conversion: "cannot convert \(Self.withPlainNumbers(value).typeName) to \(kind.goType)")
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
      if value.asString == nil { noteSelfRead(JSON.kind(value), field, type, goType: "string") }
    case (.intOrString, _):
      if value.asString != nil || MessageType.Field.Kind.int32.holds(value) { return }
      let word = value.isNumber ? "number \(GoPrint.printed(value))" : JSON.kind(value)
      noteSelfRead(word, field, type, goType: "int32")
    case (.quantity, .map), (.quantity, .list):
      noteTyped(value, expected: "any scalar")
      noteMismatch(Quantity.rule, conversion: Quantity.rule)
    case (.quantity, let value):
      if Quantity.number(GoPrint.printed(value)) == nil { noteMismatch(Quantity.rule, conversion: Quantity.rule) }
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
    let problem = unfit(JSON.kind(value), field, type, goType: goType)
    noteMismatch(problem, conversion: problem)
  }

  /// Notes a value that a Go type which decodes itself does not take; server-side apply's schema takes anything there.
  private mutating func noteSelfRead(
    _ word: String, _ field: MessageType.Field, _ type: MessageType, goType: String
  ) {
    noteMismatch(
      unfit(word, field, type, goType: goType),
      conversion: "json: cannot unmarshal \(word) into Go value of type \(goType)")
  }

  private func unfit(_ word: String, _ field: MessageType.Field, _ type: MessageType, goType: String) -> String {
    "json: cannot unmarshal \(word) into Go struct field \(type.goName).\(decodingPath) of type \(goType)"
  }

  private mutating func noteMismatch(_ problem: String, conversion: String) {
    if mismatch != nil { return }
    mismatch = problem
    conversionProblem = conversion
  }

  private mutating func noteTyped(_ problem: String) {
    if !isTypedSilent { typedProblems.append("\(typedPath): \(problem)") }
  }

  /// Each expectation prints what it got by another of fmt's verbs.
  private mutating func noteTyped(_ value: Value, expected: String) {
    if isTypedSilent { return }
    let plain = Self.withPlainNumbers(value)
    let got =
      switch expected {
      case "string": "&value.valueUnstructured{Value:\(GoPrint.source(plain))}"
      case "numeric (int or float)": plain.typeName
      default: "&{\(GoPrint.printed(plain))}"
      }
    noteTyped("expected \(expected), got \(got)")
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
      case .embedded: break
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
      case .embedded: break
      }
    }
    return path
  }

  /// The fields' names alone, those of embedded structures among them.
  private var decodingPath: String {
    steps.compactMap { step in
      switch step {
      case .field(let name): name.description
      case .embedded(let name): name
      default: nil
      }
    }.joined(separator: ".")
  }

  private static func element(_ item: Value, _ index: Int, _ keys: [String]?) -> String {
    guard let keys, let map = item.asMap else { return "[\(index)]" }
    let parts = keys.sorted().compactMap { key -> String? in
      guard let value = map[Bytes(key)] else { return key == "protocol" ? #"protocol="TCP""# : nil }
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
  /// The embedded structure that a field is one of; nil for a field of the message's own.
  fileprivate func embedding(fieldNamed name: Bytes) -> String? {
    if fields.contains(where: { $0.name == name && !$0.isInline }) { return nil }
    for field in fields where field.isInline {
      guard case .message(let type) = field.kind, let message = TypeSchema.message(type) else { continue }
      if message.field(named: name) != nil { return message.goName }
    }
    return nil
  }

  /// The name of the Go structure, without its package.
  fileprivate var goName: String { String(name.split(separator: ".").last ?? "") }

  fileprivate var goType: String { Self.goType(name) }

  /// `v1.PodSpec` for `core.v1.PodSpec`: Go shows the last part of a package's path.
  fileprivate static func goType(_ name: String) -> String {
    name.split(separator: ".").suffix(2).joined(separator: ".")
  }
}
