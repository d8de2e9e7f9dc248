import Platform

/// Finds the chart that a command means when it names none.
package enum ChartLocator {
  /// The chart taken, and why, in words for people.
  package struct Found: Equatable {
    /// The chart's folder or package.
    package let path: String
    /// Why it was this one.
    package let reason: String
  }

  /// `.` where a Chart.yaml is, else the one chart under `./charts` that no other chart there depends on.
  ///
  /// - Parameters:
  ///   - folder: the working folder.
  ///   - dependencies: the names of the charts that the chart in a folder depends on, and its own.
  package static func find(
    in folder: String, dependencies: (_ chart: String) throws -> (name: String, dependsOn: [String])
  ) throws -> Found {
    if FileSystem.kind(folder + "/Chart.yaml") == .file { return Found(path: ".", reason: "Chart.yaml is here") }
    let parent = folder + "/charts"
    let folders = FileSystem.kind(parent) == .folder ? try FileSystem.list(parent).map(\.name) : []
    let charts = folders.filter { FileSystem.kind("\(parent)/\($0)/Chart.yaml") == .file }
    var names: [String: String] = [:]
    var needed: Set<String> = []
    for chart in charts {
      let (name, dependsOn) = try dependencies("\(parent)/\(chart)")
      names[chart] = name
      needed.formUnion(dependsOn)
    }
    let roots = charts.filter { chart in names[chart].map { !needed.contains($0) } ?? false }
    if roots.count == 1, let root = roots.first {
      let reason = charts.count == 1 ? "the only chart under ./charts" : "no other chart under ./charts depends on it"
      return Found(path: "./charts/\(root)", reason: reason)
    }
    if charts.isEmpty {
      throw CommandError(
        "no chart is named, and none is here: no Chart.yaml in this folder, none under ./charts",
        hint: "Name the chart's folder or package.")
    }
    let listed = (roots.isEmpty ? charts : roots).map { "./charts/\($0)" }.joined(separator: ", ")
    throw CommandError(
      "no chart is named, and several are here: \(listed)", hint: "Name one of them.")
  }
}
