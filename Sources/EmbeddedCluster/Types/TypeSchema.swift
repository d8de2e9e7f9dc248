import Synchronization
import Values

/// The types of the built-in kinds, read from the table message by message as they are asked for.
enum TypeSchema {
  /// A message by its name in the table, such as `core.v1.PodSpec`.
  static func message(_ name: String) -> MessageType? {
    known.withLock { messages in
      if let message = messages[name] { return message }
      guard let line = lines[name[...]] else { return nil }
      let message = MessageType(line: line)
      messages[name] = message
      return message
    }
  }

  /// The name of the message of a kind in a group's version; nil where the table has none.
  static func name(group: String, version: String, kind: String) -> String? {
    let package = group.isEmpty ? "core" : String(group.prefix { $0 != "." })
    let name = "\(package).\(version).\(kind)"
    return lines[name[...]] == nil ? nil : name
  }

  /// The message of a resource in a version; nil for a custom resource.
  static func message(_ resource: Resource, version: String) -> MessageType? {
    if resource.isCustom { return nil }
    return name(group: resource.group, version: version, kind: resource.kind).flatMap(message)
  }

  private static let known = Mutex<[String: MessageType]>([:])

  /// The table's lines by the messages' names.
  private static let lines: [Substring: Substring] = {
    let text = TypeTable.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    var lines: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      lines[line.prefix { $0 != " " && $0 != "#" }] = line
    }
    return lines
  }()
}

extension MessageType {
  /// A field by its name in JSON, also of the messages that stand inline.
  func field(named name: Bytes) -> Field? {
    for field in fields where field.name == name && !field.isInline { return field }
    for field in fields where field.isInline {
      guard case .message(let type) = field.kind else { continue }
      if let found = TypeSchema.message(type)?.field(named: name) { return found }
    }
    return nil
  }

  /// All fields as JSON has them, those of inline messages among the others.
  var flatFields: [Field] {
    fields.flatMap { field -> [Field] in
      guard field.isInline, case .message(let type) = field.kind else { return [field] }
      return TypeSchema.message(type)?.flatFields ?? []
    }
  }

  /// How JSON writes the messages that are no JSON objects there.
  enum Form {
    case object, time, microTime, duration, quantity, intOrString, raw, list, schemaOrBool, schemaOrList,
      schemaOrStrings
  }

  /// How JSON writes this message.
  var form: Form { Self.forms[name] ?? (name.hasSuffix(".ExtraValue") || name == "meta.v1.Verbs" ? .list : .object) }

  private static let forms: [String: Form] = [
    "meta.v1.Time": .time, "meta.v1.MicroTime": .microTime, "meta.v1.Duration": .duration,
    "resource.Quantity": .quantity, "intstr.IntOrString": .intOrString, "runtime.RawExtension": .raw,
    "meta.v1.FieldsV1": .raw, "apiextensions.v1.JSON": .raw, "apiextensions.v1.JSONSchemaPropsOrBool": .schemaOrBool,
    "apiextensions.v1.JSONSchemaPropsOrArray": .schemaOrList,
    "apiextensions.v1.JSONSchemaPropsOrStringArray": .schemaOrStrings,
  ]
}
