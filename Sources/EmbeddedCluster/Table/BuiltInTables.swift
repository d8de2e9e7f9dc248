import Values

/// The tables of the built-in kinds, as kubectl's printers have them.
enum BuiltInTables {
  typealias Column = TableColumns.Column

  /// One kind's columns and how its cells are made.
  struct Kind: Sendable {
    let columns: [Column]
    let cells: @Sendable (TableRow) -> [Value]
  }

  /// The table of a built-in resource by the name it is stored under.
  static func kind(_ storage: String) -> Kind? { kinds[storage] }

  private static let kinds: [String: Kind] = workloads.merging(configuration) { first, _ in first }
    .merging(volumes) { first, _ in first }.merging(access) { first, _ in first }

  private static let name = Column("Name", format: "name")
  private static let age = Column("Age")

  private static func wide(_ names: String...) -> [Column] { names.map { Column($0, priority: 1) } }

  private static func plain(_ names: String...) -> [Column] { names.map { Column($0) } }

  // MARK: Workloads

  private static let workloads: [String: Kind] = [
    "pods": Kind(
      columns: [name] + plain("Ready", "Status", "Restarts", "Age")
        + wide("IP", "Node", "Nominated Node", "Readiness Gates"), cells: PodTable.cells),
    "deployments.apps": Kind(
      columns: [name] + plain("Ready", "Up-to-date", "Available", "Age") + wide("Containers", "Images", "Selector")
    ) { row in
      [
        row.name, .string("\(row.count("readyReplicas"))/\(row.spec.integer("replicas") ?? 1)"),
        .int64(row.count("updatedReplicas")), .int64(row.count("availableReplicas")), row.age,
      ] + row.containersAndImages + [TableRow.selector(row.spec.map("selector"))]
    },
    "replicasets.apps": replicas { TableRow.selector($0.spec.map("selector")) },
    "replicationcontrollers": replicas { TableRow.labels($0.spec.map("selector")) },
    "statefulsets.apps": Kind(columns: [name] + plain("Ready", "Age") + wide("Containers", "Images")) { row in
      [row.name, .string("\(row.count("readyReplicas"))/\(row.spec.integer("replicas") ?? 1)"), row.age]
        + row.containersAndImages
    },
    "daemonsets.apps": Kind(
      columns: [name]
        + plain("Desired", "Current", "Ready", "Up-to-date", "Available", "Node Selector", "Age")
        + wide("Containers", "Images", "Selector")
    ) { row in
      [
        row.name, .int64(row.count("desiredNumberScheduled")), .int64(row.count("currentNumberScheduled")),
        .int64(row.count("numberReady")), .int64(row.count("updatedNumberScheduled")),
        .int64(row.count("numberAvailable")),
        TableRow.labels(row.spec.map("template")?.map("spec")?.map("nodeSelector")), row.age,
      ] + row.containersAndImages + [TableRow.selector(row.spec.map("selector"))]
    },
    "jobs.batch": Kind(
      columns: [name] + plain("Status", "Completions", "Duration", "Age") + wide("Containers", "Images", "Selector"),
      cells: job),
    "cronjobs.batch": Kind(
      columns: [name]
        + plain("Schedule", "Timezone", "Suspend", "Active", "Last Schedule", "Age")
        + wide("Containers", "Images", "Selector")
    ) { row in
      let template = TableRow(row.spec.map("jobTemplate") ?? ValueMap(), now: row.now)
      let last = row.status["lastScheduleTime"]
      return [
        row.name, .string(row.spec.text("schedule") ?? ""), TableRow.orNone(row.spec.text("timeZone")),
        .string(row.spec.bool("suspend") ?? false ? "True" : "False"), .int(row.status.maps("active").count),
        .string(last == nil ? "<none>" : row.since(last)), row.age,
      ] + template.containersAndImages + [TableRow.selector(template.spec.map("selector"))]
    },
    "horizontalpodautoscalers.autoscaling": Kind(
      columns: [name] + plain("Reference", "Targets", "MinPods", "MaxPods", "Replicas", "Age")
    ) { row in
      let target = row.spec.map("scaleTargetRef")
      let metrics = row.spec.maps("metrics").map { metric -> String in
        let wanted = metric.map("resource", "target")?.integer("averageUtilization").map { "\($0)%" } ?? "<auto>"
        return "\(metric.map("resource")?.text("name") ?? metric.text("type") ?? ""): <unknown>/\(wanted)"
      }
      return [
        row.name, .string("\(target?.text("kind") ?? "")/\(target?.text("name") ?? "")"),
        .string(metrics.isEmpty ? "<none>" : metrics.joined(separator: ", ")),
        .string(TableRow.text(row.spec["minReplicas"] ?? .int(1))), .int64(row.spec.integer("maxReplicas") ?? 0),
        .int64(row.count("currentReplicas")), row.age,
      ]
    },
    "poddisruptionbudgets.policy": Kind(
      columns: [name] + plain("Min Available", "Max Unavailable", "Allowed Disruptions", "Age")
    ) { row in
      func share(_ field: Bytes) -> Value { .string(row.spec[field].map { TableRow.text($0) } ?? "N/A") }
      return [
        row.name, share("minAvailable"), share("maxUnavailable"), .int64(row.count("disruptionsAllowed")), row.age,
      ]
    },
  ]

