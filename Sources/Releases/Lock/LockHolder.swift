internal import Platform

/// The process that holds a lock, told so that other processes of the same machine can see whether it still runs.
package struct LockHolder: Sendable, Equatable, CustomStringConvertible {
  /// The machine's name, for people.
  package var host: String
  /// The machine's boot: process ids mean nothing over a restart.
  package var boot: String
  /// The namespace in which the process id counts: containers of one machine have their own.
  package var processNamespace: String
  /// The process.
  package var process: Int32
  /// When the process began, in the kernel's ticks: ids are used again.
  package var started: String
  /// Tells two operations of one process apart.
  package var nonce: String

  /// A holder by its parts.
  package init(
    host: String, boot: String, processNamespace: String, process: Int32, started: String, nonce: String
  ) {
    self.host = host
    self.boot = boot
    self.processNamespace = processNamespace
    self.process = process
    self.started = started
    self.nonce = nonce
  }

  /// This process.
  package static func current() -> LockHolder {
    let process = getpid()
    return LockHolder(
      host: hostName(), boot: text(of: "/proc/sys/kernel/random/boot_id"), processNamespace: processNamespace(),
      process: process, started: started(process) ?? "", nonce: "")
  }

  /// The lease's `holderIdentity`.
  package var identity: String {
    ["chart", host, boot, processNamespace, String(process), started, nonce].joined(separator: "/")
  }

  /// Reads a `holderIdentity`; nil for another program's.
  package init?(identity: String) {
    let parts = identity.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 7, parts[0] == "chart", let process = Int32(parts[4]) else { return nil }
    self.init(
      host: parts[1], boot: parts[2], processNamespace: parts[3], process: process, started: parts[5], nonce: parts[6])
  }

  /// For people: `process 4711 on host`.
  package var description: String { "process \(process) on \(host)" }

  /// Whether the process is known to have ended: it ran on this machine, in this boot, where this process can see it,
  /// and is no longer there.
  func hasEnded(seenBy observer: LockHolder) -> Bool {
    guard !boot.isEmpty, !started.isEmpty, !processNamespace.isEmpty, host == observer.host, boot == observer.boot,
      processNamespace == observer.processNamespace
    else { return false }
    return Self.started(process) != started
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func processNamespace() -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &buffer, buffer.count - 1)
    guard count > 0 else { return "" }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// When a process began; nil where there is none, or where it is only waiting to be collected.
  private static func started(_ process: Int32) -> String? {
    let line = text(of: "/proc/\(process)/stat")
    // The program's name stands in parentheses and may hold anything; the fields count from behind it.
    guard let close = line.lastIndex(of: ")") else { return nil }
    let fields = line[line.index(after: close)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return String(fields[19])
  }

  private static func text(of path: String) -> String {
    guard let content = try? FileSystem.read(path, limit: 1 << 16) else { return "" }
    let text = String(decoding: content, as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
