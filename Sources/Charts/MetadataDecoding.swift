package import Values

extension Metadata {
  /// Takes what a document (Chart.yaml, requirements.yaml, an index entry, a release record) says over what is here.
  ///
  /// As json.Unmarshal into Helm's struct after sigs.k8s.io/yaml has turned numbers and booleans that stand where text
  /// belongs into text. Keys are matched without regard to case; keys that mean nothing are passed over.
  package mutating func merge(_ document: Value) throws(GoDecodingError) {
    guard let fields = try GoDecoder.object(document, GoDecoder.Place("", of: "v2.Metadata")) else { return }
    for field in fields.entries {
      let name = GoDecoder.fieldName(field.key, Self.fieldNames)
      guard let name else { continue }
      let place = GoDecoder.Place(".\(field.key)", of: "string")
      let value = field.value
      switch name {
      case "name": try GoDecoder.string(value, place, into: &self.name)
      case "home": try GoDecoder.string(value, place, into: &home)
      case "sources": try GoDecoder.strings(value, place, into: &sources)
      case "version": try GoDecoder.string(value, place, into: &version)
      case "description": try GoDecoder.string(value, place, into: &description)
      case "keywords": try GoDecoder.strings(value, place, into: &keywords)
      case "maintainers":
        maintainers =
          try GoDecoder.list(value, place.typed("[]*v2.Maintainer")) { item, place throws(GoDecodingError) in
            try Maintainer(item, place)
          } ?? []
      case "icon": try GoDecoder.string(value, place, into: &icon)
      case "apiVersion": try GoDecoder.string(value, place, into: &apiVersion)
      case "condition": try GoDecoder.string(value, place, into: &condition)
      case "tags": try GoDecoder.string(value, place, into: &tags)
      case "appVersion": try GoDecoder.string(value, place, into: &appVersion)
      case "deprecated": try GoDecoder.bool(value, place, into: &isDeprecated)
      case "annotations": annotations = try GoDecoder.stringMap(value, place)
      case "kubeVersion": try GoDecoder.string(value, place, into: &kubeVersion)
      case "dependencies":
        declaredDependencies = try Dependency.list(value, place)
      default: try GoDecoder.string(value, place, into: &type)
      }
    }
  }

  private static let fieldNames = [
    "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiVersion", "condition",
    "tags", "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type",
  ]
}

extension Maintainer {
  fileprivate init?(_ value: Value, _ place: GoDecoder.Place) throws(GoDecodingError) {
    guard let fields = try GoDecoder.object(value, place.typed("v2.Maintainer")) else { return nil }
    for field in fields.entries {
      guard let name = GoDecoder.fieldName(field.key, ["name", "email", "url"]) else { continue }
      let place = place.field(field.key)
      switch name {
      case "name": try GoDecoder.string(field.value, place, into: &self.name)
      case "email": try GoDecoder.string(field.value, place, into: &email)
      default: try GoDecoder.string(field.value, place, into: &url)
      }
    }
  }
}

extension Dependency {
  fileprivate static func list(_ value: Value, _ place: GoDecoder.Place) throws(GoDecodingError) -> [Dependency?]? {
    try GoDecoder.list(value, place.typed("[]*v2.Dependency")) { item, place throws(GoDecodingError) in
      try Dependency(item, place)
    }
  }

  private static let fieldNames = [
    "name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias",
  ]

  private init?(_ value: Value, _ place: GoDecoder.Place) throws(GoDecodingError) {
    guard let fields = try GoDecoder.object(value, place.typed("v2.Dependency")) else { return nil }
    for field in fields.entries {
      guard let name = GoDecoder.fieldName(field.key, Self.fieldNames) else { continue }
      let place = place.field(field.key)
      switch name {
      case "name": try GoDecoder.string(field.value, place, into: &self.name)
      case "version": try GoDecoder.string(field.value, place, into: &version)
      case "repository": try GoDecoder.string(field.value, place, into: &repository)
      case "condition": try GoDecoder.string(field.value, place, into: &condition)
      case "tags": try GoDecoder.strings(field.value, place, into: &tags)
      case "enabled": try GoDecoder.bool(field.value, place, into: &isEnabled)
      case "import-values":
        let items: [Value]? = try GoDecoder.list(field.value, place.typed("[]interface {}")) {
          item, _ throws(GoDecodingError) in item
        }
        importValues = (items ?? []).compactMap(Import.init)
      default: try GoDecoder.string(field.value, place, into: &alias)
      }
    }
  }
}

extension Dependency.Import {
  /// An entry of the list as Helm reads it: text, or a map whose `child` and `parent` are taken as they print.
  fileprivate init?(_ value: Value) {
    switch value {
    case .string(let name): self = .export(String(describing: name))
    case .map(let map):
      self = .table(child: GoDecoder.printed(map["child"]), parent: GoDecoder.printed(map["parent"]))
    default: return nil
    }
  }
}

extension ChartLock {
  /// Reads Chart.lock or requirements.lock.
  package init(_ document: Value) throws(GoDecodingError) {
    guard let fields = try GoDecoder.object(document, GoDecoder.Place("", of: "v2.Lock")) else { return }
    for field in fields.entries {
      guard let name = GoDecoder.fieldName(field.key, ["generated", "digest", "dependencies"]) else { continue }
      let place = GoDecoder.Place(".\(field.key)", of: "string")
      switch name {
      case "generated": try GoDecoder.string(field.value, place.typed("time.Time"), into: &generated)
      case "digest": try GoDecoder.string(field.value, place, into: &digest)
      default: dependencies = try Dependency.list(field.value, place)?.compactMap(\.self) ?? []
      }
    }
  }
}