  private static func replicas(_ selector: @escaping @Sendable (TableRow) -> Value) -> Kind {
    Kind(columns: [name] + plain("Desired", "Current", "Ready", "Age") + wide("Containers", "Images", "Selector")) {
      row in
      [
        row.name, .int64(row.spec.integer("replicas") ?? 1), .int64(row.count("replicas")),
        .int64(row.count("readyReplicas")), row.age,
      ] + row.containersAndImages + [selector(row)]
    }
  }

  @Sendable private static func job(_ row: TableRow) -> [Value] {
    let wanted = row.spec.integer("completions")
    let completions = wanted.map { "\(row.count("succeeded"))/\($0)" } ?? "\(row.count("succeeded"))/1"
    let conditions = row.status.maps("conditions").filter { $0.text("status") == "True" }.compactMap { $0.text("type") }
    let state =
      ["Complete", "Failed", "Suspended"].first { conditions.contains($0) }
      ?? (row.object.isBeingDeleted ? "Terminating" : "Running")
    var duration = ""
    if let start = row.status["startTime"] {
      let taken = row.status.text("completionTime").flatMap { row.seconds(from: start, to: $0) }
      duration = taken.map(TableRow.duration) ?? row.since(start)
    }
    return [row.name, .string(state), .string(completions), .string(duration), row.age] + row.containersAndImages
      + [TableRow.selector(row.spec.map("selector"))]
  }

  // MARK: Services and configuration

  private static let configuration: [String: Kind] = [
    "services": Kind(
      columns: [name] + plain("Type", "Cluster-IP", "External-IP", "Port(s)", "Age") + wide("Selector"),
      cells: ServiceTable.service),
    "ingresses.networking.k8s.io": Kind(
      columns: [name] + plain("Class", "Hosts", "Address", "Ports", "Age"), cells: ServiceTable.ingress),
    "endpoints": Kind(columns: [name] + plain("Endpoints", "Age"), cells: ServiceTable.endpoints),
    "endpointslices.discovery.k8s.io": Kind(
      columns: [name] + plain("AddressType", "Ports", "Endpoints", "Age"), cells: ServiceTable.slice),
    "ingressclasses.networking.k8s.io": Kind(columns: [name] + plain("Controller", "Parameters", "Age")) { row in
      [row.name, .string(row.spec.text("controller") ?? ""), .string("<none>"), row.age]
    },
    "networkpolicies.networking.k8s.io": Kind(columns: [name] + plain("Pod-Selector", "Age")) { row in
      [row.name, TableRow.selector(row.spec.map("podSelector")), row.age]
    },
    "secrets": Kind(columns: [name] + plain("Type", "Data", "Age")) { row in
      [row.name, .string(row.object.text("type") ?? ""), .int(row.object.map("data")?.count ?? 0), row.age]
    },
    "configmaps": Kind(columns: [name] + plain("Data", "Age")) { row in
      [
        row.name, .int((row.object.map("data")?.count ?? 0) + (row.object.map("binaryData")?.count ?? 0)), row.age,
      ]
    },
    "namespaces": Kind(columns: [name] + plain("Status", "Age")) { row in
      [row.name, .string(row.status.text("phase") ?? "Active"), row.age]
    },
    "serviceaccounts": Kind(columns: [name] + plain("Secrets", "Age")) { row in
      [row.name, .int(row.object.maps("secrets").count), row.age]
    },
    "events": Kind(
      columns: plain("Last Seen", "Type", "Reason", "Object") + wide("Subobject", "Source") + plain("Message")
        + wide("First Seen", "Count") + [Column("Name", priority: 1, format: "name")], cells: event),
    "nodes": Kind(
      columns: [name] + plain("Status", "Roles", "Age", "Version")
        + wide("Internal-IP", "External-IP", "OS-Image", "Kernel-Version", "Container-Runtime")
    ) { row in
      let ready = row.status.maps("conditions").contains { $0.text("type") == "Ready" && $0.text("status") == "True" }
      let info = row.status.map("nodeInfo")
      return [
        row.name, .string(ready ? "Ready" : "NotReady"), .string("<none>"), row.age,
        .string(info?.text("kubeletVersion") ?? ""), .string("<none>"), .string("<none>"),
      ]
        + (["osImage", "kernelVersion", "containerRuntimeVersion"] as [Bytes]).map { field in
          .string(info?.text(field) ?? "<unknown>")
        }
    },
  ]

