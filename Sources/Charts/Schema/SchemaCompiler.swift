internal import RegularExpressions
internal import Values

/// Compiles schemas, and those that they refer to, into a graph.
///
/// As compiler.go and objcompiler.go of santhosh-tekuri/jsonschema v6: drafts 4, 6, 7, 2019-09 and 2020-12, the last of
/// them where a schema names none.
final class SchemaCompiler {
  /// Gives the document at a URL.
  typealias Loader = (_ url: String) throws(SchemaError) -> Value
  /// Refuses what does not have the form of a schema.
  ///
  /// - Parameter place: the schema's URL, with its place in the document.
  typealias FormCheck = (_ schema: Value, _ draft: Int, _ place: String) throws(SchemaError) -> Void

  /// What has been compiled.
  let graph = SchemaGraph()
  private let load: Loader
  private let checkForm: FormCheck
  // Few documents are ever read: a hash table of them would cost more than it saves.
  private var loaded: [(url: String, value: Value)] = []
  private let defaultDraft: Int
  /// Whether `format` counts in every draft, as it does in the metaschemas.
  private let assertsFormats: Bool
  private var documents: [SchemaDocument] = []
  /// The document that was asked for last.
  private var latest: SchemaDocument?
  /// Whether any document refers to a schema by its place.
  private var hasReferences = false
  /// What is compiled first; what else is known by its place.
  private var first: (place: Place, id: SchemaNode.ID)?
  private var known: [Place: SchemaNode.ID] = [:]
  /// The resource that the schema compiled last belongs to.
  private var latestResource: (place: Place, id: SchemaNode.ID)?
  /// What has been named, in that order, with the schema itself where it is known already.
  private var queue: [(place: SchemaPlace, id: SchemaNode.ID, schema: Value?)] = []

  private struct Place: Hashable {
    let url: String
    let pointer: String

    var text: String { SchemaURL.location(url, pointer) }
  }

  init(
    defaultDraft: Int = 2020, assertsFormats: Bool = false, load: @escaping Loader,
    checkForm: @escaping FormCheck = { _, _, _ in }
  ) {
    self.checkForm = checkForm
    self.defaultDraft = defaultDraft
    self.assertsFormats = assertsFormats
    self.load = load
  }

  /// The compiled schema at a URL.
  func compile(_ url: String) throws(SchemaError) -> SchemaNode.ID {
    let id = enqueue(Place(url: url, pointer: ""))
    // In the order of Go's queue, so that of several errors the same one is met first.
    var compiled = 0
    while compiled < queue.count {
      let next = queue[compiled]
      queue[compiled].schema = nil
      try compile(next.place, next.id, next.schema)
      compiled += 1
    }
    queue = []
    return id
  }

  // MARK: Documents

  private func document(_ url: String) throws(SchemaError) -> SchemaDocument {
    if let latest, latest.url == url { return latest }
    if let known = documents.first(where: { $0.url == url }) {
      latest = known
      return known
    }
    let root = try value(at: url)
    let document = try SchemaDocument(root, url: url, defaultDraft: defaultDraft, dialectOf: dialects(in: url))
    hasReferences = hasReferences || document.hasReferences
    if !["http://json-schema.org/", "https://json-schema.org/"].contains(where: url.hasPrefix) {
      try checkForm(root, document.whole?.dialect.draft ?? defaultDraft, "\(url)#")
    }
    documents.append(document)
    return document
  }

  private func value(at url: String) throws(SchemaError) -> Value {
    if let known = loaded.first(where: { $0.url == url }) { return known.value }
    do throws(SchemaError) {
      let value = try load(url)
      loaded.append((url, value))
      return value
    } catch {
      throw SchemaError("failing loading \(GoQuote.quote(url)): \(error.text)", hint: error.hint)
    }
  }

  private func dialects(in url: String) -> SchemaDocument.DialectReader {
    { name, pointer, fallback throws(SchemaError) in
      try self.dialect(named: name, at: Place(url: url, pointer: pointer), fallback: fallback)
    }
  }

  /// The dialect that a `$schema` names: a draft's, or one described by a metaschema that itself names a draft.
  private func dialect(named name: String, at place: Place, fallback: Int) throws(SchemaError) -> SchemaDialect {
    if let draft = MetaSchemas.draft(of: name) { return SchemaDialect(draft: draft) }
    let own = SchemaURL.split(name).url
    var place = place
    var next: String? = name
    var draft = fallback
    var seen: Set<String> = []
    while let named = next {
      if let known = MetaSchemas.draft(of: named) {
        draft = known
        break
      }
      let url = SchemaURL.split(named).url
      if let problem = GoURLText(url).problem {
        throw SchemaError("invalid $schema in \(GoQuote.quote(place.text)): \(problem)")
      }
      if place.pointer.isEmpty, place.url == url { throw SchemaError("draft \(GoQuote.quote(url)) is not supported") }
      if !seen.insert(url).inserted {
        throw SchemaError("cycle in resolving $schema in \(GoQuote.quote(place.text))")
      }
      next = try value(at: url).asMap?["$schema"]?.asString.map { String(describing: $0) }
      place = Place(url: url, pointer: "")
    }
    return SchemaDialect(draft: draft, vocabularies: try vocabularies(of: own, draft: draft))
  }

