package import Kubernetes
internal import Platform
package import Rendering
internal import Templating
internal import Values

/// What a cluster shows to templates: what it can do, and its objects to `lookup`.
package struct ClusterView: Sendable {
  /// What the cluster can do.
  package let capabilities: Capabilities
  private let client: KubernetesClient

  /// Asks a cluster what it can do.
  package init(_ client: KubernetesClient) async throws {
    let version = try await client.serverVersion()
    capabilities = Capabilities(
      kubeVersion: try KubeVersion(parsing: version.gitVersion), apiVersions: try await client.apiVersions())
    self.client = client
  }

  /// Answers the templates' `lookup` from the cluster; to be called on a thread that may wait.
  package var lookup: TemplateLookup { ClusterLookup(client: client).find }
}

/// Answers the templates' `lookup` from the cluster.
///
/// Templates run on a thread of their own and wait there for the answer; the request itself is a task.
private struct ClusterLookup {
  let client: KubernetesClient

  func find(
    _ apiVersion: Bytes, _ kind: Bytes, _ namespace: Bytes, _ name: Bytes
  ) throws(FunctionError) -> Value {
    let answer = OneShot<Result<[UInt8], KubernetesError>>()
    let gvk = GroupVersionKind(apiVersion: apiVersion.description, kind: kind.description)
    let (namespace, name) = (namespace.description, name.description)
    let client = client
    Task.detached {
      do throws(KubernetesError) {
        let mapping = try await client.mapping(gvk)
        let request =
          name.isEmpty
          ? KubernetesRequest.list(mapping, namespace: namespace)
          : KubernetesRequest.get(mapping, namespace: namespace, name: name)
        // Values stay on their thread; bytes may cross.
        answer.fulfil(.success(JSONCodec.encode(try await client.read(request))))
      } catch {
        answer.fulfil(.failure(error))
      }
    }
    switch answer.wait() {
    case .success(let bytes):
      guard let value = JSONCodec.decode(bytes) else { throw FunctionError("the cluster's answer is no JSON") }
      return value
    case .failure(let error):
      if error.isNotFound { return .map(ValueMap()) }
      if error.isNoMatch {
        throw FunctionError("unable to get apiresource from unstructured: \(gvk): ", before: error)
      }
      throw FunctionError(before: error)
    }
  }
}
