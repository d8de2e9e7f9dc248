import Kubernetes
import Values

/// `pods/NAME/log`: the lines that a container would have written, of which the embedded cluster knows one.
struct PodLog {
  let store: ObjectStore
  let path: RequestTarget.ObjectsPath
  let request: HTTPRequest

  func answer() throws(APIError) -> HTTPResponse {
    let name = path.name ?? ""
    guard let pods = Pods.resource else { throw .noResource }
    guard let body = try store.body(pods.key(path.namespace ?? "", name)) else { throw .notFound(pods, name) }
    let pod = try WireJSON.object(body)
    let container = try container(of: pod, name)
    let containerName = container.text("name") ?? ""
    let status = (pod.map("status")?.maps("containerStatuses") ?? []).first { $0.text("name") == containerName }
    if let reason = status?.map("state", "waiting")?.text("reason"), status?.map("lastState", "terminated") == nil {
      throw .badRequest("container \"\(containerName)\" in pod \"\(name)\" is waiting to start: \(reason)")
    }
    var lines = [
      "embedded cluster: container \"\(containerName)\" of image \(container.text("image") ?? "") "
        + (status?.map("state", "running") == nil ? "has run" : "is running")
    ]
    if let ended = (status?.map("state", "terminated") ?? status?.map("lastState", "terminated")) {
      lines.append("embedded cluster: it ended with exit code \(ended.integer("exitCode") ?? 0)")
    }
    if let tail = query("tailLines").flatMap({ Int($0) }), tail >= 0 { lines = lines.suffix(tail) }
    if query("timestamps") == "true" {
      let time = pod.map("status")?.text("startTime") ?? ""
      lines = lines.map { "\(time) \($0)" }
    }
    var text = Array(lines.map { $0 + "\n" }.joined().utf8)
    if let limit = query("limitBytes").flatMap({ Int($0) }), limit >= 0 { text = Array(text.prefix(limit)) }
    return HTTPResponse(status: 200, headers: [(name: "Content-Type", value: "text/plain")], body: text)
  }

  private func query(_ name: String) -> String? { request.query.first { $0.name == name }?.value }

  /// The container that the request names, or the only one.
  private func container(of pod: ValueMap, _ name: String) throws(APIError) -> ValueMap {
    let all = pod.spec.maps("containers")
    let others = pod.spec.maps("initContainers") + pod.spec.maps("ephemeralContainers")
    if let wanted = query("container"), !wanted.isEmpty {
      guard let container = (all + others).first(where: { $0.text("name") == wanted }) else {
        throw .badRequest("container \(wanted) is not valid for pod \(name)")
      }
      return container
    }
    guard let first = all.first, all.count == 1 else {
      let names = all.compactMap { $0.text("name") }.joined(separator: " ")
      throw .badRequest("a container name must be specified for pod \(name), choose one of: [\(names)]")
    }
    return first
  }
}
