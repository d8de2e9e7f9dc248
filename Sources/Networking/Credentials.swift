internal import Kubernetes
internal import Platform

/// Who a request comes from: what goes into its headers, and the certificate of its connection.
struct Identity: Sendable {
  var headers: [(name: String, value: String)]
  /// The certificate that a credential plugin gave; one in the kubeconfig itself is the transport's.
  var certificate: ExecCredential.Certificate?
  /// Counts the renewals, so that two requests that are refused together renew once.
  var generation: Int
}

/// Finds out who we are, and keeps what it found for as long as it is good.
actor Credentials {
  /// For how long a token from a file is used before the file is read again, as client-go's.
  private static let tokenFileTime: Int64 = 60

  private let access: ClusterAccess
  private let context: ProcessContext
  private var generation = 0
  private var fileToken: (token: Secret, readAt: Moment)?
  private var credential: ExecCredential?
  /// A plugin at work: whoever needs credentials meanwhile waits for it.
  private var running: Task<Result<ExecCredential, TransportError>, Never>?

  init(_ access: ClusterAccess, _ context: ProcessContext) {
    self.access = access
    self.context = context
  }

  /// Who we are now.
  func current() async throws(TransportError) -> Identity {
    var identity = Identity(headers: Self.impersonation(access.user.impersonation), generation: generation)
    // Who reads along on plain HTTP must not learn a password or a token.
    if access.server.scheme != "https" { return identity }
    let user = access.user
    if !user.tokenFile.isEmpty {
      let token = try token(from: user.tokenFile, orElse: user.token)
      identity.headers.append((name: "Authorization", value: "Bearer \(token.revealed)"))
    } else if !user.token.isEmpty {
      identity.headers.append((name: "Authorization", value: "Bearer \(user.token.revealed)"))
    } else if !user.username.isEmpty || !user.password.isEmpty {
      let value = BasicAuthorization.value(user: user.username, password: user.password.revealed)
      identity.headers.append((name: "Authorization", value: value))
    } else if let plugin = user.exec, user.clientCertificate.isEmpty {
      let credential = try await credential(of: plugin)
      identity.generation = generation
      identity.certificate = credential.certificate
      if !credential.token.isEmpty {
        identity.headers.append((name: "Authorization", value: "Bearer \(credential.token.revealed)"))
      }
    }
    return identity
  }

  /// Who we are after the server refused `identity`; nil where that cannot have changed.
  func renewed(after identity: Identity) async throws(TransportError) -> Identity? {
    let user = access.user
    if access.server.scheme != "https" { return nil }
    if !user.tokenFile.isEmpty {
      let old = fileToken?.token
      fileToken = nil
      let renewed = try await current()
      return fileToken?.token == old ? nil : renewed
    }
    let usesPlugin = user.exec != nil && user.token.isEmpty && user.username.isEmpty && user.clientCertificate.isEmpty
    guard usesPlugin else { return nil }
    if identity.generation == generation { credential = nil }
    return try await current()
  }

  private static func impersonation(_ impersonation: Kubeconfig.Impersonation) -> [(name: String, value: String)] {
    if impersonation.user.isEmpty { return [] }
    var headers = [(name: "Impersonate-User", value: impersonation.user)]
    if !impersonation.uid.isEmpty { headers.append((name: "Impersonate-Uid", value: impersonation.uid)) }
    for group in impersonation.groups { headers.append((name: "Impersonate-Group", value: group)) }
    for (name, values) in impersonation.extra.sorted(by: { $0.key < $1.key }) {
      let name = "Impersonate-Extra-" + PercentEncoding.encode(name)
      for value in values { headers.append((name: name, value: value)) }
    }
    return headers
  }

  private func token(from file: String, orElse fixed: Secret) throws(TransportError) -> Secret {
    let now = context.clock.now()
    if let (token, readAt) = fileToken, now.seconds - readAt.seconds < Self.tokenFileTime { return token }
    do throws(FileError) {
      let text = String(decoding: try FileSystem.read(file, limit: 1 << 20), as: UTF8.self)
      let token = Secret(String(text.trimming { $0.isWhitespace }))
      if token.isEmpty { throw FileError("read", file, ENODATA) }
      fileToken = (token, now)
      return token
    } catch {
      // A file that is being replaced may be missing for a moment: what it said last is still good.
      if let (token, _) = fileToken { return token }
      if !fixed.isEmpty { return fixed }
      if error.code == ENODATA {
        throw TransportError("getting credentials: the token file \(file) is empty", mayHaveActed: false)
      }
      throw TransportError("getting credentials: \(error)", mayHaveActed: false)
    }
  }

  // MARK: - Plugins

  private func credential(of plugin: ExecPlugin) async throws(TransportError) -> ExecCredential {
    if let credential {
      guard let expiration = credential.expiration, expiration < context.clock.now() else { return credential }
    }
    if let running { return try await running.value.get() }
    let access = access
    let context = context
    let task = Task { await ExecPluginRunner.run(plugin, access, context) }
    running = task
    let result = await task.value
    running = nil
    generation += 1
    credential = try result.get()
    return try result.get()
  }
}

extension StringProtocol {
  /// The text without what `isMargin` holds for at its ends.
  func trimming(_ isMargin: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let first = rest.first, isMargin(first) { rest = rest.dropFirst() }
    while let last = rest.last, isMargin(last) { rest = rest.dropLast() }
    return rest
  }
}
