package import Charts
internal import Platform
internal import Values

extension RecordedChart {
  /// What a record keeps of a chart whose dependencies have been processed.
  package init(_ chart: Chart) {
    let hasValues = !chart.values.isEmpty || chart.rawFile("values.yaml") != nil
    self.init(
      metadata: Self.map(chart.metadata), lock: chart.lock.map(Self.map), templates: chart.templates.map(File.init),
      values: hasValues ? chart.values : nil, schema: chart.schema.map { Bytes($0) },
      schemaModificationTime: File.time(chart.schemaModified), files: chart.files.map(File.init),
      modificationTime: File.time(chart.rawFile("Chart.yaml")?.modified))
  }

  /// The metadata by Chart.yaml's field names; empty fields are left out, as Go's omitempty.
  private static func map(_ metadata: Metadata) -> ValueMap {
    let map = ValueMap()
    map.add("name", metadata.name)
    map.add("home", metadata.home)
    map.add("sources", metadata.sources)
    map.add("version", metadata.version)
    map.add("description", metadata.description)
    map.add("keywords", metadata.keywords)
    map.add("maintainers", metadata.maintainers.map { $0.map { .map(Self.map($0)) } ?? .null })
    map.add("icon", metadata.icon)
    map.add("apiVersion", metadata.apiVersion)
    map.add("condition", metadata.condition)
    map.add("tags", metadata.tags)
    map.add("appVersion", metadata.appVersion)
    if metadata.isDeprecated { map["deprecated"] = .bool(true) }
    if let annotations = metadata.annotations, !annotations.isEmpty {
      map["annotations"] = .map(ValueMap(annotations.map { (Bytes($0.key), .string($0.value)) }))
    }
    map.add("kubeVersion", metadata.kubeVersion)
    map.add("dependencies", (metadata.declaredDependencies ?? []).map { $0.map { .map(Self.map($0)) } ?? .null })
    map.add("type", metadata.type)
    return map
  }

  private static func map(_ maintainer: Maintainer) -> ValueMap {
    let map = ValueMap()
    map.add("name", maintainer.name)
    map.add("email", maintainer.email)
    map.add("url", maintainer.url)
    return map
  }

  private static func map(_ dependency: Dependency) -> ValueMap {
    let map = ValueMap([("name", .string(dependency.name)), ("repository", .string(dependency.repository))])
    map.add("version", dependency.version)
    map.add("condition", dependency.condition)
    map.add("tags", dependency.tags)
    if dependency.isEnabled { map["enabled"] = .bool(true) }
    map.add("import-values", dependency.importValues.map(Self.value))
    map.add("alias", dependency.alias)
    return map
  }

  /// An import as processing leaves it in Helm: every entry names both tables.
  private static func value(_ entry: Dependency.Import) -> Value {
    switch entry {
    case .export(let name):
      .map(ValueMap([("child", .string("exports." + name)), ("parent", .string("."))], type: .string))
    case .table(let child, let parent):
      .map(ValueMap([("child", .string(child)), ("parent", .string(parent))], type: .string))
    }
  }

  private static func map(_ lock: ChartLock) -> ValueMap {
    ValueMap([
      ("generated", .string(lock.generated)), ("digest", .string(lock.digest)),
      ("dependencies", .list(lock.dependencies.map { .map(map($0)) })),
    ])
  }
}

extension RecordedChart.File {
  fileprivate init(_ file: ChartFile) {
    self.init(name: file.name, data: Bytes(file.data), modificationTime: Self.time(file.modified))
  }

  fileprivate static func time(_ moment: Moment?) -> String { moment.map { Timestamp($0).description } ?? "" }
}

extension ValueMap {
  fileprivate func add(_ key: Bytes, _ text: String) { if !text.isEmpty { self[key] = .string(text) } }
  fileprivate func add(_ key: Bytes, _ texts: [String]) { add(key, texts.map { .string($0) }) }
  fileprivate func add(_ key: Bytes, _ items: [Value]) { if !items.isEmpty { self[key] = .list(items) } }
}
