internal import Archives
internal import Kubernetes
internal import Platform
package import Values

/// A record that cannot be read.
package struct RecordError: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Writes and reads records as Helm does: base64 of gzip of JSON, the fields in the order of Helm's structs.
package enum ReleaseCodec {
  /// The largest JSON text that a record may unpack to.
  static let sizeLimit = 256 << 20

  /// The text that goes into a Secret's or ConfigMap's `data.release`.
  package static func encode(_ release: Release) -> [UInt8] {
    Base64.encode(Gzip.compress(text(release), level: 9))
  }

  /// The record before it is compressed, written on a stack that bears however deep the user's values nest.
  static func text(_ release: Release) -> [UInt8] { LargeStack.run { json(release) } }

  /// The revision that such a text describes; the labels are not part of it.
  package static func decode(_ text: [UInt8]) throws(RecordError) -> Release {
    try decode(compressed: try bare(text))
  }

  /// The revision that such bytes describe, before they are made a text.
  static func decode(compressed bytes: [UInt8]) throws(RecordError) -> Release { try read(try unpacked(bytes)) }

  private static func unpacked(_ bytes: [UInt8]) throws(RecordError) -> [UInt8] {
    // Records from before compression was introduced are bare JSON.
    guard Gzip.isCompressed(bytes) else { return bytes }
    do throws(ArchiveError) {
      return try Gzip.decompress(bytes, limit: sizeLimit)
    } catch {
      throw RecordError("\(error)")
    }
  }

  private static func bare(_ text: [UInt8]) throws(RecordError) -> [UInt8] {
    switch Base64.decode(text) {
    case .success(let decoded): return decoded
    case .failure(let error): throw RecordError(error.description)
    }
  }

  /// What lists tell of the revision that such a text describes.
  ///
  /// Templates, values, objects and hooks, which are nearly all of it, are passed over.
  package static func outline(_ text: [UInt8]) throws(RecordError) -> Release {
    let json = try unpacked(try bare(text))
    if let root = json.withUnsafeBufferPointer(outlined) {
      let release = release(root)
      // The head of a split record says so in its files, which were passed over.
      if !release.info.description.contains(RecordParts.signStart) { return release }
    }
    return SplitRecord.opened(try read(json)).outline
  }

  /// The members of a record that lists tell; nil where a parser must have a look.
  private static func outlined(_ json: UnsafeBufferPointer<UInt8>) -> ValueMap? {
    func keep(_ name: UnsafeBufferPointer<UInt8>, _ cursor: inout JSONCursor, in map: ValueMap) -> Bool {
      guard let value = cursor.value() else { return false }
      map[Bytes(Array(name))] = value
      return true
    }
    let (root, info, chart) = (ValueMap(), ValueMap(), ValueMap())
    (root["info"], root["chart"]) = (.map(info), .map(chart))
    var cursor = JSONCursor(json)
    let isWhole = cursor.members { cursor, name in
      if name.spells("info") {
        return cursor.members { $1.spells("notes") || $1.spells("resources") ? $0.skip() : keep($1, &$0, in: info) }
      }
      if name.spells("chart") {
        return cursor.members { $1.spells("metadata") ? keep($1, &$0, in: chart) : $0.skip() }
      }
      if name.spells("config") || name.spells("manifest") || name.spells("hooks") { return cursor.skip() }
      return keep(name, &cursor, in: root)
    }
    return isWhole && cursor.isAtEnd ? root : nil
  }

  /// The record before it is compressed.
  ///
  /// - Parameters:
  ///   - withChart: whether the chart is part of it; what `status` prints leaves it out.
  ///   - resources: the objects in the cluster, which `status` prints and no record has.
  package static func json(_ release: Release, withChart: Bool = true, resources: Value? = nil) -> [UInt8] {
    var object = OrderedJSON()
    object.addUnlessEmpty("name", release.name)
    object.add("info", json: json(release.info, resources))
    if withChart { object.add("chart", json: json(release.chart)) }
    if let config = release.config, !config.isEmpty { object.add("config", .map(config)) }
    if !release.manifest.isEmpty { object.add("manifest", release.manifest) }
    if !release.hooks.isEmpty { object.add("hooks", array: release.hooks.map(json)) }
    object.addUnlessZero("version", release.revision)
    object.addUnlessEmpty("namespace", release.namespace)
    if let method = release.applyMethod { object.add("apply_method", method.rawValue) }
    return object.text
  }

  private static func json(_ info: Release.Info, _ resources: Value?) -> [UInt8] {
    var object = OrderedJSON()
    if let time = info.firstDeployed { object.add("first_deployed", time.description) }
    if let time = info.lastDeployed { object.add("last_deployed", time.description) }
    if let time = info.deleted { object.add("deleted", time.description) }
    object.addUnlessEmpty("description", info.description)
    object.add("status", info.status.rawValue)
    object.addUnlessZero("rollback_revision", info.rollbackRevision)
    if !info.notes.isEmpty { object.add("notes", info.notes) }
    if let resources { object.add("resources", resources) }
    return object.text
  }

  private static func json(_ hook: Hook) -> [UInt8] {
    var object = OrderedJSON()
    object.addUnlessEmpty("name", hook.name)
    object.addUnlessEmpty("kind", hook.kind)
    object.addUnlessEmpty("path", hook.path)
    if !hook.manifest.isEmpty { object.add("manifest", hook.manifest) }
    func add(_ key: String, _ names: [String]) {
      if !names.isEmpty { object.add(key, .list(names.map { .string($0) })) }
    }
    add("events", hook.events.map(\.rawValue))
    var run = OrderedJSON()
    if let time = hook.lastRun.startedAt { run.add("started_at", Timestamp(time).description) }
    if let time = hook.lastRun.completedAt { run.add("completed_at", Timestamp(time).description) }
    run.add("phase", hook.lastRun.phase.rawValue)
    object.add("last_run", json: run.text)
    object.addUnlessZero("weight", hook.weight)
    add("delete_policies", hook.deletePolicies.map(\.rawValue))
    add("output_log_policies", hook.outputLogPolicies.map(\.rawValue))
    return object.text
  }
}