  private func vocabularies(of url: String, draft: Int) throws(SchemaError) -> Set<String>? {
    guard draft >= 2019, let wanted = try value(at: url).asMap?["$vocabulary"]?.asMap else { return nil }
    let prefix = SchemaDialect.prefix(of: draft)
    var result: Set<String> = ["core"]
    for entry in wanted.entries where entry.value.asBool == true {
      let vocabulary = String(describing: entry.key)
      let name = String(vocabulary.dropFirst(prefix.count))
      guard vocabulary.hasPrefix(prefix), SchemaDialect.names(of: draft).contains(name) else {
        throw SchemaError("unsupported vocabulary \(GoQuote.quote(vocabulary)) in \(GoQuote.quote(url))")
      }
      result.insert(name)
    }
    return result
  }

  private func resolve(_ reference: String, from place: SchemaPlace) throws(SchemaError) -> Place {
    let document = try document(place.url)
    let base = document.resource(of: place)?.id ?? place.url
    let (relative, fragment) = SchemaURL.split(reference)
    if let problem = GoURLText.escapeProblem(Array(reference.utf8).drop { $0 != UInt8(ascii: "#") }) {
      throw SchemaError("error in parsing \(GoQuote.quote(reference)): \(problem)")
    }
    if let problem = GoURLText(relative).problem {
      throw SchemaError("error in parsing \(GoQuote.quote(relative)): \(problem)")
    }
    let url = SchemaURL.resolve(relative, from: base)
    if url == document.url { return try locate(fragment, in: document, document.whole) }
    if let resource = document.resource(named: url) {
      return try locate(fragment, in: document, resource)
    }
    let other = try self.document(url)
    return try locate(fragment, in: other, other.whole)
  }

  private func locate(
    _ fragment: String, in document: SchemaDocument, _ resource: SchemaDocument.Resource?
  ) throws(SchemaError) -> Place {
    guard let resource else { return Place(url: document.url, pointer: "") }
    if fragment.isEmpty || fragment.hasPrefix("/") {
      return Place(url: document.url, pointer: resource.pointer + fragment)
    }
    guard let pointer = resource.anchors[fragment] else {
      let reference = GoQuote.quote("\(resource.id)#\(SchemaURL.escaped(fragment))")
      throw SchemaError("anchor in \(reference) not found in schema \(GoQuote.quote(document.url))")
    }
    return Place(url: document.url, pointer: pointer)
  }

  /// The schema at a place that something refers to.
  private func enqueue(_ place: Place) -> SchemaNode.ID {
    if let first, first.place == place { return first.id }
    if let id = known[place] { return id }
    let id = graph.reserve()
    if first == nil { first = (place, id) } else { known[place] = id }
    queue.append((SchemaPlace(url: place.url, pointer: place.pointer), id, nil))
    return id
  }

  /// A schema inside another one.
  private func enqueue(_ schema: Value, at place: SchemaPlace) -> SchemaNode.ID {
    // Where nothing refers to anything, nobody will ask for it by its place.
    guard hasReferences else {
      let id = graph.reserve()
      queue.append((place, id, schema))
      return id
    }
    let address = Place(url: place.url, pointer: place.pointer)
    if let first, first.place == address { return first.id }
    if let id = known[address] { return id }
    let id = graph.reserve()
    known[address] = id
    queue.append((place, id, schema))
    return id
  }

  private func resource(_ pointer: String, in url: String) -> SchemaNode.ID {
    let place = Place(url: url, pointer: pointer)
    if let latestResource, latestResource.place == place { return latestResource.id }
    let id = enqueue(place)
    latestResource = (place, id)
    return id
  }

  // MARK: Schemas

