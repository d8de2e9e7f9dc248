internal import Platform
internal import RegularExpressions
internal import Values

/// Holds values against a compiled schema.
///
/// As validator.go of santhosh-tekuri/jsonschema v6.0.3, in its order and its words; where that one goes through a map
/// in any order, this one goes by the keys' order.
struct SchemaValidator {
  private let graph: SchemaGraph
  private var place: [Bytes] = []
  private var scopes: [Scope] = []
  /// Whether only the verdict is wanted, not the issues.
  private var isQuick = false
  private var steps = 0
  private let stack = StackGuard()

  /// How many times a value may be held against a schema.
  ///
  /// References can double the work with every level, for which
  /// the library has no bound; a sound schema takes some steps for each value.
  static let stepLimit = 5_000_000

  private struct Scope {
    let schema: SchemaNode.ID
    let keyword: String
    /// Counts the steps down into the value: scopes of one number look at one value.
    let depth: Int
  }

  /// What no schema has looked at yet.
  private struct Unevaluated {
    var properties: Set<Bytes> = []
    var items: Set<Int> = []

    var isEmpty: Bool { properties.isEmpty && items.isEmpty }

    mutating func keep(_ other: Unevaluated) {
      properties.formIntersection(other.properties)
      items.formIntersection(other.items)
    }
  }

  private init(_ graph: SchemaGraph) { self.graph = graph }

  /// What is wrong with a value; nil where nothing is.
  static func validate(_ value: Value, _ schema: SchemaNode.ID, in graph: SchemaGraph) throws(SchemaError)
    -> SchemaIssue?
  {
    var validator = SchemaValidator(graph)
    return try validator.validate(root: value, schema)
  }

  private mutating func validate(root value: Value, _ schema: SchemaNode.ID) throws(SchemaError) -> SchemaIssue? {
    scopes.append(Scope(schema: schema, keyword: "", depth: 0))
    defer { scopes.removeLast() }
    guard let node = graph[schema] else { return nil }
    var rest = Self.unevaluated(value, node, isWanted: false)
    return try validate(value, node, schema, &rest)
  }

  // MARK: One schema

  private mutating func validate(
    _ value: Value, _ node: SchemaNode, _ id: SchemaNode.ID, _ rest: inout Unevaluated
  ) throws(SchemaError) -> SchemaIssue? {
    try countStep()
    if let bool = node.bool { return bool ? nil : issue("false schema") }
    if let cycle = cycle(id) { return cycle }
    guard let type = SchemaType(of: value) else { return issue("invalid jsonType \(value.typeName)") }
    if !node.types.isEmpty, !node.types.contains(type) {
      let isInteger = node.types.contains(.integer) && type == .number && SchemaNumber(value)?.isInteger == true
      if !isInteger {
        let wanted = SchemaType.allCases.filter(node.types.contains).map(\.rawValue).joined(separator: " or ")
        return issue("got \(type.rawValue), want \(wanted)")
      }
    }
    if let const = node.const, !Self.equal(value, const) {
      return issue(Self.isScalar(const) ? "value must be \(SchemaText.display(const))" : "'const' failed")
    }
    if let choices = node.enum, !choices.contains(where: { Self.equal(value, $0) }) { return issue(Self.text(choices)) }
    if let format = node.format, let problem = SchemaFormats.problem(value, format) {
      return issue("\(SchemaText.display(value)) is not valid \(format): \(problem)")
    }
    var issues: [SchemaIssue] = []
    if let ref = node.ref {
      let found = try follow(value, ref, "$ref", &rest)
      if node.draft < 2019 { return found }
      issues.append(found)
    }
    switch value {
    case .map(let map): try check(map, value, node, &rest, &issues)
    case .list(let items, _): try check(items, node, &rest, &issues)
    case .string(let text): check(text, node, &issues)
    default: if node.limitsNumbers, let number = SchemaNumber(value) { check(number, node, &issues) }
    }
    if issues.isEmpty || !isQuick {
      if node.draft >= 2019 { try checkDynamicReferences(value, node, &rest, &issues) }
      try checkConditions(value, node, &rest, &issues)
      if node.draft >= 2019 { try checkUnevaluated(value, node, &rest, &issues) }
    }
    return SchemaIssue.joined(issues, at: place)
  }

