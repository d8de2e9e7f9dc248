import Platform
import Values

/// Objects as typed clients send them: `k8s\0`, a runtime.Unknown around it, and the kind's own message inside.
enum KubernetesProtobuf {
  /// The media type.
  static let mediaType = "application/vnd.kubernetes.protobuf"

  private static let magic: [UInt8] = [0x6b, 0x38, 0x73, 0x00]
  private static let maximumDepth = 100

  /// The object, as JSON would have it.
  static func decode(_ bytes: [UInt8]) throws(APIError) -> ValueMap {
    try decode(bytes[...], depth: 0)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>, depth: Int) throws(APIError) -> ValueMap {
    guard bytes.starts(with: magic) else {
      throw .badRequest("the provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
    }
    var (apiVersion, kind) = ("", "")
    var content: ArraySlice<UInt8> = []
    var unknown = ProtobufReader(bytes.dropFirst(magic.count))
    while let (number, payload) = try unknown.next() {
      guard case .bytes(let field) = payload else { continue }
      switch number {
      case 1:
        var type = ProtobufReader(field)
        while let (number, payload) = try type.next() {
          guard case .bytes(let text) = payload else { continue }
          if number == 1 { apiVersion = String(decoding: text, as: UTF8.self) }
          if number == 2 { kind = String(decoding: text, as: UTF8.self) }
        }
      case 2: content = field
      default: break
      }
    }
    let slash = apiVersion.firstIndex(of: "/")
    let group = slash.map { String(apiVersion[..<$0]) } ?? ""
    let version = slash.map { String(apiVersion[apiVersion.index(after: $0)...]) } ?? apiVersion
    // Every group has DeleteOptions, and they are the same in all.
    let name =
      kind == "DeleteOptions" ? "meta.v1.DeleteOptions" : TypeSchema.name(group: group, version: version, kind: kind)
    guard let name, let type = TypeSchema.message(name) else {
      throw .badRequest("no kind \"\(kind)\" is registered for version \"\(apiVersion)\"")
    }
    let object = ValueMap()
    try read(content, type, into: object, depth: depth + 1)
    object["apiVersion"] = .string(apiVersion)
    object["kind"] = .string(kind)
    return object
  }

  // MARK: Messages

  private static func read(
    _ bytes: ArraySlice<UInt8>, _ type: MessageType, into object: ValueMap, depth: Int
  ) throws(APIError) {
    guard depth < maximumDepth else { throw .badRequest("the body is nested deeper than \(maximumDepth) levels") }
    var lists: [Bytes: [Value]] = [:]
    var reader = ProtobufReader(bytes)
    while let (number, payload) = try reader.next() {
      guard let field = type.field(number) else { continue }
      if field.isInline {
        guard case .message(let name) = field.kind, let inner = TypeSchema.message(name),
          case .bytes(let bytes) = payload
        else { throw ProtobufReader.malformed }
        try read(bytes, inner, into: object, depth: depth + 1)
        continue
      }
      switch field.container {
      case .single:
        guard let value = try value(payload, field.kind, depth: depth) else { continue }
        // Go writes every field that is no pointer, and JSON leaves those out that are empty.
        if !field.isPointer, !field.isRequired, isEmpty(value) { continue }
        object[field.name] = value
      case .list:
        if case .bytes(let packed) = payload, [.int32, .int64, .bool].contains(field.kind) {
          for number in try ProtobufReader.packed(packed) {
            lists[field.name, default: []].append(scalar(number, field.kind))
          }
        } else {
          lists[field.name, default: []].append(try value(payload, field.kind, depth: depth) ?? .null)
        }
      case .map:
        guard case .bytes(let entry) = payload else { throw ProtobufReader.malformed }
        let (key, value) = try mapEntry(entry, field.kind, depth: depth)
        object.child(field.name)[key] = value
      }
    }
    for (name, items) in lists { object[name] = .list(items) }
  }

  private static func isEmpty(_ value: Value) -> Bool {
    switch value {
    case .string(let text): text.isEmpty
    case .integer(let number, _): number == 0
    case .bool(let flag): !flag
    case .float(let number): number == 0
    default: false
    }
  }

  private static func mapEntry(
    _ bytes: ArraySlice<UInt8>, _ kind: MessageType.Field.Kind, depth: Int
  ) throws(APIError) -> (Bytes, Value) {
    var key = Bytes()
    var value: Value?
    var reader = ProtobufReader(bytes)
    while let (number, payload) = try reader.next() {
      if number == 1, case .bytes(let text) = payload { key = Bytes(text) }
      if number == 2 { value = try self.value(payload, kind, depth: depth) }
    }
    if let value { return (key, value) }
    switch kind {
    case .text, .bytes: return (key, .string(Bytes()))
    case .message: return (key, .map(ValueMap()))
    default: return (key, scalar(0, kind))
    }
  }

  private static func scalar(_ number: UInt64, _ kind: MessageType.Field.Kind) -> Value {
    switch kind {
    case .bool: .bool(number != 0)
    case .int32: .int64(Int64(Int32(truncatingIfNeeded: number)))
    default: .int64(Int64(bitPattern: number))
    }
  }

  /// One value; nil for what JSON has no place for, such as the zero time.
  private static func value(
    _ payload: ProtobufReader.Payload, _ kind: MessageType.Field.Kind, depth: Int
  ) throws(APIError) -> Value? {
    switch (kind, payload) {
    case (.text, .bytes(let text)): return .string(Bytes(text))
    case (.bytes, .bytes(let bytes)): return .string(Bytes(Base64.encode(Array(bytes))))
    case (.int32, .varint(let number)), (.int64, .varint(let number)), (.bool, .varint(let number)):
      return scalar(number, kind)
    case (.double, .fixed64(let bits)): return .float(Double(bitPattern: bits))
    case (.message(let name), .bytes(let bytes)):
      guard let type = TypeSchema.message(name) else { return nil }
      return try message(bytes, type, depth: depth + 1)
    default: throw ProtobufReader.malformed
    }
  }

  private static func message(
    _ bytes: ArraySlice<UInt8>, _ type: MessageType, depth: Int
  ) throws(APIError) -> Value? {
    if type.form == .raw { return try raw(bytes, depth: depth) }
    let map = ValueMap()
    try read(bytes, type, into: map, depth: depth)
    switch type.form {
    case .object, .raw: return .map(map)
    case .time, .microTime:
      let moment = Moment(
        seconds: map.integer("seconds") ?? 0,
        nanoseconds: Int32(truncatingIfNeeded: max(0, min(999_999_999, map.integer("nanos") ?? 0))))
      guard moment.seconds != 0 || moment.nanoseconds != 0, moment.seconds.magnitude < 1 << 38 else { return nil }
      return .string(type.form == .time ? Timestamp(moment).toTheSecond : Timestamp(moment).microseconds)
    case .duration: return .string("\(GoDuration(nanoseconds: map.integer("duration") ?? 0))")
    case .quantity: return .string(map.text("string") ?? "0")
    case .intOrString:
      return map.integer("type") == 1 ? .string(map.text("strVal") ?? "") : .int64(map.integer("intVal") ?? 0)
    case .list: return map["items"] ?? .list([])
    case .schemaOrBool: return map["schema"] ?? .bool(map.bool("allows") ?? false)
    case .schemaOrList: return map["schema"] ?? map["jSONSchemas"] ?? .list([])
    case .schemaOrStrings: return map["schema"] ?? map["property"] ?? .list([])
    }
  }

  /// What a message holds whose one field is JSON, or an object in this very form.
  private static func raw(_ bytes: ArraySlice<UInt8>, depth: Int) throws(APIError) -> Value? {
    guard depth < maximumDepth else { throw .badRequest("the body is nested deeper than \(maximumDepth) levels") }
    var reader = ProtobufReader(bytes)
    while let (number, payload) = try reader.next() {
      guard number == 1, case .bytes(let content) = payload, !content.isEmpty else { continue }
      return content.starts(with: magic)
        ? .map(try decode(content, depth: depth + 1)) : try WireJSON.decode(Array(content))
    }
    return nil
  }
}
