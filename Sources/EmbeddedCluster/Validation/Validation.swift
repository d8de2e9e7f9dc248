import Values

/// What an object must be, whatever it was before, as kube-apiserver's validation says it.
enum Validation {
  /// Everything that is wrong with an object in its storage version.
  static func problems(_ object: ValueMap, _ resource: Resource) -> [Problem] {
    var problems = MetadataValidation.problems(object, resource)
    if resource.isCustom { return problems }
    let spec = object.spec
    switch resource.qualified {
    case "pods": problems += PodValidation.problems(spec, "spec")
    case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps":
      problems += WorkloadValidation.problems(spec, resource)
    case "jobs.batch": problems += WorkloadValidation.jobProblems(spec, "spec")
    case "cronjobs.batch": problems += WorkloadValidation.cronJobProblems(spec)
    case "services": problems += ServiceValidation.problems(spec)
    case "secrets": problems += DataValidation.secretProblems(object)
    case "configmaps": problems += DataValidation.configMapProblems(object)
    case "ingresses.networking.k8s.io": problems += IngressValidation.problems(spec)
    case "persistentvolumeclaims": problems += claimProblems(spec)
    case "horizontalpodautoscalers.autoscaling": problems += autoscalerProblems(spec)
    case "poddisruptionbudgets.policy":
      if !(spec["minAvailable"]?.isNil ?? true), !(spec["maxUnavailable"]?.isNil ?? true) {
        problems.append(
          .invalid("spec", Shown.json(.map(spec)), "minAvailable and maxUnavailable cannot be both set"))
      }
    case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io":
      problems += bindingProblems(object, resource)
    case "storageclasses.storage.k8s.io":
      if (object.text("provisioner") ?? "").isEmpty { problems.append(.required("provisioner")) }
    case "priorityclasses.scheduling.k8s.io":
      if let value = object.integer("value"), value > 1_000_000_000, !object.name.hasPrefix("system-") {
        problems.append(.forbidden("value", "maximum allowed value of a user defined priority is 1000000000"))
      }
    case CustomResources.definitions: problems += DefinitionValidation.problems(object)
    default: break
    }
    return problems
  }

  private static func claimProblems(_ spec: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    if (spec.list("accessModes") ?? []).isEmpty {
      problems.append(.required("spec.accessModes", "at least 1 access mode is required"))
    }
    if spec.map("resources")?.map("requests")?["storage"] == nil {
      problems.append(.required("spec.resources[storage]"))
    }
    problems += PodValidation.resourceProblems(spec.map("resources"), "spec.resources")
    return problems
  }

  private static func autoscalerProblems(_ spec: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    let (least, most) = (spec.integer("minReplicas") ?? 1, spec.integer("maxReplicas") ?? 0)
    if least < 1 {
      problems.append(.invalid("spec.minReplicas", "\(least)", "must be greater than or equal to 1"))
    }
    if most < 1 { problems.append(.invalid("spec.maxReplicas", "\(most)", "must be greater than 0")) }
    if most < least {
      problems.append(.invalid("spec.maxReplicas", "\(most)", "must be greater than or equal to `minReplicas`"))
    }
    let target = spec.map("scaleTargetRef") ?? ValueMap()
    for field: Bytes in ["kind", "name"] where (target.text(field) ?? "").isEmpty {
      problems.append(.required("spec.scaleTargetRef.\(field)"))
    }
    return problems
  }

  private static func bindingProblems(_ object: ValueMap, _ resource: Resource) -> [Problem] {
    var problems: [Problem] = []
    let role = object.map("roleRef") ?? ValueMap()
    let group = "rbac.authorization.k8s.io"
    if role.text("apiGroup") != group {
      problems.append(.unsupported("roleRef.apiGroup", Shown.json(role["apiGroup"] ?? .string("")), [group]))
    }
    let kinds = resource.isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]
    if !kinds.contains(role.text("kind") ?? "") {
      problems.append(.unsupported("roleRef.kind", Shown.json(role["kind"] ?? .string("")), kinds))
    }
    if (role.text("name") ?? "").isEmpty { problems.append(.required("roleRef.name")) }
    for (index, subject) in object.maps("subjects").enumerated() {
      let path = "subjects[\(index)]"
      if (subject.text("name") ?? "").isEmpty { problems.append(.required("\(path).name")) }
      switch subject.text("kind") {
      case "ServiceAccount":
        // In a namespace, an account without one is the namespace's own.
        if !resource.isNamespaced, (subject.text("namespace") ?? "").isEmpty {
          problems.append(.required("\(path).namespace"))
        }
      case "User", "Group": break
      default:
        problems.append(
          .unsupported(
            "\(path).kind", Shown.json(subject["kind"] ?? .string("")), ["ServiceAccount", "User", "Group"]))
      }
    }
    return problems
  }
}

/// Values as error messages show them.
enum Shown {
  /// A value as JSON.
  static func json(_ value: Value) -> String {
    do throws(APIError) {
      return String(decoding: try WireJSON.encode(value), as: UTF8.self)
    } catch {
      return ""
    }
  }

  /// A text in quotes.
  static func quoted(_ text: String) -> String { json(.string(text)) }
}
