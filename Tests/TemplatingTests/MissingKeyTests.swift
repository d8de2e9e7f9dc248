import Templating
import Testing

@Suite("Missing keys")
struct MissingKeyTests {
  @Test(
    "gives the zero value of a map",
    arguments: [
      Case(
        "{{.missing}}|{{.missing.x}}",
        #"ERROR template: t:1:23: executing "t" at <.missing.x>: nil pointer evaluating interface {}.x"#),
      Case(
        "{{.missing.x.y}}",
        #"ERROR template: t:1:10: executing "t" at <.missing.x.y>: nil pointer evaluating interface {}.x"#),
      Case("{{.m.missing}}|{{.sm.none}}|{{.mm.none}}", "<no value>||map[]"),
      Case("{{.mm.none.x}}", "<no value>"),
      Case(
        "{{.mm.none.x.y}}",
        #"ERROR template: t:1:5: executing "t" at <.mm.none.x.y>: nil pointer evaluating interface {}.y"#),
      Case("{{(.missing).x}}", "<no value>"),
      Case("{{$x := .missing}}{{$x.y}}", "<no value>"),
      Case(#"{{index .m "none"}}"#, "<no value>"),
      Case("{{with .missing}}a{{else}}b{{end}}", "b"),
      Case(
        "{{str .missing}}",
        #"ERROR template: t:1:6: executing "t" at <.missing>: wrong type for value; expected string; got interface {}"#),
      Case("{{.missing | str}}", #"ERROR template: t:1:13: executing "t" at <str>: invalid value; expected string"#),
      Case(
        "{{len .missing}}",
        #"ERROR template: t:1:2: executing "t" at <len .missing>: error calling len: len of nil pointer"#),
      Case("{{print .missing}}", "<nil>"),
    ])
  func zero(_ example: Case) {
    #expect(Fixture.render(example.template, missingKey: .zero) == example.expected)
  }

  @Test(
    "fails where it is told to",
    arguments: [
      Case("{{.missing}}", #"ERROR template: t:1:2: executing "t" at <.missing>: map has no entry for key "missing""#),
      Case(
        "{{.m.missing}}",
        #"ERROR template: t:1:4: executing "t" at <.m.missing>: map has no entry for key "missing""#),
      Case("{{.nil.x}}", #"ERROR template: t:1:6: executing "t" at <.nil.x>: nil pointer evaluating interface {}.x"#),
      Case("{{(.nil).x}}", #"ERROR template: t:1:3: executing "t" at <.nil>: nil data; no entry for key "x""#),
      Case(#"{{index .m "none"}}"#, "<no value>"),
      Case("{{.sm.none}}", #"ERROR template: t:1:5: executing "t" at <.sm.none>: map has no entry for key "none""#),
      Case(
        "{{if .missing}}{{end}}",
        #"ERROR template: t:1:5: executing "t" at <.missing>: map has no entry for key "missing""#),
      Case(
        #"{{define "a"}}{{.x}}{{end}}{{template "a"}}"#,
        #"ERROR template: t:1:16: executing "a" at <.x>: nil data; no entry for key "x""#),
      Case(
        "{{$x := .nil}}{{$x.y}}",
        #"ERROR template: t:1:18: executing "t" at <$x.y>: nil data; no entry for key "y""#),
      Case(
        "{{with .m}}{{.zz}}{{end}}",
        #"ERROR template: t:1:13: executing "t" at <.zz>: map has no entry for key "zz""#),
    ])
  func error(_ example: Case) {
    #expect(Fixture.render(example.template, missingKey: .error) == example.expected)
  }
}
