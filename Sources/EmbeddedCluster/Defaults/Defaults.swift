import Values

/// What an API server fills in where an object says nothing.
///
/// Not every default of Kubernetes, but those that immutable fields, comparisons, readiness and people rely on.
enum Defaults {
  /// Completes an object that is about to be stored.
  ///
  /// - Parameter old: the state before, nil for a new object.
  static func apply(
    _ object: ValueMap, _ resource: Resource, session: Session, old: ValueMap?
  ) throws(APIError) {
    if resource.isCustom { return }
    let spec = object.map("spec")
    switch resource.qualified {
    case "secrets": try secret(object)
    case "namespaces": namespace(object)
    case "services": try ServiceDefaults.apply(object.child("spec"), session: session, old: old)
    case "pods": if let spec { PodDefaults.apply(spec) }
    case "persistentvolumeclaims": if let spec { claim(spec) }
    case "deployments.apps": if let spec { deployment(spec) }
    case "replicasets.apps", "replicationcontrollers":
      spec?.setDefault("replicas", .int(1))
      PodDefaults.apply(template: spec)
    case "statefulsets.apps": if let spec { statefulSet(spec) }
    case "daemonsets.apps": if let spec { daemonSet(spec) }
    case "jobs.batch": if let spec { job(spec, of: object, old: old) }
    case "cronjobs.batch": if let spec { cronJob(spec) }
    case "horizontalpodautoscalers.autoscaling": spec?.setDefault("minReplicas", .int(1))
    case "networkpolicies.networking.k8s.io": if let spec { networkPolicy(spec) }
    case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io": binding(object)
    case "storageclasses.storage.k8s.io":
      object.setDefault("reclaimPolicy", .string("Delete"))
      object.setDefault("volumeBindingMode", .string("Immediate"))
    case CustomResources.definitions: if let spec { definition(spec) }
    case "validatingwebhookconfigurations.admissionregistration.k8s.io",
      "mutatingwebhookconfigurations.admissionregistration.k8s.io":
      webhooks(object)
    default: break
    }
  }

  /// `stringData` becomes `data`; the type is Opaque.
  private static func secret(_ object: ValueMap) throws(APIError) {
    object.setDefault("type", .string("Opaque"))
    if let texts = object.map("stringData") {
      for entry in texts.entries {
        object.child("data")[entry.key] = .string(Bytes(Base64.encode(entry.value.asString?.storage ?? [])))
      }
    }
    object["stringData"] = nil
    if let data = object.map("data"), data.isEmpty { object["data"] = nil }
  }

  private static func namespace(_ object: ValueMap) {
    let metadata = object.child("metadata")
    metadata.child("labels")["kubernetes.io/metadata.name"] = .string(object.name)
    object.child("spec").setDefault("finalizers", .list([.string("kubernetes")]))
  }

  private static func claim(_ spec: ValueMap) {
    spec.setDefault("volumeMode", .string("Filesystem"))
  }

  private static func deployment(_ spec: ValueMap) {
    spec.setDefault("replicas", .int(1))
    spec.setDefault("revisionHistoryLimit", .int(10))
    spec.setDefault("progressDeadlineSeconds", .int(600))
    let strategy = spec.child("strategy")
    strategy.setDefault("type", .string("RollingUpdate"))
    if strategy.text("type") == "RollingUpdate" {
      let rolling = strategy.child("rollingUpdate")
      rolling.setDefault("maxUnavailable", .string("25%"))
      rolling.setDefault("maxSurge", .string("25%"))
    }
    PodDefaults.apply(template: spec)
  }

  private static func statefulSet(_ spec: ValueMap) {
    spec.setDefault("replicas", .int(1))
    spec.setDefault("revisionHistoryLimit", .int(10))
    spec.setDefault("podManagementPolicy", .string("OrderedReady"))
    let strategy = spec.child("updateStrategy")
    strategy.setDefault("type", .string("RollingUpdate"))
    if strategy.text("type") == "RollingUpdate" {
      strategy.child("rollingUpdate").setDefault("partition", .int(0))
    }
    let retention = spec.child("persistentVolumeClaimRetentionPolicy")
    retention.setDefault("whenDeleted", .string("Retain"))
    retention.setDefault("whenScaled", .string("Retain"))
    for template in spec.maps("volumeClaimTemplates") {
      template.setDefault("apiVersion", .string("v1"))
      template.setDefault("kind", .string("PersistentVolumeClaim"))
      if let spec = template.map("spec") { claim(spec) }
      template.setDefault("status", .map(["phase": .string("Pending")]))
    }
    PodDefaults.apply(template: spec)
  }

