internal import Kubernetes
internal import Values

/// What a container of a hook's pod wrote.
package struct PodLog: Sendable {
  /// The pod's name.
  package let pod: String
  /// The container's name.
  package let container: String
  /// What it wrote.
  package let text: [UInt8]

  private static let pods = ResourceMapping(
    GroupVersionKind(group: "", version: "v1", kind: "Pod"), plural: "pods", isNamespaced: true)

  /// The logs of the pods that a hook is, or has started; none for hooks of kinds without pods.
  static func all(
    of hook: Hook, _ namespace: String, _ client: KubernetesClient, withInitContainers: Bool = false
  ) async throws(KubernetesError) -> [PodLog] {
    guard hook.kind == "Job" || hook.kind == "Pod" else { return [] }
    let own = (try? ManifestReader.objects(hook.manifest).first)?.namespace ?? ""
    let namespace = own.isEmpty ? namespace : own
    var containers: [(pod: String, container: String)] = []
    try await client.list(
      pods.gvk, namespace: namespace, labelSelector: hook.kind == "Job" ? "job-name=\(hook.name)" : "",
      fieldSelector: hook.kind == "Pod" ? "metadata.name=\(hook.name)" : ""
    ) { pod in
      let initial = withInitContainers ? pod.value("spec", "initContainers")?.asList ?? [] : []
      for container in initial + (pod.value("spec", "containers")?.asList ?? []) {
        if let name = container.at("name")?.asString { containers.append((pod.name, name.description)) }
      }
    }
    let answers = await client.sendAll(
      containers.map { name in
        KubernetesRequest.get(
          path: pods.path(namespace: namespace, name: name.pod) + "/log",
          query: [(name: "container", value: name.container)])
      })
    var logs: [PodLog] = []
    for (name, answer) in zip(containers, answers) {
      switch answer {
      case .failure(let error): throw .unreachable(error)
      case .success(let response):
        if response.status >= 400 {
          throw .status(KubernetesError.Status(code: response.status, body: JSONCodec.decode(response.body)))
        }
        logs.append(PodLog(pod: name.pod, container: name.container, text: response.body))
      }
    }
    return logs
  }
}
