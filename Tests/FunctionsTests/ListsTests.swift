import Testing

/// The family Lists; expected answers are the real Helm's.
@Suite struct ListsTests {
  @Test(arguments: [
    (#"list 1 "a" nil"#, "[]interface {}|[1 a <nil>]"),
    ("list", "[]interface {}|[]"),
    ("tuple 1 2", "[]interface {}|[1 2]"),
    ("first (list 1 2)", "int|1"),
    ("first (list)", "<nil>|<nil>"),
    ("first .Values.words", "string|beta"),
    ("first (until 3)", "int|0"),
    ("last (list 1 2)", "int|2"),
    ("last (list)", "<nil>|<nil>"),
    ("rest (list 1 2 3)", "[]interface {}|[2 3]"),
    ("rest (list)", "[]interface {}|[]"),
    ("rest (list) | toJson", "string|null"),
    ("rest (list 1) | toJson", "string|[]"),
    ("rest (until 3)", "[]interface {}|[1 2]"),
    ("initial (list 1 2 3)", "[]interface {}|[1 2]"),
    ("initial (list) | toJson", "string|null"),
    ("initial .Values.words", "[]interface {}|[beta alpha]"),
    ("append (list 1) 2", "[]interface {}|[1 2]"),
    ("append (list) nil", "[]interface {}|[<nil>]"),
    ("append .Values.words 1", "[]interface {}|[beta alpha gamma 1]"),
    ("push (list 1) (list 2)", "[]interface {}|[1 [2]]"),
    ("prepend (list 1) 0", "[]interface {}|[0 1]"),
    (#"prepend (until 2) "a""#, "[]interface {}|[a 0 1]"),
    ("concat (list 1) (list 2 3) (until 2)", "[]interface {}|[1 2 3 0 1]"),
    ("concat", "[]interface {}|[]"),
    ("concat | toJson", "string|null"),
    ("concat (list) | toJson", "string|null"),
    ("reverse (list 1 2 3)", "[]interface {}|[3 2 1]"),
    ("reverse .Values.words", "[]interface {}|[gamma alpha beta]"),
    ("mustReverse (list)", "[]interface {}|[]"),
    ("mustFirst (list 7)", "int|7"),
    ("mustAppend (list) 1", "[]interface {}|[1]"),
  ])
  func `Lists are made and taken apart`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"compact (list 1 "" nil 0 false "a" (list) (dict) 0.0)"#, "[]interface {}|[1 a]"),
    (#"uniq (list 1 2 1 "1" 1.0 (list 1) (list 1))"#, "[]interface {}|[1 2 1 1 [1]]"),
    ("uniq .Values.list", "[]interface {}|[3 1 2]"),
    ("without (list 1 2 3 2) 2", "[]interface {}|[1 3]"),
    (#"without (list 1 2 3) 1 "2" 3"#, "[]interface {}|[2]"),
    ("without .Values.list 1.0", "[]interface {}|[3 2]"),
    ("without .Values.list 1", "[]interface {}|[3 1 2 1]"),
    ("has 2 (list 1 2)", "bool|true"),
    ("has 2.0 (list 1 2)", "bool|false"),
    (#"has "a" nil"#, "bool|false"),
    ("has (list 1) (list (list 1))", "bool|true"),
    ("has nil (list nil)", "bool|true"),
    ("has 1 (until 3)", "bool|true"),
    (#"has "beta" .Values.words"#, "bool|true"),
    (#"has (dict "a" 1) (list (dict "a" 1))"#, "bool|true"),
  ])
  func `Lists are filtered`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    ("slice (list 1 2 3) 1", "[]interface {}|[2 3]"),
    ("slice (list 1 2 3) 1 2", "[]interface {}|[2]"),
    ("slice (list 1 2 3)", "[]interface {}|[1 2 3]"),
    ("slice (list 1 2 3) 0 4", "! error calling slice: reflect.Value.Slice: slice index out of bounds"),
    ("slice (list 1 2 3) 2 1", "! error calling slice: reflect.Value.Slice: slice index out of bounds"),
    ("slice (list 1 2 3) -1", "! error calling slice: reflect.Value.Slice: slice index out of bounds"),
    (#"slice (list 1 2 3) "1" "2""#, "[]interface {}|[2]"),
    (#"slice "abc" 1"#, "! error calling slice: list should be type of slice or array but string"),
    ("slice (list) 0 1", "<nil>|<nil>"),
    ("slice (until 4) 1 3", "[]int|[1 2]"),
    ("chunk 2 (list 1 2 3)", "[][]interface {}|[[1 2] [3]]"),
    ("chunk 3 (list 1 2 3)", "[][]interface {}|[[1 2 3]]"),
    ("chunk 5 (list 1 2 3)", "[][]interface {}|[[1 2 3]]"),
    ("chunk 1 (list)", "[][]interface {}|[]"),
    ("chunk 0 (list 1 2)", "! error calling chunk: runtime error: makeslice: len out of range"),
    ("chunk -10 (list 1 2 3)", "[][]interface {}|[]"),
    (#"chunk 2 "x""#, "! error calling chunk: Cannot chunk type string"),
    ("{{ range chunk 2 (list 1 2 3) }}{{ len . }}{{ end }}", "21"),
  ])
  func `Lists are sliced`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    ("first nil", "! error calling first: runtime error: invalid memory address or nil pointer dereference"),
    ("first .Values.n", "! error calling first: runtime error: invalid memory address or nil pointer dereference"),
    (#"first "abc""#, "! error calling first: Cannot find first on type string"),
    ("last 1", "! error calling last: Cannot find last on type int"),
    ("rest .Values.map", "! error calling rest: Cannot find rest on type map"),
    (#"initial "a""#, "! error calling initial: Cannot find initial on type string"),
    ("append nil 1", "! error calling append: runtime error: invalid memory address or nil pointer dereference"),
    (#"append "a" 1"#, "! error calling append: Cannot push on type string"),
    (#"push "a" 1"#, "! error calling push: Cannot push on type string"),
    ("prepend 1 1", "! error calling prepend: Cannot prepend on type int"),
    ("concat nil", "! error calling concat: runtime error: invalid memory address or nil pointer dereference"),
    ("concat 1", "! error calling concat: Cannot concat type int as list"),
    (#"concat (list) "a""#, "! error calling concat: Cannot concat type string as list"),
    (#"reverse "abc""#, "! error calling reverse: Cannot find reverse on type string"),
    (#"compact "a""#, "! error calling compact: Cannot compact on type string"),
    ("uniq nil", "! error calling uniq: runtime error: invalid memory address or nil pointer dereference"),
    (#"without "a" "a""#, "! error calling without: Cannot find without on type string"),
    (#"has 1 "abc""#, "! error calling has: Cannot find has on type string"),
    ("mustHas 1 1", "! error calling mustHas: Cannot find has on type int"),
    ("mustLast nil", "! error calling mustLast: runtime error: invalid memory address or nil pointer dereference"),
    ("mustRest 1", "! error calling mustRest: Cannot find rest on type int"),
    ("mustUniq 1", "! error calling mustUniq: Cannot find uniq on type int"),
    ("mustCompact 1", "! error calling mustCompact: Cannot compact on type int"),
    ("mustSlice 1 1", "! error calling mustSlice: list should be type of slice or array but int"),
    ("mustChunk 1 1", "! error calling mustChunk: Cannot chunk type int"),
    ("mustWithout 1", "! error calling mustWithout: Cannot find without on type int"),
    ("mustPrepend 1 1", "! error calling mustPrepend: Cannot prepend on type int"),
    ("mustPush 1 1", "! error calling mustPush: Cannot push on type int"),
    ("mustInitial 1", "! error calling mustInitial: Cannot find initial on type int"),
  ])
  func `What is no list is refused`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
