internal import Kubernetes
internal import Values

/// Tells what becomes of objects: by watching them, and by asking again and again where the cluster lets nobody watch.
struct ObjectFeed: Sendable {
  /// What was seen of an object.
  struct State: Sendable {
    let readiness: Readiness
    let uid: String
    let workload: Workload?
  }

  /// Something that was seen.
  enum Sighting: Sendable {
    /// The object at this place among those that are waited for.
    case seen(Int, State)
    /// It is not there, or no longer.
    case gone(Int)
    /// The cluster tells this user nothing.
    case refused(KubernetesError)
    /// Some time has passed.
    case tick
  }

  /// Objects of one kind in one namespace, by name with their places.
  struct Collection: Sendable {
    let mapping: ResourceMapping
    let namespace: String
    var places: [String: Int] = [:]

    /// The one object's name where there is one only.
    var onlyName: String? { places.count == 1 ? places.keys.first : nil }
  }

  typealias Reports = AsyncStream<Sighting>.Continuation

  let client: KubernetesClient
  let polling: Polling
  let purpose: Readiness.Purpose
  /// Whether the cluster is asked to tell changes by itself.
  let watches: Bool

  /// After how many seconds the server ends a watch, which then is opened again.
  private static let watchSeconds = 240

  /// The objects, by kind and namespace.
  static func collections(_ objects: [(place: Int, object: ResolvedObject)]) -> [Collection] {
    var order: [String] = []
    var collections: [String: Collection] = [:]
    for (place, object) in objects {
      let key = object.mapping.path(namespace: object.reference.namespace)
      if collections[key] == nil {
        order.append(key)
        collections[key] = Collection(mapping: object.mapping, namespace: object.reference.namespace)
      }
      collections[key]?.places[object.reference.name] = place
    }
    return order.compactMap { collections[$0] }
  }

  /// Tells what becomes of a collection's objects until the task is cancelled.
  func follow(_ collection: Collection, _ reports: Reports) async {
    var mayWatch = watches
    var pause = polling.first
    while !Task.isCancelled {
      let version = await look(collection, reports)
      if mayWatch, let version {
        switch await watch(collection, from: version, reports) {
        case .refused: mayWatch = false
        case .expired: continue
        case .broken(let hasToldAnything): if hasToldAnything { pause = polling.first }
        }
      }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, polling.longest)
    }
  }

  /// What an answer to a GET tells.
  func sighting(_ answer: Result<HTTPResponse, TransportError>, _ place: Int) -> (Sighting, version: String)? {
    do throws(KubernetesError) {
      guard let map = try KubernetesClient.value(of: answer).asMap else { return nil }
      let object = KubernetesObject(map)
      return (.seen(place, state(of: object)), object.resourceVersion)
    } catch {
      if error.isNotFound { return (.gone(place), "") }
      guard case .status(let status) = error, status.code == 401 || status.code == 403 else { return nil }
      return (.refused(error), "")
    }
  }

  private func state(of object: KubernetesObject) -> State {
    State(readiness: Readiness(of: object, for: purpose), uid: object.uid, workload: Workload(object))
  }

  // MARK: - Asking

  /// Tells how things are; the answer is the version from which on to watch, nil where the cluster could not be asked.
  private func look(_ collection: Collection, _ reports: Reports) async -> String? {
    if collection.onlyName == nil, watches, let version = await list(collection, reports) { return version }
    let places = collection.places.sorted { $0.value < $1.value }
    let answers = await client.sendAll(
      places.map { KubernetesRequest.get(collection.mapping, namespace: collection.namespace, name: $0.key) })
    var version: String?
    for ((_, place), answer) in zip(places, answers) {
      guard let (sighting, seen) = sighting(answer, place) else { return nil }
      reports.yield(sighting)
      version = seen
    }
    return places.count == 1 ? version : nil
  }

  private func list(_ collection: Collection, _ reports: Reports) async -> String? {
    var missing = collection.places
    var continuation = ""
    repeat {
      let request = KubernetesRequest.list(
        collection.mapping, namespace: collection.namespace, limit: 500, continuation: continuation)
      do throws(KubernetesError) {
        let page = try await client.read(request)
        for item in page.at("items")?.asList ?? [] {
          guard let map = item.asMap else { continue }
          let object = KubernetesObject(map)
          guard let place = missing.removeValue(forKey: object.name) else { continue }
          // A list's items leave out what the list itself says.
          map["apiVersion"] = .string(collection.mapping.gvk.apiVersion)
          map["kind"] = .string(collection.mapping.gvk.kind)
          reports.yield(.seen(place, state(of: object)))
        }
        continuation = page.at("metadata", "continue")?.asString?.description ?? ""
        if continuation.isEmpty {
          for place in missing.values { reports.yield(.gone(place)) }
          return page.at("metadata", "resourceVersion")?.asString?.description ?? ""
        }
      } catch {
        return nil
      }
    } while !Task.isCancelled
    return nil
  }

  // MARK: - Watching

  private enum End {
    /// The cluster lets nobody watch this.
    case refused
    /// The version is too old: look again, and watch from there.
    case expired
    /// The answer broke off.
    case broken(hasToldAnything: Bool)
  }

  /// Watches from a version on, and opens the watch again wherever the server ends it in order.
  private func watch(_ collection: Collection, from start: String, _ reports: Reports) async -> End {
    var version = start
    var hasToldAnything = false
    while !Task.isCancelled {
      let request = KubernetesRequest.watch(
        collection.mapping, namespace: collection.namespace, name: collection.onlyName ?? "",
        resourceVersion: version, seconds: Self.watchSeconds)
      do {
        let stream = try await client.transport.open(request)
        if stream.status == 410 { return .expired }
        if stream.status == 429 || stream.status >= 500 { return .broken(hasToldAnything: hasToldAnything) }
        if stream.status != 200 { return .refused }
        var decoder = WatchDecoder()
        var hasToldNow = false
        for try await piece in stream.body {
          // What is no watch is a list: the server has not understood.
          guard let events = decoder.append(piece) else {
            return hasToldNow ? .broken(hasToldAnything: true) : .refused
          }
          for event in events {
            if case .failed(let status) = event {
              return status.code == 410 ? .expired : .broken(hasToldAnything: hasToldAnything)
            }
            tell(event, collection, &version, reports)
            hasToldNow = true
          }
        }
        // A watch that ends before it has said anything would be opened again and again.
        if !hasToldNow { return .broken(hasToldAnything: hasToldAnything) }
        hasToldAnything = true
      } catch {
        return .broken(hasToldAnything: hasToldAnything)
      }
    }
    return .broken(hasToldAnything: hasToldAnything)
  }

  private func tell(_ event: WatchEvent, _ collection: Collection, _ version: inout String, _ reports: Reports) {
    switch event {
    case .bookmark(let resourceVersion): version = resourceVersion
    case .added(let object), .modified(let object):
      version = object.resourceVersion
      if let place = collection.places[object.name] { reports.yield(.seen(place, state(of: object))) }
    case .deleted(let object):
      version = object.resourceVersion
      if let place = collection.places[object.name] { reports.yield(.gone(place)) }
    case .failed: return
    }
  }
}
