import Testing

@Suite("Definitions")
struct DefinitionTests {
  @Test(
    "calls other templates",
    arguments: [
      Case(
        #"{{define "a"}}[{{.}}]{{end}}{{template "a"}}{{template "a" .s}}{{template "a" 1 | printf "%d!"}}"#,
        "[<no value>][hello][1!]"),
      Case(#"{{block "b" .s}}<{{.}}>{{end}}{{template "b" 2}}"#, "<hello><2>"),
      Case(#"{{define "a"}}{{.x}}|{{.x.y}}{{end}}{{template "a"}}"#, "<no value>|<no value>"),
      Case(#"{{define "a"}}{{.x.y}}{{end}}{{template "a" .}}"#, "<no value>"),
      Case(
        #"{{define "a"}}{{.m.nil.y}}{{end}}{{template "a" .}}"#,
        #"ERROR template: t:1:18: executing "a" at <.m.nil.y>: nil pointer evaluating interface {}.y"#),
      Case(#"{{define "a"}}{{$.s}}{{end}}{{with .m}}{{template "a" $}}{{end}}"#, "hello"),
      Case("{{define `raw`}}r{{end}}{{template `raw`}}", "r"),
      Case(
        #"{{template "none"}}"#,
        #"ERROR template: t:1:11: executing "t" at <{{template "none"}}>: template "none" not defined"#),
      Case(
        #"{{template "none" .boom}}"#,
        #"ERROR template: t:1:11: executing "t" at <{{template "none" .boom}}>: template "none" not defined"#),
      Case("{{template none}}", #"ERROR template: t:1: unexpected "none" in template clause"#),
      Case("{{template}}", #"ERROR template: t:1: unexpected "}}" in template clause"#),
      Case("{{template 1}}", #"ERROR template: t:1: unexpected "1" in template clause"#),
      Case(#"{{template "a" }}{{define "a"}}x{{end}}"#, "x"),
      Case("{{define}}x{{end}}", #"ERROR template: t:1: unexpected "}}" in define clause"#),
      Case(#"{{define "a" .}}x{{end}}"#, "ERROR template: t:1: unexpected <.> in define clause"),
      Case(#"{{define "a"}}x"#, "ERROR template: t:1: unexpected EOF"),
      Case(#"{{define "a"}}x{{else}}{{end}}"#, "ERROR template: t:1: unexpected {{else}} in define clause"),
      Case(#"{{if true}}{{define "a"}}x{{end}}{{end}}"#, "ERROR template: t:1: unexpected <define> in command"),
      Case(#"{{define "a"}}{{define "b"}}x{{end}}{{end}}"#, "ERROR template: t:1: unexpected <define> in command"),
      Case(
        #"{{define "a"}}1{{end}}{{define "a"}}2{{end}}"#,
        #"ERROR template: t:1: template: multiple definition of template "a""#),
      Case(#"{{define "a"}} {{end}}{{define "a"}}2{{end}}{{template "a"}}"#, "2"),
      Case(#"{{block "a"}}x{{end}}"#, "ERROR template: t:1: missing value for block clause"),
      Case(#"{{block "a" .}}x{{else}}{{end}}"#, "ERROR template: t:1: unexpected {{else}} in block clause"),
      Case("{{block a .}}x{{end}}", #"ERROR template: t:1: unexpected "a" in block clause"#),
      Case(#"{{block "a" .}}x"#, "ERROR template: t:1: unexpected EOF"),
      Case(#"{{define "a\z"}}{{end}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"x{{define "a"}}{{end}}y"#, "xy"),
      Case(
        #"{{template "a" .s .i}}{{define "a"}}{{end}}"#,
        #"ERROR template: t:1:15: executing "t" at <.s>: s is not a method but has arguments"#),
    ])
  func callsOtherTemplates(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
