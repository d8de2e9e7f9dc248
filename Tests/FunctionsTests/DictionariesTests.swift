import Testing

/// The family Dictionaries; expected answers are the real Helm's.
@Suite struct DictionariesTests {
  @Test(arguments: [
    ("dict", "map[string]interface {}|map[]"),
    (#"dict "a" 1 "b" (dict "c" 2)"#, "map[string]interface {}|map[a:1 b:map[c:2]]"),
    (#"dict "a""#, "map[string]interface {}|map[a:]"),
    (#"dict "a" 1 "a" 2"#, "map[string]interface {}|map[a:2]"),
    ("dict 1 2 nil 3 1.5 4", "map[string]interface {}|map[1:2 1.5:4 <nil>:3]"),
    (#"get (dict "a" 1) "a""#, "int|1"),
    (#"get (dict "a" nil) "a""#, "<nil>|<nil>"),
    (#"get (dict) "a""#, "string|"),
    (#"get .Values "s""#, "string|text"),
    (#"hasKey (dict "a" nil) "a""#, "bool|true"),
    (#"hasKey .Values "nothing""#, "bool|false"),
    (#"keys (dict "b" 1 "a" 2) | sortAlpha"#, "[]string|[a b]"),
    ("keys (dict)", "[]string|[]"),
    (#"keys (dict "a" 1) (dict "b" 1)"#, "[]string|[a b]"),
    (#"values (dict "a" 1)"#, "[]interface {}|[1]"),
    (#"pluck "a" (dict "a" 1) (dict "b" 2) (dict "a" nil)"#, "[]interface {}|[1 <nil>]"),
    (#"pluck "a""#, "[]interface {}|[]"),
    (#"pick (dict "a" 1 "b" 2) "a" "c""#, "map[string]interface {}|map[a:1]"),
    (#"pick .Values.map "x" "w""#, "map[string]interface {}|map[w:two x:1]"),
    (#"omit (dict "a" 1 "b" 2) "a" "c""#, "map[string]interface {}|map[b:2]"),
    (#"omit .Values.map "z""#, "map[string]interface {}|map[w:two x:1]"),
  ])
  func `Dictionaries are made and read`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"{{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ $d }}"#, "map[a:1 b:2]"),
    (#"{{ $d := dict "a" 1 }}{{ $e := unset $d "a" }}{{ $d }}{{ $e }}"#, "map[]map[]"),
    (
      #"{{ $_ := set .Values.map "new" 1 }}{{ .Values.map }}{{ $_ := unset .Values.map "new" }}"#,
      "map[new:1 w:two x:1 z:map[deep:true]]"
    ),
    (
      #"{{ $d := dict "a" (dict "b" 1) }}{{ $c := deepCopy $d }}{{ $_ := set $c.a "b" 2 }}{{ $d }}{{ $c }}"#,
      "map[a:map[b:1]]map[a:map[b:2]]"
    ),
    (
      #"{{ $d := dict "a" (dict "b" 1) }}{{ $c := omit $d }}{{ $_ := set $c.a "b" 2 }}{{ $d }}{{ $c }}"#,
      "map[a:map[b:2]]map[a:map[b:2]]"
    ),
    (#"set .Values "x" 1 | typeOf"#, "string|map[string]interface {}"),
    (#"dig "map" "x" "none" (merge (deepCopy .Values) (dict "a" 1))"#, "float64|1"),
    ("deepCopy nil", "! error calling deepCopy: reflect: call of reflect.Value.Type on zero Value"),
    (#"deepCopy (list 1 (dict "a" 1))"#, "[]interface {}|[1 map[a:1]]"),
    (#"mustDeepCopy "a""#, "string|a"),
  ])
  func `Dictionaries are changed in place`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"merge (dict "a" 1) (dict "a" 2 "b" 3)"#, "map[string]interface {}|map[a:1 b:3]"),
    (#"merge (dict "a" "") (dict "a" 2)"#, "map[string]interface {}|map[a:2]"),
    (#"merge (dict "a" nil) (dict "a" 2)"#, "map[string]interface {}|map[a:2]"),
    (#"merge (dict "a" false) (dict "a" true)"#, "map[string]interface {}|map[a:true]"),
    (#"merge (dict "a" 1) (dict "a" nil "b" nil)"#, "map[string]interface {}|map[a:1]"),
    (#"merge (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3))"#, "map[string]interface {}|map[a:map[x:1 y:3]]"),
    (#"merge (dict "a" (dict)) (dict "a" (dict "x" 2))"#, "map[string]interface {}|map[a:map[x:2]]"),
    (#"merge (dict "a" (dict "x" 1)) (dict "a" 5)"#, "map[string]interface {}|map[a:map[x:1]]"),
    (#"merge (dict "a" 5) (dict "a" (dict "x" 1))"#, "map[string]interface {}|map[a:5]"),
    (#"merge (dict "a" (list 1)) (dict "a" (list 2))"#, "map[string]interface {}|map[a:[1]]"),
    (#"merge (dict "a" (list)) (dict "a" (list 2))"#, "map[string]interface {}|map[a:[2]]"),
    (#"merge (dict) (dict "a" (list))"#, "map[string]interface {}|map[a:[]]"),
    (#"merge (dict "b" 1) (dict "a" (list))"#, "map[string]interface {}|map[a:[] b:1]"),
    (#"merge (dict "b" 1) (dict "a" "")"#, "map[string]interface {}|map[a: b:1]"),
    (#"merge (dict "a" 1) (dict "b" 1) (dict "b" 2 "c" 3)"#, "map[string]interface {}|map[a:1 b:1 c:3]"),
    (#"merge (dict "a" 1)"#, "map[string]interface {}|map[a:1]"),
    ("merge (dict) .Values.map", "map[string]interface {}|map[w:two x:1 z:map[deep:true]]"),
    (#"mergeOverwrite (dict "a" 1) (dict "a" 2 "b" 3)"#, "map[string]interface {}|map[a:2 b:3]"),
    (#"mergeOverwrite (dict "a" 1) (dict "a" "")"#, "map[string]interface {}|map[a:]"),
    (#"mergeOverwrite (dict "a" 1) (dict "a" nil)"#, "map[string]interface {}|map[a:<nil>]"),
    (#"mergeOverwrite (dict "a" true) (dict "a" false)"#, "map[string]interface {}|map[a:false]"),
    (
      #"mergeOverwrite (dict "a" (dict "x" 1 "z" 1)) (dict "a" (dict "x" 2 "y" 3))"#,
      "map[string]interface {}|map[a:map[x:2 y:3 z:1]]"
    ),
    (#"mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" 5)"#, "map[string]interface {}|map[a:5]"),
    (#"mergeOverwrite (dict "a" 5) (dict "a" (dict "x" 1))"#, "map[string]interface {}|map[a:map[x:1]]"),
    (#"mergeOverwrite (dict "a" (list 1)) (dict "a" (list))"#, "map[string]interface {}|map[a:[]]"),
    (#"mergeOverwrite (dict "a" (list 1)) (dict "a" (list 2 3))"#, "map[string]interface {}|map[a:[2 3]]"),
    (#"mergeOverwrite (dict "a" (list 1)) (dict "a" "s")"#, "map[string]interface {}|map[a:s]"),
    (#"mergeOverwrite (dict "a" "s") (dict "a" (list 1))"#, "map[string]interface {}|map[a:[1]]"),
    (#"mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (dict))"#, "map[string]interface {}|map[a:map[x:1]]"),
    (#"mergeOverwrite (dict "a" (dict)) (dict "a" (dict))"#, "map[string]interface {}|map[a:map[]]"),
    (
      #"mergeOverwrite (dict "a" (dict "x" (list 1))) (dict "a" (dict "x" (list)))"#,
      "map[string]interface {}|map[a:map[x:[]]]"
    ),
    (#"mergeOverwrite (dict "a" 0) (dict) (dict "a" 1) (dict "a" 2)"#, "map[string]interface {}|map[a:2]"),
    (#"mustMerge (dict "a" 1) (dict "a" 2)"#, "map[string]interface {}|map[a:1]"),
    (#"mustMergeOverwrite (dict "a" 1) (dict "a" 2)"#, "map[string]interface {}|map[a:2]"),
    (
      #"{{ $s := dict "n" (dict "x" 1) }}{{ $d := dict }}{{ $_ := merge $d $s }}{{ $_ := set $d.n "x" 2 }}{{ $s }}"#,
      "map[n:map[x:2]]"
    ),
    (
      #"{{ $s := dict "n" (dict "x" 1) }}{{ $d := dict "n" (dict) }}{{ $_ := merge $d $s }}{{ $_ := set $d.n "x" 2 }}{{ $s }}"#,
      "map[n:map[x:1]]"
    ),
    (
      #"{{ $s := dict "n" (dict) }}{{ $d := dict "n" (dict) }}{{ $_ := merge $d $s }}{{ $_ := set $d.n "x" 2 }}{{ $s }}"#,
      "map[n:map[x:2]]"
    ),
    (#"{{ $d := dict "a" 1 }}{{ $m := merge $d $d }}{{ $m }}"#, "map[a:1]"),
  ])
  func `Dictionaries are merged as mergo merges them`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"dig "a" "b" 1 .Values.map"#, "int|1"),
    (#"dig "x" "none" .Values.map"#, "float64|1"),
    (#"dig "z" "deep" "d" .Values.map"#, "bool|true"),
    (#"dig "z" "shallow" "d" .Values.map"#, "string|d"),
    (#"dig "a" 1"#, "! error calling dig: dig needs at least three arguments"),
    (
      #"dig "a" "b" .Values"#,
      "! error calling dig: interface conversion: interface {} is common.Values, not map[string]interface {}"
    ),
    (
      #"dig "x" "b" "d" .Values.map"#,
      "! error calling dig: interface conversion: interface {} is float64, not map[string]interface {}"
    ),
    (#"dig 1 "d" .Values.map"#, "! error calling dig: interface conversion: interface {} is int, not string"),
    (
      #"dig "z" "deep" "q" "d" .Values.map"#,
      "! error calling dig: interface conversion: interface {} is bool, not map[string]interface {}"
    ),
    (
      #"dig "a" "d" nil"#,
      "! error calling dig: interface conversion: interface {} is nil, not map[string]interface {}"
    ),
  ])
  func `A path of keys is followed`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"set nil "a" 1"#, "! error calling set: assignment to entry in nil map"),
    (#"unset nil "a""#, "map[string]interface {}|map[]"),
    (#"get nil "a""#, "string|"),
    (#"hasKey nil "a""#, "bool|false"),
    (#"merge nil (dict "a" 1)"#, "map[string]interface {}|map[a:1]"),
    (#"merge (dict "a" 1) nil"#, "map[string]interface {}|map[a:1]"),
    (#"pick nil "a""#, "map[string]interface {}|map[]"),
    (#"omit nil "a""#, "map[string]interface {}|map[]"),
    ("keys nil", "[]string|[]"),
    ("values nil", "[]interface {}|[]"),
    (#"pluck "a" nil"#, "[]interface {}|[]"),
    (#"get "a" "a""#, #"! can't handle "a" for arg of type map[string]interface {}"#),
    (#"set 1 "a" 1"#, "! can't handle 1 for arg of type map[string]interface {}"),
    (#"hasKey (list) "a""#, "! wrong type for value; expected map[string]interface {}; got []interface {}"),
    ("get (dict) 1", "! expected string; found 1"),
    (#"merge "a" (dict)"#, #"! can't handle "a" for arg of type map[string]interface {}"#),
    (
      #"set (split "," "a,b") "a" 1"#,
      "! wrong type for value; expected map[string]interface {}; got map[string]string"
    ),
    (#"pick (dict "a" 1) 1"#, "! expected string; found 1"),
  ])
  func `Nil dictionaries and other types`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
