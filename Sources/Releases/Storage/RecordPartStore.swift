internal import Kubernetes
internal import Values

/// Keeps the parts of records that do not fit one object, each in an object of its own beside the record.
///
/// The parts are written before the record and never changed, so that whoever reads the record finds them all. The
/// first part owns the others and is owned by the record: who deletes the record, be it Helm or a person, has the
/// cluster delete them too.
struct RecordPartStore {
  let client: KubernetesClient
  let kind: ClusterStorage.Kind
  let namespace: String

  private static let releaseLabel = "chart/release"
  private static let revisionLabel = "chart/revision"
  private static let nonceLabel = "chart/attempt"
  private static let type = "chart/release-part.v1"

  private var gvk: GroupVersionKind { kind.gvk }
  /// ConfigMaps keep bytes apart from texts.
  private var dataField: Bytes { kind == .secret ? "data" : "binaryData" }

  private func reference(_ name: String) -> ObjectReference { ObjectReference(gvk, namespace: namespace, name: name) }

  // MARK: Writing

  /// Writes the parts of a record; the answer is the first one, which `adopt` hands to the record.
  func write(_ record: SplitRecord, _ parts: RecordParts) async throws(KubernetesError) -> KubernetesObject {
    let release = record.head.name
    let mapping = try await client.mapping(gvk)
    let first = try await create(object(record, parts, 0, owner: nil))
    do throws(KubernetesError) {
      // A few at a time: each is in memory as JSON, a third larger than its bytes.
      for start in stride(from: 1, to: parts.count, by: 8) {
        let batch = start..<min(start + 8, parts.count)
        let requests = batch.map { KubernetesRequest.create(object(record, parts, $0, owner: first), mapping) }
        for (part, answer) in zip(batch, await client.sendAll(requests)) {
          do throws(KubernetesError) {
            _ = try KubernetesClient.value(of: answer)
          } catch {
            if error.isAlreadyExists { continue }
            guard error.isPassing else { throw error }
            try await create(object(record, parts, part, owner: first))
          }
        }
      }
    } catch {
      await discard(parts, of: release)
      throw error
    }
    return first
  }

  /// Creates a part; one that is there already was created by the same attempt, whose answer was lost.
  @discardableResult
  private func create(_ object: KubernetesObject) async throws(KubernetesError) -> KubernetesObject {
    try await client.retrying { () async throws(KubernetesError) -> KubernetesObject in
      do throws(KubernetesError) {
        return try await client.create(object)
      } catch {
        guard error.isAlreadyExists else { throw error }
        return try await client.get(object.reference)
      }
    }
  }

  private func object(
    _ record: SplitRecord, _ parts: RecordParts, _ part: Int, owner: KubernetesObject?
  ) -> KubernetesObject {
    let object = KubernetesObject(gvk, namespace: namespace, name: parts.name(of: part, release: record.head.name))
    object.setLabel("app.kubernetes.io/managed-by", "chart")
    object.setLabel(Self.releaseLabel, record.head.name)
    object.setLabel(Self.revisionLabel, String(parts.revision))
    object.setLabel(Self.nonceLabel, parts.nonce)
    if let owner { object.metadata["ownerReferences"] = .list([Self.reference(to: owner)]) }
    if kind == .secret { object.root["type"] = .string(Bytes(Self.type)) }
    let text = Bytes(Base64.encode(Array(record.parts[part])))
    object.root[dataField] = .map(ValueMap([("part", .string(text))]))
    return object
  }

  private static func reference(to owner: KubernetesObject) -> Value {
    .map(
      ValueMap([
        ("apiVersion", .string(Bytes(owner.apiVersion))), ("kind", .string(Bytes(owner.kind))),
        ("name", .string(Bytes(owner.name))), ("uid", .string(Bytes(owner.uid))),
      ]))
  }

  /// Hands the parts to the record that has been written, so that they go with it.
  func adopt(_ first: ObjectReference, by record: KubernetesObject) async throws(KubernetesError) {
    let owners = Value.map(ValueMap([("ownerReferences", .list([Self.reference(to: record)]))]))
    _ = try await client.retrying { () async throws(KubernetesError) in
      try await client.patch(.merge, .map(ValueMap([("metadata", owners)])), first)
    }
  }

  /// Removes the parts of a record that could not be written; what fails here is found by `sweep`.
  func discard(_ parts: RecordParts, of release: String) async {
    _ = try? await client.delete(reference(parts.name(of: 0, release: release)))
  }

  // MARK: Reading

  /// The bytes of all parts; nil where some are gone.
  func read(_ parts: RecordParts, of release: String) async throws(KubernetesError) -> [UInt8]? {
    let mapping = try await client.mapping(gvk)
    var text: [UInt8] = []
    // A few at a time: each is in memory as JSON first.
    for start in stride(from: 0, to: parts.count, by: 8) {
      let requests = (start..<min(start + 8, parts.count)).map {
        KubernetesRequest.get(mapping, namespace: namespace, name: parts.name(of: $0, release: release))
      }
      for (request, answer) in zip(requests, await client.sendAll(requests)) {
        var value: Value
        do throws(KubernetesError) {
          value = try KubernetesClient.value(of: answer)
        } catch {
          if error.isNotFound { return nil }
          guard error.isPassing else { throw error }
          value = try await client.retrying { () async throws(KubernetesError) in try await client.read(request) }
        }
        guard let part = value.at(dataField)?.at("part")?.asString,
          case .success(let bytes) = Base64.decode(part.storage)
        else { return nil }
        text += bytes
      }
    }
    return text
  }

  // MARK: Cleaning up

  /// Settles what an interrupted operation has left: parts without a record are removed, and parts whose record was
  /// written in time are handed to it.
  ///
  /// - Parameter record: the record's object of a revision with what it says about its parts; nil where there is none.
  func sweep(
    _ release: String, _ record: (_ revision: Int) async throws(KubernetesError) -> (KubernetesObject, RecordParts?)?
  ) async throws(KubernetesError) {
    var strays: [KubernetesObject] = []
    try await client.listMetadata(gvk, namespace: namespace, labelSelector: "\(Self.releaseLabel)=\(release)") { part in
      if part.metadata["ownerReferences"]?.asList?.isEmpty != false { strays.append(part) }
    }
    for stray in strays {
      let labels = stray.labels
      if let revision = labels[Self.revisionLabel].flatMap({ Int($0) }),
        let (object, parts) = try await record(revision),
        let parts, parts.nonce == labels[Self.nonceLabel]
      {
        try await adopt(stray.reference, by: object)
      } else {
        do throws(KubernetesError) {
          try await client.delete(stray.reference, uid: stray.uid)
        } catch {
          if !error.isNotFound { throw error }
        }
      }
    }
  }
}
