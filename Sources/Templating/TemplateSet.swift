import Platform
package import Values

/// What a template gets for a map's key that the map does not have, as Option("missingkey=…").
package enum MissingKey: Sendable {
  /// No value, which prints as `<no value>`.
  case `default`
  /// The zero value of the map's elements.
  case zero
  /// An error.
  case error
}

/// Templates that can call each other by name, as text/template's Template with all that are associated with it.
package final class TemplateSet {
  /// The name of the set, which errors about missing templates tell.
  package let name: Bytes
  /// What a missing key gives.
  package let missingKey: MissingKey
  private let functions: FunctionTable
  /// The set that this one lies over: its templates are seen here.
  private let base: TemplateSet?
  /// The templates by the numbers of their names.
  private var trees: [NameTable.ID: Tree] = [:]
  /// The names that trees consist of; shared by all overlays of one set, as the cache.
  let names: NameTable
  /// Texts that have been parsed.
  private let cache: ParseCache

  /// An empty set, whose templates may call the functions of the table.
  package init(functions: FunctionTable, missingKey: MissingKey = .default, name: Bytes = "gotpl") {
    self.name = name
    self.functions = functions
    self.missingKey = missingKey
    self.base = nil
    self.names = NameTable(functions: functions)
    self.cache = ParseCache()
  }

  private init(over base: TemplateSet) {
    self.name = base.name
    self.functions = base.functions
    self.missingKey = base.missingKey
    self.base = base
    self.names = base.names
    self.cache = base.cache
  }

  /// A set that sees all of this one's templates and whose own definitions this one does not see.
  ///
  /// It takes the place of Go's Clone and, other than that, costs the same however many templates there are.
  package func overlay() -> TemplateSet { TemplateSet(over: self) }

  /// Whether a template of that name is defined here or below.
  package func contains(_ name: Bytes) -> Bool { find(name) != nil }

  /// The names of the templates that were added here.
  var templateNames: [Bytes] { trees.keys.sorted().map { names[$0].bytes } }

  /// Adds the template of a text and those that it defines, as `(*Template).New(name).Parse(text)`.
  ///
  /// A template replaces another of its name, unless it holds nothing but space.
  package func parse(_ text: [UInt8], name: Bytes) throws(TemplateError) {
    add(try parse(Bytes(text), name: name).trees)
  }

  /// Executes a template with `data` as its dot and appends what it writes, also when it fails midway.
  package func execute(
    _ name: Bytes, data: Value, host: any FunctionHost, into output: inout [UInt8]
  ) throws(TemplateError) {
    guard let tree = find(name) else { throw .notDefined(name, in: self.name) }
    try execute(tree, data: data, host: host, into: &output)
  }

  /// Parses a text into this set and executes it, even where it is blank and replaces no template of its name.
  ///
  /// For Helm's `tpl`, which parses into an overlay of its own. Texts are parsed once however often they come.
  package func evaluate(
    _ text: Bytes, name: Bytes, data: Value, host: any FunctionHost, into output: inout [UInt8]
  ) throws(TemplateError) {
    let parsed = try parse(text, name: name)
    add(parsed.trees)
    try execute(parsed.main, data: data, host: host, into: &output)
  }

  private func parse(_ text: Bytes, name: Bytes) throws(TemplateError) -> Parsed {
    // Subcharts often hold the same library chart, each a copy of its own.
    if let known = cache.find(text), let renamed = known.renamed(id(of: name), name) { return renamed }
    let parsed = try Parser.parse(text.storage, name: name, names: names, stack: StackGuard())
    cache.store(parsed, text)
    return parsed
  }

  private func id(of name: Bytes) -> NameTable.ID { name.storage.withUnsafeBufferPointer { names.id(of: $0) } }

  /// The template of that name.
  func find(_ name: Bytes) -> Tree? {
    guard let id = name.storage.withUnsafeBufferPointer({ names.find($0) }) else { return nil }
    return find(id)
  }

  /// The template whose name has that number.
  func find(_ name: NameTable.ID) -> Tree? {
    var set: TemplateSet? = self
    while let current = set {
      if let tree = current.trees[name] { return tree }
      set = current.base
    }
    return nil
  }

  private func add(_ parsed: [NameTable.ID: Tree]) {
    for (name, tree) in parsed where !tree.isEmpty || find(name) == nil { trees[name] = tree }
  }

  private func execute(
    _ tree: Tree, data: Value, host: any FunctionHost, into output: inout [UInt8]
  ) throws(TemplateError) {
    var executor = Executor(set: self, tree: tree, data: data, host: host, stack: StackGuard())
    swap(&executor.output, &output)
    defer { swap(&executor.output, &output) }
    try executor.run()
  }
}
