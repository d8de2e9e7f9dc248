import Functions
import Kubernetes
import Platform
import Values

/// What `cluster serve` keeps beside the cluster: its authority and token, which outlive it, and where it listens now.
struct ServerFolder {
  private let folder: String
  private let context: ProcessContext

  init(_ folder: String, _ context: ProcessContext) {
    self.folder = folder
    self.context = context
  }

  /// A server at work.
  struct Running: Equatable {
    let process: Int32
    let port: Int

    /// Its address.
    var address: String { "https://127.0.0.1:\(port)" }
  }

  // MARK: Keys

  /// The authority that signs the server's certificates, made where there is none: clients' kubeconfigs stay good.
  func authority() throws -> ServerIdentity {
    let (certificate, key) = (file("ca.crt"), file("ca.key"))
    if FileSystem.kind(certificate) == .file, FileSystem.kind(key) == .file {
      return ServerIdentity(certificate: try FileSystem.read(certificate), key: try FileSystem.read(key))
    }
    let made = try ServerIdentity.authority(
      named: "chart embedded cluster", days: 3650, clock: context.clock, randomness: context.randomness)
    try keep(made.key, as: "ca.key")
    try keep(made.certificate, as: "ca.crt")
    return made
  }

  /// A certificate for this machine's own addresses.
  func certificate() throws -> ServerIdentity {
    try authority().server(
      named: "chart cluster serve",
      addresses: [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]], names: ["localhost", "kubernetes"],
      days: 365, clock: context.clock, randomness: context.randomness)
  }

  /// The token that opens the server, made where there is none.
  func token() throws -> String {
    if FileSystem.kind(file("token")) == .file {
      return String(decoding: try FileSystem.read(file("token")), as: UTF8.self)
    }
    let digits = Array("0123456789abcdef".utf8)
    let token = context.randomness.bytes(32).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    try keep(token, as: "token")
    return String(decoding: token, as: UTF8.self)
  }

  // MARK: Kubeconfigs

  /// A kubeconfig for a server; it holds the token.
  func kubeconfig(_ server: Running) throws -> [UInt8] {
    let authority = String(decoding: Base64.encode(try authority().certificate), as: UTF8.self)
    return Array(
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: embedded
        cluster:
          server: \(server.address)
          certificate-authority-data: \(authority)
      users:
      - name: embedded
        user:
          token: \(try token())
      contexts:
      - name: embedded
        context:
          cluster: embedded
          user: embedded
      current-context: embedded

      """.utf8)
  }

  /// Writes a kubeconfig that nobody else can read, into this folder or where it is wanted.
  ///
  /// - Returns: the path of the file.
  func writeKubeconfig(_ server: Running, to path: String?) throws -> String {
    let path = path ?? file("kubeconfig")
    try FileSystem.write(try kubeconfig(server), to: path, mode: 0o600)
    return path
  }

  // MARK: The server at work

  /// The server that serves the cluster now; nil where none does.
  func running() throws -> Running? {
    guard FileSystem.kind(file(Self.marker)) == .file else { return nil }
    // The marker of a server that was killed stays, and its process number may be anybody's by now: the lock is not.
    if try FileLock(ifFree: file(Self.lock)) != nil { return nil }
    let words = String(decoding: try FileSystem.read(file(Self.marker)), as: UTF8.self).split(separator: " ")
    guard words.count == 2, let process = Int32(words[0]), let port = Int(words[1]), process > 0 else { return nil }
    return Running(process: process, port: port)
  }

  /// The right to serve the cluster, held until it is let go of; nil where another process has it.
  func claim() throws -> FileLock? {
    try FileSystem.createFolder(folder, mode: 0o700)
    return try FileLock(ifFree: file(Self.lock))
  }

  /// Says that this process, which has the right to, serves the cluster.
  func begin(port: Int) throws -> Running {
    let server = Running(process: getpid(), port: port)
    try keep(Array("\(server.process) \(server.port)".utf8), as: Self.marker)
    return server
  }

  /// Says that nobody does any more.
  func end() throws { try FileSystem.remove(file(Self.marker)) }

  private static let marker = "running"
  private static let lock = "running.lock"

  private func file(_ name: String) -> String { Path.join(folder, name) }

  private func keep(_ content: [UInt8], as name: String) throws {
    try FileSystem.createFolder(folder, mode: 0o700)
    try FileSystem.write(content, to: file(name), mode: 0o600)
  }
}
