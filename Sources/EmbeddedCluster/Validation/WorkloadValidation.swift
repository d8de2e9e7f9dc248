import Values

/// What the specs of workloads must be.
enum WorkloadValidation {
  /// Deployments, StatefulSets, DaemonSets and ReplicaSets.
  static func problems(_ spec: ValueMap, _ resource: Resource) -> [Problem] {
    var problems: [Problem] = []
    if let replicas = spec["replicas"], !replicas.isNil, (replicas.wholeNumber ?? -1) < 0 {
      problems.append(.invalid("spec.replicas", Shown.json(replicas), "must be greater than or equal to 0"))
    }
    if let selector = spec.map("selector") {
      let labels = spec.map("template", "metadata", "labels")
      if ObjectSelector(selector).isEmpty {
        problems.append(
          .invalid(
            "spec.selector", Shown.json(.map(selector)),
            "empty selector is invalid for \(resource.kind.lowercased())"))
      } else if !ObjectSelector(selector).matches(Labels(labels)) {
        problems.append(
          .invalid(
            "spec.template.metadata.labels", Shown.json(labels.map { .map($0) } ?? .null),
            "`selector` does not match template `labels`"))
      }
    } else {
      problems.append(.required("spec.selector"))
    }
    // Of a StatefulSet's pods API servers check little: its claims count as volumes only once they are made.
    if resource.kind != "StatefulSet" { problems += templateProblems(spec.map("template"), "spec.template") }
    if let policy = spec.map("template")?.map("spec")?.text("restartPolicy"), ["OnFailure", "Never"].contains(policy) {
      problems.append(.unsupported("spec.template.spec.restartPolicy", Shown.quoted(policy), ["Always"]))
    }
    if resource.kind == "Deployment" { problems += strategyProblems(spec.map("strategy")) + paceProblems(spec) }
    return problems
  }

  private static func strategyProblems(_ strategy: ValueMap?) -> [Problem] {
    guard let strategy else { return [] }
    switch strategy.text("type") {
    case "Recreate":
      if strategy["rollingUpdate"]?.isNil ?? true { return [] }
      return [
        .forbidden(
          "spec.strategy.rollingUpdate",
          "may not be specified when strategy `type` is 'Recreate'")
      ]
    case "RollingUpdate": return rollingProblems(strategy.map("rollingUpdate") ?? ValueMap())
    case let type:
      return [
        .unsupported(
          "spec.strategy", #"{"Type":\#(Shown.quoted(type ?? "")),"RollingUpdate":null}"#,
          ["Recreate", "RollingUpdate"])
      ]
    }
  }

  /// What is wrong with how many pods may be missing or too many during an update.
  private static func rollingProblems(_ update: ValueMap) -> [Problem] {
    let path = "spec.strategy.rollingUpdate"
    var problems: [Problem] = []
    for field: Bytes in ["maxUnavailable", "maxSurge"] {
      guard let value = update[field] else { continue }
      if let text = value.asString?.description {
        let isPercentage =
          text.last == "%" && text.count > 1 && text.dropLast().allSatisfy { $0.isASCII && $0.isNumber }
        if !isPercentage {
          problems.append(
            .invalid(
              "\(path).\(field)", Shown.quoted(text),
              "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex "
                + "used for validation is '[0-9]+%')"))
        } else if field == "maxUnavailable", (Int(text.dropLast()) ?? .max) > 100 {
          problems.append(.invalid("\(path).\(field)", Shown.quoted(text), "must not be greater than 100%"))
        }
      } else if (value.wholeNumber ?? 0) < 0 {
        problems.append(.invalid("\(path).\(field)", Shown.json(value), "must be greater than or equal to 0"))
      }
    }
    func isZero(_ field: Bytes) -> Bool { update[field]?.wholeNumber == 0 || update.text(field) == "0%" }
    if isZero("maxSurge"), isZero("maxUnavailable"), let value = update["maxUnavailable"] {
      problems.append(.invalid("\(path).maxUnavailable", Shown.json(value), "may not be 0 when `maxSurge` is 0"))
    }
    return problems
  }

  /// What is wrong with a Deployment's times.
  private static func paceProblems(_ spec: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    let least = spec.integer("minReadySeconds") ?? 0
    if least < 0 {
      problems.append(.invalid("spec.minReadySeconds", "\(least)", "must be greater than or equal to 0"))
    }
    if let history = spec.integer("revisionHistoryLimit"), history < 0 {
      problems.append(.invalid("spec.revisionHistoryLimit", "\(history)", "must be greater than or equal to 0"))
    }
    if let deadline = spec.integer("progressDeadlineSeconds") {
      let path = "spec.progressDeadlineSeconds"
      if deadline < 0 { problems.append(.invalid(path, "\(deadline)", "must be greater than or equal to 0")) }
      if deadline <= least { problems.append(.invalid(path, "\(deadline)", "must be greater than minReadySeconds")) }
    }
    return problems
  }

  private static func templateProblems(_ template: ValueMap?, _ path: String) -> [Problem] {
    var problems: [Problem] = []
    for (key, value) in Labels(template?.map("metadata", "labels")).values.sorted(by: { $0.key < $1.key }) {
      if let why = Names.problemWithQualifiedName(key) {
        problems.append(.invalid("\(path).labels", Shown.quoted(key), why))
      }
      if let why = Names.problemWithLabelValue(value) {
        problems.append(.invalid("\(path).labels", Shown.quoted(value), why))
      }
    }
    let spec = template?.map("spec") ?? ValueMap()
    return problems + PodValidation.problems(spec, "\(path).spec")
  }

  /// A Job's spec at a path.
  static func jobProblems(_ spec: ValueMap, _ path: String) -> [Problem] {
    var problems: [Problem] = []
    for field: Bytes in ["parallelism", "completions", "backoffLimit", "activeDeadlineSeconds"] {
      if let value = spec[field], !value.isNil, (value.wholeNumber ?? -1) < 0 {
        problems.append(.invalid("\(path).\(field)", Shown.json(value), "must be greater than or equal to 0"))
      }
    }
    problems += templateProblems(spec.map("template"), "\(path).template")
    if spec.map("template")?.map("spec")?.text("restartPolicy") ?? "Always" == "Always" {
      problems.append(
        .required("\(path).template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\""))
    }
    return problems
  }

  /// A CronJob's spec.
  static func cronJobProblems(_ spec: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    let schedule = spec.text("schedule") ?? ""
    let fields = schedule.split(separator: " ").count
    if schedule.isEmpty {
      problems.append(.required("spec.schedule"))
    } else if !schedule.hasPrefix("@"), fields != 5 {
      problems.append(
        .invalid(
          "spec.schedule", Shown.quoted(schedule), "expected exactly 5 fields, found \(fields): [\(schedule)]"))
    }
    let policies = ["Allow", "Forbid", "Replace"]
    if let policy = spec.text("concurrencyPolicy"), !policies.contains(policy) {
      problems.append(.unsupported("spec.concurrencyPolicy", Shown.quoted(policy), policies))
    }
    return problems + jobProblems(spec.map("jobTemplate")?.map("spec") ?? ValueMap(), "spec.jobTemplate.spec")
  }
}