  private mutating func countStep() throws(SchemaError) {
    steps += 1
    if steps > Self.stepLimit {
      throw SchemaError(
        "checking the values takes more than \(SchemaText.localized(Self.stepLimit)) steps",
        hint:
          "References in the schema lead to the same parts again and again: let each value be checked once, or skip "
          + "the check with --skip-schema-validation.")
    }
    if stack.isExhausted {
      throw SchemaError(
        "the schema's references are nested too deeply", hint: "A chain of references has no useful end.")
    }
  }

  func issue(_ text: @autoclosure () -> String, causes: [SchemaIssue] = []) -> SchemaIssue {
    SchemaIssue(kind: .plain, text: isQuick ? "" : text(), place: isQuick ? [] : place, causes: causes)
  }

  private func cycle(_ id: SchemaNode.ID) -> SchemaIssue? {
    guard let current = scopes.last else { return nil }
    for scope in scopes.indices.dropLast().reversed() {
      if scopes[scope].depth != current.depth { return nil }
      if scopes[scope].schema == id {
        let url = GoQuote.quote(graph[id]?.location ?? "")
        return issue(
          "both \(keywords(scopes.count - 1)) and \(keywords(scope)) resolve to \(url) causing reference cycle")
      }
    }
    return nil
  }

  /// The keywords that led to a scope, as a path.
  private func keywords(_ last: Int) -> String {
    var path = ""
    for index in scopes.indices where index > 0 && index <= last {
      if !scopes[index].keyword.isEmpty {
        path += "/" + scopes[index].keyword
      } else if let here = graph[scopes[index].schema]?.location, let above = graph[scopes[index - 1].schema]?.location
      {
        path += here.dropFirst(above.count)
      }
    }
    return path
  }

  private static func text(_ choices: [Value]) -> String {
    if !choices.allSatisfy(isScalar) { return "'enum' failed" }
    if choices.count == 1 { return "value must be \(SchemaText.display(choices[0]))" }
    return "value must be one of \(choices.map(SchemaText.display).joined(separator: ", "))"
  }

  private static func isScalar(_ value: Value) -> Bool {
    switch value {
    case .list, .map: false
    default: true
    }
  }

  // MARK: Going on to other schemas

  /// Holds the same value against another schema.
  private mutating func apply(
    _ value: Value, _ id: SchemaNode.ID, keyword: String = "", quick: Bool = false, _ rest: inout Unevaluated
  ) throws(SchemaError) -> SchemaIssue? {
    guard let node = graph[id] else { return nil }
    let wasQuick = isQuick
    isQuick = isQuick || quick
    scopes.append(Scope(schema: id, keyword: keyword, depth: scopes.last?.depth ?? 0))
    defer {
      scopes.removeLast()
      isQuick = wasQuick
    }
    var inner = Self.unevaluated(value, node, isWanted: !rest.isEmpty)
    let found = try validate(value, node, id, &inner)
    if found == nil { rest.keep(inner) }
    return found
  }

  /// Holds a part of the value against a schema.
  private mutating func apply(_ value: Value, at token: Bytes, _ id: SchemaNode.ID) throws(SchemaError) -> SchemaIssue?
  {
    guard let node = graph[id] else { return nil }
    place.append(token)
    scopes.append(Scope(schema: id, keyword: "", depth: (scopes.last?.depth ?? 0) + 1))
    defer {
      scopes.removeLast()
      place.removeLast()
    }
    var inner = Self.unevaluated(value, node, isWanted: false)
    return try validate(value, node, id, &inner)
  }

  private mutating func follow(
    _ value: Value, _ id: SchemaNode.ID, _ keyword: String, _ rest: inout Unevaluated
  ) throws(SchemaError) -> SchemaIssue? {
    guard let found = try apply(value, id, keyword: keyword, &rest) else { return nil }
    return SchemaIssue(kind: .reference, text: "validation failed", place: isQuick ? [] : place, causes: found.members)
  }

  private static func unevaluated(_ value: Value, _ node: SchemaNode, isWanted: Bool) -> Unevaluated {
    var rest = Unevaluated()
    switch value {
    case .map(let map):
      if !node.evaluatesAllProperties, isWanted || node.unevaluatedProperties != nil {
        rest.properties = Set(map.keys)
      }
    case .list(let items, _):
      let first = node.prefixItems?.count ?? 0
      if !node.evaluatesAllItems, isWanted || node.unevaluatedItems != nil, first < items.count {
        rest.items = Set(first..<items.count)
      }
    default: break
    }
    return rest
  }

  // MARK: Objects