  private func compile(_ place: SchemaPlace, _ id: SchemaNode.ID, _ schema: Value?) throws(SchemaError) {
    let document = try document(place.url)
    let value = if let schema { schema } else { try find(place, in: document) }
    if schema == nil, try document.add(value, at: place.pointer, dialectOf: dialects(in: place.url)),
      let draft = document.resource(of: place)?.dialect.draft
    {
      try checkForm(value, draft, place.text)
    }
    guard let resource = document.resource(of: place) else { return }
    let node = SchemaNode(at: place, draft: resource.dialect.draft)
    graph.set(node, at: id)
    node.resource = self.resource(resource.pointer, in: place.url)
    if node.draft >= 2020, node.resource == id {
      for anchor in resource.dynamicAnchors {
        guard let pointer = resource.anchors[anchor] else { continue }
        node.dynamicAnchors[anchor] = enqueue(Place(url: place.url, pointer: pointer))
      }
    }
    switch value {
    case .bool(let bool): node.bool = bool
    case .map(let map):
      if map.isEmpty { node.bool = true } else { try Reading(self, map, place, node, resource.dialect).read() }
    default: node.bool = true
    }
  }

  private func find(_ place: SchemaPlace, in document: SchemaDocument) throws(SchemaError) -> Value {
    guard let tokens = JSONPointer.tokens(place.pointer) else {
      throw SchemaError("invalid json-pointer \(GoQuote.quote(place.text))")
    }
    guard let value = JSONPointer.lookup(tokens, in: document.root) else {
      throw SchemaError("json-pointer in \(GoQuote.quote(place.text)) not found")
    }
    return value
  }

  /// Reads the keywords of one schema.
  private struct Reading {
    let compiler: SchemaCompiler
    let map: ValueMap
    let place: SchemaPlace
    let node: SchemaNode
    let dialect: SchemaDialect
    /// A bit for each of the schema's keywords; what has none there is not in the schema.
    private let shades: UInt64

    init(
      _ compiler: SchemaCompiler, _ map: ValueMap, _ place: SchemaPlace, _ node: SchemaNode, _ dialect: SchemaDialect
    ) {
      self.dialect = dialect
      self.compiler = compiler
      self.map = map
      self.place = place
      self.node = node
      shades = map.entries.reduce(0) { shades, entry in
        shades | entry.key.storage.withUnsafeBufferPointer { Self.shade(of: $0) }
      }
    }

    /// The value of a keyword.
    private subscript(keyword: StaticString) -> Value? {
      let name = UnsafeBufferPointer(start: keyword.utf8Start, count: keyword.utf8CodeUnitCount)
      return shades & Self.shade(of: name) == 0 ? nil : map[keyword: keyword]
    }

    private static func shade(of name: UnsafeBufferPointer<UInt8>) -> UInt64 {
      guard let last = name.last else { return 1 }
      return 1 << ((UInt64(last) &+ 5 &* UInt64(name[0]) &+ 7 &* UInt64(name.count)) & 63)
    }

    func read() throws(SchemaError) {
      node.ref = try reference("$ref")
      // Before 2019 whatever stands beside a $ref counts for nothing.
      if node.draft < 2019, node.ref != nil { return }
      if dialect.has("applicator") { try readApplicators() }
      if dialect.has("validation") { try readLimits() }
      if dialect.assertsFormats || compiler.assertsFormats { node.format = string("format") }
      if node.draft >= 2019 { try readDynamicReferences() }
      if node.draft == 2019 ? dialect.has("applicator") : node.draft > 2019 && dialect.has("unevaluated") {
        node.unevaluatedItems = schema("unevaluatedItems")
        node.unevaluatedProperties = schema("unevaluatedProperties")
      }
    }

    private func readApplicators() throws(SchemaError) {
      node.allOf = list("allOf") ?? []
      node.anyOf = list("anyOf") ?? []
      node.oneOf = list("oneOf") ?? []
      node.not = schema("not")
      if node.draft < 2020 {
        if let items = list("items") {
          node.prefixItems = items
          node.additionalItems = additional("additionalItems")
        } else {
          node.items = schema("items")
        }
      } else {
        node.prefixItems = list("prefixItems")
        node.items = schema("items")
      }
      try readProperties()
      if node.draft >= 6 {
        node.contains = schema("contains")
        node.propertyNames = schema("propertyNames")
      }
      if node.draft >= 7 {
        node.if = schema("if")
        if node.if != nil {
          node.then = schema("then")
          node.else = schema("else")
        }
      }
      if node.draft >= 2019 {
        node.dependentSchemas = schemas("dependentSchemas").map { (property: $0, schema: $1) }
      }
    }

    private func readProperties() throws(SchemaError) {
      node.properties = SchemaProperties(schemas("properties"))
      for (pattern, id) in schemas("patternProperties") {
        node.patternProperties.append((try expression(pattern, of: "patternProperties"), id))
      }
      node.additionalProperties = additional("additionalProperties")
      for entry in self["dependencies"]?.asMap?.entries ?? [] {
        if let names = entry.value.asList {
          node.dependencies.append((entry.key, .properties(names.compactMap(\.asString))))
        } else {
          node.dependencies.append(
            (entry.key, .schema(inner(entry.value, "dependencies", .key(entry.key)))))
        }
      }
    }

