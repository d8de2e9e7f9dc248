import Platform
import Testing
import Values
import YAML

/// Hundreds of texts with what the real Helm makes of them; `Golden/YAML/renew.py` writes the files.
@Suite struct YAMLGoldenTests {
  @Test("YAML reads as the real Helm's fromYaml reads it")
  func decodesAsHelm() throws {
    for (input, expected) in try pairs("decode") {
      let result: Bytes
      do {
        let value = try YAML.decode(input.storage)
        if case .null = value {
          result = "{}"
        } else if value.asMap == nil {
          throw YAML.mismatch(value, type: "map[string]interface {}")
        } else {
          result = Bytes(try JSON.encode(value))
        }
      } catch {
        result = Bytes("\(error)")
      }
      #expect(result == expected, "reading \(GoQuote.quote(input))")
    }
  }

  @Test("Values are written as the real Helm's toYaml writes them")
  func encodesAsHelm() throws {
    for (input, expected) in try pairs("encode") {
      var text: [UInt8] = []
      if let value = try JSON.decode(input.storage).at("v"), let written = try? YAML.encode(value) { text = written }
      if text.last == 0x0A { text.removeLast() }
      #expect(Bytes(text) == expected, "writing \(input)")
    }
  }

  @Test("Values are written as the real Helm's toYamlPretty writes them")
  func encodesPrettyAsHelm() throws {
    for (input, expected) in try pairs("pretty") {
      var text: [UInt8] = []
      if let value = try JSON.decode(input.storage).at("v"), let written = try? YAML.encodePretty(value) {
        text = written
      }
      if text.last == 0x0A { text.removeLast() }
      #expect(Bytes(text) == expected, "writing \(input)")
    }
  }

  /// The pairs of input and result in a golden file: one JSON array a line.
  private func pairs(_ name: String) throws -> [(Bytes, Bytes)] {
    let path = Path.join(Path.parent(Path.parent(#filePath)), "Golden/YAML/\(name).jsonl")
    let lines = try FileSystem.read(path).split(separator: 0x0A)
    #expect(lines.count > 100)
    return try lines.map { line in
      let parts = try #require(try JSON.decode(Array(line)).asList)
      try #require(parts.count == 2)
      return (try text(parts[0]), try text(parts[1]))
    }
  }

  private func text(_ value: Value) throws -> Bytes {
    if let text = value.asString { return text }
    // What is not UTF-8 is wrapped in a list, as base64.
    let encoded = try #require(value.asList?.first?.asString)
    return Bytes(try Base64.decode(encoded.storage).get())
  }
}
