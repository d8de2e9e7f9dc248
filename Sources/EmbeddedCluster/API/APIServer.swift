import Kubernetes
import Platform
import Values

/// Answers requests from the store: finds what a path names and hands it to the verb's handler.
final class APIServer {
  let store: ObjectStore
  let environment: ServerEnvironment

  init(store: ObjectStore, environment: ServerEnvironment) {
    self.store = store
    self.environment = environment
  }

  /// Answers a request; whatever is wrong with it becomes a metav1.Status.
  func respond(to request: HTTPRequest) -> HTTPResponse {
    do throws(APIError) {
      return try answer(request)
    } catch {
      var headers = [(name: "Content-Type", value: "application/json")]
      if error.retryAfter > 0 { headers.append((name: "Retry-After", value: String(error.retryAfter))) }
      let body: [UInt8]
      do throws(APIError) { body = try WireJSON.encode(error.status) } catch { body = [] }
      return HTTPResponse(status: error.code, headers: headers, body: body)
    }
  }

  private func answer(_ request: HTTPRequest) throws(APIError) -> HTTPResponse {
    switch RequestTarget(path: request.path) {
    case .objects(let path): return try answer(request, path)
    case .version: return try document(Discovery.version, request)
    case .health:
      return HTTPResponse(status: 200, headers: [(name: "Content-Type", value: "text/plain")], body: Array("ok".utf8))
    case .coreVersions: return try discovery(request, core: true) { _ in Discovery.coreVersions }
    case .groups: return try discovery(request, core: false) { $0.groupList }
    case .group(let name): return try discovery(request) { $0.groupDocument(name) }
    case .resources(let group, let version): return try discovery(request) { $0.resourceList(group, version) }
    case .unknown: throw .noResource
    }
  }

  // MARK: Discovery

  private func document(_ value: Value, _ request: HTTPRequest) throws(APIError) -> HTTPResponse {
    guard request.method == "GET" else { throw .noResource }
    return try Reply.json(200, value)
  }

  /// - Parameter core: whether the document has an aggregated form, and then of which of the two roots.
  private func discovery(
    _ request: HTTPRequest, core: Bool? = nil, _ make: (Discovery) -> Value?
  ) throws(APIError) -> HTTPResponse {
    let discovery = Discovery(custom: try store.reading { () throws(APIError) in try CustomResources.all(store) })
    if let core, let version = Reply.aggregatedDiscoveryVersion(request), request.method == "GET" {
      return try Reply.json(
        200, discovery.aggregated(core: core, version: version),
        type: "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList")
    }
    guard let value = make(discovery) else { throw .noResource }
    return try document(value, request)
  }

  // MARK: Objects

  private func answer(_ request: HTTPRequest, _ path: RequestTarget.ObjectsPath) throws(APIError) -> HTTPResponse {
    var options = try RequestOptions(request)
    try runDueWork()
    if request.method == "GET" {
      return try store.reading { () throws(APIError) in
        try ReadHandler(store: store, resource: resource(path), path: path, options: options).answer()
      }
    }
    let body = try RequestBody(request)
    // A DeleteOptions may ask for a dry run as well as the query.
    if request.method == "DELETE", !body.isEmpty, let asked = try body.object().list("dryRun"), !asked.isEmpty {
      options.isDryRun = true
    }
    return try write(keep: !options.isDryRun) { [options] session throws(APIError) -> HTTPResponse in
      let write = WriteRequest(
        session: session, resource: try resource(path), path: path, options: options, body: body)
      switch (request.method, path.name) {
      case ("POST", nil): return try CreateHandler(write).answer()
      case ("PUT", _?): return try UpdateHandler(write).answer()
      case ("PATCH", _?): return try PatchHandler(write).answer()
      case ("DELETE", _?): return try DeleteHandler(write).answer()
      case ("DELETE", nil): return try DeleteHandler(write).answerForCollection()
      default: throw .methodNotAllowed(write.resource)
      }
    }
  }

  /// The resource that a path names.
  private func resource(_ path: RequestTarget.ObjectsPath) throws(APIError) -> Resource {
    var found = ResourceTable.resource(path.group, path.plural)
    if found == nil { found = try CustomResources.resource(path.group, path.plural, store) }
    guard let resource = found, resource.versions.contains(path.version) else { throw .noResource }
    if path.namespace != nil, !resource.isNamespaced { throw .noResource }
    if path.name != nil, path.namespace == nil, resource.isNamespaced { throw .noResource }
    switch path.subresource {
    case nil: break
    case "status": if !resource.hasStatus { throw .noResource }
    case "scale": if !resource.hasScale { throw .noResource }
    default: throw .noResource
    }
    return resource
  }

  // MARK: Writing

  /// Runs one writing request and then the controllers, in one transaction.
  private func write<Result>(
    keep: Bool = true, _ body: (Session) throws(APIError) -> Result
  ) throws(APIError) -> Result {
    try store.writing(keep: keep) { () throws(APIError) -> Result in
      let session = Session(store: store, environment: environment)
      let result = try body(session)
      try Controllers.settle(session)
      return result
    }
  }

  /// Lets the controllers do what has become due since the last request.
  private func runDueWork() throws(APIError) {
    guard try store.hasWork(due: environment.clock.now().seconds) else { return }
    try write { session throws(APIError) in
      for key in try session.store.takeWork(due: session.now.seconds) { session.enqueue(key) }
    }
  }

  /// Fills a new cluster with what every cluster has.
  func bootstrap() throws(APIError) {
    if try store.version() > 0 { return }
    try write { session throws(APIError) in
      if try session.store.version() == 0 { try Bootstrap.fill(session) }
    }
  }
}
