import Platform
import Rendering
import Values

/// Puts rendered manifests where `template` wants them: one text, or a file for each template.
enum ManifestFiles {
  /// One document and the template it came from.
  struct Document {
    /// The template's path.
    let path: String
    /// The document.
    let content: Bytes
  }

  /// The text that `template` prints: the objects, trimmed and ended with a newline as Helm does it, then the hooks.
  static func text(_ documents: [Document], hooks: [Document]) -> [UInt8] {
    var text: [UInt8] = []
    for document in documents { Rendered.append(document.path, document.content, to: &text) }
    var result = Array(GoSpace.trimming(text[...]))
    result.append(UInt8(ascii: "\n"))
    for hook in hooks { Rendered.append(hook.path, hook.content, to: &result) }
    return result
  }

  /// The documents of the text that come from the templates asked for, in the order in which they were asked for.
  ///
  /// - Parameter patterns: paths below the chart, with Go's filepath.Match wildcards.
  static func select(_ patterns: [String], from text: [UInt8]) throws(CommandError) -> [UInt8] {
    let documents = ManifestSplitter.split(Bytes(text)).map { (path: source(of: $0), content: $0) }
    var result: [UInt8] = []
    for pattern in patterns {
      let wanted = PathPattern(pattern)
      let found = documents.filter { document in document.path.map { wanted?.matches($0) ?? false } ?? false }
      if found.isEmpty { throw CommandError("could not find template \(pattern) in chart") }
      for document in found { result += Array("---\n".utf8) + document.content.storage + [UInt8(ascii: "\n")] }
    }
    return result
  }

  /// The template's path below its chart, from the `# Source: chart/…` line.
  private static func source(of document: Bytes) -> String? {
    let mark = Array("# Source: ".utf8)
    for line in document.storage.split(separator: UInt8(ascii: "\n")) {
      guard let start = line.firstRange(of: mark) else { continue }
      let path = line[start.upperBound...]
      guard let slash = path.firstIndex(of: UInt8(ascii: "/")), slash > path.startIndex else { continue }
      return String(decoding: path[(slash + 1)...], as: UTF8.self)
    }
    return nil
  }

  /// Writes each template's documents to a file of its path, and says so on standard output as Helm does.
  ///
  /// - Parameter name: what the user calls the folder.
  static func write(_ documents: [Document], to folder: String, named name: String, _ console: Console) throws {
    var order: [String] = []
    var contents: [String: [UInt8]] = [:]
    for document in documents {
      if contents[document.path] == nil { order.append(document.path) }
      Rendered.append(document.path, document.content, to: &contents[document.path, default: []])
    }
    for path in order {
      let target = folder + "/" + path
      try FileSystem.createFolder(Path.parent(target))
      try FileSystem.write(contents[path] ?? [], to: target, isReproducible: true)
    }
    for document in documents { console.print("wrote \(name)/\(document.path)") }
  }
}
