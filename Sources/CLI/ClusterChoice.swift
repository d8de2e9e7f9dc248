/// Which cluster a command works on, decided in one place from the options and the environment.
package enum ClusterChoice: Equatable {
  /// The cluster in the binary; `isDefault` where nobody asked for it, so that the command says so.
  case embedded(isDefault: Bool)
  /// A cluster that a kubeconfig, flags or the pod around us name; `source` says which.
  case kubernetes(source: String)

  /// What the options said.
  package struct Request: Sendable {
    /// The file of `--kubeconfig`.
    package var kubeconfig: String?
    /// The name of `--kube-context`.
    package var context: String?
    /// The address of `--kube-apiserver`.
    package var apiServer: String?

    /// A request by its parts.
    package init(kubeconfig: String? = nil, context: String? = nil, apiServer: String? = nil) {
      self.kubeconfig = kubeconfig
      self.context = context
      self.apiServer = apiServer
    }
  }

  /// Decides, and refuses where what was named is not there: never one cluster in place of another.
  ///
  /// - Parameter exists: whether a file is there.
  package static func decide(
    _ request: Request, environment: [String: String], exists: (String) -> Bool
  ) throws(CommandError) -> ClusterChoice {
    let forced = environment["CHART_CLUSTER"] ?? ""
    guard ["", "embedded", "kubernetes"].contains(forced) else {
      throw CommandError(
        "CHART_CLUSTER is \"\(forced)\"", hint: "Set it to embedded or kubernetes, or leave it out.")
    }
    let named = try source(request, environment: environment, exists: exists)
    if forced == "embedded" {
      if let option = optionSource(request) {
        throw CommandError(
          "CHART_CLUSTER=embedded, and \(option) names another cluster", hint: "Leave one of the two out.")
      }
      return .embedded(isDefault: false)
    }
    if let named { return .kubernetes(source: named) }
    if forced == "kubernetes" {
      throw CommandError(
        "CHART_CLUSTER=kubernetes, but no kubeconfig is there",
        hint: "Name one with --kubeconfig or KUBECONFIG, or put it at ~/.kube/config.")
    }
    return .embedded(isDefault: true)
  }

  private static func optionSource(_ request: Request) -> String? {
    if let path = request.kubeconfig { return "--kubeconfig \(path)" }
    if let context = request.context { return "--kube-context \(context)" }
    if let server = request.apiServer { return "--kube-apiserver \(server)" }
    return nil
  }

  private static func source(
    _ request: Request, environment: [String: String], exists: (String) -> Bool
  ) throws(CommandError) -> String? {
    if let path = request.kubeconfig, !exists(path) {
      throw CommandError("the kubeconfig \(path) that --kubeconfig names is not there")
    }
    if let option = optionSource(request) { return option }
    for name in ["HELM_KUBECONTEXT", "HELM_KUBEAPISERVER"] {
      if let value = environment[name], !value.isEmpty { return "\(name)=\(value)" }
    }
    if let value = environment["KUBECONFIG"], !value.isEmpty {
      let files = value.split(separator: ":").map(String.init)
      guard files.contains(where: exists) else {
        throw CommandError(
          "KUBECONFIG names \(value), which is not there",
          hint: "Correct KUBECONFIG, or unset it to work on the embedded cluster.")
      }
      return "KUBECONFIG=\(value)"
    }
    if let home = environment["HOME"], exists(home + "/.kube/config") { return "\(home)/.kube/config" }
    if let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
      exists("/var/run/secrets/kubernetes.io/serviceaccount/token")
    {
      return "this pod's service account"
    }
    return nil
  }
}
