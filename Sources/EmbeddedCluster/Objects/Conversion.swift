import Values

/// Between the version that objects are stored in, the preferred one of their resource, and the version of a request.
enum Conversion {
  /// A stored object's JSON in a version; mostly the stored bytes themselves.
  static func bytes(_ body: [UInt8], _ resource: Resource, version: String) throws(APIError) -> [UInt8] {
    // Keys are stored sorted, and apiVersion is the first of those that every object has.
    if body.starts(with: #"{"apiVersion":"\#(resource.apiVersion(version))","#.utf8) { return body }
    return try WireJSON.encode(.map(fromStorage(try WireJSON.object(body), resource, version: version)))
  }

  /// Turns a stored object, which is the caller's own, into a version's form.
  static func fromStorage(_ object: ValueMap, _ resource: Resource, version: String) -> ValueMap {
    let stored = object.text("apiVersion") ?? ""
    let wanted = resource.apiVersion(version)
    if stored == wanted { return object }
    object["apiVersion"] = .string(wanted)
    if resource.isBuiltIn("horizontalpodautoscalers.autoscaling"), version == "v1" { Autoscalers.toV1(object) }
    if resource.storage == "events" { Events.convert(object, toCore: resource.group.isEmpty) }
    return object
  }

  /// Turns an object of any served version into its stored form.
  static func toStorage(_ object: ValueMap, _ resource: Resource) {
    if resource.isBuiltIn("horizontalpodautoscalers.autoscaling"), object.text("apiVersion") == "autoscaling/v1" {
      Autoscalers.toV2(object)
    }
    if resource.storage == "events" {
      if !resource.group.isEmpty { Events.convert(object, toCore: true) }
      object["apiVersion"] = .string("v1")
      return
    }
    if let version = resource.versions.first { object["apiVersion"] = .string(resource.apiVersion(version)) }
  }
}

/// HorizontalPodAutoscalers of autoscaling/v1, which know processor utilization only, and v2.
private enum Autoscalers {
  private static func isUtilization(_ metric: ValueMap) -> Bool {
    metric.text("type") == "Resource" && metric.map("resource")?.text("name") == "cpu"
      && metric.map("resource", "target")?.text("type") == "Utilization"
  }

  static func toV2(_ object: ValueMap) {
    guard let spec = object.map("spec"), let percentage = spec["targetCPUUtilizationPercentage"] else { return }
    spec["targetCPUUtilizationPercentage"] = nil
    let target = Value.map(["type": .string("Utilization"), "averageUtilization": percentage])
    spec["metrics"] = .list([
      .map(["type": .string("Resource"), "resource": .map(["name": .string("cpu"), "target": target])])
    ])
  }

  static func toV1(_ object: ValueMap) {
    guard let spec = object.map("spec") else { return }
    let metric = spec.maps("metrics").first(where: isUtilization)
    spec.set("targetCPUUtilizationPercentage", metric?.map("resource", "target")?["averageUtilization"])
    spec["metrics"] = nil
    spec["behavior"] = nil
    if let status = object.map("status") {
      status["conditions"] = nil
      status["currentMetrics"] = nil
    }
  }
}

/// Events of the core group and of events.k8s.io, which name a few fields differently.
private enum Events {
  private static let names: [(core: Bytes, new: Bytes)] = [
    ("involvedObject", "regarding"), ("message", "note"), ("count", "deprecatedCount"),
    ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"),
    ("source", "deprecatedSource"), ("reportingComponent", "reportingController"),
  ]

  static func convert(_ object: ValueMap, toCore: Bool) {
    for pair in names {
      let (from, to) = toCore ? (pair.new, pair.core) : (pair.core, pair.new)
      guard let value = object[from] else { continue }
      object[from] = nil
      object[to] = value
    }
  }
}
