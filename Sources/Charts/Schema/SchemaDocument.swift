internal import Values

/// A document of schemas: which parts have an `$id` of their own, and where anchors stand.
struct SchemaDocument {
  /// A part of the document that has its own identity; the whole of it is one.
  struct Resource {
    /// Where in the document it starts.
    let pointer: String
    let id: String
    let draft: Int
    /// Pointers by the names of anchors.
    var anchors: [String: String] = [:]
    var dynamicAnchors: [String] = []
  }

  let url: String
  let root: Value
  /// Whether anything below the root may have an identity, an anchor or a draft of its own; most documents have none.
  private let hasParts: Bool
  /// By their pointers.
  private(set) var resources: [String: Resource] = [:]

  /// Takes a document apart.
  ///
  /// - Parameter draftOf: the draft that a `$schema` names.
  init(
    _ root: Value, url: String, defaultDraft: Int, draftOf: (String) throws(SchemaError) -> Int
  ) throws(SchemaError) {
    self.url = url
    self.root = root
    hasParts = Self.hasParts(inside: root)
    try collect(root, base: url, pointer: "", draft: defaultDraft, draftOf)
    if resources[""] == nil { resources[""] = Resource(pointer: "", id: url, draft: defaultDraft) }
  }

  /// The resource that the part at a pointer belongs to.
  func resource(at pointer: String) -> Resource? {
    if resources.count == 1 { return resources[""] }
    var pointer = pointer[...]
    while true {
      if let resource = resources[String(pointer)] { return resource }
      guard let slash = pointer.lastIndex(of: "/") else { return resources[""] }
      pointer = pointer[..<slash]
    }
  }

  private mutating func collect(
    _ schema: Value, base: String, pointer: String, draft: Int, _ draftOf: (String) throws(SchemaError) -> Int
  ) throws(SchemaError) {
    guard case .map(let map) = schema else { return }
    var draft = draft
    var base = base
    if let named = map["$schema"]?.asString {
      let own = try draftOf(String(describing: named))
      if pointer.isEmpty || Self.id(of: map, draft: own) != nil { draft = own }
    }
    let id = Self.id(of: map, draft: draft)
    if let id { base = SchemaURL.resolve(id, from: base) }
    if id != nil || pointer.isEmpty {
      if let known = resources.values.first(where: { $0.id == base }), known.pointer != pointer {
        throw SchemaError(
          """
          duplicate id \(GoQuote.quote(base)) in \(GoQuote.quote(url)) at \(GoQuote.quote(pointer)) and \
          \(GoQuote.quote(known.pointer))
          """)
      }
      resources[pointer] = Resource(pointer: pointer, id: base, draft: draft)
    }
    try collectAnchors(map, pointer: pointer, draft: draft)
    if !hasParts { return }
    for (path, inner) in Self.subschemas(of: map, draft: draft) {
      try collect(inner, base: base, pointer: pointer + path, draft: draft, draftOf)
    }
  }

  private static let identities: [Bytes] = ["$anchor", "$dynamicAnchor", "$id", "$schema", "id"]

  /// Whether any map below this value has one of the keywords that give a part of a document its identity.
  private static func hasParts(inside value: Value) -> Bool {
    switch value {
    case .map(let map): map.entries.contains { isPart($0.value) }
    case .list(let items, _): items.contains(where: isPart)
    default: false
    }
  }

  private static func isPart(_ value: Value) -> Bool {
    if case .map(let map) = value, identities.contains(where: { map[$0]?.asString != nil }) { return true }
    return hasParts(inside: value)
  }

  private static func id(of map: ValueMap, draft: Int) -> String? {
    // Before 2019 whatever stands beside a $ref counts for nothing.
    if draft < 2019, map["$ref"] != nil { return nil }
    guard let text = map[draft == 4 ? "id" : "$id"]?.asString else { return nil }
    let id = SchemaURL.split(String(describing: text)).url
    return id.isEmpty ? nil : id
  }

  private mutating func collectAnchors(_ map: ValueMap, pointer: String, draft: Int) throws(SchemaError) {
    guard let owner = resource(at: pointer)?.pointer else { return }
    if draft < 2019 {
      if map["$ref"] != nil { return }
      guard let id = map[draft == 4 ? "id" : "$id"]?.asString else { return }
      let anchor = SchemaURL.split(String(describing: id)).fragment
      if !anchor.isEmpty, !anchor.hasPrefix("/") { try add(anchor, pointer, owner) }
      return
    }
    if let anchor = map["$anchor"]?.asString { try add(String(describing: anchor), pointer, owner) }
    if draft >= 2020, let anchor = map["$dynamicAnchor"]?.asString {
      try add(String(describing: anchor), pointer, owner)
      resources[owner]?.dynamicAnchors.append(String(describing: anchor))
    }
  }

  private mutating func add(_ anchor: String, _ pointer: String, _ owner: String) throws(SchemaError) {
    if let known = resources[owner]?.anchors[anchor], known != pointer {
      throw SchemaError(
        """
        duplicate anchor \(GoQuote.quote(anchor)) in \(GoQuote.quote(url)) at \(GoQuote.quote(known)) and \
        \(GoQuote.quote(pointer))
        """)
    }
    resources[owner]?.anchors[anchor] = pointer
  }

  private static let single: [(keyword: Bytes, since: Int)] = [
    ("not", 4), ("additionalProperties", 4), ("items", 4), ("additionalItems", 4), ("propertyNames", 6),
    ("contains", 6), ("if", 7), ("then", 7), ("else", 7), ("unevaluatedProperties", 2019), ("unevaluatedItems", 2019),
    ("contentSchema", 2019),
  ]
  private static let maps: [(keyword: Bytes, since: Int)] = [
    ("definitions", 4), ("properties", 4), ("patternProperties", 4), ("dependencies", 4), ("$defs", 2019),
    ("dependentSchemas", 2019),
  ]
  private static let lists: [(keyword: Bytes, since: Int)] = [
    ("allOf", 4), ("anyOf", 4), ("oneOf", 4), ("items", 4), ("prefixItems", 2020),
  ]

  /// The schemas directly inside one, with the pointers that lead to them.
  private static func subschemas(of map: ValueMap, draft: Int) -> [(path: String, schema: Value)] {
    var result: [(String, Value)] = []
    for (keyword, since) in single where since <= draft {
      if let value = map[keyword], case .map = value { result.append(("/\(keyword)", value)) }
    }
    for (keyword, since) in maps where since <= draft {
      for entry in map[keyword]?.asMap?.entries ?? [] {
        result.append(("/\(keyword)/\(JSONPointer.escaped(String(describing: entry.key)))", entry.value))
      }
    }
    for (keyword, since) in lists where since <= draft {
      for (index, value) in (map[keyword]?.asList ?? []).enumerated() { result.append(("/\(keyword)/\(index)", value)) }
    }
    return result
  }
}
