import Testing

@Suite("Calls")
struct CallTests {
  @Test(
    "calls functions with checked arguments",
    arguments: [
      Case(
        #"{{echo 1}}{{1 | echo}}{{echo nil}}{{str "a"}}{{"a" | str}}{{num 3}}{{num64 3}}{{flt 3}}{{flt 1.5}}{{boolean true}}"#,
        "11<no value>aa3331.5true"),
      Case(
        #"{{count}}{{count 1 2 3}}{{1 | count 2}}{{join "-" "a" "b"}}{{"c" | join "-" "a" "b"}}{{"-" | join}}"#,
        "032a-ba-b-c"),
      Case("{{lst .list}}{{lst nil}}{{lst .el}}{{strsf .strs}}{{strsf nil}}{{mp .m}}{{mp nil}}{{mp .em}}", "40020400"),
      Case("{{str 1}}", #"ERROR template: t:1:6: executing "t" at <1>: expected string; found 1"#),
      Case("{{str 'a'}}", #"ERROR template: t:1:6: executing "t" at <'a'>: expected string; found 'a'"#),
      Case("{{str true}}", #"ERROR template: t:1:6: executing "t" at <true>: expected string; found true"#),
      Case(
        "{{str .i}}",
        #"ERROR template: t:1:6: executing "t" at <.i>: wrong type for value; expected string; got int"#),
      Case(
        "{{str .f}}",
        #"ERROR template: t:1:6: executing "t" at <.f>: wrong type for value; expected string; got float64"#),
      Case(
        "{{str .nil}}",
        #"ERROR template: t:1:6: executing "t" at <.nil>: wrong type for value; expected string; got interface {}"#),
      Case("{{str .missing}}", #"ERROR template: t:1:6: executing "t" at <.missing>: invalid value; expected string"#),
      Case("{{.nil | str}}", #"ERROR template: t:1:9: executing "t" at <str>: invalid value; expected string"#),
      Case("{{.missing | str}}", #"ERROR template: t:1:13: executing "t" at <str>: invalid value; expected string"#),
      Case("{{str nil}}", #"ERROR template: t:1:6: executing "t" at <nil>: cannot assign nil to string"#),
      Case("{{str (nilf)}}", #"ERROR template: t:1:7: executing "t" at <nilf>: invalid value; expected string"#),
      Case(
        "{{str nilf}}",
        #"ERROR template: t:1:6: executing "t" at <nilf>: wrong type for value; expected string; got interface {}"#),
      Case("{{nilf | str}}", #"ERROR template: t:1:9: executing "t" at <str>: invalid value; expected string"#),
      Case(
        "{{str .n}}",
        #"ERROR template: t:1:6: executing "t" at <.n>: wrong type for value; expected string; got json.Number"#),
      Case(
        "{{str .list}}",
        #"ERROR template: t:1:6: executing "t" at <.list>: wrong type for value; expected string; got []interface {}"#),
      Case(#"{{num "a"}}"#, #"ERROR template: t:1:6: executing "t" at <"a">: expected integer; found "a""#),
      Case("{{num 1.0}}", "1"),
      Case("{{num 1.5}}", #"ERROR template: t:1:6: executing "t" at <1.5>: expected integer; found 1.5"#),
      Case("{{num 'a'}}", "97"),
      Case(
        "{{num .f}}",
        #"ERROR template: t:1:6: executing "t" at <.f>: wrong type for value; expected int; got float64"#),
      Case(
        "{{num .i64}}",
        #"ERROR template: t:1:6: executing "t" at <.i64>: wrong type for value; expected int; got int64"#),
      Case(
        "{{num64 .i}}",
        #"ERROR template: t:1:8: executing "t" at <.i>: wrong type for value; expected int64; got int"#),
      Case(
        "{{num .nil}}",
        #"ERROR template: t:1:6: executing "t" at <.nil>: wrong type for value; expected int; got interface {}"#),
      Case("{{num nil}}", #"ERROR template: t:1:6: executing "t" at <nil>: cannot assign nil to int"#),
      Case("{{num true}}", #"ERROR template: t:1:6: executing "t" at <true>: expected integer; found true"#),
      Case(#"{{flt "a"}}"#, #"ERROR template: t:1:6: executing "t" at <"a">: expected float; found "a""#),
      Case(
        "{{flt .i}}",
        #"ERROR template: t:1:6: executing "t" at <.i>: wrong type for value; expected float64; got int"#),
      Case("{{flt nil}}", #"ERROR template: t:1:6: executing "t" at <nil>: cannot assign nil to float64"#),
      Case("{{boolean 1}}", #"ERROR template: t:1:10: executing "t" at <1>: expected bool; found 1"#),
      Case(
        "{{boolean .i}}",
        #"ERROR template: t:1:10: executing "t" at <.i>: wrong type for value; expected bool; got int"#),
      Case("{{boolean nil}}", #"ERROR template: t:1:10: executing "t" at <nil>: cannot assign nil to bool"#),
      Case(
        "{{lst .strs}}",
        #"ERROR template: t:1:6: executing "t" at <.strs>: wrong type for value; expected []interface {}; got []string"#
      ),
      Case(
        "{{lst .s}}",
        #"ERROR template: t:1:6: executing "t" at <.s>: wrong type for value; expected []interface {}; got string"#),
      Case(
        #"{{lst "a"}}"#,
        #"ERROR template: t:1:6: executing "t" at <"a">: can't handle "a" for arg of type []interface {}"#),
      Case("{{lst 1}}", #"ERROR template: t:1:6: executing "t" at <1>: can't handle 1 for arg of type []interface {}"#),
      Case(
        "{{strsf .list}}",
        #"ERROR template: t:1:8: executing "t" at <.list>: wrong type for value; expected []string; got []interface {}"#
      ),
      Case(
        #"{{strsf "a"}}"#,
        #"ERROR template: t:1:8: executing "t" at <"a">: can't handle "a" for arg of type []string"#),
      Case(
        "{{mp .sm}}",
        #"ERROR template: t:1:5: executing "t" at <.sm>: wrong type for value; expected map[string]interface {}; got map[string]string"#
      ),
      Case(
        "{{mp .nil}}",
        #"ERROR template: t:1:5: executing "t" at <.nil>: wrong type for value; expected map[string]interface {}; got interface {}"#
      ),
      Case("{{.nil | mp}}", "0"),
      Case(
        "{{mp .s}}",
        #"ERROR template: t:1:5: executing "t" at <.s>: wrong type for value; expected map[string]interface {}; got string"#
      ),
      Case(
        "{{mp true}}",
        #"ERROR template: t:1:5: executing "t" at <true>: can't handle true for arg of type map[string]interface {}"#),
      Case("{{echo}}", #"ERROR template: t:1:2: executing "t" at <echo>: wrong number of args for echo: want 1 got 0"#),
      Case(
        "{{echo 1 2}}",
        #"ERROR template: t:1:2: executing "t" at <echo>: wrong number of args for echo: want 1 got 2"#),
      Case(
        "{{1 | echo 2}}",
        #"ERROR template: t:1:6: executing "t" at <echo>: wrong number of args for echo: want 1 got 2"#),
      Case(
        "{{join}}",
        #"ERROR template: t:1:2: executing "t" at <join>: wrong number of args for join: want at least 1 got 0"#),
      Case(#"{{join "a" 1}}"#, #"ERROR template: t:1:11: executing "t" at <1>: expected string; found 1"#),
      Case(
        #"{{join "a" .i}}"#,
        #"ERROR template: t:1:11: executing "t" at <.i>: wrong type for value; expected string; got int"#),
      Case(
        #"{{.i | join "a"}}"#,
        #"ERROR template: t:1:12: executing "t" at <"a">: wrong type for value; expected string; got int"#),
      Case("{{boom}}", #"ERROR template: t:1:2: executing "t" at <boom>: error calling boom: it went off"#),
      Case("{{echo boom}}", #"ERROR template: t:1:7: executing "t" at <boom>: error calling boom: it went off"#),
      Case("{{echo (boom)}}", #"ERROR template: t:1:8: executing "t" at <boom>: error calling boom: it went off"#),
      Case("{{boom | echo}}", #"ERROR template: t:1:2: executing "t" at <boom>: error calling boom: it went off"#),
      Case(
        "{{boom 1}}",
        #"ERROR template: t:1:2: executing "t" at <boom>: wrong number of args for boom: want 0 got 1"#),
      Case("{{boom.x}}", #"ERROR template: t:1:2: executing "t" at <boom>: error calling boom: it went off"#),
      Case("{{nope}}", #"ERROR template: t:1: function "nope" not defined"#),
      Case("{{echo nope}}", #"ERROR template: t:1: function "nope" not defined"#),
      Case("{{1 | nope}}", #"ERROR template: t:1: function "nope" not defined"#),
      Case("{{.s | .nil}}", #"ERROR template: t:1:7: executing "t" at <.nil>: nil is not a method but has arguments"#),
      Case("{{1 | 2}}", "ERROR template: t:1: non executable command in pipeline stage 2"),
      Case("{{1 | .}}", "ERROR template: t:1: non executable command in pipeline stage 2"),
      Case(#"{{.s | "a"}}"#, "ERROR template: t:1: non executable command in pipeline stage 2"),
      Case("{{.s | nil}}", "ERROR template: t:1: non executable command in pipeline stage 2"),
      Case("{{.s | true}}", "ERROR template: t:1: non executable command in pipeline stage 2"),
      Case("{{.s | $}}", #"ERROR template: t:1:7: executing "t" at <$>: can't give argument to non-function $"#),
      Case(
        "{{.s | (echo)}}",
        #"ERROR template: t:1:2: executing "t" at <.s>: can't give argument to non-function echo"#),
      Case(
        "{{.s | (echo 1)}}",
        #"ERROR template: t:1:2: executing "t" at <.s>: can't give argument to non-function echo 1"#),
      Case("{{echo (echo (echo .m.deep)).x}}", "1"),
      Case(
        "{{echo 9223372036854775808}}",
        #"ERROR template: t:1:7: executing "t" at <9223372036854775808>: 9223372036854775808 overflows int"#),
      Case(
        "{{num 9223372036854775808}}",
        #"ERROR template: t:1:6: executing "t" at <9223372036854775808>: expected integer; found 9223372036854775808"#),
      Case(
        "{{num (echo .s)}}",
        #"ERROR template: t:1:12: executing "t" at <.s>: wrong type for value; expected int; got string"#),
      Case(
        #"{{str (index .m "a")}}"#,
        #"ERROR template: t:1:16: executing "t" at <"a">: wrong type for value; expected string; got int"#),
      Case(
        "{{.m.a | str}}",
        #"ERROR template: t:1:9: executing "t" at <str>: wrong type for value; expected string; got int"#),
      Case(
        "{{str $.i}}",
        #"ERROR template: t:1:7: executing "t" at <$.i>: wrong type for value; expected string; got int"#),
      Case(
        "{{str (.m).a}}",
        #"ERROR template: t:1:7: executing "t" at <.m>: wrong type for value; expected string; got int"#),
      Case(
        "{{range .list}}{{str .}}{{end}}",
        #"ERROR template: t:1:21: executing "t" at <.>: wrong type for value; expected string; got int"#),
      Case("{{range .strs}}{{str .}}{{end}}", "xy"),
      Case(#"{{"%d" | printf}}"#, "%!d(MISSING)"),
      Case("{{printf 1}}", #"ERROR template: t:1:9: executing "t" at <1>: expected string; found 1"#),
      Case(
        "{{printf}}",
        #"ERROR template: t:1:2: executing "t" at <printf>: wrong number of args for printf: want at least 1 got 0"#),
      Case(
        "{{printf .nil}}",
        #"ERROR template: t:1:9: executing "t" at <.nil>: wrong type for value; expected string; got interface {}"#),
      Case(
        "{{.missing | printf}}",
        #"ERROR template: t:1:13: executing "t" at <printf>: invalid value; expected string"#),
    ])
  func callsFunctionsWith(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
