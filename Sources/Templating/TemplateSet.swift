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
  /// The set that this one lies over: its templates are seen here.
  private let base: TemplateSet?
  /// The templates, each at the number of its name; none in an overlay.
  private var trees: [Tree?] = []
  /// The few templates of an overlay, in the order of the numbers of their names.
  private var overlaid: [Tree] = []
  /// The names that trees consist of; shared by all overlays of one set, as the cache.
  let names: NameTable
  /// Texts that have been parsed.
  private let cache: ParseCache

  /// An empty set, whose templates may call the functions of the table.
  package init(functions: FunctionTable, missingKey: MissingKey = .default, name: Bytes = "gotpl") {
    self.name = name
    self.missingKey = missingKey
    self.base = nil
    self.names = NameTable(functions: functions)
    self.cache = ParseCache()
  }

  private init(over base: TemplateSet) {
    self.name = base.name
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
  var templateNames: [Bytes] { trees.compactMap { $0?.name } }

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
    var set = self
    while let base = set.base {
      let place = set.place(of: name)
      if place < set.overlaid.count, set.overlaid[place].id == name { return set.overlaid[place] }
      set = base
    }
    return Int(name) < set.trees.count ? set.trees[Int(name)] : nil
  }

  /// Where a template of the overlay stands, or would stand.
  private func place(of name: NameTable.ID) -> Int {
    var low = 0
    var high = overlaid.count
    while low < high {
      let middle = (low + high) / 2
      if overlaid[middle].id < name { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func add(_ parsed: [Tree]) {
    // In the order of their numbers, they go to the end of an overlay, one after the other.
    let parsed = base == nil || parsed.count < 2 ? parsed : parsed.sorted { $0.id < $1.id }
    for tree in parsed where !tree.isEmpty || find(tree.id) == nil {
      if base == nil {
        while trees.count <= Int(tree.id) { trees.append(nil) }
        trees[Int(tree.id)] = tree
        continue
      }
      let place = place(of: tree.id)
      if place < overlaid.count, overlaid[place].id == tree.id {
        overlaid[place] = tree
      } else {
        overlaid.insert(tree, at: place)
      }
    }
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
