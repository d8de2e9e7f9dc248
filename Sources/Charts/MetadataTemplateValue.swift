package import Values

extension Metadata {
  /// What templates see as `.Chart`: a map with the Go struct's field names and `IsRoot`.
  ///
  /// As Helm 4's structToMap: lists are `[]interface{}` even where absent, absent annotations a nil map.
  package func templateValue(isRoot: Bool) -> Value {
    .map([
      "APIVersion": .string(apiVersion),
      "Annotations": .map(Self.annotationsMap(annotations)),
      "AppVersion": .string(appVersion),
      "Condition": .string(condition),
      "Dependencies": .list((declaredDependencies ?? []).map { $0?.templateValue ?? .null }),
      "Deprecated": .bool(isDeprecated),
      "Description": .string(description),
      "Home": .string(home),
      "Icon": .string(icon),
      "IsRoot": .bool(isRoot),
      "Keywords": .list(keywords.map { .string($0) }),
      "KubeVersion": .string(kubeVersion),
      "Maintainers": .list(maintainers.map { $0?.templateValue ?? .null }),
      "Name": .string(name),
      "Sources": .list(sources.map { .string($0) }),
      "Tags": .string(tags),
      "Type": .string(type),
      "Version": .string(version),
    ])
  }

  private static func annotationsMap(_ annotations: [String: String]?) -> ValueMap {
    guard let annotations else { return ValueMap(type: .string, isNil: true) }
    return ValueMap(annotations.map { (Bytes($0.key), .string($0.value)) }, type: .string)
  }
}

extension Maintainer {
  fileprivate var templateValue: Value {
    .map(["Email": .string(email), "Name": .string(name), "URL": .string(url)])
  }
}

extension Dependency {
  fileprivate var templateValue: Value {
    .map([
      "Alias": .string(alias),
      "Condition": .string(condition),
      "Enabled": .bool(isEnabled),
      "ImportValues": .list(importValues.map(\.templateValue)),
      "Name": .string(name),
      "Repository": .string(repository),
      "Tags": .list(tags.map { .string($0) }),
      "Version": .string(version),
    ])
  }
}

extension Dependency.Import {
  /// What processing the dependencies leaves in the list: a `map[string]string` for every entry.
  fileprivate var templateValue: Value {
    let (child, parent): (String, String)
    switch self {
    case .export(let name): (child, parent) = ("exports." + name, ".")
    case .table(let from, let to): (child, parent) = (from, to)
    }
    return .map(ValueMap([("child", .string(child)), ("parent", .string(parent))], type: .string))
  }
}
