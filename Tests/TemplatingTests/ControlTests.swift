import Testing

@Suite("Branches and ranges")
struct ControlTests {
  @Test(
    "branches",
    arguments: [
      Case(
        "{{if .t}}a{{end}}{{if .nil}}b{{else}}c{{end}}{{if .missing}}d{{else if .zero}}e{{else if .s}}f{{else}}g{{end}}",
        "acf"),
      Case(
        #"{{if 0}}a{{else if 0.0}}b{{else if ""}}c{{else if .el}}d{{else if .em}}e{{else if false}}f{{else if 0i}}g{{else}}h{{end}}"#,
        "h"),
      Case("{{with .m}}{{.a}}{{end}}{{with .zero}}a{{else with .s}}{{.}}{{else}}b{{end}}", "1hello"),
      Case("{{with .nil}}a{{else with .missing}}b{{else}}c{{end}}", "c"),
      Case("{{with 1}}{{.}}{{else if true}}x{{end}}", "ERROR template: t:1: unexpected <if> in input"),
      Case("{{if true}}{{else with 1}}x{{end}}", "ERROR template: t:1: unexpected <with> in input"),
      Case("{{if}}x{{end}}", "ERROR template: t:1: missing value for if"),
      Case("{{if true}}x", "ERROR template: t:1: unexpected EOF"),
      Case("{{if true}}x{{else}}y{{else}}z{{end}}", "ERROR template: t:1: expected end; found {{else}}"),
      Case("{{end}}", "ERROR template: t:1: unexpected {{end}}"),
      Case("{{else}}", "ERROR template: t:1: unexpected {{else}}"),
      Case("{{if true}}{{end}}{{end}}", "ERROR template: t:1: unexpected {{end}}"),
      Case("{{range .ints}}x", "ERROR template: t:1: unexpected EOF"),
      Case("{{if true}}", "ERROR template: t:1: unexpected EOF"),
      Case("", ""),
      Case("{{end}}x{{if false}}{{end", "ERROR template: t:1: unexpected {{end}}"),
      Case("}}", "}}"),
      Case("{{with $x, $y := 1}}{{end}}", "ERROR template: t:1: too many declarations in with"),
      Case(
        "{{if not}}{{end}}",
        #"ERROR template: t:1:5: executing "t" at <not>: wrong number of args for not: want 1 got 0"#),
      Case("{{if 1 2}}{{end}}", #"ERROR template: t:1:5: executing "t" at <1>: can't give argument to non-function 1"#),
    ])
  func branches(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }

  @Test(
    "iterates",
    arguments: [
      Case(
        "{{range .ints}}{{.}},{{end}}{{range .list}}[{{.}}]{{end}}{{range .m}}<{{.}}>{{end}}{{range .sm}}{{.}}{{end}}{{range .bytes}}{{.}} {{end}}",
        "3,4,5,[1][a][<no value>][2.5]<1><two><map[x:1]><<no value>>v104 105 "),
      Case(
        #"{{range 3}}{{.}}{{end}}{{range $i := 3}}{{$i}}{{end}}{{range .i64}}{{printf "%T" .}}{{break}}{{end}}{{range .u8}}{{if eq . 3}}{{break}}{{end}}{{printf "%T" .}}{{end}}"#,
        "012012int64uint8uint8uint8"),
      Case(
        "{{range 0}}a{{else}}b{{end}}{{range .neg}}a{{else}}c{{end}}{{range .el}}a{{else}}d{{end}}{{range .nil}}a{{else}}e{{end}}{{range .missing}}a{{else}}f{{end}}{{range .em}}a{{end}}",
        "bcdef"),
      Case("{{range .ints}}{{if eq . 4}}{{continue}}{{end}}{{.}}{{end}}", "35"),
      Case("{{range .ints}}{{if eq . 4}}{{break}}{{end}}{{.}}{{end}}", "3"),
      Case("{{range .ints}}{{range .}}{{.}}{{if eq . 1}}{{break}}{{end}}{{end}};{{end}}", "01;01;01;"),
      Case("{{range .ints}}{{range $.el}}{{else}}{{break}}{{end}}x{{end}}", "xxx"),
      Case("{{range .ints}}{{range $.el}}{{else}}{{continue}}{{end}}x{{end}}", ""),
      Case("{{range .ints}}{{with 1}}{{if true}}{{continue}}{{end}}{{end}}x{{end}}done", "done"),
      Case("{{range $i, $x := .list}}{{if $i}}, {{end}}{{$x}}{{end}}", "1, a, <no value>, 2.5"),
      Case("{{range $k, $v := .mm}}{{$k}}{{range $v}}{{.}}{{end}}{{end}}", "in9"),
      Case("{{range .s}}{{end}}", #"ERROR template: t:1:8: executing "t" at <.s>: range can't iterate over hello"#),
      Case("{{range .f}}{{end}}", #"ERROR template: t:1:8: executing "t" at <.f>: range can't iterate over 1.5"#),
      Case("{{range .t}}{{end}}", #"ERROR template: t:1:8: executing "t" at <.t>: range can't iterate over true"#),
      Case("{{range .n}}{{end}}", #"ERROR template: t:1:8: executing "t" at <.n>: range can't iterate over 12"#),
      Case("{{range 1.5}}{{end}}", #"ERROR template: t:1:8: executing "t" at <1.5>: range can't iterate over 1.5"#),
      Case(
        #"{{range "abc"}}{{end}}"#,
        #"ERROR template: t:1:8: executing "t" at <"abc">: range can't iterate over abc"#),
      Case("{{break}}", "ERROR template: t:1: {{break}} outside {{range}}"),
      Case("{{continue}}", "ERROR template: t:1: {{continue}} outside {{range}}"),
      Case("{{range .ints}}{{break 1}}{{end}}", #"ERROR template: t:1: unexpected "1" in {{break}}"#),
      Case(
        #"{{range .ints}}{{define "x"}}{{break}}{{end}}{{end}}"#,
        "ERROR template: t:1: unexpected <define> in command"),
      Case(
        #"{{range .ints}}{{block "x" .}}{{break}}{{end}}{{end}}"#,
        "ERROR template: t:1: {{break}} outside {{range}}"),
      Case("{{range .ints}}{{else}}{{break}}{{end}}", "ERROR template: t:1: {{break}} outside {{range}}"),
      Case("{{range}}{{end}}", "ERROR template: t:1: missing value for range"),
      Case("{{range $x, $y := .m.deep}}{{$x}}{{$y}}{{end}}", "x1"),
      Case("{{range $i, $e := .bytes}}{{$i}}{{$e}}{{end}}", "01041105"),
      Case("{{range .u64}}{{break}}{{end}}ok", "ok"),
    ])
  func iterates(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
