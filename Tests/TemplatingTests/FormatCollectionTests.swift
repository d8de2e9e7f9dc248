import Testing

@Suite("printf of lists, maps and bytes")
struct FormatCollectionTests {
  @Test(
    "prints what is inside by the same verb",
    arguments: [
      Case(#"{{printf "%v" .list}}"#, "[1 a <nil> 2.5]"),
      Case(#"{{printf "%d" .list}}"#, "[1 %!d(string=a) <nil> %!d(float64=2.5)]"),
      Case(#"{{printf "%s" .list}}"#, "[%!s(int=1) a <nil> %!s(float64=2.5)]"),
      Case(#"{{printf "%q" .list}}"#, #"['\x01' "a" <nil> %!q(float64=2.5)]"#),
      Case(#"{{printf "%x" .list}}"#, "[1 61 <nil> 0x1.4p+01]"),
      Case(#"{{printf "%+v" .list}}"#, "[1 a <nil> 2.5]"),
      Case(#"{{printf "%#v" .list}}"#, #"[]interface {}{1, "a", interface {}(nil), 2.5}"#),
      Case(#"{{printf "%T" .list}}"#, "[]interface {}"),
      Case(#"{{printf "%5d" .ints}}"#, "[    3     4     5]"),
      Case(#"{{printf "%v" .ints}}"#, "[3 4 5]"),
      Case(#"{{printf "%#v" .ints}}"#, "[]int{3, 4, 5}"),
      Case(#"{{printf "%x" .ints}}"#, "[3 4 5]"),
      Case(#"{{printf "%s" .ints}}"#, "[%!s(int=3) %!s(int=4) %!s(int=5)]"),
      Case(#"{{printf "%v" .strs}}"#, "[x y]"),
      Case(#"{{printf "%q" .strs}}"#, #"["x" "y"]"#),
      Case(#"{{printf "%#v" .strs}}"#, #"[]string{"x", "y"}"#),
      Case(#"{{printf "%x" .strs}}"#, "[78 79]"),
      Case(#"{{printf "%5s|" .strs}}"#, "[    x     y]|"),
      Case(#"{{printf "%.1f" .list}}"#, "[%!f(int=1) %!f(string=a) <nil> 2.5]"),
      Case(#"{{printf "%t" .list}}"#, "[%!t(int=1) %!t(string=a) <nil> %!t(float64=2.5)]"),
      Case(#"{{printf "%v" .m}}"#, "map[a:1 b:two deep:map[x:1] nil:<nil>]"),
      Case(
        #"{{printf "%d" .m}}"#,
        "map[%!d(string=a):1 %!d(string=b):%!d(string=two) %!d(string=deep):map[%!d(string=x):1] %!d(string=nil):<nil>]"
      ),
      Case(#"{{printf "%s" .m}}"#, "map[a:%!s(int=1) b:two deep:map[x:%!s(int=1)] nil:<nil>]"),
      Case(#"{{printf "%q" .m}}"#, #"map["a":'\x01' "b":"two" "deep":map["x":'\x01'] "nil":<nil>]"#),
      Case(#"{{printf "%+v" .m}}"#, "map[a:1 b:two deep:map[x:1] nil:<nil>]"),
      Case(
        #"{{printf "%#v" .m}}"#,
        #"map[string]interface {}{"a":1, "b":"two", "deep":map[string]interface {}{"x":1}, "nil":interface {}(nil)}"#),
      Case(#"{{printf "%T" .m}}"#, "map[string]interface {}"),
      Case(#"{{printf "%v" .em}}"#, "map[]"),
      Case(#"{{printf "%#v" .em}}"#, "map[string]interface {}{}"),
      Case(#"{{printf "%v" .sm}}"#, "map[k:v]"),
      Case(#"{{printf "%#v" .sm}}"#, #"map[string]string{"k":"v"}"#),
      Case(#"{{printf "%T" .sm}}"#, "map[string]string"),
      Case(#"{{printf "%v" .mm}}"#, "map[in:map[z:9]]"),
      Case(#"{{printf "%#v" .mm}}"#, #"map[string]map[string]interface {}{"in":map[string]interface {}{"z":9}}"#),
      Case(#"{{printf "%T" .mm}}"#, "map[string]map[string]interface {}"),
      Case(#"{{printf "%x" .sm}}"#, "map[6b:76]"),
      Case(#"{{printf "%5v|" .m}}"#, "map[    a:    1     b:  two  deep:map[    x:    1]   nil:<nil>]|"),
      Case(#"{{printf "%v" .bytes}}"#, "[104 105]"),
      Case(#"{{printf "%d" .bytes}}"#, "[104 105]"),
      Case(#"{{printf "%s" .bytes}}"#, "hi"),
      Case(#"{{printf "%q" .bytes}}"#, #""hi""#),
      Case(#"{{printf "%x" .bytes}}"#, "6869"),
      Case(#"{{printf "%X" .bytes}}"#, "6869"),
      Case(#"{{printf "%#v" .bytes}}"#, "[]byte{0x68, 0x69}"),
      Case(#"{{printf "%T" .bytes}}"#, "[]uint8"),
      Case(#"{{printf "% x" .bytes}}"#, "68 69"),
      Case(#"{{printf "%o" .bytes}}"#, "[150 151]"),
      Case(#"{{printf "%b" .bytes}}"#, "[1101000 1101001]"),
      Case(#"{{printf "%c" .bytes}}"#, "[h i]"),
      Case(#"{{printf "%5s|" .bytes}}"#, "   hi|"),
      Case(#"{{printf "%t" .bytes}}"#, "[%!t(uint8=104) %!t(uint8=105)]"),
      Case(#"{{printf "%.1s" .bytes}}"#, "h"),
      Case(#"{{printf "%U" .bytes}}"#, "[U+0068 U+0069]"),
      Case(#"{{printf "%5d" .bytes}}"#, "[  104   105]"),
      Case(
        #"{{printf "%#+v" .m}}"#,
        #"map[string]interface {}{"a":1, "b":"two", "deep":map[string]interface {}{"x":1}, "nil":interface {}(nil)}"#),
    ])
  func collections(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
