import Testing

@Suite("Constants")
struct ConstantTests {
  @Test(
    "reads constants",
    arguments: [
      Case("{{1}}{{-1}}{{+1}}{{0x1F}}{{0X1f}}{{0b101}}{{0o17}}{{017}}{{1_000}}{{0x_1F}}", "1-11313151515100031"),
      Case(
        "{{1.5}} {{.5}} {{1.}} {{1e3}} {{1E+3}} {{1e-7}} {{0x1p4}} {{0x1.8p1}} {{1_0.2_5}} {{1e21}} {{123456789.0}} {{100000.0}} {{0.0001}} {{0.00001}}",
        "1.5 0.5 1 1000 1000 1e-07 16 3 10.25 1e+21 1.23456789e+08 100000 0.0001 1e-05"),
      Case(
        "{{1i}} {{1+2i}} {{1.5-2.5i}} {{0i}} {{-1i}} {{1e3+2i}}",
        "(0+1i) (1+2i) (1.5-2.5i) (0+0i) (0-1i) (1000+2i)"),
      Case(
        #"{{'a'}} {{'\n'}} {{'\x41'}} {{'\u4e16'}} {{'世'}} {{'\''}} {{'\\'}} {{'\101'}}"#,
        "97 10 65 19990 19990 39 92 65"),
      Case(#"{{"a\tb\n\"q\" \\ \x41\101\u4e16\U0001F600"}}"#, #"a\#tb\#n"q" \ AA世😀"#),
      Case(#"{{`raw \n "x"`}}"#, #"raw \n "x""#),
      Case("{{true}}{{false}}", "truefalse"),
      Case("{{9223372036854775807}} {{-9223372036854775808}}", "9223372036854775807 -9223372036854775808"),
      Case(
        "{{9223372036854775808}}",
        #"ERROR template: t:1:2: executing "t" at <9223372036854775808>: 9223372036854775808 overflows int"#),
      Case("{{18446744073709551616}}", #"ERROR template: t:1: integer overflow: "18446744073709551616""#),
      Case("{{1e400}}", #"ERROR template: t:1: illegal number syntax: "1e400""#),
      Case("{{08}}", #"ERROR template: t:1: integer overflow: "08""#),
      Case("{{089.5}}", "89.5"),
      Case("{{0x}}", #"ERROR template: t:1: illegal number syntax: "0x""#),
      Case("{{1__0}}", #"ERROR template: t:1: illegal number syntax: "1__0""#),
      Case("{{_1}}", #"ERROR template: t:1: function "_1" not defined"#),
      Case("{{1_}}", #"ERROR template: t:1: illegal number syntax: "1_""#),
      Case("{{0x1.8}}", #"ERROR template: t:1: illegal number syntax: "0x1.8""#),
      Case("{{1.2.3}}", #"ERROR template: t:1: unexpected ".3" in operand"#),
      Case("{{1a}}", #"ERROR template: t:1: bad number syntax: "1a""#),
      Case("{{'ab'}}", "ERROR template: t:1: malformed character constant: 'ab'"),
      Case("{{''}}", "ERROR template: t:1: invalid syntax"),
      Case(#"{{'\z'}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"{{"\z"}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"{{"\u12"}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"{{"\xZZ"}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"{{"\400"}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"{{'\400'}}"#, "ERROR template: t:1: invalid syntax"),
      Case(#"{{"\ud800"}}"#, "ERROR template: t:1: invalid syntax"),
      Case("{{1+2}}", #"ERROR template: t:1: bad number syntax: "1+2""#),
      Case("{{1+2i3}}", #"ERROR template: t:1: bad number syntax: "1+2i3""#),
      Case("{{nil}}", #"ERROR template: t:1:2: executing "t" at <nil>: nil is not a command"#),
      Case("{{nil | print}}", #"ERROR template: t:1:2: executing "t" at <nil>: nil is not a command"#),
      Case(#"{{printf "%T %T %T %T %T" 1 1.0 'a' 1i "s"}}"#, "int float64 int complex128 string"),
      Case(
        #"{{printf "%T" 0x10}} {{printf "%T" 0x1p4}} {{printf "%T" 1e1}} {{printf "%v" 0xe}}"#,
        "int float64 float64 14"),
    ])
  func readsConstants(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
