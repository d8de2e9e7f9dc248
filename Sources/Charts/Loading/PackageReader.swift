/// Takes packages apart.
enum PackageReader {
  /// Why a package could not be read.
  struct Failure: Error {
    let reason: String
    let isNoGzip: Bool
  }

  /// What nested packages may still unpack to.
  struct Budget {
    var bytes = ChartLimits.totalSize
    var depth = 0
  }

  static func isGzip(_ content: [UInt8]) -> Bool { content.starts(with: [0x1F, 0x8B, 0x08]) }

  static func files(of package: [UInt8], budget: inout Budget) throws(Failure) -> [LoadedFile] { [] }
}