  private mutating func check(
    _ map: ValueMap, _ value: Value, _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    if let least = node.minProperties, map.count < least { issues.append(count("minProperties", map.count, least)) }
    if let most = node.maxProperties, map.count > most { issues.append(count("maxProperties", map.count, most)) }
    let missing = node.required.filter { map[$0] == nil }
    if !missing.isEmpty {
      issues.append(
        issue("missing \(missing.count == 1 ? "property" : "properties") \(SchemaText.list(missing))"))
    }
    if isQuick, !issues.isEmpty { return }
    for (property, requirement) in node.dependencies where map[property] != nil {
      switch requirement {
      case .properties(let names): require(names, by: property, map, &issues)
      case .schema(let id): issues.append(try apply(value, id, &rest))
      }
    }
    try checkProperties(map, node, &rest, &issues)
    if node.draft == 4 { return }
    if let names = node.propertyNames {
      for key in map.keys {
        var validator = SchemaValidator(graph)
        validator.isQuick = isQuick
        validator.steps = steps
        let found = try validator.validate(root: .string(key), names)
        steps = validator.steps
        guard let found else { continue }
        issues.append(issue("invalid propertyName \(SchemaText.quoted(key))", causes: found.members))
      }
    }
    if node.draft == 6 { return }
    for (property, id) in node.dependentSchemas where map[property] != nil {
      issues.append(try apply(value, id, &rest))
    }
    for (property, names) in node.dependentRequired where map[property] != nil {
      require(names, by: property, map, &issues)
    }
  }

  private func require(_ names: [Bytes], by property: Bytes, _ map: ValueMap, _ issues: inout [SchemaIssue]) {
    let missing = names.filter { map[$0] == nil }
    if missing.isEmpty { return }
    issues.append(
      issue("properties \(SchemaText.list(missing)) required, if \(SchemaText.quoted(property)) exists"))
  }

  private mutating func checkProperties(
    _ map: ValueMap, _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    if node.properties.isEmpty, node.patternProperties.isEmpty, node.additionalProperties == nil { return }
    var additional: [Bytes] = []
    for entry in map.entries {
      if isQuick, !issues.isEmpty { return }
      var isEvaluated = false
      if let id = node.properties[entry] {
        isEvaluated = true
        issues.append(try apply(entry.value, at: entry.key, id))
      }
      for (pattern, id) in node.patternProperties where pattern.matches(entry.key.storage) {
        isEvaluated = true
        issues.append(try apply(entry.value, at: entry.key, id))
      }
      if !isEvaluated, let rule = node.additionalProperties {
        isEvaluated = true
        switch rule {
        case .allowed(let allowed): if !allowed { additional.append(entry.key) }
        case .schema(let id): issues.append(try apply(entry.value, at: entry.key, id))
        }
      }
      if isEvaluated { rest.properties.remove(entry.key) }
    }
    if !additional.isEmpty { issues.append(issue("additional properties \(SchemaText.list(additional)) not allowed")) }
  }

  // MARK: Lists

  private mutating func check(
    _ items: [Value], _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    if let least = node.minItems, items.count < least { issues.append(count("minItems", items.count, least)) }
    if let most = node.maxItems, items.count > most { issues.append(count("maxItems", items.count, most)) }
    if node.hasUniqueItems, let (first, second) = Self.duplicates(items) {
      issues.append(issue("items at \(SchemaText.localized(first)) and \(SchemaText.localized(second)) are equal"))
    }
    let prefix = node.prefixItems ?? []
    for (index, id) in prefix.enumerated() where index < items.count {
      issues.append(try apply(items[index], at: Self.token(index), id))
    }
    let evaluated = min(prefix.count, items.count)
    if let id = node.items {
      for index in evaluated..<items.count { issues.append(try apply(items[index], at: Self.token(index), id)) }
    } else if let rule = node.additionalItems {
      switch rule {
      case .allowed(let allowed):
        if !allowed, evaluated != items.count {
          issues.append(issue("last \(SchemaText.localized(items.count - evaluated)) additionalItem(s) not allowed"))
        }
      case .schema(let id):
        for index in evaluated..<items.count { issues.append(try apply(items[index], at: Self.token(index), id)) }
      }
    }
    try checkContains(items, node, &rest, &issues)
  }