  private static func daemonSet(_ spec: ValueMap) {
    spec.setDefault("revisionHistoryLimit", .int(10))
    let strategy = spec.child("updateStrategy")
    strategy.setDefault("type", .string("RollingUpdate"))
    if strategy.text("type") == "RollingUpdate" {
      let rolling = strategy.child("rollingUpdate")
      rolling.setDefault("maxUnavailable", .int(1))
      rolling.setDefault("maxSurge", .int(0))
    }
    PodDefaults.apply(template: spec)
  }

  private static func jobSpec(_ spec: ValueMap) {
    spec.setDefault("parallelism", .int(1))
    if spec["completions"] == nil, spec.integer("parallelism") == 1 { spec["completions"] = .int(1) }
    spec.setDefault("backoffLimit", .int(6))
    spec.setDefault("completionMode", .string("NonIndexed"))
    spec.setDefault("suspend", .bool(false))
    spec.setDefault("podReplacementPolicy", .string("TerminatingOrFailed"))
    PodDefaults.apply(template: spec)
  }

  /// A Job's selector and its template's labels are generated from its uid, here its name, unless it brings its own.
  private static func job(_ spec: ValueMap, of object: ValueMap, old: ValueMap?) {
    jobSpec(spec)
    if spec.bool("manualSelector") ?? false { return }
    if let old, spec["selector"]?.isNil ?? true { spec.set("selector", old.spec["selector"]?.deepCopy()) }
    let generated: [Bytes] = [
      "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name",
    ]
    guard let template = spec.map("template") else { return }
    let labels = template.child("metadata").child("labels")
    if let old {
      for label in generated { labels.set(label, old.spec.map("template", "metadata", "labels")?[label]) }
    } else {
      labels["batch.kubernetes.io/job-name"] = .string(object.name)
      labels["job-name"] = .string(object.name)
      spec.setDefault(
        "selector", .map(["matchLabels": .map(["batch.kubernetes.io/job-name": .string(object.name)])]))
    }
    if labels.isEmpty { template.child("metadata")["labels"] = nil }
  }

  private static func cronJob(_ spec: ValueMap) {
    spec.setDefault("concurrencyPolicy", .string("Allow"))
    spec.setDefault("suspend", .bool(false))
    spec.setDefault("successfulJobsHistoryLimit", .int(3))
    spec.setDefault("failedJobsHistoryLimit", .int(1))
    guard let template = spec.map("jobTemplate")?.map("spec") else { return }
    PodDefaults.apply(template: template)
  }

  private static func networkPolicy(_ spec: ValueMap) {
    spec.setDefault("podSelector", .map(ValueMap()))
    let hasEgress = spec.list("egress") != nil
    spec.setDefault("policyTypes", .list(hasEgress ? [.string("Ingress"), .string("Egress")] : [.string("Ingress")]))
    for rule in spec.maps("ingress") + spec.maps("egress") {
      for port in rule.maps("ports") { port.setDefault("protocol", .string("TCP")) }
    }
  }

  private static func binding(_ object: ValueMap) {
    let group = Value.string("rbac.authorization.k8s.io")
    if let role = object.map("roleRef"), (role.text("apiGroup") ?? "").isEmpty { role["apiGroup"] = group }
    for subject in object.maps("subjects") where ["User", "Group"].contains(subject.text("kind")) {
      subject.setDefault("apiGroup", group)
    }
  }

  private static func definition(_ spec: ValueMap) {
    if let names = spec.map("names"), let kind = names.text("kind") {
      names.setDefault("singular", .string(kind.lowercased()))
      names.setDefault("listKind", .string(kind + "List"))
    }
    spec.child("conversion").setDefault("strategy", .string("None"))
  }

  private static func webhooks(_ object: ValueMap) {
    for webhook in object.maps("webhooks") {
      webhook.setDefault("failurePolicy", .string("Fail"))
      webhook.setDefault("matchPolicy", .string("Equivalent"))
      webhook.setDefault("timeoutSeconds", .int(10))
      webhook.setDefault("namespaceSelector", .map(ValueMap()))
      webhook.setDefault("objectSelector", .map(ValueMap()))
      for rule in webhook.maps("rules") { rule.setDefault("scope", .string("*")) }
    }
  }
}
