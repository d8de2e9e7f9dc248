import Archives
import Charts
import Platform

/// Examines charts: Helm's checks with Helm's words, and after them this program's own.
package enum Linter {
  /// What was found in one chart.
  package struct Result: Sendable {
    /// What the checks found, in their order.
    package var messages: [LintMessage] = []
    /// Why there was no chart to examine.
    package var refusal: String?

    /// Whether the chart fails.
    package func hasFailed(_ strictness: LintStrictness) -> Bool {
      refusal != nil || messages.contains(where: strictness.refuses)
    }

    /// Whether anything worse than information was found.
    package var hasWarningsOrErrors: Bool { refusal != nil || messages.contains { $0.severity > .info } }
  }

  /// Examines the chart in a folder or a package.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what the user calls it, as errors show it.
  package static func examine(_ path: String, named name: String, options: LintOptions) -> Result {
    if name.hasSuffix(".tgz") || name.hasSuffix(".tar.gz") {
      return examine(package: path, named: name, options: options)
    }
    return examine(folder: path, named: name, options: options)
  }

  private static func examine(folder: String, named name: String, options: LintOptions) -> Result {
    guard FileSystem.kind(folder + "/Chart.yaml") != nil else {
      let file = name.isEmpty ? "Chart.yaml" : Path.clean(name + "/Chart.yaml")
      return Result(refusal: "unable to check Chart.yaml file in chart: stat \(file): no such file or directory")
    }
    var target = LintTarget(folder: Path.clean(folder), options: options)
    ChartFileRules.run(&target)
    ValuesFileRules.run(&target)
    let rendered = TemplateRules.run(&target)
    DependencyRules.run(&target)
    CustomResourceDefinitionRules.run(&target)
    if !options.helmOnly, let rendered { OwnRules.run(&target, rendered) }
    return Result(messages: target.messages)
  }

  /// Unpacks a package into a folder that is gone afterwards, as Helm does: its checks look at files.
  private static func examine(package path: String, named name: String, options: LintOptions) -> Result {
    do {
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try FileSystem.read(path)
      } catch {
        return Result(refusal: "unable to open tarball: \(FileError("open", name, error.code))")
      }
      let folder = try FileSystem.createTemporaryFolder(prefix: "chart-lint")
      defer { try? FileSystem.remove(folder) }
      var warnings: [ChartWarning] = []
      let chart = try ChartLoader.load(packageBytes: bytes, name: name, warnings: &warnings)
      let root = Path.join(folder, chart.name)
      for entry in try Archive.read(bytes) {
        // The loader has refused paths that lead out of the chart.
        let target = Path.join(root, entry.path)
        try FileSystem.createFolder(Path.parent(target))
        try FileSystem.write(entry.content, to: target, isReproducible: true)
      }
      return examine(folder: root, named: name, options: options)
    } catch {
      return Result(refusal: "unable to extract tarball: \(error)")
    }
  }
}