    private func readLimits() throws(SchemaError) {
      node.required = names("required")
      node.minProperties = int("minProperties")
      node.maxProperties = int("maxProperties")
      if let type = self["type"] {
        for name in type.asList ?? [type] {
          if let type = name.asString.flatMap({ SchemaType($0) }) { node.types.insert(type) }
        }
      }
      node.enum = self["enum"]?.asList
      node.multipleOf = number("multipleOf")
      node.maximum = number("maximum")
      node.minimum = number("minimum")
      // In draft 4 these two say how maximum and minimum are meant.
      if case .bool(true) = self["exclusiveMaximum"] {
        (node.exclusiveMaximum, node.maximum) = (node.maximum, nil)
      } else {
        node.exclusiveMaximum = number("exclusiveMaximum")
      }
      if case .bool(true) = self["exclusiveMinimum"] {
        (node.exclusiveMinimum, node.minimum) = (node.minimum, nil)
      } else {
        node.exclusiveMinimum = number("exclusiveMinimum")
      }
      node.minItems = int("minItems")
      node.maxItems = int("maxItems")
      if case .bool(true) = self["uniqueItems"] { node.hasUniqueItems = true }
      node.minLength = int("minLength")
      node.maxLength = int("maxLength")
      if let pattern = self["pattern"]?.asString { node.pattern = try expression(pattern, of: "pattern") }
      if node.draft >= 6 { node.const = self["const"] }
      if node.draft >= 2019 { readDraft2019() }
    }

    private func readDraft2019() {
      if self["contains"] != nil, dialect.has("applicator") {
        node.minContains = int("minContains")
        node.maxContains = int("maxContains")
      }
      for entry in self["dependentRequired"]?.asMap?.entries ?? [] {
        guard let names = entry.value.asList else { continue }
        node.dependentRequired.append((entry.key, names.compactMap(\.asString)))
      }
    }

    private func readDynamicReferences() throws(SchemaError) {
      node.recursiveRef = try reference("$recursiveRef")
      if case .bool(true) = self["$recursiveAnchor"] { node.hasRecursiveAnchor = true }
      if node.draft < 2020 { return }
      if let id = try reference("$dynamicRef") {
        let fragment = SchemaURL.split(string("$dynamicRef") ?? "").fragment
        node.dynamicRef = (id, fragment.isEmpty || fragment.hasPrefix("/") ? nil : fragment)
      }
      node.dynamicAnchor = string("$dynamicAnchor") ?? ""
    }

    // MARK: Parts

    private func inner(
      _ schema: Value, _ keyword: StaticString, _ token: SchemaPlace.Token? = nil
    ) -> SchemaNode.ID {
      compiler.enqueue(schema, at: SchemaPlace(in: place, keyword, token))
    }

    private func reference(_ keyword: StaticString) throws(SchemaError) -> SchemaNode.ID? {
      guard let text = self[keyword]?.asString else { return nil }
      return compiler.enqueue(try compiler.resolve(String(describing: text), from: place))
    }

    private func schema(_ keyword: StaticString) -> SchemaNode.ID? {
      self[keyword].map { inner($0, keyword) }
    }

    private func list(_ keyword: StaticString) -> [SchemaNode.ID]? {
      self[keyword]?.asList?.enumerated().map { inner($1, keyword, .index($0)) }
    }

    private func schemas(_ keyword: StaticString) -> [(Bytes, SchemaNode.ID)] {
      (self[keyword]?.asMap?.entries ?? []).map {
        ($0.key, inner($0.value, keyword, .key($0.key)))
      }
    }

    private func additional(_ keyword: StaticString) -> SchemaNode.Additional? {
      if case .bool(let allowed) = self[keyword] { return .allowed(allowed) }
      return schema(keyword).map { .schema($0) }
    }

    private func names(_ keyword: StaticString) -> [Bytes] {
      (self[keyword]?.asList ?? []).compactMap(\.asString)
    }
    private func string(_ keyword: StaticString) -> String? {
      self[keyword]?.asString.map { String(describing: $0) }
    }
    private func number(_ keyword: StaticString) -> SchemaNumber? { self[keyword].flatMap { SchemaNumber($0) } }
    private func int(_ keyword: StaticString) -> Int? { number(keyword)?.int }

    private func expression(_ pattern: Bytes, of keyword: String) throws(SchemaError) -> RegularExpression {
      do throws(RegularExpressionError) {
        return try RegularExpression.compiled(pattern.storage)
      } catch {
        let at = GoQuote.quote("\(place.text)/\(keyword)")
        throw SchemaError("invalid regex \(GoQuote.quote(String(describing: pattern))) at \(at): \(error.description)")
      }
    }
  }
}
