import Values

/// What a CustomResourceDefinition must be.
enum DefinitionValidation {
  static func problems(_ object: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    let spec = object.spec
    let names = spec.map("names") ?? ValueMap()
    let (group, plural) = (spec.text("group") ?? "", names.text("plural") ?? "")
    if group.isEmpty { problems.append(.required("spec.group")) }
    if plural.isEmpty { problems.append(.required("spec.names.plural")) }
    if (names.text("kind") ?? "").isEmpty { problems.append(.required("spec.names.kind")) }
    if !group.isEmpty, !plural.isEmpty, object.name != "\(plural).\(group)" {
      problems.append(
        .invalid("metadata.name", Shown.quoted(object.name), "must be spec.names.plural+\".\"+spec.group"))
    }
    let scope = spec.text("scope") ?? ""
    if !["Cluster", "Namespaced"].contains(scope) {
      problems.append(
        scope.isEmpty
          ? .required("spec.scope") : .unsupported("spec.scope", Shown.quoted(scope), ["Cluster", "Namespaced"]))
    }
    let versions = spec.maps("versions")
    if versions.filter({ $0.bool("storage") ?? false }).count != 1 {
      problems.append(
        .invalid(
          "spec.versions", Shown.json(spec["versions"] ?? .null),
          "must have exactly one version marked as storage version"))
    }
    for (index, version) in versions.enumerated() {
      let path = "spec.versions[\(index)]"
      if !Names.isServiceLabel(version.text("name") ?? "") {
        problems.append(.invalid("\(path).name", Shown.quoted(version.text("name") ?? ""), Names.serviceRule))
      }
      if version.map("schema")?.map("openAPIV3Schema") == nil {
        problems.append(.required("\(path).schema.openAPIV3Schema", "schemas are required"))
      }
    }
    if ResourceTable.resource(group, plural) != nil {
      problems.append(.invalid("spec.group", Shown.quoted(group), "is served by the cluster itself"))
    }
    return problems
  }
}
