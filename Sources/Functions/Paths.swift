internal import Templating
internal import Values

extension FunctionLibrary {
  static let paths: [Function] =
    path("base", "osBase", "The last element of a path.", #"{{ base "a/b.txt" }} → b.txt"#) { .string(GoPath.base($0)) }
    + path("dir", "osDir", "All but the last element of a path.", #"{{ dir "a/b.txt" }} → a"#) {
      .string(GoPath.folder($0))
    }
    + path("clean", "osClean", "The shortest path to the same place.", #"{{ clean "a/../b" }} → b"#) {
      .string(GoPath.clean($0))
    }
    + path("ext", "osExt", "The extension of a path's last element.", #"{{ ext "a/b.txt" }} → .txt"#) {
      .string(GoPath.fileExtension($0))
    }
    + path("isAbs", "osIsAbs", "Whether a path starts at the root.", #"{{ isAbs "/a" }} → true"#) {
      .bool($0.first == UInt8(ascii: "/"))
    }

  /// A function on slash-separated paths and its form for the system's paths, which are the same here.
  private static func path(
    _ name: String, _ systemName: String, _ summary: StaticString, _ example: StaticString,
    _ body: @escaping @Sendable ([UInt8]) -> Value
  ) -> [Function] {
    [name, systemName].map { name in
      Function(name, [.string], summary: summary, example: example) { arguments, _ in body(arguments.bytes(0)) }
    }
  }
}

/// Go's package path.
enum GoPath {
  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  static func base(_ path: [UInt8]) -> Bytes {
    if path.isEmpty { return "." }
    guard let end = path.lastIndex(where: { $0 != slash }) else { return "/" }
    let trimmed = path[...end]
    return Bytes(trimmed[((trimmed.lastIndex(of: slash) ?? -1) + 1)...])
  }

  static func folder(_ path: [UInt8]) -> Bytes {
    clean(Array(path[..<((path.lastIndex(of: slash) ?? -1) + 1)]))
  }

  static func fileExtension(_ path: [UInt8]) -> Bytes {
    let name = path[((path.lastIndex(of: slash) ?? -1) + 1)...]
    guard let place = name.lastIndex(of: dot) else { return Bytes() }
    return Bytes(name[place...])
  }

  static func clean(_ path: [UInt8]) -> Bytes {
    if path.isEmpty { return "." }
    let isRooted = path.first == slash
    var parts: [ArraySlice<UInt8>] = []
    for part in path.split(separator: slash) {
      if part.elementsEqual([dot]) { continue }
      if part.elementsEqual([dot, dot]) {
        if let last = parts.last, !last.elementsEqual([dot, dot]) {
          parts.removeLast()
        } else if !isRooted {
          parts.append(part)
        }
      } else {
        parts.append(part)
      }
    }
    var out: [UInt8] = isRooted ? [slash] : []
    out.append(contentsOf: parts.joined(separator: [slash]))
    return out.isEmpty ? "." : Bytes(out)
  }
}
