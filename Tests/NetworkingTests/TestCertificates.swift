import Platform
import Testing
import TestSupport

/// Certificates made with openssl for one test: an authority, a server's and a client's, each with its key.
struct TestCertificates {
  let folder: TemporaryFolder
  let authority: [UInt8]

  init() async throws {
    folder = try TemporaryFolder()
    try await Self.openssl(
      folder, "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-authority",
      ["-keyout", "ca.key", "-out", "ca.pem"])
    authority = try FileSystem.read(folder.path + "/ca.pem")
  }

  /// A certificate that the authority signs, and its key.
  ///
  /// - Parameter names: such as `DNS:localhost,IP:127.0.0.1`.
  func certificate(_ name: String, names: String = "", days: Int = 2) async throws -> (chain: [UInt8], key: [UInt8]) {
    let path = folder.path
    try await Self.openssl(
      folder, "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes",
      ["-subj", "/O=system:masters/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"])
    let extensions = names.isEmpty ? "basicConstraints=CA:FALSE" : "subjectAltName=\(names)"
    try FileSystem.write(Array(extensions.utf8), to: "\(path)/\(name).ext")
    try await Self.openssl(
      folder, "x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial -days \(days)",
      ["-in", "\(name).csr", "-out", "\(name).pem", "-extfile", "\(name).ext"])
    return (try FileSystem.read("\(path)/\(name).pem"), try FileSystem.read("\(path)/\(name).key"))
  }

  private static func openssl(_ folder: TemporaryFolder, _ words: String, _ more: [String]) async throws {
    let environment = Environment.variables()
    let arguments = (words.split(separator: " ").map(String.init) + more).map {
      // openssl works where we do; its files belong into the folder.
      [".key", ".pem", ".csr", ".ext"].contains(where: $0.hasSuffix) ? "\(folder.path)/\($0)" : $0
    }
    let program = try #require(Subprocess.find("openssl", environment: environment))
    let outcome = try await Subprocess.run(program, arguments, environment: environment, capturesErrors: true)
    try #require(outcome.status == 0, "\(String(decoding: outcome.errors, as: UTF8.self))")
  }
}