// MARK: - Reading

extension ReleaseCodec {
  private static func read(_ bytes: [UInt8]) throws(RecordError) -> Release {
    let value: Value
    do throws(JSONError) {
      // Records come from outside: however deep they nest, the parser gets the stack for it.
      value = try LargeStack.run { () throws(JSONError) in try JSON.decode(bytes) }
    } catch {
      throw RecordError(error.description)
    }
    guard let root = value.asMap else { throw RecordError("it is no JSON object") }
    return release(root)
  }

  private static func release(_ root: ValueMap) -> Release {
    let record = KubernetesObject(root)
    return Release(
      name: record.text("name"), namespace: record.text("namespace"),
      revision: Int(Int32(clamping: record.integer("version") ?? 0)),
      info: info(root["info"]?.asMap ?? ValueMap()), chart: chart(root["chart"]?.asMap ?? ValueMap()),
      config: root["config"]?.asMap, manifest: root["manifest"]?.asString ?? Bytes(),
      hooks: (root["hooks"]?.asList ?? []).compactMap { $0.asMap.map(hook) },
      applyMethod: Release.ApplyMethod(rawValue: record.text("apply_method")))
  }

  private static func info(_ map: ValueMap) -> Release.Info {
    let info = KubernetesObject(map)
    return Release.Info(
      firstDeployed: Timestamp(info.text("first_deployed")), lastDeployed: Timestamp(info.text("last_deployed")),
      deleted: Timestamp(info.text("deleted")), description: info.text("description"),
      status: ReleaseStatus(rawValue: info.text("status")) ?? .unknown,
      rollbackRevision: info.integer("rollback_revision") ?? 0, notes: map["notes"]?.asString ?? Bytes())
  }

  private static func hook(_ map: ValueMap) -> Hook {
    let hook = KubernetesObject(map)
    func names(_ key: Bytes) -> [String] { (map[key]?.asList ?? []).compactMap { $0.asString?.description } }
    return Hook(
      name: hook.text("name"), kind: hook.text("kind"), path: hook.text("path"),
      manifest: map["manifest"]?.asString ?? Bytes(),
      // Helm 2 named the event of tests differently.
      events: names("events").compactMap { Hook.Event(rawValue: $0 == "test-success" ? "test" : $0) },
      weight: hook.integer("weight") ?? 0,
      deletePolicies: names("delete_policies").compactMap { Hook.DeletePolicy(rawValue: $0) },
      outputLogPolicies: names("output_log_policies").compactMap { Hook.OutputLogPolicy(rawValue: $0) },
      lastRun: Hook.Execution(
        startedAt: Timestamp(hook.text("last_run", "started_at"))?.moment,
        completedAt: Timestamp(hook.text("last_run", "completed_at"))?.moment,
        phase: Hook.Phase(rawValue: hook.text("last_run", "phase")) ?? .unknown))
  }
}
