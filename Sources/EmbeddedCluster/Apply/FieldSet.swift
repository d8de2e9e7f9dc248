import Values

/// A set of an object's fields, as managedFields' FieldsV1 writes it: a tree of path elements (`f:name`, `k:{…}`, `v:…`).
struct FieldSet {
  /// Whether the field itself is in the set, not only something below it.
  var isMember = false
  /// What is below, by path element.
  var children: [Bytes: FieldSet] = [:]

  /// The empty set.
  init() {}

  /// A set of one field.
  static var member: FieldSet {
    var set = FieldSet()
    set.isMember = true
    return set
  }

  /// Whether no field is in it.
  var isEmpty: Bool { !isMember && children.isEmpty }

  // MARK: FieldsV1

  /// The set that FieldsV1 JSON describes; what is malformed in it is left out.
  init(json: ValueMap) {
    for entry in json.entries {
      if entry.key == "." {
        isMember = true
      } else if let below = entry.value.asMap {
        var child = FieldSet(json: below)
        if below.isEmpty { child.isMember = true }
        children[entry.key] = child
      }
    }
  }

  /// The set as FieldsV1 JSON.
  var json: ValueMap {
    let map = ValueMap()
    if isMember, !children.isEmpty { map["."] = .map(ValueMap()) }
    for (element, child) in children { map[element] = .map(child.json) }
    return map
  }

  // MARK: Algebra

  /// All fields of both.
  func union(_ other: FieldSet) -> FieldSet {
    var result = self
    result.isMember = isMember || other.isMember
    for (element, child) in other.children {
      result.children[element] = result.children[element].map { $0.union(child) } ?? child
    }
    return result
  }

  /// The fields that the other has not.
  func subtracting(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.isMember = isMember && !other.isMember
    for (element, child) in children {
      let left = other.children[element].map { child.subtracting($0) } ?? child
      if !left.isEmpty { result.children[element] = left }
    }
    return result
  }

  /// The fields of this set that lie at or below a member of the other.
  func subtractingRecursively(_ other: FieldSet) -> FieldSet {
    if other.isMember, other.children.isEmpty { return FieldSet() }
    var result = FieldSet()
    result.isMember = isMember && !other.isMember
    for (element, child) in children {
      let left = other.children[element].map { child.subtractingRecursively($0) } ?? child
      if !left.isEmpty { result.children[element] = left }
    }
    return result
  }

  /// The fields that both have.
  func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.isMember = isMember && other.isMember
    for (element, child) in children {
      guard let there = other.children[element] else { continue }
      let common = child.intersection(there)
      if !common.isEmpty { result.children[element] = common }
    }
    return result
  }

  /// Whether both have the same fields.
  func isSame(as other: FieldSet) -> Bool {
    isMember == other.isMember && children.count == other.children.count
      && children.allSatisfy { element, child in other.children[element].map { child.isSame(as: $0) } ?? false }
  }

  /// The members' paths as people write them, such as `.spec.containers[name="a"].image`, in order.
  var paths: [String] {
    var paths: [String] = []
    collect("", &paths)
    return paths
  }

  private func collect(_ path: String, _ paths: inout [String]) {
    if isMember { paths.append(path) }
    for (element, child) in children.sorted(by: { $0.key < $1.key }) {
      child.collect(path + Self.text(element), &paths)
    }
  }

  /// A path element as people write it.
  static func text(_ element: Bytes) -> String {
    let rest = String(decoding: element.storage.dropFirst(2), as: UTF8.self)
    switch element.storage.first {
    case UInt8(ascii: "f"): return ".\(rest)"
    case UInt8(ascii: "v"): return "[=\(rest)]"
    case UInt8(ascii: "i"): return "[\(rest)]"
    default: break
    }
    var parts: [String] = []
    do throws(APIError) {
      for entry in try WireJSON.object(Array(rest.utf8)).entries {
        parts.append("\(entry.key)=\(String(decoding: try WireJSON.encode(entry.value), as: UTF8.self))")
      }
    } catch {
      return "[\(rest)]"
    }
    return "[\(parts.joined(separator: ","))]"
  }

  // MARK: Of values

  /// What a set made from a value says of the maps in it.
  enum Containers {
    /// Only list items and what is empty are fields themselves: what an apply manages.
    case itemsOnly
    /// Maps that came into being are fields, too: what an update manages.
    case all
  }

  /// The fields of a value.
  init(of value: Value, _ schema: MergeSchema, _ containers: Containers) {
    switch value {
    case .map(let map) where !schema.isAtomicMap && !map.isEmpty:
      for entry in map.entries {
        let field = schema.field(entry.key)
        var set = FieldSet(of: entry.value, field, containers)
        if containers == .all, Self.isManagedContainer(entry.key, entry.value) { set.isMember = true }
        children[Bytes("f:") + entry.key] = set
      }
    case .list(let items, _) where !items.isEmpty:
      switch schema.listType {
      case .atomic: isMember = true
      case .set:
        for item in items {
          if let element = MergeSchema.element(item) { children[element] = .member }
        }
      case .map(let keys):
        for item in items {
          guard let element = MergeSchema.element(item, keys) else {
            // A list whose items cannot be told apart has one manager.
            children = [:]
            isMember = true
            return
          }
          var set = FieldSet(of: item, schema.item, containers)
          set.isMember = true
          children[element] = set
        }
      }
    default: isMember = true
    }
  }

  /// Whether a field that came into being is, as a map, itself something that its maker manages.
  static func isManagedContainer(_ key: Bytes, _ value: Value) -> Bool {
    value.asMap != nil && !structures.contains(key)
  }

  /// Fields that are structures in Kubernetes' Go types: they are always there, and nobody manages them as such.
  private static let structures: Set<Bytes> = [
    "metadata", "spec", "status", "template", "jobTemplate", "strategy", "updateStrategy", "resources", "selector",
  ]
}
