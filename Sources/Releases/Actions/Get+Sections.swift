internal import Kubernetes
package import Values

extension Get {
  /// What `status` tells of a release's objects of one version and kind.
  package struct Section {
    /// The version and the kind, without the group: `v1/ConfigMap`.
    package let title: String
    /// The server's answers: objects, or tables.
    package fileprivate(set) var answers: [Value]
  }

  /// The release's objects as they are in the cluster, by version and kind, and the pods of its workloads.
  ///
  /// As pkg/kube/client.go Get: what is missing is left out.
  ///
  /// - Parameter asTables: whether the server is asked for the rows that people read, and not for the objects.
  package func sections(of release: Release, asTables: Bool) async throws(ReleaseError) -> [Section] {
    let objects = try await ObjectResolver(context: context).resolve(
      release.manifest, namespace: release.namespace, unknownKinds: .gone)
    var requests = objects.map { (title: "\($0.reference.gvk.version)/\($0.reference.gvk.kind)", $0.getRequest) }
    var selectors: [String] = []
    for object in objects {
      guard let selector = Self.podSelector(of: object.object), !selectors.contains(selector) else { continue }
      selectors.append(selector)
      do throws(KubernetesError) {
        let pods = try await context.client.mapping(GroupVersionKind(group: "", version: "v1", kind: "Pod"))
        let list = KubernetesRequest.list(pods, namespace: object.reference.namespace, labelSelector: selector)
        requests.append((title: "v1/Pod(related)", list))
      } catch {
        throw ReleaseError(.cluster, "", error, object: object.reference)
      }
    }
    if asTables { for index in requests.indices { requests[index].1.askForTable() } }
    var sections: [Section] = []
    for (request, answer) in zip(requests, await context.client.sendAll(requests.map(\.1))) {
      do throws(KubernetesError) {
        let value = try KubernetesClient.value(of: answer)
        let answers = value.at("items")?.asList ?? [value]
        if let index = sections.firstIndex(where: { $0.title == request.title }) {
          sections[index].answers += answers
        } else if !answers.isEmpty {
          sections.append(Section(title: request.title, answers: answers))
        }
      } catch {
        if !error.isNotFound { throw ReleaseError(.cluster, "", error) }
      }
    }
    return sections
  }

  /// Which pods belong to a workload, as a list request takes it; nil for any other object.
  private static func podSelector(of object: KubernetesObject) -> String? {
    let labels: Value?
    switch object.kind {
    case "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job":
      labels = object.value("spec", "selector", "matchLabels")
    case "ReplicationController": labels = object.value("spec", "selector")
    default: return nil
    }
    return labels?.asMap?.entries.map { "\($0.key)=\($0.value.asString?.description ?? "")" }.joined(separator: ",")
  }
}

extension HTTPRequest {
  /// Asks for rows in place of objects; a server that has none sends the objects.
  fileprivate mutating func askForTable() {
    headers.removeAll { $0.name == "Accept" }
    headers.append((name: "Accept", value: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"))
  }
}
