import Kubernetes
import Values

/// The kinds that are only asked and never stored: who am I, and may I.
///
/// Whoever got past the door may do everything here.
enum Review {
  static func answer(
    _ request: HTTPRequest, _ body: RequestBody, _ resource: Resource, _ path: RequestTarget.ObjectsPath
  ) throws(APIError) -> HTTPResponse {
    guard request.method == "POST", path.name == nil else { throw .methodNotAllowed(resource) }
    let object = try body.object()
    object["apiVersion"] = .string(resource.apiVersion(path.version))
    object["kind"] = .string(resource.kind)
    object.setDefault("metadata", .map([:]))
    object["status"] = .map(status(resource.kind, object))
    return try Reply.json(201, .map(object))
  }

  private static var user: Value {
    .map(["username": .string("embedded-admin"), "groups": .strings(["system:masters", "system:authenticated"])])
  }

  private static func status(_ kind: String, _ object: ValueMap) -> ValueMap {
    switch kind {
    case "SelfSubjectReview": return ValueMap([("userInfo", user)])
    case "TokenReview": return ValueMap([("authenticated", .bool(false))])
    case "SelfSubjectRulesReview":
      let all: Value = .strings(["*"])
      return ValueMap([
        ("incomplete", .bool(false)),
        ("resourceRules", .list([.map(["verbs": all, "apiGroups": all, "resources": all])])),
        ("nonResourceRules", .list([.map(["verbs": all, "nonResourceURLs": all])])),
      ])
    default: return ValueMap([("allowed", .bool(true)), ("reason", .string("the embedded cluster allows everything"))])
    }
  }
}
