import Platform
import Testing
import Values

/// Reads and writes again, so that one text shows what was read.
private func roundTrip(_ text: Bytes, numbers: NumberDecoding = .float64) -> String {
  do {
    let value = try JSON.decode(text.storage, numbers: numbers)
    return String(decoding: try JSON.encode(value, escapeHTML: false), as: UTF8.self)
  } catch {
    return "error: \(error)"
  }
}

@Suite struct JSONTests {
  @Test(
    "Valid texts are read as Go reads them",
    arguments: [
      (#" [1] "#, "[1]"),
      (#"{"b":1,"a":{"c":[]},"z":{}}"#, #"{"a":{"c":[]},"b":1,"z":{}}"#),
      (#"{"a":1,"a":{"b":1},"a":{"c":2}}"#, #"{"a":{"c":2}}"#),
      (#"[1.5e3,100000000000000000000,1e21,-0,1e-7,0.000001]"#, "[1500,100000000000000000000,1e+21,-0,1e-7,0.000001]"),
      (#"[1e-999,99999999999999999999999999999]"#, "[0,1e+29]"),
      (#"["\u0041\/\n\"\\"]"#, #"["A/\n\"\\"]"#),
      (#"["\ud83d\ude00"]"#, #"["😀"]"#),
      (
        #"["\ud800","\ud800A","\ude00","\ud83d\ud83d\ude00","\ud800\n"]"#,
        "[\"\u{FFFD}\",\"\u{FFFD}A\",\"\u{FFFD}\",\"\u{FFFD}😀\",\"\u{FFFD}\\n\"]"
      ),
      (#"[true,false,null]"#, "[true,false,null]"),
      ("[\"\u{7F}é\"]", "[\"\u{7F}é\"]"),
    ])
  func decodesValidText(text: String, expected: String) {
    #expect(roundTrip(Bytes(text)) == expected)
    #expect(JSON.isValid(Array(text.utf8)))
  }

  @Test(
    "A text that is no JSON is refused in Go's words",
    arguments: [
      ("", "unexpected end of JSON input"),
      ("[", "unexpected end of JSON input"),
      (#"{"a":1"#, "unexpected end of JSON input"),
      (#"["\u12"#, "unexpected end of JSON input"),
      ("[1.", "unexpected end of JSON input"),
      ("[tru", "unexpected end of JSON input"),
      ("x", "invalid character 'x' looking for beginning of value"),
      ("[1,]", "invalid character ']' looking for beginning of value"),
      ("[1 2]", "invalid character '2' after array element"),
      ("[01]", "invalid character '1' after array element"),
      ("[-x]", "invalid character 'x' in numeric literal"),
      ("[1e+x]", "invalid character 'x' in numeric literal"),
      ("[1] x", "invalid character 'x' after top-level value"),
      ("[nulx]", "invalid character 'x' in literal null (expecting 'l')"),
      (#"{"a" 1}"#, "invalid character '1' after object key"),
      (#"{"a":1 "b"}"#, "invalid character '\"' after object key:value pair"),
      (#"{"a":1,}"#, "invalid character '}' looking for beginning of object key string"),
      (#"["\x"]"#, #"invalid escape sequence `\x` in string"#),
      (#"["\u12g4"]"#, #"invalid escape sequence `\u12g4` in string"#),
      (#"["\ux"#, #"invalid escape sequence `\ux` in string"#),
      (#"["\u 123"]"#, #"invalid escape sequence "\\u 123" in string"#),
      ("[\"a\tb\"]", #"invalid character '\t' in string"#),
      ("['a']", #"invalid character '\'' looking for beginning of value"#),
      ("[☃]", "invalid character '☃' looking for beginning of value"),
      ("[\u{FEFF}]", #"invalid character '\ufeff' looking for beginning of value"#),
      ("[1,2,1e999]", "json: cannot unmarshal number 1e999 into .2 of type float64"),
      (#"[0,{"a b":1e999},2]"#, "json: cannot unmarshal number 1e999 into Go struct field .1.a b of type float64"),
      ("[1e999,x]", "invalid character 'x' looking for beginning of value"),
    ])
  func refusesInvalidText(text: String, message: String) {
    #expect(roundTrip(Bytes(text)) == "error: \(message)")
    // A number that is too large for a float is no mistake of syntax.
    #expect(JSON.isValid(Array(text.utf8)) == message.hasPrefix("json: cannot unmarshal"))
  }

  @Test("Bytes that are no UTF-8 become U+FFFD inside strings and errors outside them")
  func replacesInvalidUTF8() {
    #expect(roundTrip(Bytes([0x22, 0x61, 0xFF, 0xED, 0xA0, 0x80, 0x22])) == "\"a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\"")
    #expect(roundTrip(Bytes([0x5B, 0xFF, 0x5D])) == #"error: invalid character '\xff' looking for beginning of value"#)
  }

  @Test("Numbers keep their digits when they are asked for as written")
  func keepsNumbersAsWritten() throws {
    let value = try JSON.decode(Array("[1.50, 1E5, 99999999999999999999]".utf8), numbers: .jsonNumber)
    #expect(try JSON.encode(value) == Array("[1.50,1E5,99999999999999999999]".utf8))
    #expect(value.asList?.first?.typeName == "json.Number")
  }

  @Test("Nesting is read up to Go's bound and refused beyond it")
  func boundsNesting() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 10_000)
    let messages = LargeStack.run {
      [deep + deep.map { $0 + 2 }, deep, deep + [UInt8(ascii: "[")]].map { text in
        do {
          let value = try JSON.decode(text)
          return try JSON.encode(value) == text ? "same" : "different"
        } catch {
          return "\(error)"
        }
      }
    }
    #expect(messages == ["same", "unexpected end of JSON input", "exceeded max depth"])
    let isValid = LargeStack.run {
      [deep + deep.map { $0 + 2 }, deep, deep + [0x5B] + (deep + [0x5B]).map { $0 + 2 }].map(JSON.isValid)
    }
    #expect(isValid == [true, false, false])
  }

  @Test(
    "Floats are written as encoding/json writes them",
    arguments: [
      (1.0, "1"), (1e21, "1e+21"), (1e20, "100000000000000000000"), (1e-6, "0.000001"), (1e-7, "1e-7"),
      (123_456_789.125, "123456789.125"), (.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0"), (1e100, "1e+100"),
      (-2.5e-10, "-2.5e-10"),
    ] as [(Double, String)])
  func writesFloats(number: Double, expected: String) throws {
    #expect(String(decoding: try JSON.encode(.float(number)), as: UTF8.self) == expected)
  }

  @Test(
    "Strings are escaped as json.Marshal escapes them",
    arguments: [
      (Bytes("<a&b>"), #""\u003ca\u0026b\u003e""#),
      (Bytes("\u{2028}\u{2029}"), #""\u2028\u2029""#),
      (Bytes("\u{0}\u{1F}\u{7F}\u{8}\u{C}\n\r\t\"\\/"), "\"\\u0000\\u001f\u{7F}\\b\\f\\n\\r\\t\\\"\\\\/\""),
      (Bytes([0xFF, 0xC3, 0x28]), "\"\u{FFFD}\u{FFFD}(\""),
      (Bytes("é☃😀"), "\"é☃😀\""),
    ])
  func escapesStrings(text: Bytes, expected: String) throws {
    #expect(String(decoding: try JSON.encode(.string(text)), as: UTF8.self) == expected)
  }

  @Test("Indented output looks as json.MarshalIndent's")
  func indents() throws {
    let value: Value = .map(["b": .int(1), "a": .map(["e": .list([]), "d": .map([:]), "l": .list([.int(1), .null])])])
    let expected = """
      {
        "a": {
          "d": {},
          "e": [],
          "l": [
            1,
            null
          ]
        },
        "b": 1
      }
      """
    #expect(try JSON.encode(value, indent: ("", "  ")) == Array(expected.utf8))
  }

  @Test("Go's other types are written as json.Marshal writes them")
  func writesOtherTypes() throws {
    let value: Value = .list([
      .bytes(Bytes("hello")), .bytes("hell"), .bytes("h"), .integer(-1, .uint64), .number("1.50"), .number(""),
      .map(ValueMap(isNil: true)),
    ])
    #expect(
      try JSON.encode(value) == Array(#"["aGVsbG8=","aGVsbA==","aA==",18446744073709551615,1.50,0,null]"#.utf8))
  }

  @Test("What JSON cannot hold is refused in Go's words")
  func refusesWhatHasNoJSON() {
    let cycle = ValueMap()
    cycle["a"] = .map(cycle)
    func message(_ value: Value) -> String {
      LargeStack.run {
        do {
          return String(decoding: try JSON.encode(value), as: UTF8.self)
        } catch {
          return "\(error)"
        }
      }
    }
    #expect(message(.float(.infinity)) == "json: unsupported value: +Inf")
    #expect(message(.float(.nan)) == "json: unsupported value: NaN")
    #expect(message(.map(cycle)) == "json: unsupported value: encountered a cycle via map[string]interface {}")
    cycle.removeAll()
  }
}
