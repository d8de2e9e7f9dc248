package import Platform

/// Where the embedded cluster keeps its one file.
package enum ClusterFolder {
  /// The file's name inside the folder.
  package static let fileName = "cluster.db"

  /// `$CHART_CLUSTER_HOME`, else `$XDG_DATA_HOME/chart`, else `~/.local/share/chart`; nil without any of the three.
  ///
  /// A relative XDG_DATA_HOME is ignored, as the XDG specification asks.
  package static func path(_ context: ProcessContext) -> String? {
    let environment = context.environment
    if let home = environment["CHART_CLUSTER_HOME"], !home.isEmpty { return Path.join(context.workingFolder, home) }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return Path.join(data, "chart") }
    if let home = environment["HOME"], !home.isEmpty { return Path.join(home, ".local/share/chart") }
    return nil
  }

  /// Holds off other processes while this one opens the cluster.
  ///
  /// SQLite does not wait where two connections switch a new file to its write-ahead log at once, or where one opens
  /// what another is just closing: it says that the database is locked.
  static func lock(_ folder: String) throws -> FileLock {
    let path = Path.join(folder, lockName)
    if let lock = try FileLock(ifFree: path, patience: patience) { return lock }
    throw EmbeddedClusterError(
      message: "another process has been opening the embedded cluster for \(patience.components.seconds) seconds",
      hint: "End the process that holds \(path), and try again.")
  }

  private static let lockName = "cluster.lock"
  /// Opening takes milliseconds; a process that holds the lock for longer has been stopped.
  private static let patience = Duration.seconds(30)

  /// Makes the folder and the empty database file, readable by nobody but their owner: they hold Secrets.
  static func prepare(_ folder: String) throws(FileError) -> String {
    let path = Path.join(folder, fileName)
    if FileSystem.kind(path) == .file { return path }
    try FileSystem.createFolder(folder, mode: 0o700)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path) }
    close(descriptor)
    return path
  }
}
