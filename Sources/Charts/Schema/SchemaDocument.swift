internal import Values

/// A document of schemas: which parts have an `$id` of their own, and where anchors stand.
struct SchemaDocument {
  /// A part of the document that has its own identity; the whole of it is one.
  struct Resource {
    /// Where in the document it starts.
    let pointer: String
    let id: String
    let dialect: SchemaDialect
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

  /// Parts that only a reference showed to be schemas.
  private var added: Set<String> = []

  /// Gives the dialect that the `$schema` at a pointer names.
  typealias DialectReader = (_ name: String, _ pointer: String, _ fallback: Int) throws(SchemaError) -> SchemaDialect

  /// Takes a document apart.
  init(
    _ root: Value, url: String, defaultDraft: Int, dialectOf: DialectReader
  ) throws(SchemaError) {
    self.url = url
    self.root = root
    hasParts = Self.hasParts(inside: root)
    let dialect = SchemaDialect(draft: defaultDraft)
    try collect(root, base: url, pointer: "", dialect, dialectOf)
    if resources[""] == nil { resources[""] = Resource(pointer: "", id: url, dialect: dialect) }
  }

  /// Takes a part that was referred to for a schema, wherever it stands.
  ///
  /// - Returns: whether it stood where schemas do not, and was not known as one before.
  mutating func add(_ part: Value, at pointer: String, dialectOf: DialectReader) throws(SchemaError) -> Bool {
    guard !isSchema(at: pointer), added.insert(pointer).inserted, let owner = resource(at: pointer) else {
      return false
    }
    try collect(part, base: owner.id, pointer: pointer, owner.dialect, dialectOf)
    return true
  }

  /// Whether a pointer leads from schema to schema, by keywords only.
  private func isSchema(at pointer: String) -> Bool {
    // Below a part that was added all is known already.
    let start =
      added.filter { pointer == $0 || pointer.hasPrefix($0 + "/") }.max { $0.utf8.count < $1.utf8.count } ?? ""
    guard var value = JSONPointer.tokens(start).flatMap({ JSONPointer.lookup($0, in: root) }) else { return false }
    var path = start
    var tokens = pointer.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    while let keyword = tokens.popFirst() {
      let draft = resource(at: path)?.dialect.draft ?? 2020
      guard case .map(let map) = value, let next = map[Bytes(String(keyword))] else { return false }
      path += "/\(keyword)"
      value = next
      let isList = next.asList != nil
      let table = isList ? Self.lists : Self.maps
      if table.contains(where: { $0.keyword == Bytes(String(keyword)) && $0.since <= draft }) {
        guard let token = tokens.popFirst(),
          let inner = JSONPointer.tokens("/\(token)").flatMap({ JSONPointer.lookup($0, in: next) })
        else { return false }
        path += "/\(token)"
        value = inner
      } else if isList || !Self.single.contains(where: { $0.keyword == Bytes(String(keyword)) && $0.since <= draft }) {
        return false
      }
    }
    return true
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
    _ schema: Value, base: String, pointer: String, _ outer: SchemaDialect, _ dialectOf: DialectReader
  ) throws(SchemaError) {
    guard case .map(let map) = schema else { return }
    var dialect = outer
    var base = base
    if let named = map["$schema"]?.asString {
      let own = try dialectOf(String(describing: named), pointer, outer.draft)
      if pointer.isEmpty || Self.id(of: map, draft: own.draft) != nil { dialect = own }
    }
    let draft = dialect.draft
    let id = Self.id(of: map, draft: draft)
    if let id {
      if GoURLText(id).problem != nil {
        throw SchemaError("error in parsing id at \(GoText.quoted("\(url)#\(SchemaURL.escaped(pointer))"))")
      }
      base = SchemaURL.resolve(id, from: base)
    }
    if id != nil || pointer.isEmpty {
      if let known = resources.values.first(where: { $0.id == base }), known.pointer != pointer {
        throw SchemaError(
          """
          duplicate id \(GoText.quoted(base)) in \(GoText.quoted(url)) at \(GoText.quoted(pointer)) and \
          \(GoText.quoted(known.pointer))
          """)
      }
      resources[pointer] = Resource(pointer: pointer, id: base, dialect: dialect)
    }
    try collectAnchors(map, pointer: pointer, draft: draft)
    if !hasParts { return }
    for (path, inner) in Self.subschemas(of: map, draft: draft) {
      try collect(inner, base: base, pointer: pointer + path, dialect, dialectOf)
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
        duplicate anchor \(GoText.quoted(anchor)) in \(GoText.quoted(url)) at \(GoText.quoted(known)) and \
        \(GoText.quoted(pointer))
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
