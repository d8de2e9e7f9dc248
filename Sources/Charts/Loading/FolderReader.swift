internal import Archives
internal import Platform
internal import Values

/// Reads the files of a chart's folder, links followed, in the order of their paths.
///
/// As pkg/chart/v2/loader LoadDir over internal/sympath.Walk.
struct FolderReader {
  /// The files, by their paths inside the chart.
  private(set) var files: [LoadedFile] = []
  /// What Helm notes on the way.
  private(set) var warnings: [ChartWarning] = []
  private let root: String
  private let rules: IgnoreRules
  /// How many bytes the files may still have: Helm bounds their sum, and no file on its own.
  private var remaining = ChartLimits.archive.total

  /// Reads all files below a folder.
  ///
  /// - Parameter root: the folder's absolute path.
  init(_ root: String) throws(ChartError) {
    self.root = root
    let ignoreFile = root + "/.helmignore"
    let content =
      FileSystem.kind(ignoreFile) == nil
      ? nil : try Self.read(ignoreFile, shown: ".helmignore", limit: ChartLimits.archive.total).content
    rules = try IgnoreRules(content.map(ChartFile.withoutByteOrderMark))
    try walk(root, below: "", entered: [try Self.real(root)])
  }

  private mutating func walk(_ folder: String, below prefix: String, entered: [String]) throws(ChartError) {
    let entries: [FileSystem.Entry]
    do throws(FileError) {
      entries = try FileSystem.list(folder)
    } catch {
      throw ChartError(.loading, error.description, file: error.path)
    }
    for entry in entries {
      let path = folder + "/" + entry.name
      let name = prefix + entry.name
      var kind = entry.kind
      var entered = entered
      if kind == .link {
        let resolved = try Self.real(path)
        warnings.append(
          ChartWarning(
            .info, "found symbolic link in path. Contents of linked file included and used",
            ["path": path, "resolved": resolved]))
        kind = FileSystem.kind(resolved) ?? .other
        if kind == .folder {
          // A folder that holds itself would be walked until the system gives up.
          if entered.contains(resolved) || entered.contains(where: { $0.hasPrefix(resolved + "/") }) {
            throw ChartError(
              .loading, "error evaluating symlink \(path): EvalSymlinks: too many links", file: path,
              hint: "The link leads back to a folder that it lies in.")
          }
          entered.append(resolved)
        }
      }
      if rules.ignores(name, isFolder: kind == .folder) { continue }
      switch kind {
      case .folder: try walk(path, below: name + "/", entered: entered)
      case .file:
        let (data, modified) = try Self.read(path, shown: name, limit: remaining)
        remaining -= data.count
        files.append(LoadedFile(name: name[...], data: ChartFile.withoutByteOrderMark(data), modified: modified))
      default:
        throw ChartError(
          .loading, "cannot load irregular file \(path) as it has file mode type bits set", file: path)
      }
    }
  }

  private static func read(
    _ path: String, shown name: String, limit: Int
  ) throws(ChartError) -> (content: [UInt8], modified: Moment) {
    do throws(FileError) {
      return (try FileSystem.read(path, limit: limit), try FileSystem.modified(path))
    } catch {
      if error.code == EFBIG {
        throw ChartError(
          .loading,
          "error reading \(name): chart exceeds maximum decompressed size of \(ChartLimits.archive.total) bytes",
          file: path)
      }
      throw ChartError(.loading, "error reading \(name): \(error.description)", file: path)
    }
  }

  private static func real(_ path: String) throws(ChartError) -> String {
    do throws(FileError) {
      return try FileSystem.realPath(path)
    } catch {
      let reason = error.code == ELOOP ? "EvalSymlinks: too many links" : missing(path)
      throw ChartError(.loading, "error evaluating symlink \(path): \(reason)", file: path)
    }
  }

  /// As Go says it of a link that leads nowhere: it names the target that is not there.
  private static func missing(_ path: String) -> String {
    let link = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      count = max(0, readlink(path, start, buffer.count))
    }
    if link.isEmpty { return "lstat \(path): no such file or directory" }
    let target = String(decoding: link, as: UTF8.self)
    return "lstat \(Path.clean(Path.join(Path.parent(path), target))): no such file or directory"
  }
}
