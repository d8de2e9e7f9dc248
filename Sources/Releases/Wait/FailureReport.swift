internal import Kubernetes
internal import Values

/// What people want to know about objects that did not become ready: what their pods suffer from, the last events, the
/// last lines of the logs.
struct FailureReport {
  let client: KubernetesClient
  let hidden: SecretValues

  private static let maximumObjects = 3
  private static let maximumPods = 2
  private static let maximumEvents = 5
  private static let logLines = 10

  /// The report, nil where nothing is to be told; what cannot be read is left out.
  func text(about objects: [ReadinessWait.Object]) async -> String? {
    var lines: [String] = []
    let chosen = objects.filter { $0.state?.isFailed == true } + objects.filter { $0.state?.isFailed != true }
    for object in chosen.prefix(Self.maximumObjects) {
      let about = await self.lines(about: object)
      if about.isEmpty { continue }
      lines.append(object.reference.path)
      lines += about.map { "  " + $0 }
    }
    return lines.isEmpty ? nil : hidden.removed(from: lines.joined(separator: "\n"))
  }

  private func lines(about object: ReadinessWait.Object) async -> [String] {
    guard let workload = object.workload else { return [] }
    let finder = TroubleFinder(client: client)
    var pods: [KubernetesObject] = []
    do throws(KubernetesError) { pods = try await finder.pods(of: workload) } catch { pods = [] }
    var lines = await finder.troubles(of: workload, isHook: false).map(\.description)
    let ill = pods.filter { !Readiness(of: $0).isReady || $0.text("status", "phase") == "Failed" }
      .prefix(Self.maximumPods)
    var subjects = [(uid: workload.uid, namespace: workload.reference.namespace)]
    if !workload.isPod { subjects += ill.map { (uid: $0.uid, namespace: $0.namespace) } }
    for subject in subjects {
      guard let events = try? await ObjectEvent.list(of: subject.uid, subject.namespace, client) else { continue }
      lines += events.suffix(Self.maximumEvents).map { event in
        "event \(event.reason)\(event.count > 1 ? " (\(event.count) times)" : ""): \(event.message)"
      }
    }
    for pod in ill { lines += await log(of: pod) }
    return lines
  }

  /// The last lines that a pod's containers wrote; of one that crashes, before it crashed.
  private func log(of pod: KubernetesObject) async -> [String] {
    let mapping = ResourceMapping(
      GroupVersionKind(group: "", version: "v1", kind: "Pod"), plural: "pods", isNamespaced: true)
    let path = mapping.path(namespace: pod.namespace, name: pod.name) + "/log"
    var lines: [String] = []
    for field: Bytes in ["initContainerStatuses", "containerStatuses"] {
      for item in pod.value("status", field)?.asList ?? [] {
        guard let name = item.at("name")?.asString?.description, item.at("ready")?.asBool != true else { continue }
        var query = [(name: "container", value: name), (name: "tailLines", value: String(Self.logLines))]
        let isWaiting = item.at("state", "waiting") != nil
        if isWaiting, item.at("lastState", "terminated") != nil { query.append((name: "previous", value: "true")) }
        let request = KubernetesRequest.get(path: path, query: query)
        guard case .success(let answer)? = await client.sendAll([request]).first, answer.status == 200,
          !answer.body.isEmpty
        else { continue }
        lines.append("log of \(pod.name)/\(name):")
        lines += String(decoding: answer.body, as: UTF8.self).split(separator: "\n").suffix(Self.logLines)
          .map { "  \($0)" }
      }
    }
    return lines
  }
}

/// The values of a release's Secrets, which must not be told.
struct SecretValues {
  private let values: [String]
  /// The objects' names that contain a value: a Secret may well say what a database or a service is called.
  private let names: [String]

  /// The shortest value that is looked for: shorter ones would turn up everywhere.
  private static let minimumLength = 4

  /// The values of the Secrets in manifests.
  init(in manifests: [Bytes]) {
    var values: Set<String> = []
    var names: Set<String> = []
    for manifest in manifests {
      for object in (try? ManifestReader.objects(manifest)) ?? [] {
        names.insert(object.name)
        if object.kind != "Secret" { continue }
        for (_, text) in object.strings("stringData") { values.insert(text) }
        for (_, text) in object.strings("data") {
          values.insert(text)
          if case .success(let decoded) = Base64.decode(Array(text.utf8)) {
            values.insert(String(decoding: decoded, as: UTF8.self))
          }
        }
      }
    }
    // A value of several lines turns up line by line; longer ones go first, as they may contain shorter ones.
    self.values = Set(values.flatMap { [$0] + $0.split(separator: "\n").map(String.init) })
      .filter { $0.utf8.count >= Self.minimumLength }.sorted(by: Self.isLonger)
    self.names = names.filter { [values = self.values] name in values.contains { name.contains($0) } }
      .sorted(by: Self.isLonger)
  }

  private static func isLonger(_ left: String, _ right: String) -> Bool {
    (right.utf8.count, left) < (left.utf8.count, right)
  }

  /// The text with a remark in place of each value; the manifests' objects keep their names, which hide nothing.
  func removed(from text: String) -> String {
    func hide(_ values: [String], in text: String) -> String {
      values.reduce(text) { $0.replacing($1, with: "(hidden)") }
    }
    let ofNames = values.filter { value in names.contains { $0.contains(value) } }
    var text = hide(values.filter { !ofNames.contains($0) }, in: text)
    // Meanwhile a number between characters that nobody writes stands for each name.
    for (index, name) in names.enumerated() { text = text.replacing(name, with: "\u{E000}\(index)\u{E001}") }
    text = hide(ofNames, in: text)
    for (index, name) in names.enumerated() { text = text.replacing("\u{E000}\(index)\u{E001}", with: name) }
    return text
  }
}
