import Testing

@Suite("Errors of templates")
struct ErrorContextTests {
  @Test(
    "names the line and the column of an error",
    arguments: [
      Case(
        "a\nb {{.s.x}}",
        #"ERROR template: t:2:6: executing "t" at <.s.x>: can't evaluate field x in type interface {}"#),
      Case(
        "{{/* a\nb */}}\n\n  {{.s.x}}",
        #"ERROR template: t:4:6: executing "t" at <.s.x>: can't evaluate field x in type interface {}"#),
      Case(
        "{{- if .t }}\n  {{- range .ints }}\n    {{ .x }}\n  {{- end }}\n{{- end }}",
        #"ERROR template: t:3:7: executing "t" at <.x>: can't evaluate field x in type int"#),
      Case(
        #"{{ printf "%s"\#n  (str\#n .i) }}"#,
        #"ERROR template: t:3:1: executing "t" at <.i>: wrong type for value; expected string; got int"#),
      Case(
        #"{{define "a"}}\#n\#n{{.s.x}}{{end}}\#n{{template "a" .}}"#,
        #"ERROR template: t:3:4: executing "a" at <.s.x>: can't evaluate field x in type interface {}"#),
      Case(
        #"{{define "in\"ner"}}{{boom}}{{end}}{{template "in\"ner"}}"#,
        #"ERROR template: t:1:22: executing "in\"ner" at <boom>: error calling boom: it went off"#),
      Case(
        "é{{.s.x}}",
        #"ERROR template: t:1:6: executing "t" at <.s.x>: can't evaluate field x in type interface {}"#),
      Case("\n\n{{ nope }}", #"ERROR template: t:3: function "nope" not defined"#),
      Case(#"{{if true}}\#n\#n\#n{{ "x"#, "ERROR template: t:4: unterminated quoted string"),
      Case(#"{{\#n\#n"x"#, "ERROR template: t:3: unterminated quoted string in action started at t:1"),
      Case("{{\n\n .s", "ERROR template: t:3: unclosed action started at t:1"),
      Case("{{\n( .s", "ERROR template: t:2: unclosed action started at t:1"),
      Case("{{/*\n*/}}{{\nx\n}}", #"ERROR template: t:3: function "x" not defined"#),
      Case("a\n{{end}}", "ERROR template: t:2: unexpected {{end}}"),
      Case("{{range .ints}}\n", "ERROR template: t:2: unexpected EOF"),
      Case(
        "{{ `a\nb` }}{{ .s.x }}",
        #"ERROR template: t:2:10: executing "t" at <.s.x>: can't evaluate field x in type interface {}"#),
      Case("{{ `a\nb` | nope }}", #"ERROR template: t:2: function "nope" not defined"#),
      Case(
        #"{{ "a" |\#n str\#n 1 }}"#,
        #"ERROR template: t:2:1: executing "t" at <str>: wrong number of args for str: want 1 got 2"#),
      Case(
        "{{ with .m }}{{ .deep.x.y }}{{ end }}",
        #"ERROR template: t:1:21: executing "t" at <.deep.x.y>: can't evaluate field y in type interface {}"#),
      Case(
        #"{{ .m.deep.x.y | printf "%s" | echo }}"#,
        #"ERROR template: t:1:5: executing "t" at <.m.deep.x.y>: can't evaluate field y in type interface {}"#),
      Case(
        "{{ echo (str (index .list\n 0)) }}",
        #"ERROR template: t:2:1: executing "t" at <0>: wrong type for value; expected string; got int"#),
      Case(
        "{{ $x := .m }}\n{{ $x.deep.x.q }}",
        #"ERROR template: t:2:5: executing "t" at <$x.deep.x.q>: can't evaluate field q in type interface {}"#),
      Case(
        "{{ (.m).deep.x.q }}",
        #"ERROR template: t:1:4: executing "t" at <.m>: can't evaluate field q in type interface {}"#),
      Case(
        "{{ if eq .s 1 }}{{ end }}",
        #"ERROR template: t:1:6: executing "t" at <eq .s 1>: error calling eq: incompatible types for comparison: string and int"#
      ),
      Case(
        "{{ .s | eq 1 }}",
        #"ERROR template: t:1:8: executing "t" at <eq 1>: error calling eq: incompatible types for comparison: int and string"#
      ),
      Case(
        #"{{ range (index .m "a" "b") }}{{ end }}"#,
        #"ERROR template: t:1:10: executing "t" at <index .m "a" "b">: error calling index: can't index item of type int"#
      ),
      Case(
        "{{ with boom }}{{ end }}",
        #"ERROR template: t:1:8: executing "t" at <boom>: error calling boom: it went off"#),
      Case(
        #"{{ template "none" .s | printf }}"#,
        #"ERROR template: t:1:12: executing "t" at <{{template "none" .s | printf}}>: template "none" not defined"#),
      Case(
        #"{{ block "x" .s }}\#n{{ .y }}{{ end }}"#,
        #"ERROR template: t:2:3: executing "x" at <.y>: can't evaluate field y in type string"#),
      Case(#"{{ "a" | join "b" 1 }}"#, #"ERROR template: t:1:18: executing "t" at <1>: expected string; found 1"#),
      Case(
        #"{{ .i | join "b" "c" }}"#,
        #"ERROR template: t:1:17: executing "t" at <"c">: wrong type for value; expected string; got int"#),
      Case(
        "{{ echo .s (boom) }}",
        #"ERROR template: t:1:3: executing "t" at <echo>: wrong number of args for echo: want 1 got 2"#),
      Case(
        "{{ count .s (boom) boom }}",
        #"ERROR template: t:1:13: executing "t" at <boom>: error calling boom: it went off"#),
      Case(
        #"{{ printf "%d" (num (str "a")) }}"#,
        #"ERROR template: t:1:25: executing "t" at <"a">: wrong type for value; expected int; got string"#),
      Case(
        #"{{ num (str "a") }}"#,
        #"ERROR template: t:1:12: executing "t" at <"a">: wrong type for value; expected int; got string"#),
      Case(
        "{{ str (print 1) | num }}",
        #"ERROR template: t:1:19: executing "t" at <num>: wrong type for value; expected int; got string"#),
    ])
  func namesTheLine(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