  private mutating func checkContains(
    _ items: [Value], _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    guard let contains = node.contains else { return }
    var failed: [SchemaIssue] = []
    var matched: [Int] = []
    for (index, item) in items.enumerated() {
      if let found = try apply(item, at: Self.token(index), contains) {
        failed.append(found)
      } else {
        matched.append(index)
        if node.draft >= 2020 { rest.items.remove(index) }
      }
    }
    let places = matched.map(String.init).joined(separator: " ")
    let found = SchemaText.localized(matched.count)
    if let least = node.minContains {
      if matched.count < least {
        let wanted = "min \(SchemaText.localized(least)) items required to match contains schema, but"
        issues.append(
          issue(
            matched.isEmpty ? "\(wanted) none matched" : "\(wanted) matched \(found) items at \(places)", causes: failed
          ))
      }
    } else if matched.isEmpty {
      issues.append(issue("no items match contains schema", causes: failed))
    }
    if let most = node.maxContains, matched.count > most {
      issues.append(
        issue(
          "max \(SchemaText.localized(most)) items required to match contains schema, but matched \(found) items at \(places)"
        ))
    }
  }

  private static func token(_ index: Int) -> Bytes { Bytes(String(index)) }

  // MARK: Conditions and references

  private mutating func checkConditions(
    _ value: Value, _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    if let not = node.not, try apply(value, not, quick: true, &rest) == nil { issues.append(issue("'not' failed")) }
    if !node.allOf.isEmpty {
      var failed: [SchemaIssue] = []
      for id in node.allOf {
        guard let found = try apply(value, id, &rest) else { continue }
        failed.append(found)
        if isQuick { break }
      }
      if !failed.isEmpty { issues.append(issue("'allOf' failed", causes: failed)) }
    }
    if !node.anyOf.isEmpty {
      var failed: [SchemaIssue] = []
      var hasMatch = false
      for id in node.anyOf {
        if let found = try apply(value, id, &rest) {
          failed.append(found)
        } else {
          hasMatch = true
          // Where something is left to evaluate every schema must be asked.
          if rest.isEmpty { break }
        }
      }
      if !hasMatch { issues.append(issue("'anyOf' failed", causes: failed)) }
    }
    if !node.oneOf.isEmpty { try checkOneOf(value, node.oneOf, &rest, &issues) }
    if let condition = node.if {
      let branch = try apply(value, condition, quick: true, &rest) == nil ? node.then : node.else
      if let branch { issues.append(try apply(value, branch, &rest)) }
    }
  }

  private mutating func checkOneOf(
    _ value: Value, _ schemas: [SchemaNode.ID], _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    var failed: [SchemaIssue] = []
    var match: Int?
    for (index, id) in schemas.enumerated() {
      if let found = try apply(value, id, quick: match != nil, &rest) {
        if match == nil { failed.append(found) }
      } else if let first = match {
        issues.append(
          issue(
            "'oneOf' failed, subschemas \(SchemaText.localized(first)), \(SchemaText.localized(index)) matched"))
        return
      } else {
        match = index
      }
    }
    if match == nil { issues.append(issue("'oneOf' failed, none matched", causes: failed)) }
  }

  private mutating func checkDynamicReferences(
    _ value: Value, _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    if var target = node.recursiveRef {
      if graph[target]?.hasRecursiveAnchor == true {
        // The outermost resource that has the anchor.
        for scope in scopes {
          guard let resource = graph[scope.schema]?.resource, graph[resource]?.hasRecursiveAnchor == true else {
            continue
          }
          target = scope.schema
          break
        }
      }
      issues.append(try follow(value, target, "$recursiveRef", &rest))
    }
    if let reference = node.dynamicRef {
      var target = reference.schema
      if let anchor = reference.anchor, graph[target]?.dynamicAnchor == anchor {
        for scope in scopes {
          guard let resource = graph[scope.schema]?.resource, let found = graph[resource]?.dynamicAnchors[anchor]
          else { continue }
          target = found
          break
        }
      }
      issues.append(try follow(value, target, "$dynamicRef", &rest))
    }
  }

  private mutating func checkUnevaluated(
    _ value: Value, _ node: SchemaNode, _ rest: inout Unevaluated, _ issues: inout [SchemaIssue]
  ) throws(SchemaError) {
    if case .map(let map) = value, let id = node.unevaluatedProperties {
      for entry in map.entries where rest.properties.contains(entry.key) {
        issues.append(try apply(entry.value, at: entry.key, id))
      }
      rest.properties = []
    }
    if case .list(let items, _) = value, let id = node.unevaluatedItems {
      for index in rest.items.sorted() { issues.append(try apply(items[index], at: Self.token(index), id)) }
      rest.items = []
    }
  }
}

extension [SchemaIssue] {
  fileprivate mutating func append(_ issue: SchemaIssue?) {
    if let issue { append(issue) }
  }
}
