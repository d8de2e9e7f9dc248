import Testing

/// The family Strings; expected answers are the real Helm's.
@Suite struct StringsTests {
  @Test(arguments: [
    (#"substr 0 10 "hello""#, "string|hello"),
    (#"substr -1 3 "hello""#, "string|hel"),
    (
      #"substr -1 10 "hello""#,
      "! error calling substr: runtime error: slice bounds out of range [:10] with length 5"
    ),
    (#"substr -1 -1 "hello""#, "! error calling substr: runtime error: slice bounds out of range [:-1]"),
    (#"substr 3 2 "hello""#, "! error calling substr: runtime error: slice bounds out of range [3:2]"),
    (#"substr 10 -1 "hello""#, "! error calling substr: runtime error: slice bounds out of range [10:5]"),
    (#"substr 10 20 "hello""#, "! error calling substr: runtime error: slice bounds out of range [10:5]"),
    (#"substr 4 6 "hello""#, "string|o"),
    (#"substr 1 2 "é""#, "string|�"),
    (#"trunc 5 "hello world""#, "string|hello"),
    (#"trunc -5 "hello world""#, "string|world"),
    (#"trunc -50 "hello""#, "string|hello"),
    (#"trunc 0 "hello""#, "string|"),
    (#"trunc 50 "hello""#, "string|hello"),
    (#"trim " \u00a0 x\ty \u2003\n""#, "string|x\ty"),
    (#"trim """#, "string|"),
    (#"trimAll "$é" "é$5.00$é""#, "string|5.00"),
    (#"trimAll "" " a""#, "string| a"),
    (#"trimall "ab" "abcba""#, "string|c"),
    (#"trimSuffix "-" "a--""#, "string|a-"),
    (#"trimSuffix "" "a""#, "string|a"),
    (#"trimSuffix "abc" "bc""#, "string|bc"),
    (#"trimPrefix "v" "v1""#, "string|1"),
    (#"trimPrefix "v1.2" "v1""#, "string|v1"),
  ])
  func `Text is cut as Sprig cuts it`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"contains "" "abc""#, "bool|true"),
    (#"contains "bc" "abcd""#, "bool|true"),
    (#"contains "abcde" "abcd""#, "bool|false"),
    (#"contains "aab" "aaab""#, "bool|true"),
    (#"hasPrefix "ab" "abc""#, "bool|true"),
    (#"hasPrefix "abcd" "abc""#, "bool|false"),
    (#"hasSuffix "bc" "abc""#, "bool|true"),
    (#"hasSuffix "" """#, "bool|true"),
    (#"replace "" "-" "añb""#, "string|-a-ñ-b-"),
    (#"replace "a" "" "banana""#, "string|bnn"),
    (#"replace "an" "AN" "banana""#, "string|bANANa"),
    (#"replace "x" "y" "banana""#, "string|banana"),
    (#"replace "a" "a" "banana""#, "string|banana"),
    (#"repeat 3 "ab""#, "string|ababab"),
    (#"repeat 0 "ab""#, "string|"),
    (#"repeat -1 "x""#, "! error calling repeat: strings: negative Repeat count"),
    (#"repeat 2 """#, "string|"),
  ])
  func `Text is searched and replaced`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    ("toString 1.0", "string|1"),
    ("toString 1e21", "string|1e+21"),
    ("toString 1e20", "string|1e+20"),
    ("toString 1000000.0", "string|1e+06"),
    ("toString 100000.0", "string|100000"),
    ("toString 1.5e-7", "string|1.5e-07"),
    ("toString nil", "string|<nil>"),
    (#"toString (list 1 "a" nil)"#, "string|[1 a <nil>]"),
    (#"toString (dict "b" 1 "a" (list))"#, "string|map[a:[] b:1]"),
    ("toString true", "string|true"),
    ("toString .Values.big", "string|1.2345678901234567e+19"),
    ("toString .Values.a", "string|1"),
    (#"quote 1 nil "a\n\"" 1.5 (list 1 "x")"#, #"string|"1" "a\n\"" "1.5" "[1 x]""#),
    ("quote", "string|"),
    ("quote nil", "string|"),
    (#"quote "" "é\u200b" true"#, #"string|"" "é\u200b" "true""#),
    ("quote .Values.map", #"string|"map[w:two x:1 z:map[deep:true]]""#),
    (#"squote 1 nil "a'b" true"#, "string|'1' 'a'b' 'true'"),
    ("squote nil", "string|"),
    (#"squote "" """#, "string|'' ''"),
    (#"cat 1 nil "a" (list 1)"#, "string|1 a [1]"),
    ("cat", "string|"),
    (#"cat "" "a""#, "string| a"),
    (#"cat "a%d" 1"#, "string|a%d 1"),
    (#"plural "one" "many" 1"#, "string|one"),
    (#"plural "one" "many" 0"#, "string|many"),
    (#"plural "one" "many" -1"#, "string|many"),
  ])
  func `Values become text`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"indent 2 "a\nb\n""#, "string|  a\n  b\n  "),
    (#"indent 0 "a\nb""#, "string|a\nb"),
    (#"indent -1 "x""#, "! error calling indent: strings: negative Repeat count"),
    (#"indent 3 """#, "string|   "),
    (#"nindent 2 "a\n\nb""#, "string|\n  a\n  \n  b"),
    (#"nindent 0 """#, "string|\n"),
    (#"nindent -1 """#, "! error calling nindent: strings: negative Repeat count"),
  ])
  func `Lines are indented`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"split "" "ab""#, "map[string]string|map[_0:a _1:b]"),
    (#"split "/" "a/b/c""#, "map[string]string|map[_0:a _1:b _2:c]"),
    (#"split "x" """#, "map[string]string|map[_0:]"),
    (#"(split "." "a.b")._1"#, "string|b"),
    (#"splitn "," 2 "a,b,c""#, "map[string]string|map[_0:a _1:b,c]"),
    (#"splitn "," 0 "a""#, "map[string]string|map[]"),
    (#"splitn "," -1 "a,b,c""#, "map[string]string|map[_0:a _1:b _2:c]"),
    (#"splitn "" 2 "héé""#, "map[string]string|map[_0:h _1:éé]"),
    (#"splitList "" "héé""#, "[]string|[h é é]"),
    (#"splitList "," "a,,b,""#, "[]string|[a  b ]"),
    (#"splitList "," """#, "[]string|[]"),
    (#"toStrings (list 1 nil "a" 1.5 true)"#, "[]string|[1 a 1.5 true]"),
    (#"toStrings "x""#, "[]string|[x]"),
    ("toStrings nil", "[]string|[]"),
    ("toStrings (until 3)", "[]string|[0 1 2]"),
    ("toStrings .Values.map", "[]string|[map[w:two x:1 z:map[deep:true]]]"),
    (#"join "-" (list 1 nil 2)"#, "string|1-2"),
    (#"join "-" nil"#, "string|"),
    (#"join "-" "a""#, "string|a"),
    (#"join ", " .Values.words"#, "string|beta, alpha, gamma"),
    (#"join "" (list "a" "b")"#, "string|ab"),
    (#"join "," (until 3)"#, "string|0,1,2"),
    (#"sortAlpha (list "b" 2 "a" nil)"#, "[]string|[2 a b]"),
    (#"sortAlpha "x""#, "[]string|[x]"),
    ("sortAlpha nil", "[]string|[<nil>]"),
    ("sortAlpha .Values.words", "[]string|[alpha beta gamma]"),
    ("sortAlpha (list)", "[]string|[]"),
    ("hello", "string|Hello!"),
  ])
  func `Text is split and joined`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"trunc "5" "a""#, #"! expected integer; found "5""#),
    (#"trunc 1.5 "a""#, "! expected integer; found 1.5"),
    ("trim 1", "! expected string; found 1"),
    ("trim nil", "! cannot assign nil to string"),
    (#"repeat "a" 3"#, #"! expected integer; found "a""#),
    ("indent 2 nil", "! cannot assign nil to string"),
    (#"replace "a" "b""#, "! wrong number of args for replace: want 3 got 2"),
    ("quote .Values.nothing.more", "! nil pointer evaluating interface {}.more"),
    ("join", "! wrong number of args for join: want 2 got 0"),
    (#"split "a" .Values.a"#, "! wrong type for value; expected string; got float64"),
  ])
  func `Wrong arguments are refused by the executor`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