  @Sendable private static func event(_ row: TableRow) -> [Value] {
    let object = row.object
    let about = object.map("involvedObject")
    let source = object.map("source")?.text("component") ?? object.text("reportingComponent") ?? ""
    let first = object["firstTimestamp"] ?? object["eventTime"]
    return [
      .string(row.since(object["lastTimestamp"] ?? first)), .string(object.text("type") ?? ""),
      .string(object.text("reason") ?? ""),
      .string("\((about?.text("kind") ?? "").lowercased())/\(about?.text("name") ?? "")"),
      .string(about?.text("fieldPath") ?? ""), .string(source), .string(object.text("message") ?? ""),
      .string(row.since(first)), .int64(object.integer("count") ?? 1), row.name,
    ]
  }

  // MARK: Volumes

  private static let volumes: [String: Kind] = [
    "persistentvolumeclaims": Kind(
      columns: [name]
        + plain("Status", "Volume", "Capacity", "Access Modes", "StorageClass", "VolumeAttributesClass", "Age")
        + wide("VolumeMode")
    ) { row in
      [
        row.name, .string(row.object.isBeingDeleted ? "Terminating" : row.status.text("phase") ?? "Pending"),
        .string(row.spec.text("volumeName") ?? ""), .string(row.status.map("capacity")?.text("storage") ?? ""),
        TableRow.accessModes(row.status), .string(row.spec.text("storageClassName") ?? ""),
        .string(row.spec.text("volumeAttributesClassName") ?? "<unset>"), row.age,
        .string(row.spec.text("volumeMode") ?? "<unset>"),
      ]
    },
    "persistentvolumes": Kind(
      columns: [name]
        + plain(
          "Capacity", "Access Modes", "Reclaim Policy", "Status", "Claim", "StorageClass", "VolumeAttributesClass",
          "Reason", "Age") + wide("VolumeMode")
    ) { row in
      let claim = row.spec.map("claimRef").map { "\($0.text("namespace") ?? "")/\($0.text("name") ?? "")" }
      return [
        row.name, .string(row.spec.map("capacity")?.text("storage") ?? ""), TableRow.accessModes(row.spec),
        .string(row.spec.text("persistentVolumeReclaimPolicy") ?? ""),
        .string(row.status.text("phase") ?? "Available"), .string(claim ?? ""),
        .string(row.spec.text("storageClassName") ?? ""),
        .string(row.spec.text("volumeAttributesClassName") ?? "<unset>"), .string(row.status.text("reason") ?? ""),
        row.age, .string(row.spec.text("volumeMode") ?? "<unset>"),
      ]
    },
    "storageclasses.storage.k8s.io": Kind(
      columns: [name] + plain("Provisioner", "ReclaimPolicy", "VolumeBindingMode", "AllowVolumeExpansion", "Age")
    ) { row in
      let isDefault = row.object.annotation("storageclass.kubernetes.io/is-default-class") == "true"
      return [
        .string(row.object.name + (isDefault ? " (default)" : "")), .string(row.object.text("provisioner") ?? ""),
        .string(row.object.text("reclaimPolicy") ?? "Delete"),
        .string(row.object.text("volumeBindingMode") ?? "Immediate"),
        .bool(row.object.bool("allowVolumeExpansion") ?? false), row.age,
      ]
    },
  ]

