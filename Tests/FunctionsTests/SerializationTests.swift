import Testing

/// The families Serialization and Hashes; expected answers are the real Helm's.
@Suite struct SerializationTests {
  @Test(arguments: [
    ("toYaml .Values.map", "string|w: two\nx: 1\nz:\n  deep: true"),
    (#"toYaml (dict "b" 1 "a" (list 1 "x" nil))"#, "string|a:\n- 1\n- x\n- null\nb: 1"),
    ("toYaml nil", "string|null"),
    (#"toYaml "a: b""#, "string|'a: b'"),
    (#"toYaml """#, #"string|"""#),
    ("toYaml (list)", "string|[]"),
    ("toYaml (dict)", "string|{}"),
    ("toYaml (rest (list))", "string|null"),
    ("toYaml (until 2)", "string|- 0\n- 1"),
    ("toYaml 1000000.0", "string|1000000"),
    ("toYaml .Values.big", "string|12345678901234567000"),
    (#"toYaml (semver "v1.2")"#, "string|1.2.0"),
    ("toYaml (chunk 1 (list 1 2))", "string|- - 1\n- - 2"),
    ("toYaml (list (rest (list)) (list) (dict))", "string|- null\n- []\n- {}"),
    (#"toYamlPretty (dict "a" (list 1 (dict "b" 2)))"#, "string|a:\n  - 1\n  - b: 2"),
    ("toYamlPretty (list (rest (list)))", "string|- []"),
    (#"mustToYaml (dict "a" "yes" "b" "1" "c" "null")"#, "string|a: \"yes\"\nb: \"1\"\nc: \"null\""),
    (#"toYaml (split "," "a,b")"#, "string|_0: a\n_1: b"),
  ])
  func `Values are written as YAML`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"fromYaml "a: 1\nb: [x, 1.5, true, null]""#, "map[string]interface {}|map[a:1 b:[x 1.5 true <nil>]]"),
    (#"fromYaml """#, "map[string]interface {}|map[]"),
    (#"fromYaml "null""#, "map[string]interface {}|map[]"),
    (#"fromYaml "" | toJson"#, "string|{}"),
    (
      #"fromYaml "- a""#,
      "map[string]interface {}|map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}]"
    ),
    (
      #"fromYaml "a""#,
      "map[string]interface {}|map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}]"
    ),
    (
      #"fromYaml "a: b: c""#,
      "map[string]interface {}|map[Error:error converting YAML to JSON: yaml: mapping values are not allowed in this context]"
    ),
    (
      #"fromYaml "{""#,
      "map[string]interface {}|map[Error:error converting YAML to JSON: yaml: line 1: did not find expected node content]"
    ),
    (#"fromYaml "1: a""#, "map[string]interface {}|map[1:a]"),
    (#"(fromYaml "a: 1").a | typeOf"#, "string|float64"),
    (#"fromYamlArray "[1, a]""#, "[]interface {}|[1 a]"),
    (#"fromYamlArray "- a\n- b: 1""#, "[]interface {}|[a map[b:1]]"),
    (#"fromYamlArray """#, "[]interface {}|[]"),
    (#"fromYamlArray "" | toJson"#, "string|[]"),
    (
      #"fromYamlArray "a: 1""#,
      "[]interface {}|[error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go value of type []interface {}]"
    ),
    (
      #"fromYamlArray "[""#,
      "[]interface {}|[error converting YAML to JSON: yaml: line 1: did not find expected node content]"
    ),
  ])
  func `YAML is read`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"toJson (dict "b" 1 "a" (list 1 "x" nil))"#, #"string|{"a":[1,"x",null],"b":1}"#),
    ("toJson nil", "string|null"),
    (#"toJson "<a&b>""#, #"string|"\u003ca\u0026b\u003e""#),
    ("toJson (rest (list))", "string|null"),
    ("toJson (until 2)", "string|[0,1]"),
    ("toJson 1e21", "string|1e+21"),
    ("toJson 1.0", "string|1"),
    ("toJson .Values.big", "string|12345678901234567000"),
    (#"toJson (float64 "NaN")"#, "string|"),
    (#"mustToJson (float64 "inf")"#, "! error calling mustToJson: json: unsupported value: +Inf"),
    (#"toJson (semver "v1.2")"#, #"string|"1.2.0""#),
    (
      #"toPrettyJson (dict "b" 1 "a" (list 1 "<" nil) "e" (list) "f" (dict))"#,
      "string|{\n  \"a\": [\n    1,\n    \"\\u003c\",\n    null\n  ],\n  \"b\": 1,\n  \"e\": [],\n  \"f\": {}\n}"
    ),
    (#"toPrettyJson (float64 "NaN")"#, "string|"),
    ("mustToPrettyJson (list 1)", "string|[\n  1\n]"),
    (#"mustToPrettyJson (float64 "NaN")"#, "! error calling mustToPrettyJson: json: unsupported value: NaN"),
    (#"toRawJson (dict "a" "<b>&")"#, #"string|{"a":"<b>&"}"#),
    (#"toRawJson (float64 "NaN")"#, "! error calling toRawJson: json: unsupported value: NaN"),
    (#"mustToRawJson "<""#, #"string|"<""#),
  ])
  func `Values are written as JSON`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"fromJson `{"a": [1, 1.5, "x", null, true]}`"#, "map[string]interface {}|map[a:[1 1.5 x <nil> true]]"),
    (
      #"fromJson "[1]""#,
      "map[string]interface {}|map[Error:json: cannot unmarshal array into Go value of type map[string]interface {}]"
    ),
    (#"fromJson "null" | toJson"#, "string|null"),
    (#"fromJson "{""#, "map[string]interface {}|map[Error:unexpected end of JSON input]"),
    (#"fromJson """#, "map[string]interface {}|map[Error:unexpected end of JSON input]"),
    (#"fromJson `{"a": 1} x`"#, "map[string]interface {}|map[Error:invalid character 'x' after top-level value]"),
    (#"(fromJson `{"a": 1}`).a | typeOf"#, "string|float64"),
    (#"fromJsonArray "[1, {}]""#, "[]interface {}|[1 map[]]"),
    (#"fromJsonArray "{}""#, "[]interface {}|[json: cannot unmarshal object into Go value of type []interface {}]"),
    (#"fromJsonArray "[1,""#, "[]interface {}|[unexpected end of JSON input]"),
    (#"fromJsonArray "null" | toJson"#, "string|null"),
    (#"mustFromJson "[1, 2]""#, "[]interface {}|[1 2]"),
    (#"mustFromJson "1""#, "float64|1"),
    (#"mustFromJson "{""#, "! error calling mustFromJson: unexpected end of JSON input"),
  ])
  func `JSON is read`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (
      #"toToml (dict "b" (dict "c" 1 "d" (dict "e" 1)) "a" (list 1 "x" 1.5) "z" (list (dict "q" 1) (dict "q" 2)) "t" true)"#,
      "string|a = [1, \"x\", 1.5]\nt = true\n\n[b]\n  c = 1\n  [b.d]\n    e = 1\n\n[[z]]\n  q = 1\n\n[[z]]\n  q = 2\n"
    ),
    (
      #"toToml (dict "a b" 1 "" 2 "x" (list (list (dict "a" 1))))"#,
      "string|\"\" = 2\n\"a b\" = 1\nx = [[{a = 1}]]\n"
    ),
    (#"toToml (dict "a" nil "b" "x\"\\\n\t\x01é")"#, "string|b = \"x\\\"\\\\\\n\\t\\u0001é\"\n"),
    (#"toToml (dict "n" (dict) "l" (list) "m" (dict "x" (dict)))"#, "string|l = []\n\n[m]\n  [m.x]\n\n[n]\n"),
    (#"toToml (dict "a" (list 1 nil))"#, "string|toml: cannot encode array with nil element"),
    (
      #"toToml (dict "a" 1.0 "b" 1e21 "c" (float64 "inf") "d" (float64 "NaN"))"#,
      "string|a = 1.0\nb = 1e+21\nc = inf\nd = nan\n"
    ),
    (#"toToml (dict "a" (list (dict "b" (list (dict "c" 1)))))"#, "string|[[a]]\n\n  [[a.b]]\n    c = 1\n"),
    (#"toToml (dict "a" (list 1 (dict "b" 1 "c" (dict "d" 1))))"#, "string|a = [1, {b = 1, c = {d = 1}}]\n"),
    ("toToml .Values.map", "string|w = \"two\"\nx = 1.0\n\n[z]\n  deep = true\n"),
    (
      "toToml .Values",
      "string|a = 1.0\nb = true\nbig = 1.2345678901234567e+19\nf = 1.5\nlist = [3.0, 1.0, 2.0, 1.0]\nnolist = []\ns = \"text\"\nwords = [\"beta\", \"alpha\", \"gamma\"]\n\n[empty]\n\n[map]\n  w = \"two\"\n  x = 1.0\n  [map.z]\n    deep = true\n"
    ),
    ("toToml (dict)", "string|"),
    ("toToml nil", "! error calling toToml: reflect: call of reflect.Value.Type on zero Value"),
    ("toToml 1", "string|1"),
    (#"toToml "a""#, #"string|"a""#),
    ("toToml (list 1)", "string|[1]"),
    (#"toToml (list (dict "a" 1))"#, "string|toml: top-level values must be Go maps or structs"),
    (#"toToml (dict "v" (semver "1.2"))"#, "string|v = \"1.2.0\"\n"),
    (#"mustToToml (dict "a" 1)"#, "string|a = 1\n"),
    (#"mustToToml (dict "a" (list nil))"#, "! error calling mustToToml: toml: cannot encode array with nil element"),
  ])
  func `Values are written as TOML`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (
      #"fromToml "a = 1_000\nb=0x1F\nc=1e3\nd=inf\ne=true\nf=[1,\"a\"]\ng={x=1}\n[h.i]\nj=1\n[[k]]\nl=1\n[[k]]\nl=2""#,
      "map[string]interface {}|map[a:1000 b:31 c:1000 d:+Inf e:true f:[1 a] g:map[x:1] h:map[i:map[j:1]] k:[map[l:1] map[l:2]]]"
    ),
    (
      #"fromToml "a.b.c = 1\na.d = \"\\u00e9\\n\"\n'x y' = 'l\\n'\n\"q\" = \"\"\"\nml \"q\" \\\n   x\"\"\"\nz='''\na\nb'''""#,
      "map[string]interface {}|map[a:map[b:map[c:1] d:é\n] q:ml \"q\" x x y:l\\n z:a\nb]"
    ),
    (##"fromToml "# c\n[a] # d\nb = [ # e\n 1,\n 2, # f\n]\n""##, "map[string]interface {}|map[a:map[b:[1 2]]]"),
    (
      #"fromToml "[[a.b]]\nc=1\n[a.b.d]\ne=2\n[[a.b]]\nc=3""#,
      "map[string]interface {}|map[a:map[b:[map[c:1 d:map[e:2]] map[c:3]]]]"
    ),
    (#"fromToml """#, "map[string]interface {}|map[]"),
    (#"typeOf (fromToml "[[k]]\nl=1").k"#, "string|[]map[string]interface {}"),
    (#"typeOf (fromToml "k=[{a=1}]").k"#, "string|[]interface {}"),
    (#"typeOf (fromToml "k=1").k"#, "string|int64"),
    (#"typeOf (fromToml "k=1.5").k"#, "string|float64"),
    (
      #"fromToml "a = ""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): unexpected EOF; expected value]"#
    ),
    (#"fromToml "a""#, "map[string]interface {}|map[Error:toml: line 1: unexpected EOF; expected key separator '=']"),
    (
      #"fromToml "[a""#,
      #"map[string]interface {}|map[Error:toml: line 1: expected '.' or ']' to end table name, but got '\x00' instead]"#
    ),
    (
      #"fromToml "a = 1\na = 2""#,
      #"map[string]interface {}|map[Error:toml: line 2 (last key "a"): Key 'a' has already been defined.]"#
    ),
    (
      #"fromToml "a = \"x""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): unexpected EOF; expected '"']"#
    ),
    (
      #"fromToml "a = @""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): expected value but found '@' instead]"#
    ),
    (
      #"fromToml "a = 01""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): Invalid integer "01": cannot have leading zeroes]"#
    ),
    (#"fromToml "= 1""#, "map[string]interface {}|map[Error:toml: line 1: unexpected '=': key name appears blank]"),
    (
      #"fromToml "a = [1,""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): unexpected EOF; expected value]"#
    ),
    (#"fromToml "[a]\n[a]""#, "map[string]interface {}|map[Error:toml: line 2: Key 'a' has already been defined.]"),
    (
      #"fromToml "a = -0x1""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): cannot use sign with non-decimal numbers: '-0x']"#
    ),
    (
      #"fromToml "a = 1 2""#,
      "map[string]interface {}|map[Error:toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got '2' instead]"
    ),
    (
      #"fromToml "a = tru""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): expected value but found "tru" instead]"#
    ),
    (
      #"fromToml "a = 9223372036854775808""#,
      #"map[string]interface {}|map[Error:toml: line 1 (last key "a"): 9223372036854775808 is out of range for int64]"#
    ),
    (#"fromToml "a = +1\nb = -1.5e-3\nc = 0o17\nd = 0b11""#, "map[string]interface {}|map[a:1 b:-0.0015 c:15 d:3]"),
  ])
  func `TOML is read`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"sha1sum "hello""#, "string|aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
    (#"sha256sum "hello""#, "string|2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
    (#"sha256sum """#, "string|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      #"sha512sum "hello""#,
      "string|9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043"
    ),
  ])
  func `Digests`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (
      #"fromToml "a = 2024-01-02T03:04:05Z\nb = 2024-01-02t03:04:05.123+02:00\nc = 2024-01-02 03:04:05z""#,
      "map[string]interface {}|map[a:2024-01-02 03:04:05 +0000 UTC b:2024-01-02 03:04:05.123 +0200 +0200 c:2024-01-02 03:04:05 +0000 UTC]"
    ),
    (
      #"fromToml "a = 1979-05-27\nb = 1979-05-27T07:32:00.5\nc = 07:32:00\nd = 07:32\ne = 1979-05-27 07:32""#,
      "map[string]interface {}|map[a:1979-05-27 00:00:00 +0000 date-local b:1979-05-27 07:32:00.5 +0000 datetime-local c:0000-01-01 07:32:00 +0000 time-local d:0000-01-01 07:32:00 +0000 time-local e:1979-05-27 07:32:00 +0000 datetime-local]"
    ),
    (
      #"fromToml "a = 1979-05-27\nb = 1979-05-27T07:32:00\nc = 07:32:00\nd = 2024-01-02T03:04:05Z" | toToml"#,
      "string|a = 1979-05-27\nb = 1979-05-27T07:32:00\nc = 07:32:00\nd = 2024-01-02T03:04:05Z\n"
    ),
    (#"typeOf (fromToml "a = 1979-05-27").a"#, "string|time.Time"),
    (#"fromToml "日本""#, "map[string]interface {}|map[Error:toml: line 1: expected '.' or '=', but got '日' instead]"),
  ])
  func `TOML has dates`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
