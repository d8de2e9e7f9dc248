import Values

/// An object's labels, in the compact form that the store keeps beside the object.
struct Labels {
  /// Values by key.
  let values: [String: String]

  /// The labels in an object's metadata.
  init(of object: ValueMap) {
    self.init(object.map("metadata")?.map("labels"))
  }

  /// The string entries of a map.
  init(_ map: ValueMap?) {
    var values: [String: String] = [:]
    for entry in map?.entries ?? [] {
      if let value = entry.value.asString { values[entry.key.description] = value.description }
    }
    self.values = values
  }

  /// The labels as `stored` wrote them: neither keys nor values can hold a line break.
  init(stored: String) {
    var values: [String: String] = [:]
    for line in stored.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      values[String(Substring(line[..<equals]))] = String(Substring(line[line.index(after: equals)...]))
    }
    self.values = values
  }

  /// One `key=value` a line.
  var stored: String { values.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "\n") }
}
