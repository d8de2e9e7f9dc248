import Kubernetes
import Platform
import Releases
import Rendering
import Values
import YAML

/// Prints a release as `install`, `upgrade`, `status` and `get all` do (as Helm's statusPrinter).
struct ReleasePrinter {
  private let console: Console
  private let hidesNotes: Bool
  private let hidesSecrets: Bool
  /// Whether the chart's name and version are told.
  var showsChart = false
  /// Whether values, hooks and manifest are told.
  var showsEverything = false
  /// Whether JSON and YAML have the chart.
  var includesChart = false
  /// The release's objects in the cluster, where they are told.
  var objects: [Get.Section] = []

  /// A printer for a command's console.
  init(_ invocation: Invocation, hidesNotes: Bool = false, hidesSecrets: Bool = false) {
    console = invocation.console
    self.hidesNotes = hidesNotes
    self.hidesSecrets = hidesSecrets
  }

  /// Prints the release.
  func print(_ release: Release, as format: OutputFormat) throws {
    var release = release
    if hidesSecrets { release.manifest = Self.withoutSecrets(release.manifest) }
    switch format {
    case .table: console.write(try text(release))
    case .json: console.write(json(release) + [UInt8(ascii: "\n")])
    case .yaml: console.write(try YAML.encode(try JSON.decode(json(release))))
    }
  }

  /// The objects without the pods of workloads that are gone: Helm looks for pods only where it has found a workload.
  private var sections: [Get.Section] {
    let workloads = ["ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicationController"]
    let isWorkloadThere = objects.contains { section in workloads.contains { section.title.hasSuffix("/" + $0) } }
    return isWorkloadThere ? objects : objects.filter { $0.title != "v1/Pod(related)" }
  }

  private func json(_ release: Release) -> [UInt8] {
    ReleaseCodec.json(release, withChart: includesChart, resources: resources)
  }

  /// The objects as Helm lists them.
  private var resources: Value? {
    let sections = self.sections
    return sections.isEmpty ? nil : .map(ValueMap(sections.map { (Bytes($0.title), .list($0.answers)) }))
  }

  private func text(_ release: Release) throws -> [UInt8] {
    var text = "NAME: \(release.name)\n"
    if release.info.lastDeployed != nil { text += "LAST DEPLOYED: \(ReleaseText.date(release.info.lastDeployed))\n" }
    text += "NAMESPACE: \(release.namespace)\nSTATUS: \(release.info.status.rawValue)\nREVISION: \(release.revision)\n"
    if showsChart {
      text +=
        "CHART: \(release.chart.name)\nVERSION: \(release.chart.version)\nAPP_VERSION: \(release.chart.appVersion)\n"
    }
    text += "DESCRIPTION: \(release.info.description)\n"
    let sections = self.sections
    if !sections.isEmpty { text += ObjectTable.text(sections) }
    text += tests(release)
    var bytes = Array(text.utf8)
    if showsEverything { try appendValues(of: release, to: &bytes) }
    if showsEverything || release.info.description.lowercased() == "dry run complete" {
      bytes += Array("HOOKS:\n".utf8)
      for hook in release.hooks { Rendered.append(hook.path, hook.manifest, to: &bytes) }
      bytes += Array("MANIFEST:\n".utf8) + release.manifest.storage + [UInt8(ascii: "\n")]
    }
    if !hidesNotes, !release.info.notes.isEmpty {
      bytes += Array("NOTES:\n".utf8) + GoSpace.trimming(release.info.notes.storage[...]) + [UInt8(ascii: "\n")]
    }
    return bytes
  }

  private func tests(_ release: Release) -> String {
    let tests = release.hooks.filter { $0.events.contains(.test) }
    if tests.isEmpty { return "TEST SUITE: None\n" }
    return tests.filter { $0.lastRun.startedAt != nil }.map { hook in
      """
      TEST SUITE:     \(hook.name)
      Last Started:   \(ReleaseText.date(hook.lastRun.startedAt.map { Timestamp($0) }))
      Last Completed: \(ReleaseText.date(hook.lastRun.completedAt.map { Timestamp($0) }))
      Phase:          \(hook.lastRun.phase.rawValue)

      """
    }.joined()
  }

  private func appendValues(of release: Release, to bytes: inout [UInt8]) throws {
    // A record keeps no empty table of values: none were given.
    let given = release.config.flatMap { $0.isEmpty ? nil : Value.map($0) } ?? .null
    bytes += Array("USER-SUPPLIED VALUES:\n".utf8) + (try YAML.encode(given)) + [UInt8(ascii: "\n")]
    let computed = Get.computedValues(of: release)
    bytes += Array("COMPUTED VALUES:\n".utf8) + (try YAML.encode(.map(computed))) + [UInt8(ascii: "\n")]
  }

  /// The manifest with a remark in place of each Secret.
  private static func withoutSecrets(_ manifest: Bytes) -> Bytes {
    var text: [UInt8] = []
    for document in ManifestSplitter.split(manifest) {
      let kind = (try? YAML.decode(document.storage))?.at("kind")?.asString
      let source = document.storage.prefix { $0 != UInt8(ascii: "\n") }
      text += Array("---\n".utf8)
      if kind == "Secret" {
        text += source + Array("\n# HIDDEN: The Secret output has been suppressed\n".utf8)
      } else {
        text += document.storage
        if document.storage.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
      }
    }
    return Bytes(text)
  }
}
