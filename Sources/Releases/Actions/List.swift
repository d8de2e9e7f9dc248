package import Kubernetes
internal import Platform

/// The releases of a namespace, or of all.
package struct List {
  /// What the user may choose.
  package struct Options: Sendable {
    /// The statuses that are listed; empty for all.
    package var statuses: Set<ReleaseStatus> = []
    /// Decides by the release's name.
    package var isNameSelected: @Sendable (String) -> Bool = { _ in true }
    /// Decides by the record's labels.
    package var selector: LabelSelector?
    /// Whether the order is that of the last deployment, oldest first, and not that of the names.
    package var sortsByDate = false
    /// Whether the order is reversed.
    package var isReversed = false
    /// The most releases; 0 for all.
    package var limit = 256
    /// How many are skipped.
    package var offset = 0

    /// The defaults of Helm's command.
    package init() {}
  }

  private let context: ActionContext
  private let options: Options

  /// A listing that is to be made; the context's storage says of which namespace.
  package init(_ context: ActionContext, options: Options = Options()) {
    self.context = context
    self.options = options
  }

  /// The newest revision, without its bulk, of each release that is selected.
  package func run() async throws(ReleaseError) -> [Release] {
    // Superseded revisions are never a release's newest: who asks for them alone asks for old ones.
    let query = ReleaseQuery(
      statuses: options.statuses, selector: options.selector, newestOnly: options.statuses != [.superseded])
    var summaries = try await context.storage.list(query).filter { options.isNameSelected($0.key.name) }
    if options.sortsByDate {
      // The date lies in the body: all that are selected must be read.
      let releases = try await context.outlines(of: summaries.map(\.key)).sorted { a, b in
        let (first, second) = (a.info.lastDeployed, b.info.lastDeployed)
        if first == second { return (a.name, a.namespace) < (b.name, b.namespace) }
        return options.isReversed ? precedes(second, first) : precedes(first, second)
      }
      return Array(page(releases))
    }
    summaries.sort { a, b in
      let (first, second) = (a.key, b.key)
      if first.name != second.name { return (first.name < second.name) != options.isReversed }
      if first.namespace != second.namespace { return first.namespace < second.namespace }
      return first.revision < second.revision
    }
    return try await context.outlines(of: page(summaries).map(\.key))
  }

  private func precedes(_ a: Timestamp?, _ b: Timestamp?) -> Bool {
    guard let b else { return false }
    return a.map { $0 < b } ?? true
  }

  private func page<Item>(_ items: [Item]) -> ArraySlice<Item> {
    let rest = items.dropFirst(max(0, options.offset))
    return options.limit > 0 ? rest.prefix(options.limit) : rest
  }
}
