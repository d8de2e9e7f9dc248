import Testing

/// The families Defaults, Flow and Reflection; expected answers are the real Helm's.
@Suite struct DefaultsTests {
  @Test(arguments: [
    (#"default "d" nil"#, "string|d"),
    (#"default "d" """#, "string|d"),
    (#"default "d" 0"#, "string|d"),
    (#"default "d" 0.0"#, "string|d"),
    (#"default "d" false"#, "string|d"),
    (#"default "d" (list)"#, "string|d"),
    (#"default "d" (dict)"#, "string|d"),
    (#"default "d" "x""#, "string|x"),
    (#"default "d" " ""#, "string| "),
    (#"default "d""#, "string|d"),
    ("default 1 .Values.nothing", "int|1"),
    (#"default "d" .Values.n"#, "string|d"),
    (#"default "d" (rest (list))"#, "string|d"),
    (#"default nil """#, "<nil>|<nil>"),
    ("empty nil", "bool|true"),
    ("empty 0", "bool|true"),
    (#"empty "0""#, "bool|false"),
    ("empty .Values.empty", "bool|true"),
    ("empty .Values.nolist", "bool|true"),
    (#"empty (semver "0.0.0")"#, "bool|false"),
    ("coalesce", "<nil>|<nil>"),
    (#"coalesce 0 "" nil "a" "b""#, "string|a"),
    (#"coalesce 0 """#, "<nil>|<nil>"),
    ("all", "bool|true"),
    (#"all 1 "a" true"#, "bool|true"),
    (#"all 1 """#, "bool|false"),
    ("any", "bool|false"),
    (#"any 0 "" nil"#, "bool|false"),
    (#"any 0 "a""#, "bool|true"),
    (#"ternary "y" "n" true"#, "string|y"),
    (#"ternary "y" "n" false"#, "string|n"),
    ("ternary 1 nil false", "<nil>|<nil>"),
    (#"ternary "y" "n" 1"#, "! expected bool; found 1"),
    (#"ternary "y" "n" nil"#, "! cannot assign nil to bool"),
    ("compact (list nil 0)", "[]interface {}|[]"),
  ])
  func `Empty values give way to defaults`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"required "m" "v""#, "string|v"),
    (#"required "m" 0"#, "int|0"),
    (#"required "m" false"#, "bool|false"),
    (#"required "m" (list)"#, "[]interface {}|[]"),
  ])
  func `Required values and failures carry Helm's marks`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    ("typeOf nil", "string|<nil>"),
    ("typeOf 1", "string|int"),
    ("typeOf 1.5", "string|float64"),
    (#"typeOf "a""#, "string|string"),
    ("typeOf true", "string|bool"),
    ("typeOf (list)", "string|[]interface {}"),
    ("typeOf (until 1)", "string|[]int"),
    (#"typeOf (split "," "a")"#, "string|map[string]string"),
    (#"typeOf (splitList "," "a")"#, "string|[]string"),
    ("typeOf .Values", "string|common.Values"),
    ("typeOf .Values.map", "string|map[string]interface {}"),
    ("typeOf .Values.a", "string|float64"),
    (#"typeOf (semver "1.2")"#, "string|*semver.Version"),
    ("typeOf (chunk 1 (list 1))", "string|[][]interface {}"),
    (#"typeIs "int" 1"#, "bool|true"),
    (#"typeIs "float64" .Values.a"#, "bool|true"),
    (#"typeIs "string" 1"#, "bool|false"),
    (#"typeIsLike "semver.Version" (semver "1")"#, "bool|true"),
    (#"typeIsLike "*semver.Version" (semver "1")"#, "bool|true"),
    (#"typeIsLike "int" 1"#, "bool|true"),
    ("kindOf nil", "string|invalid"),
    ("kindOf 1", "string|int"),
    ("kindOf (int64 1)", "string|int64"),
    ("kindOf 1.5", "string|float64"),
    (#"kindOf "a""#, "string|string"),
    ("kindOf true", "string|bool"),
    ("kindOf (list)", "string|slice"),
    ("kindOf (dict)", "string|map"),
    ("kindOf .Values", "string|map"),
    (#"kindOf (semver "1")"#, "string|ptr"),
    (#"kindIs "map" .Values"#, "bool|true"),
    (#"kindIs "slice" .Values.list"#, "bool|true"),
    (#"kindIs "invalid" nil"#, "bool|true"),
    (#"kindIs "map" nil"#, "bool|false"),
    ("deepEqual (list 1) (list 1)", "bool|true"),
    ("deepEqual (list 1) (list 1.0)", "bool|false"),
    (#"deepEqual (dict "a" (list 1)) (dict "a" (list 1))"#, "bool|true"),
    (#"deepEqual (dict "a" 1) (dict "b" 1)"#, "bool|false"),
    ("deepEqual 1 1.0", "bool|false"),
    (#"deepEqual "a" "a""#, "bool|true"),
    ("deepEqual nil nil", "bool|true"),
    ("deepEqual nil 0", "bool|false"),
    ("deepEqual (rest (list)) (list)", "bool|false"),
    ("deepEqual (until 1) (list 0)", "bool|false"),
    (#"deepEqual (semver "1.2") (semver "1.2.0")"#, "bool|false"),
    (#"deepEqual (semver "1.2") (semver "1.2")"#, "bool|true"),
    ("deepEqual .Values.map (deepCopy .Values.map)", "bool|true"),
  ])
  func `Types and kinds have Go's names`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
