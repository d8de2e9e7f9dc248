package import Kubernetes
package import Values

/// A revision's record, and what can be read from it: `status` and the `get` commands.
package struct Get {
  private let context: ActionContext

  /// Asks for a release.
  package init(_ context: ActionContext) {
    self.context = context
  }

  /// The record of a revision; 0 for the newest.
  package func release(_ name: String, revision: Int = 0) async throws(ReleaseError) -> Release {
    try ReleaseName.check(name, else: "releaseContent: Release name is invalid")
    return try await context.history(of: name).revision(revision)
  }

  /// The user's values; with `all`, over the chart's defaults.
  package func values(
    _ name: String, revision: Int = 0, all: Bool = false
  ) async throws(ReleaseError) -> ValueMap? {
    let release = try await release(name, revision: revision)
    return all ? Self.computedValues(of: release) : release.config
  }

  /// A revision's values over its chart's defaults.
  package static func computedValues(of release: Release) -> ValueMap {
    ReusedValues.coalesced(chart: release.chart.values ?? ValueMap(), with: release.config ?? ValueMap())
  }

  /// The release's objects as they are in the cluster, in the manifest's order; nil for those that are missing.
  package func objects(
    of release: Release
  ) async throws(ReleaseError) -> [(reference: ObjectReference, object: KubernetesObject?)] {
    let resolved = try await ObjectResolver(context: context).resolve(
      release.manifest, namespace: release.namespace, unknownKinds: .gone)
    let answers = await context.client.sendAll(resolved.map(\.getRequest))
    var objects: [(reference: ObjectReference, object: KubernetesObject?)] = []
    for (object, answer) in zip(resolved, answers) {
      do throws(KubernetesError) {
        objects.append((object.reference, try KubernetesClient.value(of: answer).asMap.map { KubernetesObject($0) }))
      } catch {
        if !error.isNotFound { throw ReleaseError(.cluster, "", error, object: object.reference) }
        objects.append((object.reference, nil))
      }
    }
    return objects
  }
}
