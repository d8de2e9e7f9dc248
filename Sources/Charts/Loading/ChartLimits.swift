internal import Archives

/// The sizes past which a chart is refused.
enum ChartLimits {
  /// What one archive may hold.
  static let archive = Archive.Limits()
  /// All files of an archive and of the archives inside it, in bytes.
  static let totalSize = 512 << 20
  /// How deep charts may lie in charts.
  static let depth = 1000
  /// How deep archives may lie in archives.
  static let archiveDepth = 32
}
