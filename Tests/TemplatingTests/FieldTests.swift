import Testing

@Suite("Fields")
struct FieldTests {
  @Test(
    "follows fields and chains",
    arguments: [
      Case("{{.m.a}}{{.m.deep.x}}{{.m.deep}}{{.sm.k}}{{.mm.in.z}}", "11map[x:1]v9"),
      Case("{{.m.deep.y}}|{{.missing.y}}", "<no value>|<no value>"),
      Case("{{.missing.y.z}}", "<no value>"),
      Case("{{.nil.x}}", #"ERROR template: t:1:6: executing "t" at <.nil.x>: nil pointer evaluating interface {}.x"#),
      Case(
        "{{.m.nil.x}}",
        #"ERROR template: t:1:4: executing "t" at <.m.nil.x>: nil pointer evaluating interface {}.x"#),
      Case(#"{{(.nil).x}}|{{(.missing).x.y}}|{{(.m).a}}|{{(index .m "deep").x}}"#, "<no value>|<no value>|1|1"),
      Case("{{.s.x}}", #"ERROR template: t:1:4: executing "t" at <.s.x>: can't evaluate field x in type interface {}"#),
      Case("{{(.s).x}}", #"ERROR template: t:1:3: executing "t" at <.s>: can't evaluate field x in type string"#),
      Case("{{.i.x}}", #"ERROR template: t:1:4: executing "t" at <.i.x>: can't evaluate field x in type interface {}"#),
      Case(
        "{{.list.x}}",
        #"ERROR template: t:1:7: executing "t" at <.list.x>: can't evaluate field x in type interface {}"#),
      Case("{{.sm.k.x}}", #"ERROR template: t:1:5: executing "t" at <.sm.k.x>: can't evaluate field x in type string"#),
      Case("{{.sm.none.x}}", "<no value>"),
      Case("{{.sm.none}}|", "<no value>|"),
      Case("{{.mm.none.x}}|", "<no value>|"),
      Case(
        "{{with .s}}{{.x}}{{end}}",
        #"ERROR template: t:1:13: executing "t" at <.x>: can't evaluate field x in type string"#),
      Case(
        "{{range .list}}{{.x}}{{end}}",
        #"ERROR template: t:1:17: executing "t" at <.x>: can't evaluate field x in type interface {}"#),
      Case(
        "{{range .strs}}{{.x}}{{end}}",
        #"ERROR template: t:1:17: executing "t" at <.x>: can't evaluate field x in type string"#),
      Case("{{with .nil}}x{{else}}{{.s}}{{end}}", "hello"),
      Case("{{$.m.a}}{{$x := .m}}{{$x.deep.x}}{{$x.nope}}", "11<no value>"),
      Case("{{$x := .nil}}{{$x.foo}}", "<no value>"),
      Case(
        "{{$x := .m}}{{$x.nil.foo}}",
        #"ERROR template: t:1:16: executing "t" at <$x.nil.foo>: nil pointer evaluating interface {}.foo"#),
      Case("{{(echo .m).deep.x}}", "1"),
      Case(
        "{{echo.x}}",
        #"ERROR template: t:1:2: executing "t" at <echo>: wrong number of args for echo: want 1 got 0"#),
      Case("{{nilf.x}}", #"ERROR template: t:1:2: executing "t" at <nilf>: nil pointer evaluating interface {}.x"#),
      Case("{{(nilf).x}}", "<no value>"),
      Case(
        #"{{(printf "x").y}}"#,
        #"ERROR template: t:1:10: executing "t" at <"x">: can't evaluate field y in type string"#),
      Case("{{.m.a 1}}", #"ERROR template: t:1:4: executing "t" at <.m.a>: a is not a method but has arguments"#),
      Case("{{1 | .m.a}}", #"ERROR template: t:1:8: executing "t" at <.m.a>: a is not a method but has arguments"#),
      Case("{{.s 1}}", #"ERROR template: t:1:2: executing "t" at <.s>: s is not a method but has arguments"#),
      Case("{{.x.y 1}}", "<no value>"),
      Case(
        "{{.s.y 1}}",
        #"ERROR template: t:1:4: executing "t" at <.s.y>: can't evaluate field y in type interface {}"#),
      Case("{{nil.x}}", #"ERROR template: t:1: unexpected . after term "nil""#),
      Case(#"{{"a".x}}"#, #"ERROR template: t:1: unexpected . after term "\"a\"""#),
      Case("{{1 .x}}", #"ERROR template: t:1:2: executing "t" at <1>: can't give argument to non-function 1"#),
      Case("{{(1).x}}", #"ERROR template: t:1:3: executing "t" at <1>: can't evaluate field x in type int"#),
      Case("{{. .s}}", #"ERROR template: t:1:2: executing "t" at <.>: can't give argument to non-function ."#),
      Case("{{.}}{{.x 3}}", #"ERROR template: t:1:7: executing "t" at <.x>: x is not a method but has arguments"#),
      Case("{{$ 1}}", #"ERROR template: t:1:2: executing "t" at <$>: can't give argument to non-function $"#),
      Case("{{(.s) 1}}", #"ERROR template: t:1:2: executing "t" at <(.s) 1>: can't give argument to non-function .s"#),
      Case("{{1 2}}", #"ERROR template: t:1:2: executing "t" at <1>: can't give argument to non-function 1"#),
      Case(#"{{"a" "b"}}"#, #"ERROR template: t:1:2: executing "t" at <"a">: can't give argument to non-function "a""#),
      Case("{{true 1}}", #"ERROR template: t:1:2: executing "t" at <true>: can't give argument to non-function true"#),
      Case("{{(nil).x}}", #"ERROR template: t:1:3: executing "t" at <nil>: nil is not a command"#),
      Case(
        "{{(.m) .deep}}",
        #"ERROR template: t:1:2: executing "t" at <(.m) .deep>: can't give argument to non-function .m"#),
      Case("{{.m .deep}}", #"ERROR template: t:1:2: executing "t" at <.m>: m is not a method but has arguments"#),
      Case("{{.foo-bar}}", "ERROR template: t:1: bad character U+002D '-'"),
      Case("{{.1}}", "0.1"),
      Case(
        "{{.m.deep.x.y.z}}",
        #"ERROR template: t:1:4: executing "t" at <.m.deep.x.y.z>: can't evaluate field y in type interface {}"#),
    ])
  func followsFieldsAnd(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
