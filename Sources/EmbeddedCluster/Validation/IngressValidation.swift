import Values

/// What an Ingress' spec must be.
enum IngressValidation {
  private static let pathTypes = ["Exact", "ImplementationSpecific", "Prefix"]

  static func problems(_ spec: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    let rules = spec.maps("rules")
    if rules.isEmpty, spec.map("defaultBackend") == nil {
      problems.append(
        .invalid("spec", Shown.json(.map(spec)), "either `defaultBackend` or `rules` must be specified"))
    }
    for (index, rule) in rules.enumerated() {
      let at = "spec.rules[\(index)]"
      if let host = rule.text("host"), !host.isEmpty,
        !Names.isSubdomain(host.hasPrefix("*.") ? String(host.dropFirst(2)) : host)
      {
        problems.append(.invalid("\(at).host", Shown.quoted(host), Names.subdomainRule))
      }
      guard let http = rule.map("http") else { continue }
      if http.maps("paths").isEmpty { problems.append(.required("\(at).http.paths")) }
      for (index, path) in http.maps("paths").enumerated() {
        problems += pathProblems(path, "\(at).http.paths[\(index)]")
      }
    }
    return problems
  }

  private static func pathProblems(_ path: ValueMap, _ at: String) -> [Problem] {
    var problems: [Problem] = []
    switch path.text("pathType") {
    case nil: problems.append(.required("\(at).pathType", "pathType must be specified"))
    case "Exact", "Prefix":
      let text = path.text("path") ?? ""
      if !text.hasPrefix("/") {
        problems.append(.invalid("\(at).path", Shown.quoted(text), "must be an absolute path"))
      }
    case "ImplementationSpecific": break
    case let type?: problems.append(.unsupported("\(at).pathType", Shown.quoted(type), pathTypes))
    }
    let backend = path.map("backend")
    if let service = backend?.map("service") {
      if (service.text("name") ?? "").isEmpty { problems.append(.required("\(at).backend.service.name")) }
      let port = service.map("port")
      if (port?.text("name") ?? "").isEmpty, (port?.integer("number") ?? 0) == 0 {
        problems.append(.required("\(at).backend", "port name or number is required"))
      }
    } else if backend?.map("resource") == nil {
      problems.append(.required("\(at).backend", "resource or service backend is required"))
    }
    return problems
  }
}
