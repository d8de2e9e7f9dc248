import Platform
import Testing
import Values

@testable import Templating

@Suite("A template's tree")
struct SyntaxTests {
  @Test(
    "is printed as Go prints it",
    arguments: [
      ("text {{.s}} more", "text {{.s}} more"),
      (#"{{ .m.deep.x   |  printf   "%v"  1 }}"#, #"{{.m.deep.x | printf "%v" 1}}"#),
      ("{{- with $x := .s -}} {{$x}} {{- else -}} b {{- end -}}", "{{with $x := .s}}{{$x}}{{else}}b{{end}}"),
      (
        "{{if and .t (or .nil 1)}}a{{else if .s}}b{{else}}c{{end}}",
        "{{if and .t (or .nil 1)}}a{{else}}{{if .s}}b{{else}}c{{end}}{{end}}"
      ),
      (
        "{{range $i, $e := .list}}{{$e}}{{break}}{{continue}}{{else}}x{{end}}",
        "{{range $i, $e := .list}}{{$e}}{{break}}{{continue}}{{else}}x{{end}}"
      ),
      (
        #"{{template "a"}}{{template "b" .s}}{{define "a"}}x{{end}}{{define "b"}}y{{end}}"#,
        #"{{template "a"}}{{template "b" .s}}"#
      ),
      (#"{{block "quo\"te" .m}}z{{end}}"#, #"{{template "quo\"te" .m}}"#),
      ("{{$x := 1}}{{$x = 2}}{{$x.y.z}}", "{{$x := 1}}{{$x = 2}}{{$x.y.z}}"),
      (
        "{{(index .list 1).x.y}} {{(.m).a}} {{echo.x}} {{$.s.x}}",
        "{{(index .list 1).x.y}} {{(.m).a}} {{echo.x}} {{$.s.x}}"
      ),
      (
        #"{{0x1F}} {{1e3}} {{'a'}} {{"q\"\n"}} {{`raw`}} {{true}} {{echo nil}} {{1+2i}}"#,
        #"{{0x1F}} {{1e3}} {{'a'}} {{"q\"\n"}} {{`raw`}} {{true}} {{echo nil}} {{1+2i}}"#
      ),
      ("{{/* comment */}}a{{- /* b */ -}} c", "ac"),
      ("{{echo (echo (echo .m.deep)).x}}", "{{echo (echo (echo .m.deep)).x}}"),
      ("{{with .s}}{{else with .i}}x{{end}}", "{{with .s}}{{else}}{{with .i}}x{{end}}{{end}}"),
    ])
  func text(template: String, expected: String) throws {
    let parsed = try Parser.parse(
      Array(template.utf8), name: "t", names: NameTable(functions: Fixture.functions), stack: StackGuard())
    #expect(parsed.main.source.syntax.shown(parsed.main.root).description == expected)
  }
}
