/// Which cluster a command works on, decided in one place from the options and the environment.
package enum ClusterChoice: Equatable {
  /// The cluster in the binary; `isDefault` where nobody asked for it, so that the command says so.
  case embedded(isDefault: Bool)
  /// A cluster that a kubeconfig, flags or the pod around us name; `source` says which.
  case kubernetes(source: String)

  /// Decides, and refuses where what was named is not there: never one cluster in place of another.
  ///
  /// - Parameter exists: whether a file is there.
  package static func decide(
    _ settings: ClusterSettings, environment: [String: String], exists: (String) -> Bool
  ) throws(CommandError) -> ClusterChoice {
    let forced = environment["CHART_CLUSTER"] ?? ""
    guard ["", "embedded", "kubernetes"].contains(forced) else {
      throw CommandError(
        "CHART_CLUSTER is \"\(forced)\"", hint: "Set it to embedded or kubernetes, or leave it out.")
    }
    if forced == "embedded" {
      if let option = settings.options.first {
        throw CommandError(
          "CHART_CLUSTER=embedded, and \(option) names another cluster", hint: "Leave one of the two out.")
      }
      return .embedded(isDefault: false)
    }
    if let source = try source(settings, environment: environment, exists: exists) {
      return .kubernetes(source: source)
    }
    if forced == "kubernetes" {
      throw CommandError(
        "CHART_CLUSTER=kubernetes, but no kubeconfig is there",
        hint: "Name one with --kubeconfig or KUBECONFIG, or put it at ~/.kube/config.")
    }
    return .embedded(isDefault: true)
  }

  private static func source(
    _ settings: ClusterSettings, environment: [String: String], exists: (String) -> Bool
  ) throws(CommandError) -> String? {
    if let path = settings.kubeconfig, !exists(path) {
      throw CommandError("the kubeconfig \(path) that --kubeconfig names is not there")
    }
    if let named = settings.options.first ?? settings.variables.first { return named }
    // A list of nothing but empty elements names no file, as for kubectl: not the one in the home folder either.
    if let value = environment["KUBECONFIG"], value.contains(where: { $0 != ":" }) {
      let files = settings.files(environment)
      guard files.contains(where: exists) else {
        throw CommandError(
          "KUBECONFIG names \(files.joined(separator: ":")), which is not there",
          hint: "Correct KUBECONFIG, or unset it to work on the embedded cluster.")
      }
      return "KUBECONFIG=\(value)"
    }
    for path in settings.files(environment) where exists(path) { return path }
    if let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty, exists(ServiceAccount.folder + "/token") {
      return "this pod's service account"
    }
    return nil
  }
}
