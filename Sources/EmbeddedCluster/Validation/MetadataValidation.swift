import Values

/// What `metadata` must be, as apimachinery's api/validation says it.
enum MetadataValidation {
  private static let annotationsLimit = 256 << 10

  static func problems(_ object: ValueMap, _ resource: Resource) -> [Problem] {
    var problems: [Problem] = []
    let metadata = object.metadata
    if object.name.isEmpty {
      problems.append(.required("metadata.name", "name or generateName is required"))
    } else {
      for why in Names.problems(object.name, Names.style(resource)) {
        problems.append(.invalid("metadata.name", Shown.quoted(object.name), why))
      }
    }
    for (key, value) in Labels(metadata.map("labels")).values.sorted(by: { $0.key < $1.key }) {
      if let why = Names.problemWithQualifiedName(key) {
        problems.append(.invalid("metadata.labels", Shown.quoted(key), why))
      }
      if let why = Names.problemWithLabelValue(value) {
        problems.append(.invalid("metadata.labels", Shown.quoted(value), why))
      }
    }
    var size = 0
    for entry in metadata.map("annotations")?.entries ?? [] {
      // Annotations may have capitals in their prefix.
      if let why = Names.problemWithQualifiedName(entry.key.description.lowercased()) {
        problems.append(.invalid("metadata.annotations", Shown.quoted(entry.key.description), why))
      }
      size += entry.key.count + (entry.value.asString?.count ?? 0)
    }
    if size > annotationsLimit { problems.append(.tooLong("metadata.annotations", limit: annotationsLimit)) }
    problems += ownerProblems(metadata)
    for (index, finalizer) in object.finalizers.enumerated() {
      if let why = Names.problemWithQualifiedName(finalizer) {
        problems.append(.invalid("metadata.finalizers[\(index)]", Shown.quoted(finalizer), why))
      } else if !resource.isCustom, !finalizer.contains("/"),
        ![Finalizers.foreground, Finalizers.orphan].contains(finalizer)
      {
        problems.append(
          .invalid(
            "metadata.finalizers[\(index)]", Shown.quoted(finalizer),
            "name is neither a standard finalizer name nor is it fully qualified"))
      }
    }
    return problems
  }

  private static func ownerProblems(_ metadata: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    for owner in metadata.maps("ownerReferences") {
      let path = "metadata.ownerReferences"
      if (owner.text("apiVersion") ?? "").isEmpty {
        problems.append(.invalid("\(path).apiVersion", Shown.quoted(""), "version must not be empty"))
      }
      for field: Bytes in ["kind", "name", "uid"] where (owner.text(field) ?? "").isEmpty {
        problems.append(.invalid("\(path).\(field)", Shown.quoted(""), "must not be empty"))
      }
    }
    if metadata.maps("ownerReferences").filter({ $0.bool("controller") ?? false }).count > 1 {
      problems.append(
        .invalid(
          "metadata.ownerReferences", Shown.json(metadata["ownerReferences"] ?? .null),
          "Only one reference can have Controller set to true."))
    }
    return problems
  }
}
