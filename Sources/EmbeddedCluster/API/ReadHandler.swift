import Kubernetes
import Values

/// get and list.
struct ReadHandler {
  let store: ObjectStore
  let resource: Resource
  let path: RequestTarget.ObjectsPath
  let options: RequestOptions
  let form: AnswerForm

  /// Answers a GET.
  func answer() throws(APIError) -> HTTPResponse {
    if let name = path.name { return try get(name) }
    return try list()
  }

  private func get(_ name: String) throws(APIError) -> HTTPResponse {
    guard let body = try store.body(resource.key(path.namespace ?? "", name)) else { throw .notFound(resource, name) }
    if path.subresource == "scale" {
      return try Reply.json(200, .map(Scale.of(try WireJSON.object(body), resource)))
    }
    return Reply.bytes(200, try form.document(body))
  }

  private func list() throws(APIError) -> HTTPResponse {
    let labels = try LabelSelector(query: options.labelSelector)
    let fields = try FieldSelector(options.fieldSelector, resource)
    let start = try ContinueToken.decode(options.continueToken)
    var items: [[UInt8]] = []
    var last: ObjectKey?
    var hasMore = false
    try store.forEach(
      resource.storage, namespace: path.namespace, after: start,
      matching: { key, stored in labels.matches(stored.values) && fields.matches(key) }
    ) { key, body throws(APIError) in
      if fields.needsBody, !fields.matches(try WireJSON.object(body)) { return true }
      if options.limit > 0, items.count == options.limit {
        hasMore = true
        return false
      }
      items.append(try form.item(body))
      last = key
      return true
    }
    let metadata = ValueMap([("resourceVersion", .string(String(try store.version())))])
    if hasMore, let last { metadata["continue"] = .string(ContinueToken.encode(last)) }
    return Reply.bytes(200, try form.list(items, metadata))
  }
}

/// Where a list in parts goes on, in a form that clients only hand back.
enum ContinueToken {
  static func encode(_ key: ObjectKey) -> String {
    String(decoding: Base64.encode(Array("\(key.namespace)/\(key.name)".utf8)), as: UTF8.self)
  }

  static func decode(_ token: String) throws(APIError) -> (namespace: String, name: String)? {
    if token.isEmpty { return nil }
    guard case .success(let bytes) = Base64.decode(Array(token.utf8)),
      let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
    else { throw .badRequest("continue key is not valid: \(token)") }
    return (String(decoding: bytes[..<slash], as: UTF8.self), String(decoding: bytes[(slash + 1)...], as: UTF8.self))
  }
}
