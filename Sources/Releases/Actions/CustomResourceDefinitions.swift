internal import Kubernetes

/// Installs the definitions that a chart brings in `crds/`: before all else, and never again.
struct CustomResourceDefinitions {
  let context: ActionContext
  let deadline: Deadline

  /// Creates the definitions, file by file, and waits until the cluster serves their kinds.
  func install(_ files: [ManifestFile]) async throws(ReleaseError) {
    var created: [ResolvedObject] = []
    for file in files {
      do throws(ReleaseError) {
        let objects = try await ObjectResolver(context: context).resolve(file.content, namespace: context.namespace)
        if objects.isEmpty { throw ReleaseError(.invalidManifest, "resources are empty") }
        for object in objects {
          if try await create(object) { created.append(object) }
        }
      } catch {
        throw error.wrapped("failed to install CRD \(file.name)")
      }
    }
    if created.isEmpty { return }
    try await Waiter(context: context, deadline: deadline).waitUntilReady(created, for: .release)
    context.client.invalidateDiscovery()
  }

  /// Creates one object; the answer is whether it was not there before.
  private func create(_ object: ResolvedObject) async throws(ReleaseError) -> Bool {
    do throws(KubernetesError) {
      try await context.client.create(
        object.object, options: KubernetesRequest.WriteOptions(fieldManager: context.fieldManager))
      context.report(.installedCustomResourceDefinition(name: object.object.name))
      return true
    } catch {
      if error.isAlreadyExists { return false }
      throw ReleaseError(.apply, "", error, object: object.reference)
    }
  }
}
