import EmbeddedCluster
import Kubernetes
import Platform
import Synchronization
import Testing
import Values

/// A cluster in a folder of its own, which goes with it; its clock stands still until it is moved.
final class TestCluster: Sendable {
  let folder: String
  let cluster: EmbeddedCluster
  let time: TestTime

  init(settleDelay: Int64 = 0) throws {
    folder = try FileSystem.createTemporaryFolder(prefix: "chart-cluster")
    let time = TestTime()
    self.time = time
    cluster = try EmbeddedCluster(folder: folder, clock: time.clock, settleDelay: settleDelay)
  }

  deinit { try? FileSystem.remove(folder) }

  /// What came back: the status and the JSON.
  struct Answer {
    let status: Int
    let body: Value

    /// The value at a path of keys and list indexes, such as `spec.containers.0.image`.
    subscript(_ path: String) -> Value? {
      var value: Value? = body
      for part in path.split(separator: ".") {
        if let items = value?.asList {
          value = Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
        } else {
          value = value?.asMap?[Bytes(String(part))]
        }
      }
      return value
    }

    /// A scalar at a path as text.
    func text(_ path: String) -> String? {
      switch self[path] {
      case .string(let text), .number(let text): text.description
      case .bool(let flag): "\(flag)"
      case nil: nil
      case let other?: (try? JSON.encode(other)).map { String(decoding: $0, as: UTF8.self) }
      }
    }

    /// The items' names, for a list.
    var names: [String] {
      (self["items"]?.asList ?? []).compactMap { $0.at("metadata", "name")?.asString?.description }
    }
  }

  /// Sends a request: `path` may carry a query.
  @discardableResult
  func send(
    _ method: String, _ path: String, _ body: String = "", type: String = "application/json",
    headers: [(name: String, value: String)] = []
  ) throws -> Answer {
    try Self.send(to: cluster, method, path, body, type: type, headers: headers)
  }

  @discardableResult
  static func send(
    to cluster: EmbeddedCluster, _ method: String, _ path: String, _ body: String = "",
    type: String = "application/json", headers: [(name: String, value: String)] = []
  ) throws -> Answer {
    let parts = path.split(separator: "?", maxSplits: 1)
    var query: [(name: String, value: String)] = []
    for pair in parts.dropFirst().first?.split(separator: "&") ?? [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query.append((name: String(sides[0]), value: sides.count > 1 ? String(sides[1]) : ""))
    }
    let response = cluster.respond(
      to: HTTPRequest(
        method: method, path: String(parts.first ?? ""), query: query,
        headers: [(name: "Content-Type", value: type)] + headers, body: Array(body.utf8)))
    let isJSON = response.headers.contains { $0.name == "Content-Type" && $0.value.hasPrefix("application/json") }
    return Answer(
      status: response.status,
      body: isJSON ? try JSON.decode(response.body, numbers: .jsonNumber) : .string(Bytes(response.body)))
  }

  /// Server-side apply.
  @discardableResult
  func apply(_ path: String, _ body: String, by manager: String, force: Bool = false) throws -> Answer {
    try send(
      "PATCH", path + "?fieldManager=\(manager)" + (force ? "&force=true" : ""), body,
      type: "application/apply-patch+yaml")
  }
}

/// A clock that stands still until it is moved.
final class TestTime: Sendable {
  private let seconds = Mutex<Int64>(1_800_000_000)

  var clock: WallClock { WallClock { Moment(seconds: self.seconds.withLock { $0 }) } }

  func advance(by amount: Int64) { seconds.withLock { $0 += amount } }
}
