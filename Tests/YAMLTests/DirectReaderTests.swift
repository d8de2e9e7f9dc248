import Platform
import TestSupport
import Testing
import Values

@testable import YAML

/// The direct reader against libyaml: what it reads, libyaml must read to the same value.
@Suite struct DirectReaderTests {
  @Test(
    "The everyday subset is read without libyaml",
    arguments: [
      "", "# nothing\n", "---\n# nothing\n", "a: 1\nb: {c: [x, 'y', \"z\"], d: {}}\n",
      "- a\n- b: c\n  d: e\n-\n- - f\n",
      "a:\n- x\n- y\nb:\n  - z\n", "\"a b\": 'it''s'\nc: \"\\\"\\n\"\n", "a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\n",
      "a: one\n  two\n\n  three\nb: \"one\n  two\"\n", "a: http://x:80/#y # comment\nb: :8080\nc: -x\n", "plain\n",
      "--- # c\na: \u{e9}\n---\nb: 1\n", "true: 1\n12: 2\n2001-01-01: 3\n", "a: [\n  x, # c\n  {b: , \"c\":1},\n]\n",
    ])
  func readsSubset(text: String) throws {
    let direct = try #require(YAML.readDirectly(Array(text.utf8), numbers: .typed))
    #expect(isSame(direct, try YAML.compose(Array(text.utf8), numbers: .typed, isStrict: false)))
  }

  @Test(
    "What is not of the subset is left to libyaml",
    arguments: [
      "a: &x 1\nb: *x\n", "a: !!str 1\n", "%YAML 1.1\n---\na: 1\n", "? a\n: b\n", "a: b: c\n", "a: 1\n b: 2\n",
      "a:\tb\n",
      "<<: {}\n", "a: 1\r\n", "\u{FEFF}a: 1\n", "a: .inf\n", "a: \"\\u00e9\"\n", "~: 1\n", "1.5: 1\n", "a: 1\n...\n",
      "a: 'x\n", "a: [x\n", "[a: b]\n", "{a}\n", "[a b\n c]\n", "a: \u{7f}\n", "a: \u{85}\n", "a: |x\n  y\n",
      "- a\nb: 1\n",
      "a: \"b\"c\n", "a: 'b'#c\n", "a: [b\n\t]\n",
    ])
  func leavesTheRest(text: String) {
    #expect(YAML.readDirectly(Array(text.utf8), numbers: .typed) == nil)
  }

  @Test("Only the wanted keys of the root are kept, and the rest is checked")
  func keepsWantedKeys() throws {
    let text = "kind: A\nspec:\n  a: [1, {b: |c}]\n  kind: B\nmetadata:\n  name: x\n  spec: z\n"
    let keys = ["Kind", "metadata"]
    #expect(YAML.readDirectly(Array(text.utf8), numbers: .typed, keys: keys) == nil)
    let right = Array(text.replacing("|c", with: "c").utf8)
    let value = try #require(YAML.readDirectly(right, numbers: .typed, keys: keys))
    #expect(
      String(decoding: try JSON.encode(value), as: UTF8.self) == #"{"kind":"A","metadata":{"name":"x","spec":"z"}}"#)
    #expect(YAML.readDirectly(Array("kind: A\nspec: -.inf\n".utf8), numbers: .typed, keys: keys) == nil)
  }

  @Test("Every file of the charts and tests here is read as libyaml reads it")
  func readsOwnFiles() throws {
    var counts = Counts()
    for folder in ["charts", "Tests"] {
      try compareFiles(below: Path.join(Repository.root, folder), &counts)
    }
    // Most are templates; a third of what is YAML at all would be too few.
    #expect(counts.readable > 100)
    #expect(counts.direct * 3 > counts.readable * 2, "\(counts)")
  }

  @Test("Generated documents and mutations of them are read as libyaml reads them", arguments: 0..<8)
  func readsGenerated(part: Int) {
    LargeStack.run {
      var counts = Counts()
      for seed in 0..<2500 {
        var generator = DocumentGenerator(seed: UInt64(part * 1_000_000 + seed))
        let document = generator.document()
        compare(document, &counts)
        for _ in 0..<2 { compare(generator.mutated(document), &counts) }
      }
      #expect(counts.direct * 3 > counts.readable * 2, "\(counts)")
      // Mutations that nobody can read show that the reader gives up where it must.
      #expect((counts.all / 3..<counts.all * 9 / 10).contains(counts.readable), "\(counts)")
    }
  }

  // MARK: Comparing

  struct Counts {
    var all = 0
    var readable = 0
    var direct = 0
  }

  private func compareFiles(below folder: String, _ counts: inout Counts) throws {
    for entry in try FileSystem.list(folder) {
      let path = Path.join(folder, entry.name)
      switch entry.kind {
      case .folder: try compareFiles(below: path, &counts)
      case .file where path.hasSuffix(".yaml") || path.hasSuffix(".txt") || path.hasSuffix(".json"):
        let bytes = try FileSystem.read(path)
        LargeStack.run {
          compare(bytes, &counts)
          for document in String(decoding: bytes, as: UTF8.self).split(separator: "\n---\n").dropFirst() {
            compare(Array(document.utf8), &counts)
          }
        }
      default: continue
      }
    }
  }

  /// Reads a document both ways, in every form that numbers are asked for.
  private func compare(_ bytes: [UInt8], _ counts: inout Counts) {
    counts.all += 1
    let composed = try? YAML.compose(bytes, numbers: .typed, isStrict: false)
    if composed != nil { counts.readable += 1 }
    guard let direct = YAML.readDirectly(bytes, numbers: .typed) else {
      if YAML.readDirectly(bytes, numbers: .typed, keys: ["a"]) != nil { fail(bytes, "its root alone was read") }
      return
    }
    counts.direct += 1
    guard let composed, isSame(direct, composed) else { return fail(bytes, "typed") }
    for numbers in [NumberDecoding.float64, .jsonNumber] {
      guard let direct = YAML.readDirectly(bytes, numbers: numbers),
        let composed = try? YAML.compose(bytes, numbers: numbers, isStrict: false), isSame(direct, composed)
      else { return fail(bytes, "\(numbers)") }
    }
    guard case .map(let map) = composed else { return }
    guard let head = YAML.readDirectly(bytes, numbers: .typed, keys: ["a", "kind"])?.asMap else {
      return fail(bytes, "no root")
    }
    for key in ["a", "kind"] as [Bytes] where !isSame(map[key] ?? .string("none"), head[key] ?? .string("none")) {
      fail(bytes, "the root's \(key)")
    }
  }

  private func fail(_ bytes: [UInt8], _ what: String) {
    Issue.record("\(what): \(GoQuote.quote(Bytes(bytes)))")
  }
}

/// Whether two values are of the same types, with the same entries in the same order.
private func isSame(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.null, .null): true
  case (.bool(let a), .bool(let b)): a == b
  case (.integer(let a, let type), .integer(let b, let other)): a == b && type == other
  case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
  case (.string(let a), .string(let b)), (.number(let a), .number(let b)): a == b
  case (.list(let a, let type), .list(let b, let other)):
    type == other && a.count == b.count && zip(a, b).allSatisfy(isSame)
  case (.map(let a), .map(let b)):
    a.type == b.type && a.isNil == b.isNil && a.count == b.count
      && zip(a.entries, b.entries).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
  default: false
  }
}
