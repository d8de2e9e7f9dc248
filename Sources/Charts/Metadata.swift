/// What Chart.yaml says about a chart.
package struct Metadata: Sendable {
  /// The name, under which the values of a dependency lie too.
  package var name = ""
  /// The URL of a project page.
  package var home = ""
  /// URLs of the sources.
  package var sources: [String] = []
  /// The chart's own semantic version.
  package var version = ""
  /// What the chart is, in a sentence.
  package var description = ""
  /// Words to find the chart by.
  package var keywords: [String] = []
  /// A nil entry is what `- null` gives; validation refuses it.
  package var maintainers: [Maintainer?] = []
  /// The URL of an icon.
  package var icon = ""
  /// `v1` or `v2`.
  package var apiVersion = ""
  /// Read and shown; what switches a dependency is its own condition.
  package var condition = ""
  /// Read and shown; what switches a dependency are its own tags.
  package var tags = ""
  /// The version of what the chart installs.
  package var appVersion = ""
  /// Whether the chart should no longer be used.
  package var isDeprecated = false
  /// Nil where Chart.yaml has none.
  package var annotations: [String: String]?
  /// The range of Kubernetes versions that the chart works with.
  package var kubeVersion = ""
  /// Nil where Chart.yaml has no `dependencies` at all, which Helm tells apart from an empty list.
  package var declaredDependencies: [Dependency?]?
  /// `application`, `library` or empty.
  package var type = ""

  /// Empty metadata.
  package init() {}

  /// The declared dependencies.
  package var dependencies: [Dependency] { declaredDependencies?.compactMap(\.self) ?? [] }
}

/// A person or team that looks after a chart.
package struct Maintainer: Sendable, Hashable {
  /// The name of the person or team.
  package var name = ""
  /// Where to write to.
  package var email = ""
  /// Where to read on.
  package var url = ""

  /// An unnamed maintainer.
  package init() {}
}

/// A chart that another one declares to depend on.
package struct Dependency: Sendable, Hashable {
  /// One entry of `import-values`; Helm skips whatever is neither of the two, and so does reading one.
  package enum Import: Sendable, Hashable {
    /// A name under the dependency's `exports`, imported at the top.
    case export(String)
    /// A table of the dependency and where it goes in the parent.
    case table(child: String, parent: String)
  }

  /// The name; once dependencies have been processed, the alias where there is one.
  package var name = ""
  /// The version, or a range of versions.
  package var version = ""
  /// The URL of the repository that has the chart, or its `@alias`; `file://` for a folder.
  package var repository = ""
  /// Paths of values, separated by commas, the first of which to be there switches the dependency.
  package var condition = ""
  /// Names under the root's `tags` value that switch the dependency.
  package var tags: [String] = []
  /// Whether the dependency is wanted, once dependencies have been processed.
  package var isEnabled = false
  /// What is taken from the dependency's values into the parent's.
  package var importValues: [Import] = []
  /// Another name for the dependency in this chart.
  package var alias = ""

  /// A dependency without a name.
  package init() {}
}

/// What Chart.lock says: the versions that the dependencies' ranges were resolved to.
package struct ChartLock: Sendable, Hashable {
  /// When the file was written, in RFC 3339 as it stands there.
  package var generated = ""
  /// A digest of the dependencies that Chart.yaml declares.
  package var digest = ""
  /// The dependencies, each with the one version chosen.
  package var dependencies: [Dependency] = []

  /// An empty lock.
  package init() {}
}
