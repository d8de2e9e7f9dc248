import Kubernetes
import Platform

/// Keeps what a cluster serves in a file below the user's cache folder, so that the next command need not ask.
///
/// A kind that the file does not have is asked for anyway; what goes stale is at worst a kind that is gone.
struct DiscoveryFile: Sendable {
  /// How long a file is believed.
  static let lifetime: Int64 = 3600

  private let path: String
  private let clock: WallClock

  /// The file of a cluster; nil where there is no folder for it.
  init?(_ access: ClusterAccess, _ context: ProcessContext) {
    let environment = context.environment
    let folder: String
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      folder = cache
    } else if let home = environment["HOME"], !home.isEmpty {
      folder = home + "/.cache"
    } else {
      return nil
    }
    // Several clusters may answer at one address, one after the other: their authorities tell them apart.
    let authority = access.certificateAuthority.data?.bytes ?? Array(access.certificateAuthority.file.utf8)
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in Array("\(access.server)".utf8) + [0] + authority {
      digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let host = String(access.server.host.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" })
    let name = "\(host)_\(access.server.port)_\(String(digest, radix: 16)).json"
    path = "\(folder)/chart/discovery/\(name)"
    clock = context.clock
  }

  /// The same as a client takes it.
  var cache: DiscoveryCache { DiscoveryCache(load: load, store: store, remove: remove) }

  private func load() -> [UInt8]? {
    guard let bytes = try? FileSystem.read(path, limit: 64 << 20), let end = bytes.firstIndex(of: 0x0A),
      let time = Int64(String(decoding: bytes[..<end], as: UTF8.self))
    else { return nil }
    let age = clock.now().seconds &- time
    return (0..<Self.lifetime).contains(age) ? Array(bytes[(end + 1)...]) : nil
  }

  // A cache that cannot be written costs requests, and no more.

  private func store(_ content: [UInt8]) {
    try? FileSystem.createFolder(Path.parent(path), mode: 0o700)
    try? FileSystem.write(Array("\(clock.now().seconds)\n".utf8) + content, to: path, mode: 0o600, isReproducible: true)
  }

  private func remove() { try? FileSystem.remove(path) }
}
