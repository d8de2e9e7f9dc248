import Kubernetes
import Platform
import Values

/// Answers requests from the store: finds what a path names and hands it to the verb's handler.
final class APIServer {
  let store: ObjectStore
  let environment: ServerEnvironment
  private var hasWritten = false

  init(store: ObjectStore, environment: ServerEnvironment) {
    self.store = store
    self.environment = environment
  }

  /// Whether something was written since this was last asked.
  func takeHasWritten() -> Bool {
    defer { hasWritten = false }
    return hasWritten
  }

  /// What a request leads to.
  enum Opening {
    case answer(HTTPResponse)
    /// Events that come as they happen.
    case watch(Watch)
  }

  /// Answers a request; whatever is wrong with it becomes a metav1.Status.
  func respond(to request: HTTPRequest) -> HTTPResponse {
    answering { () throws(APIError) in
      switch try open(checking: request) {
      case .answer(let response): return response
      case .watch(let watch): throw .methodNotAllowed(try resource(watch.path))
      }
    }
  }

  /// Answers a request, or begins the watch that it asks for.
  func open(_ request: HTTPRequest) -> Opening {
    do throws(APIError) {
      return try open(checking: request)
    } catch {
      return .answer(answering { () throws(APIError) in throw error })
    }
  }

  private func answering(_ body: () throws(APIError) -> HTTPResponse) -> HTTPResponse {
    do throws(APIError) {
      return try body()
    } catch {
      var headers = [(name: "Content-Type", value: "application/json")]
      if error.retryAfter > 0 { headers.append((name: "Retry-After", value: String(error.retryAfter))) }
      let body: [UInt8]
      do throws(APIError) { body = try WireJSON.encode(error.status) } catch { body = [] }
      return HTTPResponse(status: error.code, headers: headers, body: body)
    }
  }

  private func open(checking request: HTTPRequest) throws(APIError) -> Opening {
    switch RequestTarget(path: request.path) {
    case .objects(let path): return try open(request, path)
    case .version: return .answer(try document(Discovery.version, request))
    case .health:
      return .answer(
        HTTPResponse(status: 200, headers: [(name: "Content-Type", value: "text/plain")], body: Array("ok".utf8)))
    case .coreVersions: return .answer(try discovery(request, core: true) { _ in Discovery.coreVersions })
    case .groups: return .answer(try discovery(request, core: false) { $0.groupList })
    case .group(let name): return .answer(try discovery(request) { $0.groupDocument(name) })
    case .resources(let group, let version):
      return .answer(try discovery(request) { $0.resourceList(group, version) })
    case .oldOpenAPI:
      guard request.method == "GET" else { throw .noResource }
      return .answer(
        OpenAPI.oldDocument(isProtobuf: request.headers.header("Accept")?.contains("proto-openapi") ?? false))
    case .openAPI: return .answer(try discovery(request) { OpenAPI.index($0) })
    case .openAPIOf(let group, let version):
      return .answer(try discovery(request) { OpenAPI.document(group, version, $0) })
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
    if let core, request.method == "GET",
      case .aggregatedDiscovery(let version) = try Accept(request, offering: .discovery).form
    {
      return try Reply.json(
        200, discovery.aggregated(core: core, version: version),
        type: "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList")
    }
    guard let value = make(discovery) else { throw .noResource }
    return try document(value, request)
  }

  // MARK: Objects

  private func open(_ request: HTTPRequest, _ path: RequestTarget.ObjectsPath) throws(APIError) -> Opening {
    var options = try RequestOptions(request)
    try runDueWork()
    if request.method == "GET" {
      if options.watch, path.subresource == nil {
        _ = try resource(path)
        return .watch(try Watch(path, options, now: environment.clock.now().seconds))
      }
      return .answer(try store.reading { () throws(APIError) in try read(request, path, options) })
    }
    let body = try RequestBody(request)
    // A DeleteOptions may ask for a dry run as well as the query.
    if request.method == "DELETE", !body.isEmpty, let asked = try body.object().list("dryRun"), !asked.isEmpty {
      options.isDryRun = true
    }
    let resource = try resource(path)
    if resource.isReview { return .answer(try Review.answer(request, body, resource, path)) }
    return .answer(
      try write(keep: !options.isDryRun) { [options] session throws(APIError) -> HTTPResponse in
        let write = WriteRequest(session: session, resource: resource, path: path, options: options, body: body)
        var response = try answer(request, write)
        for warning in session.warnings {
          response.headers.append((name: "Warning", value: "299 - \(GoQuote.quote(Bytes(warning)))"))
        }
        return response
      })
  }

  private func answer(_ request: HTTPRequest, _ write: WriteRequest) throws(APIError) -> HTTPResponse {
    if write.path.subresource == "eviction" {
      guard request.method == "POST" else { throw .methodNotAllowed(write.resource) }
      return try DeleteHandler(write).answerEviction()
    }
    if write.path.subresource == "log" { throw .methodNotAllowed(write.resource) }
    switch (request.method, write.path.name) {
    case ("POST", nil): return try CreateHandler(write).answer()
    case ("PUT", _?): return try UpdateHandler(write).answer()
    case ("PATCH", _?): return try PatchHandler(write).answer()
    case ("DELETE", _?): return try DeleteHandler(write).answer()
    case ("DELETE", nil): return try DeleteHandler(write).answerForCollection()
    default: throw .methodNotAllowed(write.resource)
    }
  }

  private func read(
    _ request: HTTPRequest, _ path: RequestTarget.ObjectsPath, _ options: RequestOptions
  ) throws(APIError) -> HTTPResponse {
    let resource = try resource(path)
    if resource.isReview { throw .methodNotAllowed(resource) }
    switch path.subresource {
    case "log": return try PodLog(store: store, path: path, request: request).answer()
    case "eviction": throw .methodNotAllowed(resource)
    default:
      return try ReadHandler(
        store: store, resource: resource, path: path, options: options, form: form(resource, path.version, options)
      ).answer()
    }
  }

  private func form(_ resource: Resource, _ version: String, _ options: RequestOptions) -> AnswerForm {
    AnswerForm(
      resource: resource, version: version, accept: options.accept, includedObject: options.includedObject,
      now: environment.clock.now().seconds)
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
    case "log", "eviction": if !resource.isBuiltIn("pods") { throw .noResource }
    case "finalize": if !resource.isBuiltIn("namespaces") { throw .noResource }
    case "exec", "attach", "portforward", "proxy":
      throw .badRequest("the embedded cluster runs no containers: there is nothing to \(path.subresource ?? "") to")
    default: throw .noResource
    }
    return resource
  }

