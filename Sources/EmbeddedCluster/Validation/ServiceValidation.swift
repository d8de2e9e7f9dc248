import Values

/// What a Service's spec must be.
enum ServiceValidation {
  private static let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]

  static func problems(_ spec: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    let type = spec.text("type") ?? ""
    if !types.contains(type) { problems.append(.unsupported("spec.type", Shown.quoted(type), types)) }
    let ports = spec.maps("ports")
    if ports.isEmpty, type != "ExternalName", spec.text("clusterIP") != "None" {
      problems.append(.required("spec.ports"))
    }
    if type == "ExternalName" {
      let name = spec.text("externalName") ?? ""
      if name.isEmpty {
        problems.append(.required("spec.externalName"))
      } else if !Names.isSubdomain(name.hasSuffix(".") ? String(name.dropLast()) : name) {
        problems.append(.invalid("spec.externalName", Shown.quoted(name), Names.subdomainRule))
      }
    }
    let affinities = ["ClientIP", "None"]
    if let affinity = spec.text("sessionAffinity"), !affinities.contains(affinity) {
      problems.append(.unsupported("spec.sessionAffinity", Shown.quoted(affinity), affinities))
    }
    var names: Set<String> = []
    var numbers: Set<String> = []
    for (index, port) in ports.enumerated() {
      let path = "spec.ports[\(index)]"
      let name = port.text("name") ?? ""
      if name.isEmpty {
        if ports.count > 1 { problems.append(.required("\(path).name")) }
      } else if !Names.isLabel(name) {
        problems.append(.invalid("\(path).name", Shown.quoted(name), Names.labelRule))
      } else if !names.insert(name).inserted {
        problems.append(.duplicate("\(path).name", Shown.quoted(name)))
      }
      problems += PodValidation.portProblems(port["port"], "\(path).port")
      problems += PodValidation.protocolProblems(port, path)
      if let target = port["targetPort"], target.isNumber {
        problems += PodValidation.portProblems(target, "\(path).targetPort")
      } else if let target = port.text("targetPort") {
        problems += Names.problemsWithPortName(target).map {
          .invalid("\(path).targetPort", Shown.quoted(target), $0)
        }
      }
      let pair = Value.map(["port": port["port"] ?? .null, "protocol": port["protocol"] ?? .null])
      if !numbers.insert(Shown.json(pair)).inserted {
        problems.append(.duplicate(path, Shown.json(pair)))
      }
    }
    return problems
  }
}
