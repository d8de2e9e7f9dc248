import Values
import YAML

/// Takes a rendered file apart into its objects, as apimachinery's YAMLOrJSONDecoder does for Helm's lint.
struct LintedDocuments {
  /// What lint reads of an object.
  struct Document {
    var apiVersion = ""
    var kind = ""
    var name = ""
    /// The object whole.
    let content: Value
    /// The line of the file, from 1, on which it starts.
    let line: Int
  }

  /// Why a document cannot be read.
  struct Problem: Error {
    let text: String
  }

  private let lines: [ArraySlice<UInt8>]
  private var position = 0

  init(_ text: [UInt8]) {
    var lines = text.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
      line.last == 0x0d ? line.dropLast() : line
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  /// The next object that is not null; nil at the end.
  mutating func next() throws(Problem) -> Document? {
    while position < lines.count {
      let start = position
      let text = try nextText()
      let value: Value
      do throws(YAMLError) {
        value = try YAML.decode(text, numbers: .typed)
      } catch {
        throw Problem(text: error.description)
      }
      if case .null = value { continue }
      return try document(value, line: start + 1)
    }
    return nil
  }

  /// The lines up to the next separator; one that comes first is kept, so that lines are numbered as Helm numbers them.
  private mutating func nextText() throws(Problem) -> [UInt8] {
    var text: [UInt8] = []
    while position < lines.count {
      let line = lines[position]
      position += 1
      if line.starts(with: [0x2d, 0x2d, 0x2d]) {
        let rest = GoSpace.trimming(String(decoding: line.dropFirst(3), as: UTF8.self))
        if !rest.isEmpty, !rest.hasPrefix("#") { throw Problem(text: "invalid Yaml document separator: \(rest)") }
        if !text.isEmpty { return text }
      }
      text += line
      text.append(0x0a)
    }
    return text
  }

  private func document(_ value: Value, line: Int) throws(Problem) -> Document {
    var document = Document(content: value, line: line)
    guard let map = value.asMap else { throw mismatch(value, "Go value", "rules.k8sYamlStruct") }
    for entry in map.entries {
      switch entry.key.description.lowercased() {
      case "apiversion": document.apiVersion = try text(entry.value, ".apiVersion")
      case "kind": document.kind = try text(entry.value, ".kind")
      case "metadata":
        if entry.value.isNil { continue }
        guard let metadata = entry.value.asMap else {
          throw mismatch(entry.value, "Go struct field .metadata", "rules.k8sYamlMetadata")
        }
        for field in metadata.entries {
          switch field.key.description.lowercased() {
          case "name": document.name = try text(field.value, ".metadata.name")
          case "namespace": _ = try text(field.value, ".metadata.namespace")
          default: continue
          }
        }
      default: continue
      }
    }
    return document
  }

  private func text(_ value: Value, _ field: String) throws(Problem) -> String {
    if value.isNil { return "" }
    if let text = value.asString { return text.description }
    guard let text = YAML.stringForm(value) else { throw mismatch(value, "Go struct field \(field)", "string") }
    return text.description
  }

  private func mismatch(_ value: Value, _ place: String, _ type: String) -> Problem {
    let mismatch = "json: cannot unmarshal \(JSON.kind(value)) into \(place) of type \(type)"
    return Problem(text: "error unmarshaling JSON: while decoding JSON: \(mismatch)")
  }
}
