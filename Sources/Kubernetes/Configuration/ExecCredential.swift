package import Platform
internal import Values

/// What a credential plugin is told and what it answers: client.authentication.k8s.io's ExecCredential.
package struct ExecCredential: Sendable, Equatable {
  /// A bearer token, empty for none.
  package var token: Secret
  /// A client certificate and its key, as PEM; nil for none.
  package var certificate: Certificate?
  /// Until when the credentials are good; nil where the plugin does not say.
  package var expiration: Moment?

  /// A client certificate with its key.
  package struct Certificate: Sendable, Equatable {
    /// The certificate and those above it, as PEM.
    package var chain: [UInt8]
    /// The key, as PEM.
    package var key: Kubeconfig.Material.Data
  }

  /// The versions of the protocol that client-go speaks.
  static let versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]

  /// The JSON for the plugin's variable KUBERNETES_EXEC_INFO.
  ///
  /// - Parameters:
  ///   - isInteractive: whether the plugin may ask at the terminal.
  ///   - authority: the cluster's certificate authority, as PEM, for a plugin that wants to know the cluster.
  package static func request(
    _ plugin: ExecPlugin, isInteractive: Bool, access: ClusterAccess, authority: [UInt8]
  ) -> String {
    let spec = ValueMap([("interactive", .bool(isInteractive))])
    if plugin.providesClusterInfo {
      let cluster = ValueMap([("server", .string(access.server.origin + access.server.path))])
      if !access.tlsServerName.isEmpty { cluster["tls-server-name"] = .string(access.tlsServerName) }
      if access.skipsVerification { cluster["insecure-skip-tls-verify"] = .bool(true) }
      if !authority.isEmpty {
        cluster["certificate-authority-data"] = .string(String(decoding: Base64.encode(authority), as: UTF8.self))
      }
      if let proxy = access.proxy { cluster["proxy-url"] = .string(proxy.description) }
      if let config = JSONCodec.decode(access.execExtension) { cluster["config"] = config }
      spec["cluster"] = .map(cluster)
    }
    let request = ValueMap([
      ("kind", .string("ExecCredential")), ("apiVersion", .string(plugin.apiVersion)), ("spec", .map(spec)),
    ])
    return String(decoding: JSONCodec.encode(.map(request)), as: UTF8.self)
  }

  /// Reads what a plugin wrote.
  package init(answer: [UInt8], of plugin: ExecPlugin) throws(KubeconfigError) {
    guard let map = JSONCodec.decode(answer)?.asMap else {
      throw KubeconfigError("decoding stdout: the plugin did not write a JSON object")
    }
    let object = KubernetesObject(map)
    guard object.kind == "ExecCredential" else {
      throw KubeconfigError("decoding stdout: the plugin wrote no ExecCredential")
    }
    let version = object.text("apiVersion")
    guard version == plugin.apiVersion else {
      throw KubeconfigError(
        "exec plugin is configured to use API version \(plugin.apiVersion), plugin returned version \(version)")
    }
    guard object.value("status")?.asMap != nil else {
      throw KubeconfigError("exec plugin didn't return a status field")
    }
    token = Secret(object.text("status", "token"))
    let chain = object.text("status", "clientCertificateData")
    let key = object.text("status", "clientKeyData")
    if token.isEmpty, chain.isEmpty, key.isEmpty {
      throw KubeconfigError("exec plugin didn't return a token or cert/key pair")
    }
    if chain.isEmpty != key.isEmpty {
      throw KubeconfigError("exec plugin returned only certificate or key, not both")
    }
    certificate =
      chain.isEmpty
      ? nil : Certificate(chain: Array(chain.utf8), key: Kubeconfig.Material.Data(Array(key.utf8)))
    let expiry = object.text("status", "expirationTimestamp")
    if expiry.isEmpty {
      expiration = nil
    } else {
      guard let time = Timestamp(expiry) else {
        throw KubeconfigError("decoding stdout: expirationTimestamp is no time")
      }
      expiration = time.moment
    }
  }
}
