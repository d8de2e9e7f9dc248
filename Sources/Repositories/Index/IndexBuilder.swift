internal import Charts
package import Platform
internal import Values
internal import YAML

/// Makes the index of a folder of packages, as `helm repo index`.
package struct IndexBuilder {
  private var entries: [String: [IndexEntry]] = [:]
  private let now: String

  /// An index of nothing yet.
  package init(clock: WallClock) {
    now = Timestamp(clock.now()).description
  }

  /// Adds the packages in a folder and in the folders right below it; files that are no charts are left out.
  ///
  /// - Parameter url: the address below which the folder will be served; empty for addresses relative to the index.
  package mutating func add(folder: String, url: String) throws(RepositoryError) {
    do throws(FileError) {
      var paths: [(folder: String, file: String)] = []
      for entry in try FileSystem.list(folder) {
        if entry.name.hasSuffix(".tgz") { paths.append(("", entry.name)) }
      }
      for entry in try FileSystem.list(folder) where entry.kind == .folder {
        for file in try FileSystem.list(folder + "/" + entry.name) where file.name.hasSuffix(".tgz") {
          paths.append((entry.name, file.name))
        }
      }
      for path in paths { try add(folder: folder, path.folder, path.file, url: url) }
    } catch {
      throw RepositoryError("\(error)")
    }
  }

  private mutating func add(folder: String, _ below: String, _ file: String, url: String) throws(FileError) {
    let path = [folder, below, file].filter { !$0.isEmpty }.joined(separator: "/")
    let bytes = try FileSystem.read(path, limit: RepositoryLimits.package)
    var warnings: [ChartWarning] = []
    // As in Helm: what cannot be loaded is taken for no chart.
    guard let chart = try? ChartLoader.load(packageBytes: bytes, name: path, warnings: &warnings) else { return }
    var metadata = chart.metadata
    if metadata.apiVersion.isEmpty { metadata.apiVersion = "v1" }
    guard let plain = metadata.plain.asMap else { return }
    let parent = below.isEmpty ? url : RepositoryURL.join(url, below)
    plain["urls"] = .list([.string(parent.isEmpty ? file : RepositoryURL.join(parent, file))])
    plain["created"] = .string(now)
    plain["digest"] = .string(Digest.sha256(bytes))
    if let entry = IndexEntry(.map(plain)) { entries[chart.name, default: []].append(entry) }
  }

  /// Adds what another index has and this one has not, by name and version.
  package mutating func merge(_ index: RepositoryIndex) throws(RepositoryError) {
    for name in index.names {
      var known = Set((entries[name] ?? []).map(\.version))
      for entry in try index.versions(of: name) where known.insert(entry.version).inserted {
        entries[name, default: []].append(entry)
      }
    }
  }

  /// The index as a file, newest versions first.
  package func document(asJSON: Bool) throws(RepositoryError) -> [UInt8] {
    let map = ValueMap()
    for (name, versions) in entries {
      map[Bytes(name)] = .list(RepositoryIndex.sorted(versions).map { .map($0.plain) })
    }
    let index = Value.map(["apiVersion": .string("v1"), "entries": .map(map), "generated": .string(now)])
    do {
      return asJSON ? try JSON.encode(index, indent: (prefix: "", indent: "  ")) : try YAML.encode(index)
    } catch {
      throw RepositoryError("\(error)")
    }
  }
}