  // MARK: Watching

  /// What a watch is to be told now, and whether it goes on; nil where there is nothing to tell yet.
  func next(_ watch: inout Watch) -> [UInt8]? {
    do throws(APIError) {
      try runDueWork()
      let now = environment.clock.now().seconds
      var state = watch
      let events = try store.reading { () throws(APIError) -> [UInt8]? in
        let resource = try resource(state.path)
        return try WatchHandler(
          store: store, resource: resource, form: form(resource, state.path.version, state.options)
        ).next(&state, now: now)
      }
      watch = state
      return events
    } catch {
      // The resource may be gone with its definition.
      watch.isOver = true
      let status: [UInt8]
      do throws(APIError) { status = try WireJSON.encode(error.status) } catch { return nil }
      return Array(#"{"type":"ERROR","object":"#.utf8) + status + Array("}\n".utf8)
    }
  }

  // MARK: Writing

  /// Runs one writing request and then the controllers, in one transaction.
  private func write<Result>(
    keep: Bool = true, _ body: (Session) throws(APIError) -> Result
  ) throws(APIError) -> Result {
    let result = try store.writing(keep: keep) { () throws(APIError) -> Result in
      let session = Session(store: store, environment: environment)
      let result = try body(session)
      try Controllers.settle(session)
      return result
    }
    if keep { hasWritten = true }
    return result
  }

  /// Lets the controllers do what has become due since the last request.
  private func runDueWork() throws(APIError) {
    guard try store.hasWork(due: environment.clock.now().seconds) else { return }
    try write { session throws(APIError) in
      for key in try session.store.takeWork(due: session.now.seconds) where try !EventCleaner.clean(key, session) {
        session.enqueue(key)
      }
    }
  }

  /// Fills a new cluster with what every cluster has.
  func bootstrap() throws(APIError) {
    if try store.version() > 0 { return }
    try write { session throws(APIError) in
      if try session.store.version() == 0 { try Bootstrap.fill(session) }
    }
  }

  /// Makes the cluster new.
  func reset() throws(APIError) {
    try write { session throws(APIError) in
      try session.store.removeAll()
      try Bootstrap.fill(session)
    }
  }
}
