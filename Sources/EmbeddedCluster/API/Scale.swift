import Values

/// The autoscaling/v1 Scale of a workload.
enum Scale {
  static func of(_ object: ValueMap, _ resource: Resource) -> ValueMap {
    let metadata = ValueMap()
    for field: Bytes in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
      metadata.set(field, object.metadata[field])
    }
    let selector = Labels(object.spec.map("selector")?.map("matchLabels") ?? object.spec.map("selector"))
    return ValueMap([
      ("apiVersion", .string("autoscaling/v1")), ("kind", .string("Scale")), ("metadata", .map(metadata)),
      ("spec", .map(["replicas": .int64(object.spec.integer("replicas") ?? 0)])),
      (
        "status",
        .map([
          "replicas": .int64(object.map("status")?.integer("replicas") ?? 0),
          "selector": .string(selector.values.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ",")),
        ])
      ),
    ])
  }
}
