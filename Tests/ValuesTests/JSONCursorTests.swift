import Testing
import Values

@Suite struct JSONCursorTests {
  private func walk<Result>(_ text: String, _ body: (inout JSONCursor) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer {
      var cursor = JSONCursor($0)
      return body(&cursor)
    }
  }

  /// The strings under the names of a flat object; nil where the text is malformed.
  private func strings(_ text: String) -> [String: String]? {
    walk(text) { cursor in
      var found: [String: String] = [:]
      let isWhole = cursor.members { cursor, name in
        guard let value = cursor.string() else { return false }
        found[String(decoding: name, as: UTF8.self)] = value.description
        return true
      }
      return isWhole ? found : nil
    }
  }

  @Test(arguments: [
    ("{}", [:]), (#"{"a":"b"}"#, ["a": "b"]), (" { \"a\" : \"b\" ,\n\"c\":\"\"} ", ["a": "b", "c": ""]),
    (#"{"a":"x\"y\\","b":"\u00e9"}"#, ["a": "x\"y\\", "b": "é"]),
  ])
  func `Members are told with their strings`(text: String, found: [String: String]) {
    #expect(strings(text) == found)
  }

  @Test(arguments: [
    "", "[", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":"b"#, #"{"a":"b\"#, #"{"a":"b",}"#, #"{"a":"b" "c":"d"}"#, "null",
  ])
  func `What is no object of strings is told as such`(text: String) {
    #expect(strings(text) == nil)
  }

  @Test(arguments: [
    "1", "-1.5e3", "true", #""a]}\"""#, "[]", "{}", #"[1,[2,{"a":"]"}],"}"]"#, #"{"a":{"b":[{}]},"c":"{"}"#,
  ])
  func `A value is passed over whole`(value: String) {
    let after = walk("[\(value), 7, \(value)]") { cursor -> [Value?] in
      var seen: [Value?] = []
      var index = 0
      let isWhole = cursor.elements { cursor in
        defer { index += 1 }
        if index == 1 { seen.append(cursor.value()) }
        return index == 1 ? seen.last != nil : cursor.skip()
      }
      return isWhole && index == 3 ? seen : []
    }
    #expect(after.map { $0.flatMap { try? JSON.encode($0) } } == [Array("7".utf8)])
  }

  @Test func `Deep nesting costs no stack, and is not read`() {
    let deep = String(repeating: "[", count: 1_000_000) + String(repeating: "]", count: 1_000_000)
    #expect(walk(deep) { $0.skip() })
    #expect(walk(deep) { $0.value() == nil })
    #expect(!walk(String(repeating: "[", count: 1_000_000)) { $0.skip() })
  }
}
