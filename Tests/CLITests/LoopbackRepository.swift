import Charts
import Kubernetes
import Networking
import Platform
import Repositories
import Synchronization
import TestSupport
import Values

/// A server on loopback that has files by their paths, and may want a name and password.
final class LoopbackRepository: Sendable {
  private struct State {
    var files: [String: [UInt8]]
    var requests: [HTTPRequest] = []
  }

  private let state: Mutex<State>
  private let server: Mutex<HTTPServer?> = Mutex(nil)

  /// Starts to serve `files`, to whoever knows the login.
  init(_ files: [String: [UInt8]], login: String? = nil) async throws {
    state = Mutex(State(files: files))
    let authorization = login.map { "Basic " + String(decoding: Base64.encode(Array($0.utf8)), as: UTF8.self) }
    let listening = try await HTTPServer.serve(HTTPServer.Settings()) { [unowned self] request in
      state.withLock { $0.requests.append(request) }
      if let authorization, request.headers.first(where: { $0.name == "Authorization" })?.value != authorization {
        return .whole(HTTPResponse(status: 401))
      }
      guard let file = state.withLock({ $0.files[request.path] }) else { return .whole(HTTPResponse(status: 404)) }
      return .whole(HTTPResponse(status: 200, body: file))
    }
    server.withLock { $0 = listening }
  }

  /// The address of the server.
  var url: String { "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })" }

  /// The paths that were asked for.
  var paths: [String] { state.withLock { $0.requests.map(\.path) } }

  func set(_ path: String, _ file: [UInt8]?) { state.withLock { $0.files[path] = file } }

  func shutDown() async { await server.withLock { $0 }?.shutDown(grace: .milliseconds(1)) }

  /// A package of a chart that prints its version and the value `x`.
  static func package(_ name: String, _ version: String) throws -> [UInt8] {
    let folder = try TemporaryFolder([
      "c/Chart.yaml": "apiVersion: v2\nname: \(name)\nversion: \(version)\n", "c/values.yaml": "x: base\n",
      "c/templates/a.yaml": "v: {{ .Chart.Version }}\nx: {{ .Values.x | quote }}\n",
    ])
    var warnings: [ChartWarning] = []
    return try Packager.package(folder: folder.path("c"), warnings: &warnings).bytes
  }

  /// The files of a repository with versions of the chart `web`, and a file of values.
  static func files(versions: [String] = ["1.0.0", "1.1.0", "2.0.0", "2.1.0-beta.1"]) throws -> [String: [UInt8]] {
    let values = Array("x: remote\n".utf8)
    var files = ["/vals.yaml": values, "/vals": values]
    var index = "apiVersion: v1\nentries:\n  web:\n"
    for version in versions {
      let package = try package("web", version)
      files["/web-\(version).tgz"] = package
      index += "  - name: web\n    version: \(version)\n    urls: [web-\(version).tgz]\n"
      index += "    digest: \(Digest.sha256(package))\n"
    }
    files["/index.yaml"] = Array(index.utf8)
    return files
  }

  /// The files by which the same charts are in a registry, as `charts/web`.
  static func registry(versions: [String] = ["1.0.0", "1.1.0", "2.1.0-beta.1"]) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let config = Array("{}".utf8)
    for version in versions {
      let package = try package("web", version)
      func descriptor(_ type: String, _ bytes: [UInt8]) -> String {
        "{\"mediaType\":\"\(type)\",\"digest\":\"sha256:\(Digest.sha256(bytes))\",\"size\":\(bytes.count)}"
      }
      let manifest = Array(
        """
        {"schemaVersion":2,"config":\(descriptor("application/vnd.cncf.helm.config.v1+json", config)),\
        "layers":[\(descriptor("application/vnd.cncf.helm.chart.content.v1.tar+gzip", package))]}
        """.utf8)
      files["/v2/charts/web/blobs/sha256:\(Digest.sha256(package))"] = package
      files["/v2/charts/web/manifests/\(version)"] = manifest
      files["/v2/charts/web/manifests/sha256:\(Digest.sha256(manifest))"] = manifest
    }
    let tags = versions.map { "\"\($0)\"" }.joined(separator: ",")
    files["/v2/charts/web/tags/list"] = Array("{\"tags\":[\(tags)]}".utf8)
    return files
  }
}
