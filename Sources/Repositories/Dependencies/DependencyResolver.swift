internal import Charts
internal import Platform
internal import SemanticVersions
internal import Values

/// Chooses, for each dependency that a chart declares, the one version that is taken.
///
/// The choice is that of internal/resolver: of a repository's versions the newest in the declared range.
struct DependencyResolver {
  /// Where a chosen version comes from.
  enum Origin: Sendable {
    /// A folder under charts/ that is there already.
    case unpacked
    /// A folder of the chart's author's: `file://`.
    case folder(String)
    /// A package of a repository.
    case repository(ChartAddress)
    /// A registry's repository, such as `oci://registry.example/charts/redis`.
    case registry(String)
  }

  /// A dependency with its version.
  struct Choice: Sendable {
    /// What Chart.lock says.
    var locked: Dependency
    /// Where it comes from.
    let origin: Origin
  }

  /// The chart's folder.
  let folder: String
  /// The indexes that the chart's repositories have, by the repository's address.
  let indexes: [String: (entry: RepositoryEntry, index: RepositoryIndex)]
  /// The versions of charts in registries, by their reference.
  let tags: [String: [String]]
  /// What other charts of the tree demand too.
  let shared: SharedDemands

  /// The choices, in the order of the declarations; every demand that cannot be met is named.
  func resolve(_ declared: [Dependency]) throws(RepositoryError) -> [Choice] {
    var choices: [Choice] = []
    var missing: [String] = []
    for dependency in declared {
      if let choice = try choice(for: dependency) {
        choices.append(choice)
      } else {
        missing.append(
          "\"\(dependency.name)\" (repository \"\(dependency.repository)\", version \"\(dependency.version)\")")
      }
    }
    if !missing.isEmpty {
      throw RepositoryError(
        "can't get a valid version for \(missing.count) subchart(s): \(missing.joined(separator: ", ")). Make sure a "
          + "matching chart version exists in the repo, or change the version constraint in Chart.yaml")
    }
    return choices
  }

  private func choice(for dependency: Dependency) throws(RepositoryError) -> Choice? {
    let range = try Self.range(dependency)
    let repository = dependency.repository
    if repository.isEmpty {
      let path = Path.join(folder, "charts/" + dependency.name)
      guard FileSystem.kind(path) != nil else { throw RepositoryError("directory \(path) not found") }
      return Choice(locked: Self.locked(dependency, dependency.version), origin: .unpacked)
    }
    if repository.hasPrefix("file://") {
      let path = try Self.path(ofFile: repository, from: folder)
      let chart = try Self.load(path)
      guard let version = try? SemanticVersion(chart.metadata.version), range.check(version) else { return nil }
      return Choice(locked: Self.locked(dependency, chart.metadata.version), origin: .folder(path))
    }
    if repository.hasPrefix("oci://") {
      let reference = repository + "/" + dependency.name
      let versions = (dependency.isExact ? [dependency.version] : []) + (tags[reference] ?? [])
      guard let tag = try newest(of: versions, dependency, range, version: { try? SemanticVersion($0) }) else {
        return nil
      }
      return Choice(locked: Self.locked(dependency, tag), origin: .registry(reference))
    }
    guard let (entry, index) = indexes[repository] else {
      throw RepositoryError(
        "no cached repository for \(repository) found. (try 'helm repo update')", hint: "Leave out --skip-refresh.")
    }
    guard index.has(dependency.name) else {
      throw RepositoryError("\(dependency.name) chart not found in repo \(repository)")
    }
    let versions = try index.versions(of: dependency.name).filter { !$0.urls.isEmpty }
    guard let found = try newest(of: versions, dependency, range, version: \.semanticVersion) else { return nil }
    return Choice(
      locked: Self.locked(dependency, found.version), origin: .repository(try ChartAddress(of: found, in: entry)))
  }

  /// The first of the versions, the newest first, that will do for all who demand the chart; nil where none will do for
  /// this one alone.
  private func newest<Candidate>(
    of candidates: [Candidate], _ dependency: Dependency, _ range: VersionConstraint,
    version: (Candidate) -> SemanticVersion?
  ) throws(RepositoryError) -> Candidate? {
    let fitting = candidates.first { candidate in
      version(candidate).map { range.check($0) && shared.allow($0, for: dependency) } ?? false
    }
    if fitting == nil, let clash = shared.clash(over: dependency, among: candidates.compactMap(version)) { throw clash }
    return fitting
  }

  /// The range that a dependency demands.
  static func range(_ dependency: Dependency) throws(RepositoryError) -> VersionConstraint {
    do throws(VersionConstraintError) {
      return try VersionConstraint(dependency.version)
    } catch {
      throw RepositoryError("dependency \"\(dependency.name)\" has an invalid version/constraint format: \(error)")
    }
  }

  private static func locked(_ dependency: Dependency, _ version: String) -> Dependency {
    var locked = Dependency()
    locked.name = dependency.name
    locked.repository = dependency.repository
    locked.version = version
    return locked
  }

  /// The folder that a `file://` address means, seen from the chart's own.
  static func path(ofFile repository: String, from folder: String) throws(RepositoryError) -> String {
    let relative = String(repository.dropFirst("file://".utf8.count))
    let path = relative.hasPrefix("/") ? Path.clean(relative) : Path.clean(Path.join(folder, relative))
    guard FileSystem.kind(path) != nil else { throw RepositoryError("directory \(path) not found") }
    return path
  }

  /// The chart in a folder.
  static func load(_ path: String) throws(RepositoryError) -> Chart {
    var warnings: [ChartWarning] = []
    do throws(ChartError) {
      return try ChartLoader.load(path: path, warnings: &warnings)
    } catch {
      throw RepositoryError(error.description, hint: error.hint)
    }
  }
}
