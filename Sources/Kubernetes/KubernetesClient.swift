internal import Synchronization
package import Values

/// Talks to an API server: maps kinds to paths, sends requests, reads answers.
package final class KubernetesClient: Sendable {
  /// The way to the server.
  package let transport: any Transport
  private let discovery: Discovery
  private let whole = WholeDiscovery()

  /// A client of the server behind `transport`.
  ///
  /// - Parameter cache: where what the cluster serves is kept between processes.
  package init(transport: any Transport, cache: DiscoveryCache? = nil) {
    self.transport = transport
    discovery = Discovery(cache: cache)
  }

  // MARK: - Kinds

  /// How the API serves an object's kind.
  ///
  /// - Parameters:
  ///   - name: the object's name, for the error.
  ///   - namespace: the object's namespace as its manifest has it, for the error.
  package func mapping(
    _ gvk: GroupVersionKind, name: String = "", namespace: String = ""
  ) async throws(KubernetesError) -> ResourceMapping {
    if let mapping = discovery.mapping(gvk) { return mapping }
    // One answer tells of all kinds, which most commands need several of; the core's are asked for by themselves,
    // since reading records needs no others.
    if !gvk.group.isEmpty, await discoverAll(), let mapping = discovery.mapping(gvk) { return mapping }
    // A kind that was missing a moment ago may exist now: its definition may have been created meanwhile.
    try await discover(gvk.apiVersion)
    if let mapping = discovery.mapping(gvk) { return mapping }
    throw .noMatch(gvk, name: name, namespace: namespace)
  }

  private func discover(_ apiVersion: String) async throws(KubernetesError) {
    var resources: [APIResource] = []
    do throws(KubernetesError) {
      resources = Discovery.resources(in: try await read(KubernetesRequest.get(path: Discovery.path(apiVersion))))
    } catch {
      guard error.isNotFound else { throw error }
    }
    discovery.remember(resources, of: apiVersion)
  }

  /// Asks once for everything that the cluster serves.
  ///
  /// - Returns: whether it was asked now, and could say.
  private func discoverAll() async -> Bool {
    await whole.once { [self] in
      guard let everything = await everything() else { return false }
      discovery.remember(everything.resources)
      return true
    }
  }

  /// Everything that the cluster serves, in two requests; nil where the server cannot say it so.
  private func everything() async -> Discovery.Everything? {
    let requests = ["/api", "/apis"].map { path in
      var request = KubernetesRequest.get(path: path)
      request.headers = [Discovery.acceptAggregated]
      return request
    }
    var all = Discovery.Everything()
    for answer in await sendAll(requests) {
      guard let list = try? Self.value(of: answer), let part = Discovery.aggregated(list) else { return nil }
      all.resources.merge(part.resources) { first, _ in first }
      all.stale += part.stale
    }
    return all
  }

  /// Forgets which kinds the cluster serves, after custom resource definitions have come or gone.
  package func invalidateDiscovery() {
    discovery.invalidate()
    whole.reset()
  }

  /// The server's version, as `/version` gives it: major, minor, gitVersion.
  package func serverVersion() async throws(KubernetesError) -> (major: String, minor: String, gitVersion: String) {
    guard let map = try await read(KubernetesRequest.get(path: "/version")).asMap else {
      throw .malformedAnswer("the server's /version is no JSON object")
    }
    let version = KubernetesObject(map)
    return (version.text("major"), version.text("minor"), version.text("gitVersion"))
  }

  /// Everything `.Capabilities.APIVersions` holds, as Helm's GetVersionSet: each `group/version` and each
  /// `group/version/Kind`.
  package func apiVersions() async throws(KubernetesError) -> [String] {
    if let everything = await everything() {
      discovery.remember(everything.resources)
      whole.markDone()
      var set = Set(everything.stale)
      for (version, resources) in everything.resources {
        set.insert(version)
        for resource in resources { set.insert("\(version)/\(resource.kind)") }
      }
      return set.sorted()
    }
    var versions: [String] = []
    for version in try await read(KubernetesRequest.get(path: "/api")).at("versions")?.asList ?? [] {
      if let version = version.asString { versions.append(String(version)) }
    }
    for group in try await read(KubernetesRequest.get(path: "/apis")).at("groups")?.asList ?? [] {
      for version in group.at("versions")?.asList ?? [] {
        if let name = version.at("groupVersion")?.asString { versions.append(String(name)) }
      }
    }
    let missing = versions.filter { discovery.resources($0) == nil }
    let answers = await sendAll(missing.map { KubernetesRequest.get(path: Discovery.path($0)) })
    for (version, answer) in zip(missing, answers) {
      // An aggregated API whose server is down takes nothing else with it.
      guard let list = try? Self.value(of: answer) else { continue }
      discovery.remember(Discovery.resources(in: list), of: version)
    }
    var set = Set(versions)
    for version in versions {
      for resource in discovery.resources(version) ?? [] { set.insert("\(version)/\(resource.kind)") }
    }
    return set.sorted()
  }

  // MARK: - Objects

  /// An object; one that does not exist is an error.
  package func get(_ reference: ObjectReference) async throws(KubernetesError) -> KubernetesObject {
    let mapping = try await mapping(reference.gvk, name: reference.name, namespace: reference.namespace)
    return try await object(KubernetesRequest.get(mapping, namespace: reference.namespace, name: reference.name))
  }

  /// An object, or nil where it, its namespace or its kind does not exist.
  package func find(_ reference: ObjectReference) async throws(KubernetesError) -> KubernetesObject? {
    do throws(KubernetesError) {
      return try await get(reference)
    } catch {
      if error.isNotFound || error.isNoMatch { return nil }
      throw error
    }
  }

  /// The objects of a kind, page by page.
  ///
  /// - Parameters:
  ///   - namespace: empty for all namespaces.
  ///   - visit: is given each object; what it does not keep is freed with its page.
  package func list(
    _ gvk: GroupVersionKind, namespace: String, labelSelector: String = "", fieldSelector: String = "",
    pageSize: Int = 500, _ visit: (KubernetesObject) -> Void
  ) async throws(KubernetesError) {
    try await list(
      gvk, namespace: namespace, labelSelector: labelSelector, fieldSelector: fieldSelector, pageSize: pageSize,
      metadataOnly: false, visit)
  }

  /// The metadata of the objects of a kind, page by page; a server that cannot leave out the rest sends it all.
  package func listMetadata(
    _ gvk: GroupVersionKind, namespace: String, labelSelector: String = "", pageSize: Int = 500,
    _ visit: (KubernetesObject) -> Void
  ) async throws(KubernetesError) {
    try await list(
      gvk, namespace: namespace, labelSelector: labelSelector, fieldSelector: "", pageSize: pageSize,
      metadataOnly: true, visit)
  }

  private func list(
    _ gvk: GroupVersionKind, namespace: String, labelSelector: String, fieldSelector: String, pageSize: Int,
    metadataOnly: Bool, _ visit: (KubernetesObject) -> Void
  ) async throws(KubernetesError) {
    let mapping = try await mapping(gvk)
    var continuation = ""
    repeat {
      var request = KubernetesRequest.list(
        mapping, namespace: namespace, labelSelector: labelSelector, fieldSelector: fieldSelector, limit: pageSize,
        continuation: continuation)
      if metadataOnly {
        request.askForMetadata()
      }
      let page = try await read(request)
      for item in page.at("items")?.asList ?? [] {
        guard let map = item.asMap else { continue }
        // A list's items leave out what the list itself says, or say that they are metadata: they stay what they are of.
        if metadataOnly || map["apiVersion"] == nil { map["apiVersion"] = .string(gvk.apiVersion) }
        if metadataOnly || map["kind"] == nil { map["kind"] = .string(gvk.kind) }
        visit(KubernetesObject(map))
      }
      continuation = page.at("metadata", "continue")?.asString.map(String.init) ?? ""
    } while !continuation.isEmpty
  }

  /// Creates an object; one of the same name is an error.
  @discardableResult
  package func create(
    _ object: KubernetesObject, options: KubernetesRequest.WriteOptions = KubernetesRequest.WriteOptions()
  ) async throws(KubernetesError) -> KubernetesObject {
    let mapping = try await mapping(object.gvk, name: object.name, namespace: object.namespace)
    return try await self.object(KubernetesRequest.create(object, mapping, options: options))
  }

  /// Replaces an object; with a `resourceVersion`, only where it is still that version.
  @discardableResult
  package func update(
    _ object: KubernetesObject, options: KubernetesRequest.WriteOptions = KubernetesRequest.WriteOptions()
  ) async throws(KubernetesError) -> KubernetesObject {
    let mapping = try await mapping(object.gvk, name: object.name, namespace: object.namespace)
    return try await self.object(KubernetesRequest.update(object, mapping, options: options))
  }

  /// Applies an object server-side.
  @discardableResult
  package func apply(
    _ object: KubernetesObject, options: KubernetesRequest.WriteOptions
  ) async throws(KubernetesError) -> KubernetesObject {
    let mapping = try await mapping(object.gvk, name: object.name, namespace: object.namespace)
    return try await self.object(KubernetesRequest.apply(object, mapping, options: options))
  }

  /// Changes an object by a patch.
  @discardableResult
  package func patch(
    _ kind: KubernetesRequest.Patch, _ body: Value, _ reference: ObjectReference,
    options: KubernetesRequest.WriteOptions = KubernetesRequest.WriteOptions()
  ) async throws(KubernetesError) -> KubernetesObject {
    let mapping = try await mapping(reference.gvk, name: reference.name, namespace: reference.namespace)
    return try await object(
      KubernetesRequest.patch(
        kind, JSONCodec.encode(body), mapping, namespace: reference.namespace, name: reference.name, options: options))
  }

  /// Deletes an object.
  package func delete(
    _ reference: ObjectReference, propagation: KubernetesRequest.Propagation = .background, uid: String = "",
    resourceVersion: String = ""
  ) async throws(KubernetesError) {
    let mapping = try await mapping(reference.gvk, name: reference.name, namespace: reference.namespace)
    _ = try await read(
      KubernetesRequest.delete(
        mapping, namespace: reference.namespace, name: reference.name, propagation: propagation, uid: uid,
        resourceVersion: resourceVersion))
  }

  // MARK: - Requests

  /// Sends a request and reads the answer as one object.
  package func object(_ request: HTTPRequest) async throws(KubernetesError) -> KubernetesObject {
    guard let map = try await read(request).asMap else {
      throw .malformedAnswer("the server's answer to \(request.method) \(request.path) is no JSON object")
    }
    return KubernetesObject(map)
  }

  /// Sends a request and reads the answer; a refusal is an error.
  package func read(_ request: HTTPRequest) async throws(KubernetesError) -> Value {
    let answer: Result<HTTPResponse, TransportError>
    do throws(TransportError) {
      answer = .success(try await transport.send(request))
    } catch {
      answer = .failure(error)
    }
    return try Self.value(of: answer)
  }

  /// Sends a request; a refusal is an error.
  ///
  /// - Returns: the answer's bytes, unread.
  func body(_ request: HTTPRequest) async throws(KubernetesError) -> [UInt8] {
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      throw .unreachable(error)
    }
    if response.status < 400 { return response.body }
    throw .status(KubernetesError.Status(code: response.status, body: JSONCodec.decode(response.body)))
  }

  /// Sends requests that do not depend on each other, a few at a time; the answers come in the requests' order.
  package func sendAll(_ requests: [HTTPRequest], atOnce: Int = 8) async -> [Result<HTTPResponse, TransportError>] {
    if requests.isEmpty { return [] }
    let transport = transport
    var rest = Array(requests.enumerated()).makeIterator()
    let answers = await withTaskGroup(of: Answer.self, returning: [Answer].self) { group in
      var answers: [Answer] = []
      for _ in 0..<min(max(1, atOnce), requests.count) {
        if let (index, request) = rest.next() { group.addTask { await Answer(index, request, transport) } }
      }
      for await answer in group {
        answers.append(answer)
        if let (index, request) = rest.next() { group.addTask { await Answer(index, request, transport) } }
      }
      return answers
    }
    return answers.sorted { $0.index < $1.index }.map(\.result)
  }

  /// The answer to one of several requests.
  private struct Answer: Sendable {
    let index: Int
    let result: Result<HTTPResponse, TransportError>

    init(_ index: Int, _ request: HTTPRequest, _ transport: any Transport) async {
      self.index = index
      do throws(TransportError) {
        result = .success(try await transport.send(request))
      } catch {
        result = .failure(error)
      }
    }
  }

  /// An answer's body as a value; a refusal is an error.
  package static func value(of answer: Result<HTTPResponse, TransportError>) throws(KubernetesError) -> Value {
    switch answer {
    case .failure(let error): throw .unreachable(error)
    case .success(let response):
      let body = JSONCodec.decode(response.body)
      if response.status >= 400 { throw .status(KubernetesError.Status(code: response.status, body: body)) }
      guard let body else { throw .malformedAnswer("the server's answer is no JSON") }
      return body
    }
  }
}

extension HTTPRequest {
  /// Asks for a list of metadata in place of the objects; a server that has no such form sends the objects.
  mutating func askForMetadata() {
    headers = [
      (name: "Accept", value: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json")
    ]
  }
}

/// Sees to it that the whole of what a cluster serves is asked for once, however many want to know at the same time.
private final class WholeDiscovery: Sendable {
  private struct State {
    var task: Task<Bool, Never>?
    var isDone = false
  }

  private let state = Mutex(State())

  /// Runs the work unless it was done before; whoever comes meanwhile waits for it.
  ///
  /// - Returns: what the work gave, false where it was done before.
  func once(_ work: @escaping @Sendable () async -> Bool) async -> Bool {
    let task = state.withLock { state -> Task<Bool, Never>? in
      if state.isDone { return nil }
      if let task = state.task { return task }
      let task = Task { await work() }
      state.task = task
      return task
    }
    guard let task else { return false }
    let result = await task.value
    markDone()
    return result
  }

  /// The work has been done elsewhere.
  func markDone() {
    state.withLock { state in
      state.isDone = true
      state.task = nil
    }
  }

  /// What was found out is no longer true.
  func reset() { state.withLock { $0 = State() } }
}
