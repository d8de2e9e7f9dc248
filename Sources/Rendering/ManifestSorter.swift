package import Charts
package import Kubernetes
import Values
import YAML

/// Sorts rendered files into the objects of a release and its hooks, as Helm's releaseutil.SortManifests.
package enum ManifestSorter {
  /// The objects in the order of installation, and the hooks in theirs.
  package struct Sorted {
    /// What is installed.
    package var manifests: [Manifest] = []
    /// What runs at its points of the release's life.
    package var hooks: [Hook] = []
  }

  /// Splits each file into documents, reads their heads, and sorts them by kind.
  ///
  /// - Parameter warnings: takes what Helm would note on standard error.
  /// - Throws: Helm's "YAML parse error on …" where a document is no YAML.
  package static func sort(
    _ files: [RenderedFile], warnings: inout [ChartWarning]
  ) throws(RenderError) -> Sorted {
    var sorted = Sorted()
    let paths = files.map { Bytes($0.path) }
    let inOrder = files.indices.sorted { paths[$0] < paths[$1] }.map { files[$0] }
    for file in inOrder where !file.isPartial && !GoSpace.isBlank(file.content.storage) {
      for document in ManifestSplitter.split(file.content) {
        try add(document, of: file, to: &sorted, warnings: &warnings)
      }
    }
    sorted.manifests = KindOrder.install.sorted(sorted.manifests) { $0.head.kind }
    sorted.hooks = KindOrder.install.sorted(sorted.hooks) { $0.kind }
    return sorted
  }

  private static func add(
    _ document: Bytes, of file: RenderedFile, to sorted: inout Sorted, warnings: inout [ChartWarning]
  ) throws(RenderError) {
    let head: ManifestHead
    do {
      head = try ManifestHead(try YAML.decode(document.storage, numbers: .typed, keys: ManifestHead.keys))
    } catch let error as ManifestHead.HeadError {
      throw RenderError("YAML parse error on \(file.path): \(error.message)", cause: error)
    } catch {
      var failure = RenderError("YAML parse error on \(file.path): \(error)", cause: error)
      failure.rendered = RenderedExcerpt(file: file.path, document: document, message: "\(error)")
      throw failure
    }
    guard let events = head.annotations?[Hook.annotation] else {
      sorted.manifests.append(Manifest(path: file.path, content: document, head: head))
      return
    }
    // A hook for an event that nobody knows is left out, as Helm leaves it out.
    guard let known = events.hookEvents else {
      warnings.append(ChartWarning(.info, "skipping unknown hooks", ["hookTypes": events]))
      return
    }
    let annotations = head.annotations ?? [:]
    sorted.hooks.append(
      Hook(
        name: head.name, kind: head.kind, path: file.path, manifest: document, events: known,
        weight: annotations[Hook.weightAnnotation].flatMap { Int($0) } ?? 0,
        deletePolicies: (annotations[Hook.deletePolicyAnnotation] ?? "").listed.compactMap(Hook.DeletePolicy.init),
        outputLogPolicies: (annotations[Hook.outputLogPolicyAnnotation] ?? "").listed
          .compactMap(Hook.OutputLogPolicy.init)))
  }
}

extension String {
  /// The items of a comma-separated annotation, in small letters and without spaces.
  fileprivate var listed: [String] {
    split(separator: ",", omittingEmptySubsequences: false).map { item in
      GoSpace.trimming(String(item)).lowercased()
    }
  }

  /// The hook events named here; nil where one of them is unknown.
  fileprivate var hookEvents: [Hook.Event]? {
    var events: [Hook.Event] = []
    for name in listed {
      // Helm 2 told successful and failing tests apart; charts still say so.
      guard let event = Hook.Event(rawValue: name == "test-success" ? "test" : name) else { return nil }
      events.append(event)
    }
    return events
  }
}
