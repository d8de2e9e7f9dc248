package import Kubernetes
package import Platform
internal import Values

/// Keeps records in the cluster, one object each: Secrets, as Helm does, or ConfigMaps.
///
/// A record that does not fit one object is split: see `RecordParts`.
package struct ClusterStorage: ReleaseStorage {
  /// The kind of object that holds a record.
  package enum Kind: String, Sendable, CaseIterable {
    case secret = "Secret"
    case configMap = "ConfigMap"

    var gvk: GroupVersionKind { GroupVersionKind(group: "", version: "v1", kind: rawValue) }
  }

  /// The most bytes of data that an API server takes in one Secret or ConfigMap.
  package static let objectLimit = 1 << 20
  /// From so many records on, pages of all current ones are cheaper than one request each.
  private static let pageWorth = 32

  package let namespace: String
  private let kind: Kind
  private let client: KubernetesClient
  private let clock: WallClock
  private let randomness: Randomness
  private let limit: Int

  /// Records in a namespace, kept as `kind`.
  ///
  /// - Parameter limit: how many bytes fit one object; tests split small records.
  package init(
    _ kind: Kind, client: KubernetesClient, namespace: String, clock: WallClock = .system,
    randomness: Randomness = .system, limit: Int = objectLimit
  ) {
    self.limit = limit
    self.kind = kind
    self.client = client
    self.namespace = namespace
    self.clock = clock
    self.randomness = randomness
  }

  private var gvk: GroupVersionKind { kind.gvk }

  private func reference(_ key: ReleaseKey) -> ObjectReference {
    ObjectReference(gvk, namespace: key.namespace, name: key.recordName)
  }

  private func partStore(_ namespace: String) -> RecordPartStore {
    RecordPartStore(client: client, kind: kind, namespace: namespace)
  }

  // MARK: Listing

  package func list(_ query: ReleaseQuery) async throws(ReleaseError) -> [ReleaseSummary] {
    var selector = "owner=helm"
    if let name = query.name { selector += ",name=\(name)" }
    if query.statuses.count == 1, let status = query.statuses.first, !query.newestOnly {
      selector += ",status=\(status.rawValue)"
    }
    var summaries = ReleaseQuery.Selection(query)
    do throws(KubernetesError) {
      try await client.visitList(gvk, namespace: namespace, labelSelector: selector, pageSize: 2000) { object in
        guard let key = Self.key(of: object), summaries.wants(key) else { return }
        if let summary = RecordLabels.summary(object.allLabels, namespace: key.namespace) { summaries.add(summary) }
      }
    } catch {
      throw ReleaseError(
        .storage, query.name == nil ? "list: failed to list" : "query: failed to query with labels", error)
    }
    return summaries.sorted
  }

  /// Which revision a record is of, by its labels.
  private static func key(of object: borrowing ListedObject) -> ReleaseKey? {
    guard let name = object.label("name"), let revision = object.label("version").flatMap(RecordLabels.revision) else {
      return nil
    }
    return ReleaseKey(namespace: object.namespace, name: name, revision: revision)
  }

  package func outlines(_ keys: [ReleaseKey]) async -> [Result<Release, ReleaseError>] {
    var found: [ReleaseKey: Result<Release, ReleaseError>] = [:]
    if keys.count >= Self.pageWorth { found = await currentOutlines(Set(keys)) }
    let mapping: ResourceMapping
    do throws(KubernetesError) {
      mapping = try await client.mapping(gvk)
    } catch {
      return keys.map { .failure(failure(to: $0, error)) }
    }
    let missing = keys.filter { found[$0] == nil }
    // Decoded records are many times larger than what is kept of them.
    for start in stride(from: 0, to: missing.count, by: 16) {
      let batch = missing[start..<min(start + 16, missing.count)]
      let requests = batch.map { KubernetesRequest.get(mapping, namespace: $0.namespace, name: $0.recordName) }
      for (key, answer) in zip(batch, await client.sendAll(requests)) {
        do throws(KubernetesError) {
          found[key] = outline(key, KubernetesObject(try KubernetesClient.value(of: answer).asMap ?? ValueMap()))
        } catch {
          found[key] = .failure(failure(to: key, error))
        }
      }
    }
    return keys.map { found[$0] ?? .failure(.notFound) }
  }

  /// The outlines of those of the revisions that are not superseded, which few are in long histories.
  private func currentOutlines(_ keys: Set<ReleaseKey>) async -> [ReleaseKey: Result<Release, ReleaseError>] {
    var found: [ReleaseKey: Result<Release, ReleaseError>] = [:]
    do throws(KubernetesError) {
      try await client.visitList(
        gvk, namespace: namespace, labelSelector: "owner=helm,status!=superseded", pageSize: 200, datum: "release"
      ) { object in
        guard let key = Self.key(of: object), keys.contains(key), let datum = object.datum else { return }
        do throws(RecordError) {
          var outline = try ReleaseCodec.outline(try Self.record(Array(datum), kind))
          outline.labels = RecordLabels.custom(object.allLabels)
          found[key] = .success(outline)
        } catch {
          found[key] = .failure(damaged(key, error))
        }
      }
    } catch {
      // What is missing is asked for one by one, and then tells its own failure.
    }
    return found
  }

  private func outline(_ key: ReleaseKey, _ object: KubernetesObject) -> Result<Release, ReleaseError> {
    do throws(ReleaseError) {
      return .success(try head(key, object).outline)
    } catch {
      return .failure(error)
    }
  }

  // MARK: Reading

  package func get(_ key: ReleaseKey, _ extent: RecordExtent) async throws(ReleaseError) -> Release {
    for attempt in 1...2 {
      let head = try head(
        key,
        try await asking(key) { () async throws(KubernetesError) in
          try await client.get(reference(key))
        })
      guard let parts = head.parts, extent.needs(parts.content) else { return head }
      let text = try await asking(key) { () async throws(KubernetesError) in
        try await partStore(key.namespace).read(parts, of: key.name)
      }
      if let text { return try decoding(key) { () throws(RecordError) in try SplitRecord.joined(head, parts, text) } }
      // The record may have been removed after it was read: then the second attempt says so. Or it is Helm's copy, as
      // a rollback makes them, of one that is gone by now: all that operations need is in the head.
      if attempt == 2, parts.content == .chart { return head }
    }
    throw damaged(key, RecordError("parts of it are missing"))
  }

  private func asking<Answer>(
    _ key: ReleaseKey, _ question: () async throws(KubernetesError) -> Answer
  ) async throws(ReleaseError) -> Answer {
    do throws(KubernetesError) {
      return try await question()
    } catch {
      throw failure(to: key, error)
    }
  }

  private func failure(to key: ReleaseKey, _ error: KubernetesError) -> ReleaseError {
    error.isNotFound ? .notFound : ReleaseError(.storage, "get: failed to get \"\(key.recordName)\"", error)
  }

  private func head(_ key: ReleaseKey, _ object: KubernetesObject) throws(ReleaseError) -> Release {
    try decoding(key) { () throws(RecordError) in
      var release = SplitRecord.opened(try ReleaseCodec.decode(try payload(of: object)))
      release.recordLabels = object.labels
      release.labels = RecordLabels.custom(release.recordLabels)
      return release
    }
  }

  private func decoding(
    _ key: ReleaseKey, _ body: () throws(RecordError) -> Release
  ) throws(ReleaseError) -> Release {
    do throws(RecordError) {
      return try body()
    } catch {
      throw damaged(key, error)
    }
  }

  private func damaged(_ key: ReleaseKey, _ error: RecordError) -> ReleaseError {
    ReleaseError(
      .storage, "get: failed to decode data \"\(key.recordName)\": \(error)",
      hint: "the record is damaged; other revisions may still be read with --revision", cause: error)
  }

  /// The record's text: a Secret's data are base64 themselves, a ConfigMap's are not.
  private func payload(of object: KubernetesObject) throws(RecordError) -> [UInt8] {
    guard let text = object.value("data", "release")?.asString else { throw RecordError("it has no data.release") }
    return try Self.record(text.storage, kind)
  }

  private static func record(_ text: [UInt8], _ kind: Kind) throws(RecordError) -> [UInt8] {
    switch kind {
    case .configMap: return text
    case .secret:
      switch Base64.decode(text) {
      case .success(let bytes): return bytes
      case .failure(let error): throw RecordError(error.description)
      }
    }
  }

  // MARK: Writing

  @discardableResult
  package func create(_ release: Release) async throws(ReleaseError) -> Release {
    do throws(KubernetesError) {
      return try await write(release) { encoded throws(KubernetesError) in
        try await create(object(release, encoded, stampedAs: "createdAt"))
      }
    } catch {
      if error.isAlreadyExists { throw ReleaseError(.alreadyExists, "release: already exists", cause: error) }
      var failure = ReleaseError(.storage, "create: failed to create", error)
      // What is missing can only be the namespace.
      if error.isNotFound { failure.hint = "--create-namespace creates the namespace" }
      throw failure
    }
  }

  package func update(_ release: Release) async throws(ReleaseError) {
    do throws(KubernetesError) {
      _ = try await write(release) { encoded throws(KubernetesError) in
        let object = object(release, encoded, stampedAs: "modifiedAt")
        return try await client.update(object)
      }
    } catch {
      throw ReleaseError(.storage, "update: failed to update", error)
    }
  }

  /// Writes a record by `put`, in parts where it does not fit; the answer is the revision with what is known of them.
  private func write(
    _ release: Release, _ put: (_ encoded: [UInt8]) async throws(KubernetesError) -> KubernetesObject
  ) async throws(KubernetesError) -> Release {
    if let parts = release.parts {
      _ = try await put(ReleaseCodec.encode(SplitRecord.head(of: release, parts)))
      return release
    }
    let encoded = ReleaseCodec.encode(release)
    if encoded.count <= limit {
      _ = try await put(encoded)
      return release
    }
    let nonce = randomness.bytes(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let split = SplitRecord(release, nonce: nonce, limit: limit)
    guard let parts = split.head.parts else { return release }
    let store = partStore(release.namespace)
    let first = try await store.write(split, parts)
    let record: KubernetesObject
    do throws(KubernetesError) {
      record = try await put(ReleaseCodec.encode(split.head))
    } catch {
      // Where the record may have been written after all, the parts must stay.
      if !error.isPassing { await store.discard(parts, of: release.name) }
      throw error
    }
    try await store.adopt(first.reference, by: record)
    var stored = release
    stored.parts = parts
    return stored
  }

  /// Creates a record's object; one that is there already with the same content is ours, and its answer was lost.
  private func create(_ object: KubernetesObject) async throws(KubernetesError) -> KubernetesObject {
    do throws(KubernetesError) {
      return try await client.create(object)
    } catch {
      guard error.isAlreadyExists || error.isPassing else { throw error }
      return try await client.retrying { () async throws(KubernetesError) -> KubernetesObject in
        let existing = try await client.find(object.reference)
        if let existing, existing.value("data", "release")?.asString == object.value("data", "release")?.asString {
          return existing
        }
        return try await client.create(object)
      }
    }
  }

  package func delete(_ key: ReleaseKey) async throws(ReleaseError) {
    do throws(KubernetesError) {
      try await client.delete(reference(key))
    } catch {
      if error.isNotFound { throw .notFound }
      throw ReleaseError(.storage, "delete: failed to delete \"\(key.recordName)\"", error)
    }
  }

  package func sweep(_ name: String) async throws(ReleaseError) {
    do throws(KubernetesError) {
      try await partStore(namespace).sweep(name) { revision throws(KubernetesError) in
        let key = ReleaseKey(namespace: namespace, name: name, revision: revision)
        guard let object = try await client.find(reference(key)) else { return nil }
        return (object, (try? head(key, object))?.parts)
      }
    } catch {
      throw ReleaseError(.storage, "delete: failed to delete what is left of records of \"\(name)\"", error)
    }
  }

  private func object(_ release: Release, _ record: [UInt8], stampedAs stamp: String) -> KubernetesObject {
    let object = KubernetesObject(gvk, namespace: release.namespace, name: release.key.recordName)
    for (name, value) in RecordLabels.of(release, stampedAs: stamp, at: clock.now().seconds) {
      object.setLabel(name, value)
    }
    switch kind {
    case .secret:
      object.root["type"] = .string("helm.sh/release.v1")
      object.root["data"] = .map(ValueMap([("release", .string(Bytes(Base64.encode(record))))]))
    case .configMap:
      object.root["data"] = .map(ValueMap([("release", .string(Bytes(record)))]))
    }
    return object
  }
}
