/// Writes a JSON object whose keys keep the order in which they are added, as Go writes a struct.
package struct OrderedJSON {
  private var out: [UInt8] = [UInt8(ascii: "{")]

  /// An object without keys.
  package init() {}

  /// The finished text.
  package var text: [UInt8] { out + [UInt8(ascii: "}")] }

  /// Adds a key with a JSON text.
  package mutating func add(_ key: String, json: [UInt8]) {
    if out.count > 1 { out.append(UInt8(ascii: ",")) }
    JSON.appendQuoted(Bytes(key), to: &out)
    out.append(UInt8(ascii: ":"))
    out.append(contentsOf: json)
  }

  /// Adds a string.
  package mutating func add(_ key: String, _ text: Bytes) {
    var json: [UInt8] = []
    JSON.appendQuoted(text, to: &json)
    add(key, json: json)
  }

  /// Adds a string.
  package mutating func add(_ key: String, _ text: String) { add(key, Bytes(text)) }

  /// Adds a string unless it is empty, as Go's omitempty.
  package mutating func addUnlessEmpty(_ key: String, _ text: String) { if !text.isEmpty { add(key, Bytes(text)) } }

  /// Adds a number unless it is 0.
  package mutating func addUnlessZero(_ key: String, _ number: Int) {
    if number != 0 { add(key, json: Array(String(number).utf8)) }
  }

  /// Adds any value; one that JSON cannot say is written as null.
  package mutating func add(_ key: String, _ value: Value) { add(key, json: Self.text(of: value)) }

  /// Adds the array of already written elements.
  package mutating func add(_ key: String, array elements: [[UInt8]]) { add(key, json: Self.array(elements)) }

  /// The array of already written elements.
  package static func array(_ elements: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + Array(elements.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "]")]
  }

  /// The JSON text of a value.
  package static func text(of value: Value) -> [UInt8] { (try? JSON.encode(value)) ?? Array("null".utf8) }

  /// A map's JSON text with the named keys first, in their order, and any others after them.
  ///
  /// - Parameter nested: the text of a key's value, where it is not the plain one.
  package static func text(
    of map: ValueMap, order: [String], nested: (Bytes, Value) -> [UInt8]? = { _, _ in nil }
  ) -> [UInt8] {
    var object = OrderedJSON()
    let named = order.map { Bytes($0) }
    func add(_ key: Bytes, _ value: Value) {
      object.add(key.description, json: nested(key, value) ?? text(of: value))
    }
    for key in named {
      if let value = map[key] { add(key, value) }
    }
    for entry in map.entries where !named.contains(entry.key) { add(entry.key, entry.value) }
    return object.text
  }
}
