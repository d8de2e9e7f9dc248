package import Kubernetes
package import Platform
internal import Values

/// Keeps records in the cluster, one object each: Secrets, as Helm does, or ConfigMaps.
package struct ClusterStorage: ReleaseStorage {
  /// The kind of object that holds a record.
  package enum Kind: String, Sendable, CaseIterable {
    case secret = "Secret"
    case configMap = "ConfigMap"
  }

  package let namespace: String
  private let kind: Kind
  private let client: KubernetesClient
  private let clock: WallClock

  /// Records in a namespace, kept as `kind`.
  package init(_ kind: Kind, client: KubernetesClient, namespace: String, clock: WallClock = .system) {
    self.kind = kind
    self.client = client
    self.namespace = namespace
    self.clock = clock
  }

  private var gvk: GroupVersionKind { GroupVersionKind(group: "", version: "v1", kind: kind.rawValue) }

  private func reference(_ key: ReleaseKey) -> ObjectReference {
    ObjectReference(gvk, namespace: key.namespace, name: key.recordName)
  }

  package func list(_ query: ReleaseQuery) async throws(ReleaseError) -> [ReleaseSummary] {
    var selector = "owner=helm"
    if let name = query.name { selector += ",name=\(name)" }
    if query.statuses.count == 1, let status = query.statuses.first { selector += ",status=\(status.rawValue)" }
    var summaries: [ReleaseSummary] = []
    do throws(KubernetesError) {
      try await client.listMetadata(gvk, namespace: namespace, labelSelector: selector) { object in
        guard let summary = RecordLabels.summary(object.labels, namespace: object.namespace) else { return }
        if query.selects(summary) { summaries.append(summary) }
      }
    } catch {
      throw ReleaseError(
        .storage, query.name == nil ? "list: failed to list" : "query: failed to query with labels", error)
    }
    return summaries.sorted(by: ReleaseSummary.newestFirst)
  }

  package func get(_ key: ReleaseKey) async throws(ReleaseError) -> Release {
    let object: KubernetesObject
    do throws(KubernetesError) {
      object = try await client.get(reference(key))
    } catch {
      throw failure(to: key, error)
    }
    return try release(key, object)
  }

  package func get(_ keys: [ReleaseKey]) async -> [Result<Release, ReleaseError>] {
    let mapping: ResourceMapping
    do throws(KubernetesError) {
      mapping = try await client.mapping(gvk)
    } catch {
      return keys.map { .failure(failure(to: $0, error)) }
    }
    let requests = keys.map { KubernetesRequest.get(mapping, namespace: $0.namespace, name: $0.recordName) }
    return zip(keys, await client.sendAll(requests)).map { key, answer in
      let object: KubernetesObject
      do throws(KubernetesError) {
        object = KubernetesObject(try KubernetesClient.value(of: answer).asMap ?? ValueMap())
      } catch {
        return .failure(failure(to: key, error))
      }
      do throws(ReleaseError) {
        return .success(try release(key, object))
      } catch {
        return .failure(error)
      }
    }
  }

  private func failure(to key: ReleaseKey, _ error: KubernetesError) -> ReleaseError {
    error.isNotFound ? .notFound : ReleaseError(.storage, "get: failed to get \"\(key.recordName)\"", error)
  }

  private func release(_ key: ReleaseKey, _ object: KubernetesObject) throws(ReleaseError) -> Release {
    do throws(RecordError) {
      var release = try ReleaseCodec.decode(try payload(of: object))
      release.labels = RecordLabels.custom(object.labels)
      return release
    } catch {
      throw ReleaseError(
        .storage, "get: failed to decode data \"\(key.recordName)\": \(error)",
        hint: "the record is damaged; other revisions may still be read with --revision", cause: error)
    }
  }

  /// The record's text: a Secret's data are base64 themselves, a ConfigMap's are not.
  private func payload(of object: KubernetesObject) throws(RecordError) -> [UInt8] {
    guard let text = object.value("data", "release")?.asString else { throw RecordError("it has no data.release") }
    switch kind {
    case .configMap: return text.storage
    case .secret:
      switch Base64.decode(text.storage) {
      case .success(let bytes): return bytes
      case .failure(let error): throw RecordError(error.description)
      }
    }
  }

  package func create(_ release: Release) async throws(ReleaseError) {
    do throws(KubernetesError) {
      try await client.create(object(release, stampedAs: "createdAt"))
    } catch {
      if error.isAlreadyExists { throw ReleaseError(.alreadyExists, "release: already exists", cause: error) }
      throw ReleaseError(.storage, "create: failed to create", error)
    }
  }

  package func update(_ release: Release) async throws(ReleaseError) {
    do throws(KubernetesError) {
      try await client.update(object(release, stampedAs: "modifiedAt"))
    } catch {
      throw ReleaseError(.storage, "update: failed to update", error)
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

  private func object(_ release: Release, stampedAs stamp: String) -> KubernetesObject {
    let object = KubernetesObject(gvk, namespace: release.namespace, name: release.key.recordName)
    for (name, value) in RecordLabels.of(release, stampedAs: stamp, at: clock.now().seconds) {
      object.setLabel(name, value)
    }
    let record = ReleaseCodec.encode(release)
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
