internal import Charts
internal import Platform

/// The charts that an update of a whole tree renews: a chart, and those of its dependencies that are folders with
/// dependencies of their own, be they named by `file://` or unpacked under charts/.
enum DependencyTree {
  /// A chart of the tree.
  struct Node {
    /// The chart's folder, links resolved.
    let folder: String
    /// The chart.
    let chart: Chart
  }

  /// The deepest tree that is walked.
  private static let maximumDepth = 100

  /// The chart in `folder` and all below it, each once and after everything that it depends on; a chart that depends on
  /// itself, however many steps away, is an error.
  ///
  /// Charts nest: call it on a `LargeStack`.
  static func nodes(from folder: String) throws(RepositoryError) -> [Node] {
    var walk = Walk()
    try walk.visit(folder)
    return walk.nodes
  }

  private struct Walk {
    var nodes: [Node] = []
    private var done: Set<String> = []
    /// The charts on the way from the root, in this order.
    private var path: [(folder: String, name: String)] = []

    mutating func visit(_ folder: String) throws(RepositoryError) {
      let folder = try Self.realPath(folder)
      if done.contains(folder) { return }
      if let start = path.firstIndex(where: { $0.folder == folder }) {
        let names = (path[start...] + [path[start]]).map(\.name).joined(separator: " → ")
        throw RepositoryError(
          "the chart \(path[start].name) depends on itself: \(names)", hint: "Take one of these dependencies out.")
      }
      let chart = try DependencyResolver.load(folder)
      guard path.count < DependencyTree.maximumDepth else {
        throw RepositoryError("the dependencies of \(path[0].name) are more than \(path.count) charts deep")
      }
      path.append((folder, chart.name))
      for dependency in chart.metadata.dependencies where dependency.repository.hasPrefix("file://") {
        let target = try DependencyResolver.path(ofFile: dependency.repository, from: folder)
        if FileSystem.kind(target) == .folder { try visit(target) }
      }
      for subchart in Self.unpacked(in: folder) { try visit(subchart) }
      path.removeLast()
      done.insert(folder)
      nodes.append(Node(folder: folder, chart: chart))
    }

    /// The charts that lie unpacked under charts/, declared or not; the loader takes both.
    private static func unpacked(in folder: String) -> [String] {
      let charts = Path.join(folder, "charts")
      let entries = (try? FileSystem.list(charts)) ?? []
      return entries.map(\.name).filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.sorted()
        .map { Path.join(charts, $0) }
        .filter { FileSystem.kind($0 + "/Chart.yaml") == .file }
    }

    private static func realPath(_ folder: String) throws(RepositoryError) -> String {
      do throws(FileError) {
        return try FileSystem.realPath(folder)
      } catch {
        throw RepositoryError("\(error)")
      }
    }
  }
}
