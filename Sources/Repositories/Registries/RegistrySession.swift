internal import Platform
internal import Synchronization
internal import Values

/// Asks one or more registries, with the token or password that each wants, by the distribution specification's flow:
/// ask, be told how to ask, ask again.
final class RegistrySession: Sendable {
  private let fetcher: any Fetching
  private let credentials: RegistryCredentials
  private let options: FetchOptions
  private let isPlain: Bool
  /// What `Authorization` said last, by host and repository.
  private let authorizations = Mutex<[String: String]>([:])

  /// A session; a name and password in `options` go before those that are kept.
  init(fetcher: any Fetching, credentials: RegistryCredentials, options: FetchOptions, isPlain: Bool) {
    self.fetcher = fetcher
    self.credentials = credentials
    self.options = options
    self.isPlain = isPlain
  }

  /// The address of a path below `/v2/` of a registry.
  func url(_ host: String, _ path: String) -> String {
    // Docker Hub answers under another name than it is known by.
    let host = host == "docker.io" ? "registry-1.docker.io" : host
    return "\(isPlain ? "http" : "https")://\(host)/v2/\(path)"
  }

  /// Sends a request on behalf of a repository.
  ///
  /// - Parameters:
  ///   - actions: what is wanted of the repository: `pull`, or `pull,push`.
  ///   - source: another repository that is read in passing.
  func send(
    _ request: FetchRequest, to reference: RegistryReference, actions: String, pullingFrom source: String? = nil
  ) async throws(RepositoryError) -> FetchResponse {
    let key = "\(reference.host) \(reference.repository) \(actions) \(source ?? "")"
    var request = request
    request.options = options
    (request.options.username, request.options.password) = ("", "")
    let asked = request
    if let known = authorizations.withLock({ $0[key] }) {
      request.headers.append(("Authorization", known))
    }
    let answer = try await fetcher.fetch(request)
    guard answer.status == 401, let field = answer.header("WWW-Authenticate"),
      let challenge = AuthenticationChallenge(field)
    else { return answer }
    let login = try login(reference.host)
    guard let authorization = try await authorization(challenge, login, reference, actions, source) else {
      return answer
    }
    authorizations.withLock { $0[key] = authorization }
    request = asked
    request.headers.append(("Authorization", authorization))
    return try await fetcher.fetch(request)
  }

  private func login(_ host: String) throws(RepositoryError) -> RegistryCredentials.Login? {
    if !options.username.isEmpty || !options.password.isEmpty {
      return RegistryCredentials.Login(username: options.username, password: options.password)
    }
    return try credentials.login(host)
  }

  private func authorization(
    _ challenge: AuthenticationChallenge, _ login: RegistryCredentials.Login?, _ reference: RegistryReference,
    _ actions: String, _ source: String?
  ) async throws(RepositoryError) -> String? {
    if challenge.scheme == "basic" {
      guard let login else { return nil }
      let encoded = Base64.encode(Array("\(login.username):\(login.password)".utf8))
      return "Basic \(String(decoding: encoded, as: UTF8.self))"
    }
    guard challenge.scheme == "bearer", let realm = challenge.parameters["realm"] else { return nil }
    let scope = reference.repository.isEmpty ? "" : "repository:\(reference.repository):\(actions)"
    var fields: [(String, String)] = []
    if let service = challenge.parameters["service"] { fields.append(("service", service)) }
    if !scope.isEmpty { fields.append(("scope", scope)) }
    if let source { fields.append(("scope", "repository:\(source):pull")) }
    var options = options
    (options.username, options.password) = ("", "")
    // A realm on another host is where the registry sends us; our client certificate is not for it.
    var request = FetchRequest(realm, options: options, limit: 1 << 20)
    if let login, login.username.isEmpty {
      fields += [("grant_type", "refresh_token"), ("refresh_token", login.password), ("client_id", "chart")]
      request.method = "POST"
      request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
      request.body = Array(Self.form(fields).utf8)
    } else {
      if let login { (request.options.username, request.options.password) = (login.username, login.password) }
      request.url += (realm.contains("?") ? "&" : "?") + Self.form(fields)
    }
    let answer = try await fetcher.fetch(request)
    guard answer.status == 200, let document = try? JSON.decode(answer.body) else {
      throw RepositoryError(
        "\(reference.host) refuses the login: \(RepositoryURL.origin(realm)) answers "
          + HTTPStatus.text(answer.status), hint: "Log in with `chart registry login \(reference.host)`.")
    }
    let token = document.at("token")?.asString ?? document.at("access_token")?.asString
    guard let token, !token.storage.isEmpty else {
      throw RepositoryError("\(RepositoryURL.origin(realm)) gives no token")
    }
    return "Bearer \(token)"
  }

  private static func form(_ fields: [(String, String)]) -> String {
    fields.map { name, value in name + "=" + PercentEncoding.encode(value) }.joined(separator: "&")
  }
}
