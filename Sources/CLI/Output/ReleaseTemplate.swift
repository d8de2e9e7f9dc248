import Kubernetes
import Platform
import Releases
import Rendering
import Values

/// A release as `get all --template` sees it: `.Release`, by the names of Helm's Go fields.
enum ReleaseTemplate {
  /// What the template writes.
  static func expand(_ template: String, _ release: Release, _ context: ProcessContext) throws -> [UInt8] {
    let data = Value.map(ValueMap([("Release", value(release))]))
    return try OptionTemplate.expand(template, name: "_", data: data, context: context)
  }

  private static func value(_ release: Release) -> Value {
    let info = release.info
    return .map(
      ValueMap([
        ("Name", .string(release.name)), ("Namespace", .string(release.namespace)),
        ("Version", .int(release.revision)), ("Manifest", .string(release.manifest)),
        ("Config", .map(release.config ?? ValueMap())), ("ApplyMethod", .string(release.applyMethod?.rawValue ?? "")),
        ("Labels", .map(ValueMap(release.labels.map { (Bytes($0.key), .string($0.value)) }))),
        ("Hooks", .list(release.hooks.map(value))), ("Chart", chart(release.chart)),
        (
          "Info",
          .map(
            ValueMap([
              ("FirstDeployed", time(info.firstDeployed)), ("LastDeployed", time(info.lastDeployed)),
              ("Deleted", time(info.deleted)), ("Description", .string(info.description)),
              ("Status", .string(info.status.rawValue)), ("RollbackRevision", .int(info.rollbackRevision)),
              ("Notes", .string(info.notes)),
            ]))
        ),
      ]))
  }

  private static func time(_ timestamp: Timestamp?) -> Value {
    .string(timestamp == nil ? "0001-01-01 00:00:00 +0000 UTC" : ReleaseText.moment(timestamp))
  }

  private static func value(_ hook: Hook) -> Value {
    .map(
      ValueMap([
        ("Name", .string(hook.name)), ("Kind", .string(hook.kind)), ("Path", .string(hook.path)),
        ("Manifest", .string(hook.manifest)), ("Weight", .int(hook.weight)),
        ("Events", .list(hook.events.map { .string($0.rawValue) })),
        ("DeletePolicies", .list(hook.deletePolicies.map { .string($0.rawValue) })),
      ]))
  }

  /// The chart, whose metadata a record keeps by the names of Chart.yaml: Go's begin with a capital.
  private static func chart(_ chart: RecordedChart) -> Value {
    let metadata = (chart.metadata ?? ValueMap()).entries.map { entry -> (Bytes, Value) in
      let name = entry.key.description
      return (Bytes(name == "apiVersion" ? "APIVersion" : name.prefix(1).uppercased() + name.dropFirst()), entry.value)
    }
    return .map(
      ValueMap([("Metadata", .map(ValueMap(metadata))), ("Values", .map(chart.values ?? ValueMap()))]))
  }
}
