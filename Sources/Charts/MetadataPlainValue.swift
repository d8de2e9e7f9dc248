package import Values

extension Metadata {
  /// The metadata as plain data, as Helm's JSON and YAML have it: in Chart.yaml, in an index, in a release's record.
  package var plain: Value {
    let map = ValueMap()
    map.set("name", name)
    map.set("home", home)
    map.set("sources", sources)
    map.set("version", version)
    map.set("description", description)
    map.set("keywords", keywords)
    map.set("maintainers", maintainers.map { $0?.plain ?? .null })
    map.set("icon", icon)
    map.set("apiVersion", apiVersion)
    map.set("condition", condition)
    map.set("tags", tags)
    map.set("appVersion", appVersion)
    if isDeprecated { map["deprecated"] = .bool(true) }
    if let annotations, !annotations.isEmpty {
      map["annotations"] = .map(ValueMap(annotations.map { (Bytes($0.key), .string($0.value)) }))
    }
    map.set("kubeVersion", kubeVersion)
    map.set("dependencies", (declaredDependencies ?? []).map { $0?.plain ?? .null })
    map.set("type", type)
    return .map(map)
  }
}

extension Maintainer {
  fileprivate var plain: Value {
    let map = ValueMap()
    map.set("name", name)
    map.set("email", email)
    map.set("url", url)
    return .map(map)
  }
}

extension Dependency {
  /// The dependency as plain data, as Chart.yaml and Chart.lock have it.
  package var plain: Value {
    let map = ValueMap()
    map["name"] = .string(name)
    map.set("version", version)
    map["repository"] = .string(repository)
    map.set("condition", condition)
    map.set("tags", tags)
    if isEnabled { map["enabled"] = .bool(true) }
    map.set("import-values", importValues.map(\.plain))
    map.set("alias", alias)
    return .map(map)
  }
}

extension Dependency.Import {
  /// The entry as plain data, as Chart.yaml has it.
  package var plain: Value {
    switch self {
    case .export(let name): .string(name)
    case .table(let child, let parent): .map(["child": .string(child), "parent": .string(parent)])
    }
  }
}

extension ChartLock {
  /// The lock as plain data, as Chart.lock and a release's record have it.
  package var plain: Value {
    .map([
      "generated": .string(generated), "digest": .string(digest),
      "dependencies": .list(dependencies.map(\.plain)),
    ])
  }
}

extension ValueMap {
  /// Sets a field that is left out when empty.
  fileprivate func set(_ key: Bytes, _ text: String) {
    if !text.isEmpty { self[key] = .string(text) }
  }

  fileprivate func set(_ key: Bytes, _ texts: [String]) { set(key, texts.map { .string($0) }) }

  fileprivate func set(_ key: Bytes, _ items: [Value]) {
    if !items.isEmpty { self[key] = .list(items) }
  }
}
