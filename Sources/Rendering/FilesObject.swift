import Values
import YAML

/// `.Files`: the chart's files that are no templates, with the methods that Helm's engine.files has.
final class FilesObject: GoObject {
  private let files: [(name: Bytes, content: Bytes)]

  /// The files in any order; of one name twice, the last counts.
  init(_ files: [(name: Bytes, content: Bytes)]) {
    let order = files.indices.sorted { a, b in
      let order = files[a].name.compare(files[b].name)
      return order == 0 ? a < b : order < 0
    }
    var sorted: [(name: Bytes, content: Bytes)] = []
    sorted.reserveCapacity(files.count)
    for index in order {
      if let last = sorted.last, last.name == files[index].name { sorted.removeLast() }
      sorted.append(files[index])
    }
    self.files = sorted
  }

  var typeName: String { "engine.files" }
  var kind: GoKind { .map }
  var isTrue: Bool { !files.isEmpty }
  var isStringer: Bool { false }
  func isEqual(to other: any GoObject) -> Bool? { nil }

  var plain: Value { .map(ValueMap(files.map { ($0.name, .bytes($0.content)) })) }

  var text: Bytes {
    var text: [UInt8] = []
    appendText(to: &text)
    return Bytes(text)
  }

  /// Every byte as a number, as fmt prints Go's `map[string][]byte`; charts with large files print their whole scope.
  func appendText(to output: inout [UInt8]) {
    let bounds = files.map { $0.name.count + 4 * $0.content.count + 4 }
    output.reserveCapacity(output.count + bounds.reduce(8, +))
    output.append(contentsOf: "map[".utf8)
    for (index, file) in files.enumerated() {
      if index > 0 { output.append(UInt8(ascii: " ")) }
      output.append(contentsOf: file.name.storage)
      output.append(contentsOf: ":[".utf8)
      Self.appendNumbers(file.content.storage, to: &output)
      output.append(UInt8(ascii: "]"))
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Appends the bytes as decimal numbers with spaces between them.
  private static func appendNumbers(_ bytes: [UInt8], to output: inout [UInt8]) {
    let chunk = 1024
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * chunk) { buffer in
      for start in stride(from: 0, to: bytes.count, by: chunk) {
        var count = 0
        func append(_ byte: UInt8) {
          buffer[count] = byte
          count += 1
        }
        for index in start..<min(start + chunk, bytes.count) {
          let byte = bytes[index]
          if index > 0 { append(UInt8(ascii: " ")) }
          if byte >= 100 { append(0x30 + byte / 100) }
          if byte >= 10 { append(0x30 + byte / 10 % 10) }
          append(0x30 + byte % 10)
        }
        output.append(contentsOf: buffer[..<count])
      }
    }
  }

  // The entry of a Go map that has none of that name is the zero of its type: no bytes.
  func field(_ name: Bytes) -> Value? { .bytes(content(name) ?? Bytes()) }

  private func content(_ name: Bytes) -> Bytes? {
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      let order = files[middle].name.compare(name)
      if order == 0 { return files[middle].content }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  func method(_ name: Bytes) -> GoMethod? {
    switch name {
    case "Get": named { files, name in .string(files.content(name) ?? Bytes()) }
    case "GetBytes": named { files, name in .bytes(files.content(name) ?? Bytes()) }
    case "Glob": named { files, pattern in files.glob(pattern) }
    case "Lines": named { files, name in files.lines(name) }
    case "AsConfig": GoMethod { [self] _ in .string(asYAML { .string($0) }) }
    case "AsSecrets": GoMethod { [self] _ in .string(asYAML { .string(Bytes(Base64.encode($0.storage))) }) }
    default: nil
    }
  }

  private func named(_ answer: @escaping (FilesObject, Bytes) -> Value) -> GoMethod {
    GoMethod([.string]) { [self] arguments in answer(self, arguments.first?.asString ?? Bytes()) }
  }

  private func glob(_ pattern: Bytes) -> Value {
    // A pattern that cannot be read matches as Helm's fallback `**` does: without a separator, everything.
    let glob = Glob(pattern)
    return .object(FilesObject(files.filter { glob?.matches($0.name) ?? true }))
  }

  private func lines(_ name: Bytes) -> Value {
    guard var bytes = content(name)?.storage, !bytes.isEmpty else { return .list([], .string) }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return .strings(lines.map { Bytes($0) })
  }

  private func asYAML(_ value: (Bytes) -> Value) -> Bytes {
    let entries = files.map { file -> (Bytes, Value) in
      let base = file.name.storage.split(separator: UInt8(ascii: "/")).last ?? []
      return (Bytes(base), value(file.content))
    }
    // As Helm's toYaml: without the last line break, and empty for what cannot be written.
    guard var yaml = try? YAML.encode(.map(ValueMap(entries, type: .string))) else { return Bytes() }
    if yaml.last == UInt8(ascii: "\n") { yaml.removeLast() }
    return Bytes(yaml)
  }
}
