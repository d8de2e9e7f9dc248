import Values

/// What a pod's spec must be.
enum PodValidation {
  /// Everything that is wrong with a pod's spec at a path.
  static func problems(_ spec: ValueMap, _ path: String) -> [Problem] {
    var problems: [Problem] = []
    var volumes: Set<String> = []
    for (index, volume) in spec.maps("volumes").enumerated() {
      let at = "\(path).volumes[\(index)].name"
      let name = volume.text("name") ?? ""
      if name.isEmpty {
        problems.append(.required(at))
      } else if !Names.isLabel(name) {
        problems.append(.invalid(at, Shown.quoted(name), Names.labelRule))
      } else if !volumes.insert(name).inserted {
        problems.append(.duplicate(at, Shown.quoted(name)))
      }
    }
    if spec.maps("containers").isEmpty { problems.append(.required("\(path).containers")) }
    var names: Set<String> = []
    for list: Bytes in ["containers", "initContainers"] {
      for (index, container) in spec.maps(list).enumerated() {
        problems += containerProblems(container, "\(path).\(list)[\(index)]", volumes, &names)
      }
    }
    let policies = ["Always", "OnFailure", "Never"]
    if let policy = spec.text("restartPolicy"), !policies.contains(policy) {
      problems.append(.unsupported("\(path).restartPolicy", Shown.quoted(policy), policies))
    }
    if let seconds = spec["activeDeadlineSeconds"], !seconds.isNil,
      !(1...Int64(Int32.max)).contains(seconds.wholeNumber ?? 0)
    {
      problems.append(
        .invalid("\(path).activeDeadlineSeconds", Shown.json(seconds), "must be between 1 and 2147483647, inclusive"))
    }
    return problems
  }

  private static func containerProblems(
    _ container: ValueMap, _ path: String, _ volumes: Set<String>, _ names: inout Set<String>
  ) -> [Problem] {
    var problems: [Problem] = []
    let name = container.text("name") ?? ""
    if name.isEmpty {
      problems.append(.required("\(path).name"))
    } else if !Names.isLabel(name) {
      problems.append(.invalid("\(path).name", Shown.quoted(name), Names.labelRule))
    } else if !names.insert(name).inserted {
      problems.append(.duplicate("\(path).name", Shown.quoted(name)))
    }
    let image = container.text("image") ?? ""
    if image.isEmpty {
      problems.append(.required("\(path).image"))
    } else if image.first == " " || image.last == " " {
      problems.append(
        .invalid("\(path).image", Shown.quoted(image), "must not have leading or trailing whitespace"))
    }
    let policies = ["Always", "IfNotPresent", "Never"]
    if let policy = container.text("imagePullPolicy"), !policies.contains(policy) {
      problems.append(.unsupported("\(path).imagePullPolicy", Shown.quoted(policy), policies))
    }
    var portNames: Set<String> = []
    for (index, port) in container.maps("ports").enumerated() {
      let at = "\(path).ports[\(index)]"
      if let name = port.text("name"), !name.isEmpty {
        let why = Names.problemsWithPortName(name)
        problems += why.map { .invalid("\(at).name", Shown.quoted(name), $0) }
        if why.isEmpty, !portNames.insert(name).inserted {
          problems.append(.duplicate("\(at).name", Shown.quoted(name)))
        }
      }
      problems += portProblems(port["containerPort"], "\(at).containerPort")
      problems += protocolProblems(port, at)
    }
    for (index, variable) in (container.list("env") ?? []).map({ $0.asMap ?? ValueMap() }).enumerated() {
      let at = "\(path).env[\(index)]"
      if (variable.text("name") ?? "").isEmpty { problems.append(.required("\(at).name")) }
      if variable.map("valueFrom") != nil, !(variable.text("value") ?? "").isEmpty {
        problems.append(.invalid("\(at).valueFrom", Shown.quoted(""), "may not be specified when `value` is not empty"))
      }
    }
    var mounts: Set<String> = []
    for (index, mount) in container.maps("volumeMounts").enumerated() {
      let at = "\(path).volumeMounts[\(index)]"
      let volume = mount.text("name") ?? ""
      if volume.isEmpty {
        problems.append(.required("\(at).name"))
      } else if !volumes.contains(volume) {
        problems.append(.notFound("\(at).name", Shown.quoted(volume)))
      }
      let place = mount.text("mountPath") ?? ""
      if place.isEmpty {
        problems.append(.required("\(at).mountPath"))
      } else if !mounts.insert(place).inserted {
        problems.append(.invalid("\(at).mountPath", Shown.quoted(place), "must be unique"))
      }
    }
    problems += resourceProblems(container.map("resources"), "\(path).resources")
    return problems
  }

  /// What is wrong with requests and limits.
  static func resourceProblems(_ resources: ValueMap?, _ path: String) -> [Problem] {
    var problems: [Problem] = []
    for list: Bytes in ["limits", "requests"] {
      for entry in resources?.map(list)?.entries ?? [] {
        let at = "\(path).\(list)[\(entry.key)]"
        let text = entry.value.asString?.description ?? Shown.json(entry.value)
        // What is no quantity has been refused with the field's type.
        guard let number = Quantity.number(text) else { continue }
        if number < 0 { problems.append(.invalid(at, Shown.quoted(text), "must be greater than or equal to 0")) }
        guard list == "requests", let limit = resources?.map("limits")?[entry.key] else { continue }
        let limitText = limit.asString?.description ?? Shown.json(limit)
        if let most = Quantity.number(limitText), number > most {
          problems.append(
            .invalid(
              "\(path).requests", Shown.quoted(text),
              "must be less than or equal to \(entry.key) limit of \(limitText)"))
        }
      }
    }
    return problems
  }

  /// What is wrong with a port number.
  static func portProblems(_ value: Value?, _ path: String) -> [Problem] {
    guard let value, !value.isNil else { return [.required(path)] }
    guard let number = value.wholeNumber, (1...65_535).contains(number) else {
      return [.invalid(path, Shown.json(value), "must be between 1 and 65535, inclusive")]
    }
    return []
  }

  /// What is wrong with a port's protocol.
  static func protocolProblems(_ port: ValueMap, _ path: String) -> [Problem] {
    let known = ["SCTP", "TCP", "UDP"]
    guard let name = port.text("protocol"), !known.contains(name) else { return [] }
    return [.unsupported("\(path).protocol", Shown.quoted(name), known)]
  }
}
