import Platform
import Testing
import Values
import YAML

/// The JSON of what was read, or the error's text.
private func read(_ text: String, numbers: NumberDecoding = .float64, isStrict: Bool = false) -> String {
  LargeStack.run {
    do {
      let value = try YAML.decode(Array(text.utf8), numbers: numbers, isStrict: isStrict)
      return String(decoding: try JSON.encode(value, escapeHTML: false), as: UTF8.self)
    } catch {
      return "\(error)"
    }
  }
}

@Suite struct YAMLTests {
  @Test("Nothing is null", arguments: ["", "\n", "# comment\n", "---\n", "~", "null"])
  func readsNothing(text: String) throws {
    #expect(try YAML.decode(Array(text.utf8)).isNil)
  }

  @Test(
    "Numbers have the type that is asked for",
    arguments: [
      (NumberDecoding.float64, ["float64", "float64", "float64", "float64"]),
      (.jsonNumber, ["json.Number", "json.Number", "json.Number", "json.Number"]),
      (.typed, ["int", "float64", "uint64", "float64"]),
    ])
  func typesNumbers(numbers: NumberDecoding, types: [String]) throws {
    let value = try YAML.decode(Array("[10, 1.50, 18446744073709551615, 1e3]".utf8), numbers: numbers)
    #expect(value.asList?.map(\.typeName) == types)
  }

  @Test("JSON numbers are written as JSON writes what YAML read")
  func writesJSONNumbers() {
    #expect(
      read("[0x10, 1.50, 1_000, 1e3, 18446744073709551615]", numbers: .jsonNumber)
        == "[16,1.5,1000,1000,18446744073709551615]")
  }

  @Test(
    "A struct's string field takes numbers and booleans as sigs.k8s.io/yaml converts them",
    arguments: [
      ("1.10", "1.1"), ("1", "1"), ("0x10", "16"), ("yes", "true"), ("1e6", "1e+06"), ("16777217.0", "1.6777216e+07"),
    ])
  func convertsToStrings(text: String, expected: String) throws {
    let value = try YAML.decode(Array(text.utf8), numbers: .typed)
    #expect(YAML.stringForm(value)?.description == expected)
    #expect(YAML.stringForm(.string("x")) == nil)
  }

  @Test("A key that is set twice is an error only where that is asked for")
  func refusesDuplicatesWhenStrict() {
    let text = "a: 1\nb:\n  c: 1\n  c: 2\n1: x\n1: y\n\"1\": z\n"
    #expect(read("a: 1\na: 2\n") == #"{"a":2}"#)
    #expect(
      read(text, isStrict: true) == """
        error converting YAML to JSON: yaml: unmarshal errors:
          line 4: key "c" already set in map
          line 6: key 1 already set in map
        """)
    #expect(read("a: 1\nb: 2\n", isStrict: true) == #"{"a":1,"b":2}"#)
  }

  @Test("Every place of an anchor's value has a map of its own")
  func copiesAliasedMaps() throws {
    let value = try YAML.decode(Array("a: &x {k: 1}\nb: *x\n".utf8))
    let (a, b) = (try #require(value.at("a")?.asMap), try #require(value.at("b")?.asMap))
    a["k"] = .string("changed")
    #expect(b["k"]?.typeName == "float64")
  }

  @Test("Aliases may not multiply a document beyond go-yaml's bound")
  func boundsAliases() {
    var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1..<9 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",") + "]\n"
    }
    #expect(read(bomb) == "error converting YAML to JSON: yaml: document contains excessive aliasing")
    let many = "a: &a {x: 1}\n" + (0..<1000).map { "k\($0): *a\n" }.joined()
    #expect(read(many).hasPrefix(#"{"a":{"x":1},"k0":{"x":1}"#))
  }

  @Test("Nesting is bounded")
  func boundsNesting() {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(read(nested(10_000)) == nested(10_000))
    #expect(read(nested(10_001)) == "error converting YAML to JSON: yaml: exceeded max depth of 10000")
  }

  @Test("Reading into another type fails in Go's words")
  func wordsMismatches() {
    #expect(
      YAML.mismatch(.string("x"), type: "map[string]interface {}").message
        == "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}"
    )
  }

  @Test("Nil slices and maps are null, but empty for toYamlPretty")
  func writesNil() throws {
    let value: Value = .list([.list([], .nilAny), .map(ValueMap(isNil: true)), .list([]), .map([:])])
    #expect(try YAML.encode(value) == Array("- null\n- null\n- []\n- {}\n".utf8))
    #expect(try YAML.encodePretty(value) == Array("- []\n- {}\n- []\n- {}\n".utf8))
  }

  @Test("Go's other types are written as each of the libraries writes them")
  func writesOtherTypes() throws {
    let value: Value = .list([
      .bytes("hi"), .integer(-1, .uint64), .number("1.50"), .float(1e6), .string(Bytes([0x61, 0xFF])),
    ])
    #expect(
      try YAML.encode(value)
        == Array("- aGk=\n- 18446744073709551615\n- 1.5\n- 1000000\n- a\u{FFFD}\n".utf8))
    #expect(
      try YAML.encodePretty(value)
        == Array("- - 104\n  - 105\n- 18446744073709551615\n- \"1.50\"\n- 1e+06\n- !!binary Yf8=\n".utf8))
  }

  @Test("What JSON cannot hold is refused")
  func refusesWhatHasNoJSON() throws {
    let cycle = ValueMap()
    cycle["a"] = .map(cycle)
    func message(_ value: Value) -> String {
      LargeStack.run {
        do {
          return String(decoding: try YAML.encode(value), as: UTF8.self)
        } catch {
          return "\(error)"
        }
      }
    }
    #expect(message(.float(.nan)) == "error marshaling into JSON: json: unsupported value: NaN")
    #expect(
      message(.map(cycle))
        == "error marshaling into JSON: json: unsupported value: encountered a cycle via map[string]interface {}")
    #expect(message(.string("\u{7F}")) == "yaml: control characters are not allowed")
    #expect(message(.map(["a\u{85}b": .null])) == "yaml: line 1: did not find expected ',' or '}'")
    #expect(try YAML.encodePretty(.float(.nan)) == Array(".nan\n".utf8))
    cycle.removeAll()
  }
}
