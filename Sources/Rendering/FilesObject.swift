import Values
import YAML

/// `.Files`: the chart's files that are no templates, with the methods that Helm's engine.files has.
final class FilesObject: GoObject {
  private let files: [(name: Bytes, content: Bytes)]

  /// The files in any order; of one name twice, the last counts.
  init(_ files: [(name: Bytes, content: Bytes)]) {
    var last: [Bytes: Bytes] = [:]
    for file in files { last[file.name] = file.content }
    self.files = last.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
  }

  var typeName: String { "engine.files" }
  var kind: GoKind { .map }
  var isTrue: Bool { !files.isEmpty }
  func isEqual(to other: any GoObject) -> Bool? { nil }

  var plain: Value { .map(ValueMap(files.map { ($0.name, .bytes($0.content)) })) }

  /// Every byte as a number, as fmt prints Go's `map[string][]byte`; charts with large files print their whole scope.
  var text: Bytes {
    let bounds = files.map { $0.name.count + 4 * $0.content.count + 4 }
    let text = [UInt8](unsafeUninitializedCapacity: bounds.reduce(8, +)) { buffer, count in
      func append(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
      }
      for byte in "map[".utf8 { append(byte) }
      for (index, file) in files.enumerated() {
        if index > 0 { append(UInt8(ascii: " ")) }
        for byte in file.name.storage { append(byte) }
        append(UInt8(ascii: ":"))
        append(UInt8(ascii: "["))
        for (index, byte) in file.content.storage.enumerated() {
          if index > 0 { append(UInt8(ascii: " ")) }
          if byte >= 100 { append(0x30 + byte / 100) }
          if byte >= 10 { append(0x30 + byte / 10 % 10) }
          append(0x30 + byte % 10)
        }
        append(UInt8(ascii: "]"))
      }
      append(UInt8(ascii: "]"))
    }
    return Bytes(text)
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
