internal import Values

/// A document of schemas: which parts have an `$id` of their own, and where anchors stand.
final class SchemaDocument {
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
  /// Whether anything in the document refers to a schema by its place.
  let hasReferences: Bool
  /// The whole document as a resource.
  private(set) var whole: Resource?
  /// The parts with an identity, by their pointers; most documents have none.
  private var parts: [String: Resource] = [:]

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
    let marks = Marks(inside: root)
    hasParts = marks.hasParts
    hasReferences = marks.hasReferences
    let dialect = SchemaDialect(draft: defaultDraft)
    try collect(root, base: url, pointer: "", dialect, dialectOf)
    if whole == nil { whole = Resource(pointer: "", id: url, dialect: dialect) }
  }

  /// Takes a part that was referred to for a schema, wherever it stands.
  ///
  /// - Returns: whether it stood where schemas do not, and was not known as one before.
  func add(_ part: Value, at pointer: String, dialectOf: DialectReader) throws(SchemaError) -> Bool {
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
  private func resource(at pointer: String) -> Resource? {
    if parts.isEmpty { return whole }
    var pointer = pointer[...]
    while true {
      if let resource = parts[String(pointer)] { return resource }
      guard let slash = pointer.lastIndex(of: "/") else { return whole }
      pointer = pointer[..<slash]
    }
  }

  /// The resource of that identity.
  func resource(named id: String) -> Resource? {
    whole?.id == id ? whole : parts.values.first { $0.id == id }
  }

  private func change(_ pointer: String, _ change: (inout Resource) -> Void) {
    if pointer.isEmpty {
      if var resource = whole {
        change(&resource)
        whole = resource
      }
    } else if var resource = parts[pointer] {
      change(&resource)
      parts[pointer] = resource
    }
  }

  /// The resource that the schema at a place belongs to.
  func resource(of place: SchemaPlace) -> Resource? {
    parts.isEmpty ? whole : resource(at: place.pointer)
  }

  private func collect(
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
        throw SchemaError("error in parsing id at \(GoQuote.quote("\(url)#\(SchemaURL.escaped(pointer))"))")
      }
      base = SchemaURL.resolve(id, from: base)
    }
    if id != nil || pointer.isEmpty {
      if let known = resource(named: base), known.pointer != pointer {
        throw SchemaError(
          """
          duplicate id \(GoQuote.quote(base)) in \(GoQuote.quote(url)) at \(GoQuote.quote(pointer)) and \
          \(GoQuote.quote(known.pointer))
          """)
      }
      let resource = Resource(pointer: pointer, id: base, dialect: dialect)
      if pointer.isEmpty { whole = resource } else { parts[pointer] = resource }
    }
    try collectAnchors(map, pointer: pointer, draft: draft)
    if !hasParts { return }
    for (path, inner) in Self.subschemas(of: map, draft: draft) {
      try collect(inner, base: base, pointer: pointer + path, dialect, dialectOf)
    }
  }

  /// Keywords whose presence decides how much must be known of a document.
  private struct Marks {
    private(set) var hasParts = false
    private(set) var hasReferences = false

    private static let identities: [Bytes] = ["$anchor", "$dynamicAnchor", "$id", "$schema", "id"]
    private static let references: [Bytes] = ["$dynamicRef", "$recursiveRef", "$ref"]
    /// What tells nearly every other key from these at a glance.
    private let prefixes: [UInt64] = (Marks.identities + Marks.references).map(\.prefix8)

    /// Looks through all that is in a document.
    init(inside root: Value) { look(at: root, isRoot: true) }

    private mutating func look(at value: Value, isRoot: Bool = false) {
      switch value {
      case .map(let map):
        for entry in map.entries {
          if prefixes.contains(entry.prefix), entry.value.asString != nil {
            // What the root is called makes no part of it.
            if !isRoot, Self.identities.contains(entry.key) { hasParts = true }
            if Self.references.contains(entry.key) { hasReferences = true }
          }
          look(at: entry.value)
        }
      case .list(let items, _):
        for item in items { look(at: item) }
      default: break
      }
    }
  }

  private static func id(of map: ValueMap, draft: Int) -> String? {
    // Before 2019 whatever stands beside a $ref counts for nothing.
    if draft < 2019, map["$ref"] != nil { return nil }
    guard let text = map[draft == 4 ? "id" : "$id"]?.asString else { return nil }
    let id = SchemaURL.split(String(describing: text)).url
    return id.isEmpty ? nil : id
  }

  private func collectAnchors(_ map: ValueMap, pointer: String, draft: Int) throws(SchemaError) {
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
      change(owner) { $0.dynamicAnchors.append(String(describing: anchor)) }
    }
  }

  private func add(_ anchor: String, _ pointer: String, _ owner: String) throws(SchemaError) {
    let resource = owner.isEmpty ? whole : parts[owner]
    if let known = resource?.anchors[anchor], known != pointer {
      throw SchemaError(
        """
        duplicate anchor \(GoQuote.quote(anchor)) in \(GoQuote.quote(url)) at \(GoQuote.quote(known)) and \
        \(GoQuote.quote(pointer))
        """)
    }
    change(owner) { $0.anchors[anchor] = pointer }
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
