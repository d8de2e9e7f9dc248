package import Kubernetes
package import Platform
internal import Values

/// What options and the environment say about the cluster to work on, Helm's variables among them.
package struct ClusterSettings: Sendable {
  /// The file of `--kubeconfig`, absolute.
  package var kubeconfig: String?
  /// What stands above the kubeconfig.
  package var overrides = ClusterAccess.Overrides()
  /// How many requests a second may be sent, once the burst is used up; nil for as many as there are.
  package var requestsPerSecond: Double?
  /// How many requests may be sent at once before `requestsPerSecond` counts.
  package var burst = 100
  /// Which options named a cluster, as they were written, for messages.
  package var options: [String] = []
  /// Which variables named a cluster.
  package var variables: [String] = []

  /// Nothing said.
  package init() {}

  /// The settings of the environment alone: what `CHART_KUBE…` and `HELM_KUBE…` say.
  package init(environment: [String: String]) {
    func variable(_ name: String) -> String? { Self.variable(name, environment)?.value }
    overrides.context = variable("KUBECONTEXT") ?? ""
    overrides.server = variable("KUBEAPISERVER") ?? ""
    overrides.token = Secret(variable("KUBETOKEN") ?? "")
    overrides.asUser = variable("KUBEASUSER") ?? ""
    overrides.asGroups = Self.list(variable("KUBEASGROUPS") ?? "")
    overrides.certificateAuthorityFile = variable("KUBECAFILE") ?? ""
    overrides.tlsServerName = variable("KUBETLS_SERVER_NAME") ?? ""
    overrides.skipsVerification = Self.flag(variable("KUBEINSECURE_SKIP_TLS_VERIFY") ?? "")
    if let rate = variable("QPS").flatMap(Double.init), rate > 0, rate.isFinite { requestsPerSecond = rate }
    if let count = variable("BURST_LIMIT").flatMap({ Int($0) }) { burst = count }
    for name in ["KUBECONTEXT", "KUBEAPISERVER"] {
      if let (name, value) = Self.variable(name, environment) {
        variables.append(value.contains("@") ? name : "\(name)=\(value)")
      }
    }
  }

  /// A variable by Helm's name or ours: `CHART_NAME` before `HELM_NAME`; empty ones count as unset.
  package static func variable(_ name: String, _ environment: [String: String]) -> (name: String, value: String)? {
    for prefix in ["CHART_", "HELM_"] {
      if let value = environment[prefix + name], !value.isEmpty { return (prefix + name, value) }
    }
    return nil
  }

  /// A list as Helm's envCSV reads it.
  private static func list(_ text: String) -> [String] {
    var text = text[...]
    while let first = text.first, first == "," || first == " " { text = text.dropFirst() }
    while let last = text.last, last == "," || last == " " { text = text.dropLast() }
    return text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// A truth as Go's strconv.ParseBool reads it; anything else is false.
  private static func flag(_ text: String) -> Bool { GoBool.parse(text) ?? false }
}

extension ClusterSettings {
  /// The kubeconfig files that these settings mean, in the order in which they count.
  package func files(_ environment: [String: String]) -> [String] {
    if let kubeconfig { return [kubeconfig] }
    if let list = environment["KUBECONFIG"], !list.isEmpty { return list.split(separator: ":").map(String.init) }
    return (environment["HOME"]).map { ["\($0)/.kube/config"] } ?? []
  }

  /// The kubeconfig that these settings mean; files that are missing count as empty.
  package func loadKubeconfig(_ context: ProcessContext) throws(KubeconfigError) -> Kubeconfig {
    var seen: Set<String> = []
    let files = files(context.environment).filter { !$0.isEmpty && seen.insert($0).inserted }.map { name in
      let path = Path.join(context.workingFolder, name)
      return (path: path, content: Result { () throws(FileError) in try FileSystem.read(path, limit: 64 << 20) })
    }
    // The YAML reader recurses as deep as the file nests.
    return try LargeStack.run { () throws(KubeconfigError) in try Kubeconfig(merging: files) }
  }

  /// The access to the cluster that these settings mean: the kubeconfig's, or in a pod its service account's.
  package func access(_ context: ProcessContext) throws(KubeconfigError) -> ClusterAccess {
    let kubeconfig = try loadKubeconfig(context)
    if kubeconfig == Kubeconfig(), overrides.context.isEmpty, ServiceAccount.isThere(context.environment) {
      var access = try ClusterAccess(
        inPod: context.environment, folder: ServiceAccount.folder, overrides: overrides)
      if access.namespace.isEmpty { access.namespace = ServiceAccount.namespace() }
      return access
    }
    var overrides = overrides
    if !overrides.certificateAuthorityFile.isEmpty {
      overrides.certificateAuthorityFile = Path.join(context.workingFolder, overrides.certificateAuthorityFile)
    }
    return try ClusterAccess(kubeconfig, overrides) { path throws(FileError) in
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      if descriptor < 0 { throw FileError("open", path) }
      close(descriptor)
    }
  }

  /// The namespace of the context, as Helm takes it where nothing else names one; nil where it cannot be told.
  package func contextNamespace(_ context: ProcessContext) -> String? {
    let isInPod = ServiceAccount.isThere(context.environment)
    let isFileThere = files(context.environment).contains {
      FileSystem.kind(Path.join(context.workingFolder, $0)) != nil
    }
    guard isFileThere || isInPod, let kubeconfig = try? loadKubeconfig(context) else { return nil }
    let name = overrides.context.isEmpty ? kubeconfig.currentContext : overrides.context
    if let namespace = kubeconfig.contexts[name]?.namespace, !namespace.isEmpty { return namespace }
    if kubeconfig == Kubeconfig(), isInPod {
      let named = context.environment["POD_NAMESPACE"] ?? ""
      let namespace = named.isEmpty ? ServiceAccount.namespace() : named
      return namespace.isEmpty ? nil : namespace
    }
    return nil
  }
}

/// The service account of the pod that we run in.
package enum ServiceAccount {
  /// Where Kubernetes puts token, certificate and namespace.
  package static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// Whether we run in a pod that has one.
  static func isThere(_ environment: [String: String]) -> Bool {
    !(environment["KUBERNETES_SERVICE_HOST"] ?? "").isEmpty && FileSystem.kind(folder + "/token") == .file
  }

  /// The pod's namespace, empty where it is not said.
  static func namespace() -> String {
    guard let bytes = try? FileSystem.read(folder + "/namespace", limit: 4096) else { return "" }
    return String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
  }
}
