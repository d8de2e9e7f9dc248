import Values

/// What may not change once an object is there.
enum Immutability {
  /// What a change of an object may not have changed.
  static func problems(_ object: ValueMap, _ old: ValueMap, _ resource: Resource) -> [Problem] {
    var problems = finalizerProblems(object, old)
    if resource.isCustom { return problems }
    let (spec, before) = (object.spec, old.spec)
    switch resource.qualified {
    case "deployments.apps", "daemonsets.apps", "replicasets.apps":
      problems += unchanged(["selector"], spec, before)
    case "statefulsets.apps": problems += statefulSetProblems(spec, before)
    case "jobs.batch":
      problems += unchanged(["completionMode", "selector", "template"], spec, before) + completions(spec, before)
    case "services": problems += serviceProblems(spec, before)
    case "secrets":
      if object.text("type") != old.text("type") {
        problems.append(.invalid("type", Shown.json(object["type"] ?? .null), "field is immutable"))
      }
      problems += dataProblems(object, old, ["data"])
    case "configmaps": problems += dataProblems(object, old, ["data", "binaryData"])
    case "persistentvolumeclaims": problems += claimProblems(spec, before)
    case "pods": problems += podProblems(spec, before)
    case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io":
      if !Value.same(object["roleRef"], old["roleRef"]) {
        problems.append(.invalid("roleRef", Shown.json(object["roleRef"] ?? .null), "cannot change roleRef"))
      }
    case "storageclasses.storage.k8s.io":
      for field: Bytes in ["parameters", "provisioner"] where !Value.same(object[field], old[field]) {
        problems.append(.forbidden("\(field)", "updates to \(field) are forbidden."))
      }
      for field: Bytes in ["reclaimPolicy", "volumeBindingMode"] where !Value.same(object[field], old[field]) {
        problems.append(.invalid("\(field)", Shown.json(object[field] ?? .null), "field is immutable"))
      }
    case "priorityclasses.scheduling.k8s.io":
      if !Value.same(object["value"], old["value"]) {
        problems.append(.forbidden("value", "may not be changed in an update."))
      }
    case "ingressclasses.networking.k8s.io": problems += unchanged(["controller"], spec, before)
    case CustomResources.definitions: problems += unchanged(["group", "scope"], spec, before)
    default: break
    }
    return problems
  }

  private static func unchanged(_ fields: [Bytes], _ spec: ValueMap, _ before: ValueMap) -> [Problem] {
    fields.filter { !Value.same(spec[$0], before[$0]) }.map {
      .invalid("spec.\($0)", Shown.json(spec[$0] ?? .null), "field is immutable")
    }
  }

  private static func finalizerProblems(_ object: ValueMap, _ old: ValueMap) -> [Problem] {
    guard old.isBeingDeleted else { return [] }
    let added = object.finalizers.filter { !old.finalizers.contains($0) }
    if added.isEmpty { return [] }
    let list = added.map(Shown.quoted).joined(separator: ", ")
    return [
      .forbidden(
        "metadata.finalizers",
        "no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}")
    ]
  }

  private static func statefulSetProblems(_ spec: ValueMap, _ before: ValueMap) -> [Problem] {
    let free: Set<Bytes> = [
      "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
      "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
    ]
    let isSame = Set(spec.keys).union(before.keys).subtracting(free).allSatisfy { Value.same(spec[$0], before[$0]) }
    if isSame { return [] }
    return [
      .forbidden(
        "spec",
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
          + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")
    ]
  }

  /// An indexed Job may change its completions together with its parallelism.
  private static func completions(_ spec: ValueMap, _ before: ValueMap) -> [Problem] {
    if spec.text("completionMode") == "Indexed", Value.same(spec["completions"], spec["parallelism"]) { return [] }
    return unchanged(["completions"], spec, before)
  }

  private static func serviceProblems(_ spec: ValueMap, _ before: ValueMap) -> [Problem] {
    let changes =
      spec.text("type") != before.text("type") && [spec, before].contains { $0.text("type") == "ExternalName" }
    if changes || Value.same(spec["clusterIP"], before["clusterIP"]) { return [] }
    let shown = Shown.json(.list([spec["clusterIP"] ?? .string("")]))
    return [.invalid("spec.clusterIPs[0]", shown, "may not change once set")]
  }

  private static func dataProblems(_ object: ValueMap, _ old: ValueMap, _ fields: [Bytes]) -> [Problem] {
    guard old.bool("immutable") ?? false else { return [] }
    let why = "field is immutable when `immutable` is set"
    var problems: [Problem] = []
    if !(object.bool("immutable") ?? false) { problems.append(.forbidden("immutable", why)) }
    for field in fields where !Value.same(object[field], old[field]) {
      problems.append(.forbidden("\(field)", why))
    }
    return problems
  }

  private static func claimProblems(_ spec: ValueMap, _ before: ValueMap) -> [Problem] {
    let free: Set<Bytes> = ["resources", "volumeAttributesClassName"]
    // The binder names the volume, and clients that apply their manifest again do not.
    if spec["volumeName"]?.isNil ?? true { spec.set("volumeName", before["volumeName"]) }
    if spec["storageClassName"]?.isNil ?? true { spec.set("storageClassName", before["storageClassName"]) }
    let isSame = Set(spec.keys).union(before.keys).subtracting(free).allSatisfy { key in
      Value.same(spec[key], before[key]) || (key == "volumeName" && before[key] == nil)
    }
    if !isSame {
      return [
        .forbidden(
          "spec",
          "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")
      ]
    }
    func storage(_ spec: ValueMap) -> Double? {
      spec.map("resources")?.map("requests")?.text("storage").flatMap(Quantity.number)
    }
    if let now = storage(spec), let then = storage(before), now < then {
      return [.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity")]
    }
    return []
  }

  private static func podProblems(_ spec: ValueMap, _ before: ValueMap) -> [Problem] {
    func plain(_ spec: ValueMap) -> Value {
      let copy = spec.deepCopy()
      for field: Bytes in ["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName"] {
        copy[field] = nil
      }
      for list: Bytes in ["initContainers", "containers"] {
        for container in copy.maps(list) { container["image"] = nil }
      }
      return .map(copy)
    }
    if plain(spec).isSame(as: plain(before)) { return [] }
    return [
      .forbidden(
        "spec",
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
          + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
          + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)")
    ]
  }
}
