import Testing

/// TOML as BurntSushi/toml reads it; the expected answers are the real Helm's.
@Suite struct TOMLReaderTests {
  @Test(arguments: [
    (
      ##"a = 1_000\nb = -0x1F"##,
      ##"map[Error:toml: line 2 (last key "b"): cannot use sign with non-decimal numbers: '-0x']"##
    ),
    (##"a = 0b101\nb = 0o17\nc = +5\nd = 1e3\ne = -1.5E-2"##, ##"map[a:5 b:15 c:5 d:1000 e:-0.015]"##),
    (##"a = inf\nb = -inf"##, ##"map[a:+Inf b:-Inf]"##),
    (
      ##"a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5+02:00\nc = 1979-05-27t07:32"##,
      ##"map[a:1979-05-27 07:32:00 +0000 UTC b:1979-05-27 07:32:00.5 +0200 +0200 c:1979-05-27 07:32:00 +0000 datetime-local]"##
    ),
    (
      ##"a = 1979-05-27\nb = 07:32:00.25\nc = 07:32"##,
      ##"map[a:1979-05-27 00:00:00 +0000 date-local b:0000-01-01 07:32:00.25 +0000 time-local c:0000-01-01 07:32:00 +0000 time-local]"##
    ),
    (##"a = 1979-5-27"##, ##"map[Error:toml: line 1 (last key "a"): invalid datetime: "1979-5-27"]"##),
    (##"a = 1979-13-27"##, ##"map[Error:toml: line 1 (last key "a"): invalid datetime: "1979-13-27"]"##),
    (##"a = \"\\q\""##, ##"map[Error:toml: line 1 (last key "a"): invalid escape in string '\q']"##),
    (
      ##"a = \"\\u12\""##,
      ##"map[Error:toml: line 1 (last key "a"): expected four hexadecimal digits after '\u', but got "\\u12\"" instead]"##
    ),
    (
      ##"a = \"\\ud800\""##,
      ##"map[Error:toml: line 1 (last key "a"): Escaped character '\ud800' is not valid UTF-8.]"##
    ),
    (##"a = \"\"\"\none \\\\\n   two\"\"three\"\"\""##, "map[a:one \\\n   two\"\"three]"),
    (##"a = '''\nraw \n'''"##, "map[a:raw \n]"),
    (##"a = \"\"\"x\"\"\"\"\"\""##, ##"map[Error:toml: line 1 (last key "a"): unexpected '""""""']"##),
    (##"a = \"x\ny\""##, ##"map[Error:toml: line 1 (last key "a"): strings cannot contain newlines]"##),
    (##"a = 'x"##, ##"map[Error:toml: line 1 (last key "a"): unexpected EOF; expected "'"]"##),
    (##"\"a b\".'c.d'.e = 1"##, ##"map[a b:map[c.d:map[e:1]]]"##),
    (##"\"\" = 1"##, ##"map[:1]"##),
    (##"a.b = 1\na.c = 2\n[a.d]\ne = 3"##, ##"map[a:map[b:1 c:2 d:map[e:3]]]"##),
    (##"a.b = 1\na.b.c = 2"##, ##"map[Error:toml: line 2 (last key "a.b.c"): Key 'a.b' has already been defined.]"##),
    (##"[a]\nb = 1\n[a.b]"##, ##"map[Error:toml: line 3 (last key "a"): Key 'a.b' has already been defined.]"##),
    (##"[a]\n[b]\n[a]"##, ##"map[Error:toml: line 3: Key 'a' has already been defined.]"##),
    (##"[a.b]\n[a]\nc = 1"##, ##"map[a:map[b:map[] c:1]]"##),
    (##"[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 1"##, ##"map[a:[map[b:1] map[c:map[d:1]]]]"##),
    (##"a = []\n[[a]]"##, ##"map[Error:toml: line 2: Key 'a' was already created and cannot be used as an array.]"##),
    (##"[a]\n[[a]]"##, ##"map[Error:toml: line 2: Key 'a' was already created and cannot be used as an array.]"##),
    (##"a = [{b = 1}]\n[a.c]"##, ##"map[Error:toml: line 2: Key 'a' was already created as a hash.]"##),
    (##"a = {b = 1, c = {d = [1, {e = 2}]}}\n[a.f]"##, ##"map[a:map[b:1 c:map[d:[1 map[e:2]]] f:map[]]]"##),
    (##"a = {b = 1, }"##, ##"map[a:map[b:1]]"##),
    (##"a = {b = 1\n, # c\nc = 2}"##, ##"map[a:map[b:1 c:2]]"##),
    (
      ##"a = {b = 1 c = 2}"##,
      ##"map[Error:toml: line 1 (last key "a.b"): expected a comma or an inline table terminator '}', but got 'c' instead]"##
    ),
    (##"a = {, b = 1}"##, ##"map[Error:toml: line 1 (last key "a"): unexpected comma]"##),
    (##"a = [1,,2]"##, ##"map[Error:toml: line 1 (last key "a"): unexpected comma]"##),
    (
      ##"a = [1 2]"##,
      ##"map[Error:toml: line 1 (last key "a"): expected a comma (',') or array terminator (']'), but got '2']"##
    ),
    (##"a = [1,\n# c\n2,\n]"##, ##"map[a:[1 2]]"##),
    (##"a = [1,"##, ##"map[Error:toml: line 1 (last key "a"): unexpected EOF; expected value]"##),
    (
      ##"a = {b = 1"##,
      ##"map[Error:toml: line 1 (last key "a.b"): expected a comma or an inline table terminator '}', but got end of file instead]"##
    ),
    (##"a"##, ##"map[Error:toml: line 1: unexpected EOF; expected key separator '=']"##),
    (##"a ="##, ##"map[Error:toml: line 1 (last key "a"): unexpected EOF; expected value]"##),
    (##"= 1"##, ##"map[Error:toml: line 1: unexpected '=': key name appears blank]"##),
    (##".a = 1"##, ##"map[Error:toml: line 1: unexpected '.': keys cannot start with a '.']"##),
    (##"a. = 1"##, ##"map[Error:toml: line 1: unexpected '=']"##),
    (##"a @ = 1"##, ##"map[Error:toml: line 1: expected '.' or '=', but got '@' instead]"##),
    (##"[a"##, ##"map[Error:toml: line 1: expected '.' or ']' to end table name, but got '\x00' instead]"##),
    (
      ##"[a]]"##,
      ##"map[Error:toml: line 1 (last key "a"): expected a top-level item to end with a newline, comment, or EOF, but got ']' instead]"##
    ),
    (##"[[a]"##, ##"map[Error:toml: line 1: expected end of table array name delimiter ']', but got '\x00' instead]"##),
    (##"[]"##, ##"map[Error:toml: line 1: unexpected end of table name (table names cannot be empty)]"##),
    (##"[a..b]"##, ##"map[Error:toml: line 1: unexpected table separator (table names cannot be empty)]"##),
    (
      ##"[a] b = 1"##,
      ##"map[Error:toml: line 1 (last key "a"): expected a top-level item to end with a newline, comment, or EOF, but got 'b' instead]"##
    ),
    (
      ##"a = 1 b = 2"##,
      ##"map[Error:toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got 'b' instead]"##
    ),
    (##"a = 1 # c\n\n# d"##, ##"map[a:1]"##),
    (##"a = 01"##, ##"map[Error:toml: line 1 (last key "a"): Invalid integer "01": cannot have leading zeroes]"##),
    (
      ##"a = 1__0"##,
      ##"map[Error:toml: line 1 (last key "a"): Invalid integer "1__0": underscores must be surrounded by digits]"##
    ),
    (
      ##"a = 1_"##,
      ##"map[Error:toml: line 1 (last key "a"): Invalid integer "1_": underscores must be surrounded by digits]"##
    ),
    (
      ##"a = 1."##,
      ##"map[Error:toml: line 1 (last key "a"): Invalid float "1.": '.' must be followed by one or more digits]"##
    ),
    (##"a = .5"##, ##"map[Error:toml: line 1 (last key "a"): floats must start with a digit, not '.']"##),
    (
      ##"a = 1.e5"##,
      ##"map[Error:toml: line 1 (last key "a"): Invalid float "1.e5": '.' must be followed by one or more digits]"##
    ),
    (##"a = +0x1"##, ##"map[Error:toml: line 1 (last key "a"): cannot use sign with non-decimal numbers: '+0x']"##),
    (##"a = +x"##, ##"map[Error:toml: line 1 (last key "a"): expected a digit but got 'x']"##),
    (##"a = 0xg"##, ##"map[Error:toml: line 1 (last key "a"): not a hexadecimal number: '0xg']"##),
    (##"a = tru"##, ##"map[Error:toml: line 1 (last key "a"): expected value but found "tru" instead]"##),
    (
      ##"a = nanx"##,
      ##"map[Error:toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got 'x' instead]"##
    ),
    (
      ##"a = 9223372036854775808"##,
      ##"map[Error:toml: line 1 (last key "a"): 9223372036854775808 is out of range for int64]"##
    ),
    (##"a = 1e999"##, ##"map[Error:toml: line 1 (last key "a"): 1e999 is out of range for float64]"##),
    (##"a = @"##, ##"map[Error:toml: line 1 (last key "a"): expected value but found '@' instead]"##),
    (##"a\n= 1"##, ##"map[Error:toml: line 1: expected '.' or '=', but got '\n' instead]"##),
    (##"a = 1\na = 2"##, ##"map[Error:toml: line 2 (last key "a"): Key 'a' has already been defined.]"##),
    (
      ##"[x.y]\na = 1\na.b = 2"##,
      ##"map[Error:toml: line 3 (last key "x.y.a.b"): Key 'x.y.a' has already been defined.]"##
    ),
  ])
  func `A document is read or refused`(document: String, expected: String) {
    #expect(Snippet.evaluate("{{ fromToml \"\(document)\" }}") == expected)
  }

  @Test func `Local times keep their kind and their offset`() {
    let host = TestHost()
    host.localTimeZone = "Asia/Tokyo"
    #expect(
      Snippet.evaluate(##"{{ fromToml "a = 07:32:00\nb = 1979-05-27\nc = 1979-05-27T07:32:00" }}"##, host: host)
        == "map[a:0000-01-01 07:32:00 +0900 time-local b:1979-05-27 00:00:00 +0900 date-local "
        + "c:1979-05-27 07:32:00 +0900 datetime-local]")
    #expect(
      Snippet.evaluate(
        ##"{{ fromToml "a = 07:32:00\nb = 1979-05-27\nc = 1979-05-27 07:32:00\nd = 1979-05-27T07:32:00.5+02:00" | toToml }}"##,
        host: host) == "a = 22:32:00\nb = 1979-05-26\nc = 1979-05-26T22:32:00\nd = 1979-05-27T07:32:00.5+02:00\n")
  }

  @Test(arguments: [
    (String(repeating: "[", count: 200_000), "nested more than"),
    (String(repeating: "{a=", count: 200_000), "nested more than"),
    (String(repeating: "a.", count: 200_000) + "a", "more than 1000 parts"),
  ])
  func `Depth is bounded`(nested: String, message: String) {
    let result = Snippet.evaluate("{{ fromToml \"\(nested.hasPrefix("a.") ? nested + " = 1" : "a = " + nested)\" }}")
    #expect(result.contains(message))
  }

  @Test func `Many tables of one array are read in linear time`() {
    let text = String(repeating: #"[[a]]\nb = 1\n"#, count: 20_000)
    #expect(Snippet.evaluate("{{ len (fromToml \"\(text)\").a }}") == "20000")
  }
}
