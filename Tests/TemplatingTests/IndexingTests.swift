import Testing

@Suite("Indexing")
struct IndexingTests {
  @Test(
    "indexes, slices and measures",
    arguments: [
      Case(
        #"{{index .list 1}}{{index .ints 2}}{{index .m "b"}}{{index .m "deep" "x"}}{{index .sm "k"}}{{index .sm "none"}}|{{index .m "none"}}|{{index .s 1}}{{index .bytes 0}}{{index .mm "in" "z"}}{{index .mm "no" "z"}}{{1 | index .ints}}{{index .list .zero}}{{index .ints .u8 | len}}"#,
        #"ERROR template: t:1:249: executing "t" at <index .ints .u8>: error calling index: index out of range: 200"#),
      Case("{{index .list}}{{index .i}}", "[1 a <nil> 2.5]17"),
      Case(#"{{index .list 2}}{{index .m "nil"}}"#, "<no value><no value>"),
      Case(
        "{{index .list 4}}",
        #"ERROR template: t:1:2: executing "t" at <index .list 4>: error calling index: reflect: slice index out of range"#
      ),
      Case(
        "{{index .list 5}}",
        #"ERROR template: t:1:2: executing "t" at <index .list 5>: error calling index: index out of range: 5"#),
      Case(
        "{{index .list -1}}",
        #"ERROR template: t:1:2: executing "t" at <index .list -1>: error calling index: index out of range: -1"#),
      Case(
        #"{{index .list "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <index .list "a">: error calling index: cannot index slice/array with type string"#
      ),
      Case(
        "{{index .list nil}}",
        #"ERROR template: t:1:2: executing "t" at <index .list nil>: error calling index: cannot index slice/array with nil"#
      ),
      Case(
        "{{index .list .f}}",
        #"ERROR template: t:1:2: executing "t" at <index .list .f>: error calling index: cannot index slice/array with type float64"#
      ),
      Case(
        "{{index .m 1}}",
        #"ERROR template: t:1:2: executing "t" at <index .m 1>: error calling index: value has type int; should be string"#
      ),
      Case(
        "{{index .m nil}}",
        #"ERROR template: t:1:2: executing "t" at <index .m nil>: error calling index: value is nil; should be of type string"#
      ),
      Case(
        "{{index .m .n}}",
        #"ERROR template: t:1:2: executing "t" at <index .m .n>: error calling index: value has type json.Number; should be string"#
      ),
      Case(
        "{{index .s 5}}",
        #"ERROR template: t:1:2: executing "t" at <index .s 5>: error calling index: reflect: string index out of range"#
      ),
      Case(
        "{{index .s 6}}",
        #"ERROR template: t:1:2: executing "t" at <index .s 6>: error calling index: index out of range: 6"#),
      Case(
        "{{index .nil 1}}",
        #"ERROR template: t:1:2: executing "t" at <index .nil 1>: error calling index: index of untyped nil"#),
      Case(
        "{{index .missing 1}}",
        #"ERROR template: t:1:2: executing "t" at <index .missing 1>: error calling index: index of untyped nil"#),
      Case(
        "{{index nil 1}}",
        #"ERROR template: t:1:2: executing "t" at <index nil 1>: error calling index: index of untyped nil"#),
      Case(
        "{{index .i 1}}",
        #"ERROR template: t:1:2: executing "t" at <index .i 1>: error calling index: can't index item of type int"#),
      Case(
        "{{index .list 2 1}}",
        #"ERROR template: t:1:2: executing "t" at <index .list 2 1>: error calling index: index of nil pointer"#),
      Case(
        #"{{index .m "nil" 1}}"#,
        #"ERROR template: t:1:2: executing "t" at <index .m "nil" 1>: error calling index: index of nil pointer"#),
      Case(
        #"{{index .m "none" "x"}}"#,
        #"ERROR template: t:1:2: executing "t" at <index .m "none" "x">: error calling index: index of nil pointer"#),
      Case(
        #"{{index .t "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <index .t "a">: error calling index: can't index item of type bool"#),
      Case(
        "{{index}}",
        #"ERROR template: t:1:2: executing "t" at <index>: wrong number of args for index: want at least 1 got 0"#),
      Case(
        #"{{index .m "a" "b"}}"#,
        #"ERROR template: t:1:2: executing "t" at <index .m "a" "b">: error calling index: can't index item of type int"#
      ),
      Case(
        "{{slice .s 1}}{{slice .s 1 3}}{{slice .s}}{{slice .ints 1}}{{slice .list 1 2}}{{slice .bytes 1}}{{slice .strs 0 1 2}}{{slice .n 1}}",
        "elloelhello[4 5][a][105][x]2"),
      Case(
        "{{slice .s 1 2 3}}",
        #"ERROR template: t:1:2: executing "t" at <slice .s 1 2 3>: error calling slice: cannot 3-index slice a string"#
      ),
      Case(
        "{{slice .s 6}}",
        #"ERROR template: t:1:2: executing "t" at <slice .s 6>: error calling slice: index out of range: 6"#),
      Case(
        "{{slice .s 3 1}}",
        #"ERROR template: t:1:2: executing "t" at <slice .s 3 1>: error calling slice: invalid slice index: 3 > 1"#),
      Case(
        "{{slice .s -1}}",
        #"ERROR template: t:1:2: executing "t" at <slice .s -1>: error calling slice: index out of range: -1"#),
      Case(
        "{{slice .ints 1 2 3 4}}",
        #"ERROR template: t:1:2: executing "t" at <slice .ints 1 2 3 4>: error calling slice: too many slice indexes: 4"#
      ),
      Case(
        "{{slice .ints 0 2 1}}",
        #"ERROR template: t:1:2: executing "t" at <slice .ints 0 2 1>: error calling slice: invalid slice index: 2 > 1"#
      ),
      Case(
        "{{slice .ints 0 4}}",
        #"ERROR template: t:1:2: executing "t" at <slice .ints 0 4>: error calling slice: index out of range: 4"#),
      Case(
        "{{slice .i 1}}",
        #"ERROR template: t:1:2: executing "t" at <slice .i 1>: error calling slice: can't slice item of type int"#),
      Case(
        "{{slice .nil 1}}",
        #"ERROR template: t:1:2: executing "t" at <slice .nil 1>: error calling slice: slice of untyped nil"#),
      Case(
        "{{slice nil}}",
        #"ERROR template: t:1:2: executing "t" at <slice nil>: error calling slice: slice of untyped nil"#),
      Case(
        "{{slice .m 1}}",
        #"ERROR template: t:1:2: executing "t" at <slice .m 1>: error calling slice: can't slice item of type map[string]interface {}"#
      ),
      Case(
        #"{{slice .s "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <slice .s "a">: error calling slice: cannot index slice/array with type string"#
      ),
      Case(
        "{{len .s}}{{len .list}}{{len .m}}{{len .uni}}{{len .bytes}}{{len .n}}{{len .el}}{{.s | len}}{{len .sm}}{{len .bad}}",
        "54414220513"),
      Case(
        "{{len .nil}}",
        #"ERROR template: t:1:2: executing "t" at <len .nil>: error calling len: len of nil pointer"#),
      Case(
        "{{len .missing}}",
        #"ERROR template: t:1:2: executing "t" at <len .missing>: error calling len: reflect: call of reflect.Value.Type on zero Value"#
      ),
      Case(
        "{{.nil | len}}",
        #"ERROR template: t:1:9: executing "t" at <len>: error calling len: reflect: call of reflect.Value.Type on zero Value"#
      ),
      Case(
        "{{len nil}}",
        #"ERROR template: t:1:2: executing "t" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value"#
      ),
      Case("{{len .i}}", #"ERROR template: t:1:2: executing "t" at <len .i>: error calling len: len of type int"#),
      Case("{{len .f}}", #"ERROR template: t:1:2: executing "t" at <len .f>: error calling len: len of type float64"#),
      Case("{{len 3}}", #"ERROR template: t:1:2: executing "t" at <len 3>: error calling len: len of type int"#),
      Case("{{len}}", #"ERROR template: t:1:2: executing "t" at <len>: wrong number of args for len: want 1 got 0"#),
      Case(
        "{{len .s .s}}",
        #"ERROR template: t:1:2: executing "t" at <len>: wrong number of args for len: want 1 got 2"#),
      Case(
        "{{call .s}}",
        #"ERROR template: t:1:2: executing "t" at <call .s>: error calling call: non-function .s of type string"#),
      Case("{{call .nil}}", #"ERROR template: t:1:2: executing "t" at <call .nil>: error calling call: call of nil"#),
      Case(
        "{{call .i 1}}",
        #"ERROR template: t:1:2: executing "t" at <call .i 1>: error calling call: non-function .i of type int"#),
      Case(
        #"{{"x" | call}}"#,
        #"ERROR template: t:1:8: executing "t" at <call>: error calling call: non-function x of type string"#),
      Case(
        "{{1 | call}}",
        #"ERROR template: t:1:6: executing "t" at <call>: error calling call: non-function <int Value> of type int"#),
      Case("{{call nil}}", #"ERROR template: t:1:2: executing "t" at <call nil>: error calling call: call of nil"#),
      Case(
        "{{call 1}}",
        #"ERROR template: t:1:2: executing "t" at <call 1>: error calling call: non-function 1 of type int"#),
      Case(
        #"{{call "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <call "a">: error calling call: non-function "a" of type string"#),
      Case(
        "{{call}}",
        #"ERROR template: t:1:2: executing "t" at <call>: wrong number of args for call: want at least 1 got 0"#),
    ])
  func indexesSlicesAnd(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
