import Testing

@Suite("Text and what is printed into it")
struct TextTests {
  @Test(
    "prints every kind of value",
    arguments: [
      Case(
        "{{.s}}|{{.i}}|{{.f}}|{{.big}}|{{.t}}|{{.n}}|{{.u8}}|{{.u64}}|{{.neg}}",
        "hello|17|1.5|1e+06|true|12|200|18446744073709551615|-3"),
      Case("{{.list}}", "[1 a <nil> 2.5]"),
      Case("{{.ints}}{{.strs}}{{.el}}{{.em}}", "[3 4 5][x y][]map[]"),
      Case("{{.m}}", "map[a:1 b:two deep:map[x:1] nil:<nil>]"),
      Case("{{.sm}}{{.mm}}{{.bytes}}", "map[k:v]map[in:map[z:9]][104 105]"),
      Case("{{.nil}}|{{.missing}}|{{.m.nil}}|{{.m.missing}}", "<no value>|<no value>|<no value>|<no value>"),
      Case(
        "{{.}}",
        #"map[bad:a\#u{FFFD}b big:1e+06 bytes:[104 105] el:[] em:map[] empty: f:1.5 html:<a href="x">&'</a> i:17 i64:42 ints:[3 4 5] list:[1 a <nil> 2.5] m:map[a:1 b:two deep:map[x:1] nil:<nil>] mm:map[in:map[z:9]] n:12 neg:-3 nil:<nil> s:hello sm:map[k:v] strs:[x y] t:true u64:18446744073709551615 u8:200 uni:héllo, 世界 zero:0]"#
      ),
      Case(#"{{print .nil .missing 1 2 "a" "b" 3}}"#, "<nil> <nil> 1 2ab3"),
      Case(#"{{println .nil 1 "a"}}"#, "<nil> 1 a\n"),
    ])
  func printsEveryKind(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }

  @Test(
    "trims white space",
    arguments: [
      Case(" a {{- 1 -}} b ", " a1b "),
      Case(" a {{- /* comment */ -}} b ", " ab "),
      Case("a {{/* comment */}} b", "a  b"),
      Case(#"a {{- "x" }} b {{ "y" -}} c"#, "ax b yc"),
      Case("a {{-3}} b", "a -3 b"),
      Case("a {{ - 3}} b", #"ERROR template: t:1: illegal number syntax: "-""#),
      Case("a {{3 -}} b", "a 3b"),
      Case("a {{3-}} b", #"ERROR template: t:1: bad number syntax: "3-""#),
      Case("{{- 1}}{{2 -}}   ", "12"),
      Case("{{ 1\t-}} x", "1x"),
    ])
  func trimsWhiteSpace(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
