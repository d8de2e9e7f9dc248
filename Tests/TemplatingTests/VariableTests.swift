import Testing

@Suite("Variables")
struct VariableTests {
  @Test(
    "declares and assigns variables",
    arguments: [
      Case("{{$x := 1}}{{$x}}{{$x = 2}}{{$x}}", "12"),
      Case("{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "21"),
      Case("{{$x := 1}}{{if true}}{{$x = 2}}{{$x}}{{end}}{{$x}}", "22"),
      Case("{{$x := 1}}{{range .ints}}{{$x = .}}{{end}}{{$x}}", "5"),
      Case("{{$x := 1}}{{$x := echo $x}}{{$x}}", "1"),
      Case("{{$x := 1}}{{with $x := 2}}{{$x}}{{end}}{{$x}}", "21"),
      Case("{{with $x := .nil}}{{else}}[{{$x}}]{{end}}", "[<no value>]"),
      Case("{{$x}}", #"ERROR template: t:1: undefined variable "$x""#),
      Case("{{$x = 1}}", #"ERROR template: t:1:7: executing "t" at <1>: undefined variable: $x"#),
      Case("{{if false}}{{$x = 1}}{{end}}ok", "ok"),
      Case("{{$x := $x}}", #"ERROR template: t:1:8: executing "t" at <$x>: undefined variable: $x"#),
      Case("{{if $x := .s}}{{$x}}{{end}}{{$x}}", #"ERROR template: t:1: undefined variable "$x""#),
      Case("{{range $x := .ints}}{{$x}},{{end}}", "3,4,5,"),
      Case("{{range $i, $x := .ints}}{{$i}}:{{$x}},{{end}}", "0:3,1:4,2:5,"),
      Case("{{range $k, $v := .m}}{{$k}}={{$v}};{{end}}", "a=1;b=two;deep=map[x:1];nil=<no value>;"),
      Case("{{$i := 0}}{{$x := 0}}{{range $i, $x = .ints}}{{end}}{{$i}}{{$x}}", "25"),
      Case("{{$x := 0}}{{range $x = .ints}}{{$x}}{{end}}{{$x}}", "3455"),
      Case("{{$x := 0}}{{range $x = .el}}{{else}}{{$x}}{{end}}", "[]"),
      Case("{{range $x := .el}}{{else}}{{$x}}{{end}}", "[]"),
      Case("{{range $i, $x := .el}}{{else}}{{$i}}{{$x}}{{end}}", "[][]"),
      // What a body declares is gone in the list after it, though the parser still knows its name.
      Case("{{$x := 5}}{{if .nil}}{{$x := 1}}{{else}}{{$x}}{{end}}", "5"),
      Case("{{$x := 5}}{{if .nil}}{{$x := 1}}{{else}}{{$x = 6}}{{end}}{{$x}}", "6"),
      Case("{{$x := 5}}{{range .ints}}{{if eq . 3}}{{$x := .}}{{else}}{{$x}},{{end}}{{end}}", "5,5,"),
      Case("{{$x := 5}}{{if .nil}}{{$x := 1}}{{else if $x}}{{$x}}{{end}}", "5"),
      Case("{{$x := 5}}{{with $x := .nil}}{{$x := 1}}{{else}}[{{$x}}]{{end}}{{$x}}", "[<no value>]5"),
      Case(
        "{{if .nil}}{{$x := 1}}{{else}}{{$x}}{{end}}",
        #"ERROR template: t:1:32: executing "t" at <$x>: undefined variable: $x"#),
      Case(
        "{{if .nil}}{{$x := 1}}{{else}}{{$x = 1}}{{end}}",
        #"ERROR template: t:1:37: executing "t" at <1>: undefined variable: $x"#),
      Case("{{if .s}}{{$x := 1}}{{$x}}{{else}}{{$x}}{{end}}", "1"),
      Case("{{$x, $y := .s}}", "ERROR template: t:1: too many declarations in command"),
      Case("{{range $x, $y, $z := .ints}}{{end}}", "ERROR template: t:1: too many declarations in range"),
      Case("{{range $x, 1 := .ints}}{{end}}", "ERROR template: t:1: range can only initialize variables"),
      Case("{{range $x, $y .ints}}{{end}}", #"ERROR template: t:1: undefined variable "$y""#),
      Case(
        "{{range $i, $x := 3}}{{end}}",
        #"ERROR template: t:1:18: executing "t" at <3>: can't use 3 to iterate over more than one variable"#),
      Case("{{$x := }}", "ERROR template: t:1: missing value for command"),
      Case("{{$x : 1}}", #"ERROR template: t:1: undefined variable "$x""#),
      Case("{{$x :=1}}{{$x}}", "1"),
      Case("{{ $x:=1 }}{{ $x}}", "1"),
      Case(#"{{$x := 1 | printf "%d-%d" 2}}{{$x}}"#, "2-1"),
      Case("{{$x := ($y := 3)}}{{$x}}{{$y}}", "33"),
      Case("{{$1 := 2}}{{$1}}{{$ü := 3}}{{$ü}}", "23"),
      Case(#"{{template "a" $x := .s}}{{define "a"}}{{.}}{{end}}{{$x}}"#, "hellohello"),
      Case(#"{{define "a"}}{{$x}}{{end}}"#, #"ERROR template: t:1: undefined variable "$x""#),
      Case(#"{{$x := 1}}{{block "b" .}}{{$x}}{{end}}"#, #"ERROR template: t:1: undefined variable "$x""#),
      Case("{{range $x = .ints}}{{end}}", #"ERROR template: t:1:13: executing "t" at <.ints>: undefined variable: $x"#),
    ])
  func declaresAndAssigns(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
