import Values

/// JSON Patch, RFC 6902.
enum JSONPatch {
  /// Why a patch does not fit its target.
  struct Failure: Error {
    let message: String
  }

  /// The most operations in one patch, as kube-apiserver's limit.
  private static let maximumOperations = 10_000

  /// The target after all operations.
  static func apply(_ operations: [Value], to target: Value) throws(Failure) -> Value {
    guard operations.count <= maximumOperations else {
      throw Failure(message: "The allowed maximum operations in a JSON patch is \(maximumOperations)")
    }
    var target = target
    for operation in operations {
      guard let operation = operation.asMap, let name = operation.text("op"), let path = operation.text("path") else {
        throw Failure(message: "an operation lacks its op or path")
      }
      let pointer = try Pointer(path)
      switch name {
      case "add": target = try pointer.add(try value(operation), to: target)
      case "remove": target = try pointer.remove(from: target)
      case "replace":
        _ = try pointer.value(in: target)
        target = try pointer.replace(with: try value(operation), in: target)
      case "test":
        guard try pointer.value(in: target).isSame(as: try value(operation)) else {
          throw Failure(message: "testing value \(path) failed: test failed")
        }
      case "copy", "move":
        guard let from = operation.text("from") else { throw Failure(message: "\(name) without from") }
        let source = try Pointer(from)
        let moved = try source.value(in: target).deepCopy()
        if name == "move" {
          // Moving a value into itself would lose it.
          if path.hasPrefix(from + "/") { throw Failure(message: "cannot move \(from) into itself") }
          target = try source.remove(from: target)
        }
        target = try pointer.add(moved, to: target)
      default: throw Failure(message: "unexpected kind: \(name)")
      }
      try checkSize(target)
    }
    return target
  }

  /// `copy` doubles with every operation: what grows beyond any object's size is refused.
  private static func checkSize(_ value: Value) throws(Failure) {
    var budget = 1_000_000
    guard spend(value, &budget, depth: 0) else { throw Failure(message: "the patched object is too large") }
  }

  private static func spend(_ value: Value, _ budget: inout Int, depth: Int) -> Bool {
    budget -= 1
    if budget < 0 || depth > 2 * WireJSON.maximumDepth { return false }
    switch value {
    case .map(let map):
      for entry in map.entries where !spend(entry.value, &budget, depth: depth + 1) { return false }
    case .list(let items, _):
      for item in items where !spend(item, &budget, depth: depth + 1) { return false }
    case .string(let text): budget -= text.count / 16
    default: break
    }
    return true
  }

  private static func value(_ operation: ValueMap) throws(Failure) -> Value {
    guard let value = operation["value"] else { throw Failure(message: "an operation lacks its value") }
    return value
  }
}

/// A JSON Pointer, RFC 6901.
private struct Pointer {
  typealias Failure = JSONPatch.Failure

  private let tokens: ArraySlice<String>
  private let text: String

  init(_ text: String) throws(Failure) {
    self.text = text
    guard text.isEmpty || text.hasPrefix("/") else { throw Failure(message: "no JSON pointer: \(text)") }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
    guard parts.count <= WireJSON.maximumDepth else { throw Failure(message: "the path is too deep") }
    tokens = parts.map { Self.unescape(String(Substring($0))) }[...]
  }

  private init(tokens: ArraySlice<String>, text: String) {
    self.tokens = tokens
    self.text = text
  }

  private static func unescape(_ token: String) -> String {
    guard token.utf8.contains(UInt8(ascii: "~")) else { return token }
    var out: [UInt8] = []
    var isEscaped = false
    for byte in token.utf8 {
      if isEscaped {
        out.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
        if byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { out.append(byte) }
        isEscaped = false
      } else if byte == UInt8(ascii: "~") {
        isEscaped = true
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private var missing: Failure { Failure(message: "the path \(text) does not exist in the object") }

  func value(in target: Value) throws(Failure) -> Value {
    var value = target
    for token in tokens {
      switch value {
      case .map(let map):
        guard let next = map[Bytes(token)] else { throw missing }
        value = next
      case .list(let items, _):
        guard let index = Int(token), items.indices.contains(index) else { throw missing }
        value = items[index]
      default: throw missing
      }
    }
    return value
  }

  func add(_ value: Value, to target: Value) throws(Failure) -> Value {
    try change(target) { container, token throws(Failure) in
      switch container {
      case .map(let map):
        let copy = map.shallowCopy()
        copy[Bytes(token)] = value
        return .map(copy)
      case .list(var items, let type):
        if token == "-" {
          items.append(value)
        } else {
          guard let index = Int(token), index >= 0, index <= items.count else { throw missing }
          items.insert(value, at: index)
        }
        return .list(items, type)
      default: throw missing
      }
    } whole: {
      value
    }
  }

  func replace(with value: Value, in target: Value) throws(Failure) -> Value {
    try change(target) { container, token throws(Failure) in
      switch container {
      case .map(let map):
        let copy = map.shallowCopy()
        copy[Bytes(token)] = value
        return .map(copy)
      case .list(var items, let type):
        guard let index = Int(token), items.indices.contains(index) else { throw missing }
        items[index] = value
        return .list(items, type)
      default: throw missing
      }
    } whole: {
      value
    }
  }

  func remove(from target: Value) throws(Failure) -> Value {
    try change(target) { container, token throws(Failure) in
      switch container {
      case .map(let map):
        guard map[Bytes(token)] != nil else { throw missing }
        let copy = map.shallowCopy()
        copy[Bytes(token)] = nil
        return .map(copy)
      case .list(var items, let type):
        guard let index = Int(token), items.indices.contains(index) else { throw missing }
        items.remove(at: index)
        return .list(items, type)
      default: throw missing
      }
    } whole: {
      .null
    }
  }

  /// Rebuilds the target with its innermost container on the way changed.
  private func change(
    _ target: Value, _ edit: (Value, String) throws(Failure) -> Value, whole: () -> Value
  ) throws(Failure) -> Value {
    guard let token = tokens.first else { return whole() }
    if tokens.count == 1 { return try edit(target, token) }
    let rest = Pointer(tokens: tokens.dropFirst(), text: text)
    switch target {
    case .map(let map):
      guard let child = map[Bytes(token)] else { throw missing }
      let copy = map.shallowCopy()
      copy[Bytes(token)] = try rest.change(child, edit, whole: whole)
      return .map(copy)
    case .list(var items, let type):
      guard let index = Int(token), items.indices.contains(index) else { throw missing }
      items[index] = try rest.change(items[index], edit, whole: whole)
      return .list(items, type)
    default: throw missing
    }
  }
}
