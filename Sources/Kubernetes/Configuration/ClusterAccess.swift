package import Platform

/// All that is needed to talk to one cluster: its address, how it is known, and who we are there.
package struct ClusterAccess: Sendable, Equatable {
  /// Where the API server is.
  package var server: WebAddress
  /// The name that the server's certificate is checked for, empty for the host's own.
  package var tlsServerName = ""
  /// Whether the server's certificate is not checked at all.
  package var skipsVerification = false
  /// The certificates that the server's certificate must be signed by; none means the system's.
  package var certificateAuthority = Kubeconfig.Material()
  /// The proxy that the kubeconfig names; nil leaves it to the environment.
  package var proxy: WebAddress?
  /// Who we are; over plain HTTP it is never said, as with kubectl.
  package var user = Kubeconfig.User()
  /// The cluster's extension for credential plugins: JSON, empty for none.
  package var execExtension: [UInt8] = []
  /// The namespace of the context, empty where it names none.
  package var namespace = ""

  /// An address with nothing else.
  package init(server: WebAddress) { self.server = server }

  /// What options and variables say on top of a kubeconfig.
  package struct Overrides: Sendable, Equatable {
    /// `--kube-context`.
    package var context = ""
    /// `--kube-apiserver`.
    package var server = ""
    /// `--kube-token`.
    package var token = Secret("")
    /// `--kube-as-user`.
    package var asUser = ""
    /// `--kube-as-group`.
    package var asGroups: [String] = []
    /// `--kube-ca-file`.
    package var certificateAuthorityFile = ""
    /// `--kube-tls-server-name`.
    package var tlsServerName = ""
    /// `--kube-insecure-skip-tls-verify`.
    package var skipsVerification = false

    /// Nothing.
    package init() {}
  }

  /// The access that a kubeconfig and overrides describe, as client-go's DirectClientConfig; where client-go falls
  /// back on http://localhost:8080 because a cluster is not defined, this is an error that says so.
  ///
  /// - Parameter check: opens a file for reading; its error is the user's.
  package init(
    _ kubeconfig: Kubeconfig, _ overrides: Overrides, check: (_ path: String) throws(FileError) -> Void
  ) throws(KubeconfigError) {
    let name = overrides.context.isEmpty ? kubeconfig.currentContext : overrides.context
    let context = kubeconfig.contexts[name]
    if context == nil, !overrides.context.isEmpty {
      throw KubeconfigError("context \"\(name)\" does not exist", hint: Self.choices("Contexts", kubeconfig.contexts))
    }
    if context == nil, !name.isEmpty {
      throw KubeconfigError(
        "invalid configuration: context was not found for specified context: \(name)",
        hint: Self.choices("Contexts", kubeconfig.contexts))
    }
    let clusterName = context?.cluster ?? ""
    let userName = context?.user ?? ""
    let cluster = try Self.cluster(kubeconfig, overrides, context: name, name: clusterName)
    let user = try Self.user(kubeconfig, overrides, context: name, name: userName)
    try Self.validate(cluster, named: clusterName, user, named: userName, check: check)

    self.init(server: try Self.address(cluster.server, of: clusterName))
    tlsServerName = cluster.tlsServerName
    skipsVerification = cluster.skipsVerification
    certificateAuthority = cluster.certificateAuthority
    proxy = cluster.proxyURL.isEmpty ? nil : WebAddress(cluster.proxyURL)
    execExtension = cluster.execExtension
    self.user = user
    namespace = context?.namespace ?? ""
  }

  /// The access of a pod through its service account, as client-go's InClusterConfig.
  ///
  /// - Parameter folder: where the account's `token`, `ca.crt` and `namespace` lie.
  package init(
    inPod environment: [String: String], folder: String, overrides: Overrides
  ) throws(KubeconfigError) {
    let host = environment["KUBERNETES_SERVICE_HOST"] ?? ""
    let port = environment["KUBERNETES_SERVICE_PORT"] ?? ""
    guard !host.isEmpty, !port.isEmpty else {
      throw KubeconfigError(
        "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined")
    }
    let server = "https://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    self.init(server: try Self.address(overrides.server.isEmpty ? server : overrides.server, of: ""))
    certificateAuthority.file =
      overrides.certificateAuthorityFile.isEmpty ? "\(folder)/ca.crt" : overrides.certificateAuthorityFile
    tlsServerName = overrides.tlsServerName
    if overrides.skipsVerification {
      skipsVerification = true
      certificateAuthority = Kubeconfig.Material()
    }
    if overrides.token.isEmpty { user.tokenFile = "\(folder)/token" } else { user.token = overrides.token }
    if !overrides.asUser.isEmpty { user.impersonation.user = overrides.asUser }
    if !overrides.asGroups.isEmpty { user.impersonation.groups = overrides.asGroups }
    namespace = environment["POD_NAMESPACE"] ?? ""
  }

  // MARK: - The parts

  private static func cluster(
    _ kubeconfig: Kubeconfig, _ overrides: Overrides, context: String, name: String
  ) throws(KubeconfigError) -> Kubeconfig.Cluster {
    var cluster = kubeconfig.clusters[name] ?? Kubeconfig.Cluster()
    if !overrides.server.isEmpty {
      cluster.server = overrides.server
      // Another server has another name: the kubeconfig's counts no more.
      cluster.tlsServerName = ""
    } else if kubeconfig.clusters[name] == nil {
      if context.isEmpty {
        throw KubeconfigError(
          "invalid configuration: no configuration has been provided, the kubeconfig has no current context",
          hint: choices("Choose one with --kube-context. Contexts", kubeconfig.contexts))
      }
      throw KubeconfigError(
        name.isEmpty
          ? "cluster was not specified for context \"\(context)\""
          : "cluster \"\(name)\" was not found for context \"\(context)\"",
        hint: choices("Clusters", kubeconfig.clusters))
    }
    if !overrides.tlsServerName.isEmpty { cluster.tlsServerName = overrides.tlsServerName }
    if overrides.skipsVerification || !overrides.certificateAuthorityFile.isEmpty {
      cluster.skipsVerification = overrides.skipsVerification
      cluster.certificateAuthority = Kubeconfig.Material()
      cluster.certificateAuthority.file = overrides.certificateAuthorityFile
    }
    return cluster
  }

  private static func user(
    _ kubeconfig: Kubeconfig, _ overrides: Overrides, context: String, name: String
  ) throws(KubeconfigError) -> Kubeconfig.User {
    if !name.isEmpty, kubeconfig.users[name] == nil {
      throw KubeconfigError(
        "user \"\(name)\" was not found for context \"\(context)\"", hint: choices("Users", kubeconfig.users))
    }
    var user = kubeconfig.users[name] ?? Kubeconfig.User()
    if !overrides.token.isEmpty {
      user.token = overrides.token
      user.tokenFile = ""
    }
    if !overrides.asUser.isEmpty { user.impersonation.user = overrides.asUser }
    if !overrides.asGroups.isEmpty { user.impersonation.groups = overrides.asGroups }
    return user
  }

  /// A server's address; without a scheme it is plain HTTP, as client-go has it.
  private static func address(_ server: String, of cluster: String) throws(KubeconfigError) -> WebAddress {
    guard var address = WebAddress(server) ?? WebAddress("http://" + server),
      address.scheme == "https" || address.scheme == "http"
    else {
      throw KubeconfigError("the server of cluster \"\(cluster)\" is no http or https URL")
    }
    while address.path.hasSuffix("/") { address.path.removeLast() }
    address.query = nil
    return address
  }

  private static func choices<Entry>(_ what: String, _ names: [String: Entry]) -> String? {
    names.isEmpty ? nil : "\(what) there: \(names.keys.sorted().joined(separator: ", "))."
  }

  // MARK: - Checks

  /// What client-go's validateClusterInfo and validateAuthInfo refuse, in their words.
  private static func validate(
    _ cluster: Kubeconfig.Cluster, named clusterName: String, _ user: Kubeconfig.User, named userName: String,
    check: (_ path: String) throws(FileError) -> Void
  ) throws(KubeconfigError) {
    var faults = faults(of: user, userName)
    func open(_ path: String, _ what: String, _ name: String) {
      if path.isEmpty { return }
      do throws(FileError) {
        try check(path)
      } catch {
        faults.append("unable to read \(what) \(path) for \(name) due to \(error)")
      }
    }
    if !user.clientCertificate.isEmpty {
      open(user.clientCertificate.file, "client-cert", userName)
      open(user.clientKey.file, "client-key", userName)
    }
    if cluster.server.isEmpty { faults.append("no server found for cluster \"\(clusterName)\"") }
    if !cluster.proxyURL.isEmpty {
      switch WebAddress(cluster.proxyURL)?.scheme {
      case "http", "https", "socks5": break
      case nil: faults.append("invalid 'proxy-url' for cluster \"\(clusterName)\": it is no URL")
      case let scheme?:
        faults.append(
          "invalid 'proxy-url' for cluster \"\(clusterName)\": unsupported scheme \"\(scheme)\", "
            + "must be http, https, or socks5")
      }
    }
    let authority = cluster.certificateAuthority
    if authority.data != nil, !authority.file.isEmpty {
      faults.append(
        "certificate-authority-data and certificate-authority are both specified for \(clusterName). "
          + "certificate-authority-data will override.")
    }
    open(authority.file, "certificate-authority", clusterName)
    if cluster.skipsVerification, !authority.isEmpty {
      faults.append("specifying a root certificates file with the insecure flag is not allowed")
    }
    if faults.isEmpty { return }
    throw KubeconfigError(
      "invalid configuration: " + (faults.count == 1 ? faults[0] : "[" + faults.joined(separator: ", ") + "]"))
  }

  private static func faults(of user: Kubeconfig.User, _ name: String) -> [String] {
    var faults: [String] = []
    if !user.clientCertificate.isEmpty {
      if user.clientCertificate.data != nil, !user.clientCertificate.file.isEmpty {
        faults.append(
          "client-cert-data and client-cert are both specified for \(name). client-cert-data will override.")
      }
      if user.clientKey.data != nil, !user.clientKey.file.isEmpty {
        faults.append("client-key-data and client-key are both specified for \(name); client-key-data will override")
      }
      if user.clientKey.isEmpty {
        faults.append(
          "client-key-data or client-key must be specified for \(name) to use the clientCert authentication method.")
      }
    }
    if let exec = user.exec { faults += self.faults(of: exec, name) }
    if !user.authProvider.isEmpty {
      faults.append(
        "no Auth Provider found for name \"\(user.authProvider)\": auth providers are gone from Kubernetes' clients, "
          + "an exec plugin takes their place")
    }
    if !user.token.isEmpty, !user.username.isEmpty || !user.password.isEmpty {
      faults.append(
        "more than one authentication method found for \(name); found [token basicAuth], only one is allowed")
    }
    if user.impersonation.needsUser, user.impersonation.user.isEmpty {
      faults.append("requesting uid, groups or user-extra for \(name) without impersonating a user")
    }
    return faults
  }

  private static func faults(of exec: ExecPlugin, _ name: String) -> [String] {
    var faults: [String] = []
    if exec.command.isEmpty {
      faults.append("command must be specified for \(name) to use exec authentication plugin")
    }
    if exec.apiVersion.isEmpty {
      faults.append("apiVersion must be specified for \(name) to use exec authentication plugin")
    } else if !ExecCredential.versions.contains(exec.apiVersion) {
      faults.append("exec plugin: invalid apiVersion \"\(exec.apiVersion)\"")
    }
    if exec.environment.contains(where: { $0.name.isEmpty }) {
      faults.append("env variable name must be specified for \(name) to use exec authentication plugin")
    }
    switch exec.interactiveMode {
    case "": faults.append("interactiveMode must be specified for \(name) to use exec authentication plugin")
    case "Never", "IfAvailable", "Always": break
    default: faults.append("invalid interactiveMode for \(name): \"\(exec.interactiveMode)\"")
    }
    return faults
  }
}
