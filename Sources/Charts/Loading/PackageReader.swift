internal import Archives

/// Takes packages apart, within the bounds of `ChartLimits`.
enum PackageReader {
  /// What packages in packages may still unpack to.
  struct Budget {
    /// Bytes that are left.
    var bytes = ChartLimits.totalSize
    /// How deep the package at hand lies in others.
    var depth = 0
  }

  /// The files of a package, their paths inside the chart.
  static func files(of package: [UInt8], budget: inout Budget) throws(ArchiveError) -> [LoadedFile] {
    if budget.depth > ChartLimits.archiveDepth || budget.bytes <= 0 { throw .tooLarge(limit: ChartLimits.totalSize) }
    var limits = ChartLimits.archive
    limits.total = min(limits.total, budget.bytes)
    let entries = try Archive.read(package, limits: limits)
    budget.bytes -= entries.reduce(0) { $0 + $1.content.count }
    return entries.map { LoadedFile(name: $0.path[...], data: $0.content, modified: $0.modified) }
  }
}
