import Charts

/// Holds the declared dependencies against the charts that are there, as Helm's rules.Dependencies.
enum DependencyRules {
  static func run(_ target: inout LintTarget) {
    let chart: Chart
    do throws(ChartError) {
      chart = try target.load()
    } catch {
      target.check(.error, "", "unable to load chart\n\t\(error.description)")
      return
    }
    let declared = chart.metadata.dependencies
    let present = chart.dependencies.map(\.name)
    let undeclared = present.filter { name in !declared.contains { $0.name == name } }
    let missing = declared.map(\.name).filter { !present.contains($0) }
    var keys: Set<String> = []
    let shadowing = declared.map { $0.alias.isEmpty ? $0.name : $0.alias }.filter { !keys.insert($0).inserted }
    func list(_ names: [String], _ start: String) -> String? {
      names.isEmpty ? nil : "\(start): \(names.joined(separator: ","))"
    }
    let folder = target.folder
    target.check(.error, folder, list(undeclared, "chart metadata is missing these dependencies"))
    target.check(.error, folder, list(shadowing, "multiple dependencies with name or alias"))
    target.check(.warning, folder, list(missing, "chart directory is missing these dependencies"))
  }
}