  // MARK: Access and others

  private static let created = Column("Created At", "date")

  @Sendable private static func nameAndCreation(_ row: TableRow) -> [Value] {
    [row.name, row.object.metadata["creationTimestamp"] ?? .null]
  }

  private static let binding = Kind(
    columns: [name] + plain("Role", "Age") + wide("Users", "Groups", "ServiceAccounts")
  ) { row in
    let role = row.object.map("roleRef")
    func subjects(_ kind: String) -> Value {
      let matching = row.object.maps("subjects").filter { $0.text("kind") == kind }
      return .string(
        matching.map { subject in
          kind == "ServiceAccount"
            ? "\(subject.text("namespace") ?? "")/\(subject.text("name") ?? "")" : subject.text("name") ?? ""
        }.joined(separator: ", "))
    }
    return [
      row.name, .string("\(role?.text("kind") ?? "")/\(role?.text("name") ?? "")"), row.age, subjects("User"),
      subjects("Group"), subjects("ServiceAccount"),
    ]
  }

  private static let access: [String: Kind] = [
    "roles.rbac.authorization.k8s.io": Kind(columns: [name, created], cells: nameAndCreation),
    "clusterroles.rbac.authorization.k8s.io": Kind(columns: [name, created], cells: nameAndCreation),
    "customresourcedefinitions.apiextensions.k8s.io": Kind(columns: [name, created], cells: nameAndCreation),
    "limitranges": Kind(columns: [name, created], cells: nameAndCreation),
    "rolebindings.rbac.authorization.k8s.io": binding,
    "clusterrolebindings.rbac.authorization.k8s.io": binding,
    "priorityclasses.scheduling.k8s.io": Kind(
      columns: [name] + plain("Value", "Global-Default", "Age", "PreemptionPolicy")
    ) { row in
      [
        row.name, .int64(row.object.integer("value") ?? 0), .bool(row.object.bool("globalDefault") ?? false), row.age,
        .string(row.object.text("preemptionPolicy") ?? "PreemptLowerPriority"),
      ]
    },
    "leases.coordination.k8s.io": Kind(columns: [name] + plain("Holder", "Age")) { row in
      [row.name, .string(row.spec.text("holderIdentity") ?? ""), row.age]
    },
    "controllerrevisions.apps": Kind(columns: [name] + plain("Controller", "Revision", "Age")) { row in
      let owner = row.object.ownerReferences.first { $0.bool("controller") ?? false }
      let text = owner.map { "\(($0.text("kind") ?? "").lowercased()).apps/\($0.text("name") ?? "")" }
      return [row.name, TableRow.orNone(text), .int64(row.object.integer("revision") ?? 0), row.age]
    },
    "apiservices.apiregistration.k8s.io": Kind(columns: [name] + plain("Service", "Available", "Age")) { row in
      let service = row.spec.map("service").map { "\($0.text("namespace") ?? "")/\($0.text("name") ?? "")" }
      let available = row.status.maps("conditions").first { $0.text("type") == "Available" }
      return [row.name, .string(service ?? "Local"), .string(available?.text("status") ?? "Unknown"), row.age]
    },
    "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
    "validatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
    "resourcequotas": Kind(columns: [name] + plain("Request", "Limit", "Age")) { row in
      func list(_ isLimit: Bool) -> Value {
        let hard = row.spec.map("hard")?.entries ?? []
        return .string(
          hard.filter { $0.key.description.hasPrefix("limits") == isLimit }.map { entry in
            let used = row.status.map("used")?[entry.key].map { TableRow.text($0) } ?? "0"
            return "\(entry.key): \(used)/\(TableRow.text(entry.value))"
          }.joined(separator: ", "))
      }
      return [row.name, list(false), list(true), row.age]
    },
  ]

  private static let webhooks = Kind(columns: [name] + plain("Webhooks", "Age")) { row in
    [row.name, .int(row.object.maps("webhooks").count), row.age]
  }
}
