import Testing

@Suite("Comparisons")
struct ComparisonTests {
  @Test(
    "short-circuits and compares",
    arguments: [
      Case(
        #"{{and 1 0 boom}}|{{or 0 "x" boom}}|{{and}}"#,
        #"ERROR template: t:1:37: executing "t" at <and>: wrong number of args for and: want at least 1 got 0"#),
      Case(
        "{{or}}",
        #"ERROR template: t:1:2: executing "t" at <or>: wrong number of args for or: want at least 1 got 0"#),
      Case(
        #"{{and 1 2}}{{or 0 ""}}{{and .nil boom}}|{{or .nil .missing}}|{{1 | and 0}}{{1 | or 0}}{{0 | and 1}}{{and 1 | echo}}"#,
        "2<no value>|<no value>|0101"),
      Case("{{and 1 boom}}", #"ERROR template: t:1:8: executing "t" at <boom>: error calling boom: it went off"#),
      Case("{{or 0 boom}}", #"ERROR template: t:1:7: executing "t" at <boom>: error calling boom: it went off"#),
      Case("{{and (or 0 .s) .i}}", "17"),
      Case("{{not 0}}{{not .s}}{{not .nil}}{{not .missing}}", "truefalsetruetrue"),
      Case("{{not}}", #"ERROR template: t:1:2: executing "t" at <not>: wrong number of args for not: want 1 got 0"#),
      Case(
        "{{not 1 2}}",
        #"ERROR template: t:1:2: executing "t" at <not>: wrong number of args for not: want 1 got 2"#),
      Case(
        #"{{eq 1 1}}{{eq 1 2}}{{eq 1 2 1}}{{eq "a" "a"}}{{eq 1.5 .f}}{{eq true .t}}{{eq .i64 42}}{{eq .u8 200}}{{eq .u64 -1}}{{eq .n "12"}}{{eq .s .s}}{{1 | eq 1}}{{eq 1i 1i}}"#,
        "truefalsetruetruetruetruetruetruefalsetruetruetruetrue"),
      Case(
        #"{{eq .nil nil}}{{eq .nil .missing}}{{eq .nil 1}}{{eq 1 .nil}}{{eq .m nil}}{{eq nil .list}}{{eq .missing "a"}}{{ne .nil "a"}}"#,
        "truetruefalsefalsefalsefalsefalsetrue"),
      Case(
        "{{eq 1}}",
        #"ERROR template: t:1:2: executing "t" at <eq 1>: error calling eq: missing argument for comparison"#),
      Case(
        "{{eq}}",
        #"ERROR template: t:1:2: executing "t" at <eq>: wrong number of args for eq: want at least 1 got 0"#),
      Case(
        #"{{eq 1 "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <eq 1 "a">: error calling eq: incompatible types for comparison: int and string"#
      ),
      Case(
        "{{eq 1 1.0}}",
        #"ERROR template: t:1:2: executing "t" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64"#
      ),
      Case(
        "{{eq .s 1}}",
        #"ERROR template: t:1:2: executing "t" at <eq .s 1>: error calling eq: incompatible types for comparison: string and int"#
      ),
      Case(
        "{{eq true 1}}",
        #"ERROR template: t:1:2: executing "t" at <eq true 1>: error calling eq: incompatible types for comparison: bool and int"#
      ),
      Case(
        #"{{eq 1 2 "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <eq 1 2 "a">: error calling eq: incompatible types for comparison: int and string"#
      ),
      Case(#"{{eq 1 1 "a"}}"#, "true"),
      Case(
        "{{eq .m .m}}",
        #"ERROR template: t:1:2: executing "t" at <eq .m .m>: error calling eq: non-comparable type map[a:%!s(int=1) b:two deep:map[x:%!s(int=1)] nil:<nil>]: map[string]interface {}"#
      ),
      Case(
        "{{eq .list .list}}",
        #"ERROR template: t:1:2: executing "t" at <eq .list .list>: error calling eq: non-comparable type [%!s(int=1) a <nil> %!s(float64=2.5)]: []interface {}"#
      ),
      Case(
        "{{eq .m .list}}",
        #"ERROR template: t:1:2: executing "t" at <eq .m .list>: error calling eq: non-comparable types map[a:%!s(int=1) b:two deep:map[x:%!s(int=1)] nil:<nil>]: map[string]interface {}, []interface {}: [1 a <nil> 2.5]"#
      ),
      Case(
        "{{eq .m 1}}",
        #"ERROR template: t:1:2: executing "t" at <eq .m 1>: error calling eq: incompatible types for comparison: map[string]interface {} and int"#
      ),
      Case(
        #"{{eq .m "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <eq .m "a">: error calling eq: incompatible types for comparison: map[string]interface {} and string"#
      ),
      Case(
        "{{eq .list .bytes}}",
        #"ERROR template: t:1:2: executing "t" at <eq .list .bytes>: error calling eq: non-comparable type hi: []uint8"#
      ),
      Case(#"{{ne 1 2}}{{ne "a" "a"}}{{ne .f 1.5}}"#, "truefalsefalse"),
      Case("{{ne 1}}", #"ERROR template: t:1:2: executing "t" at <ne>: wrong number of args for ne: want 2 got 1"#),
      Case("{{ne 1 2 3}}", #"ERROR template: t:1:2: executing "t" at <ne>: wrong number of args for ne: want 2 got 3"#),
      Case(
        #"{{ne 1 "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <ne 1 "a">: error calling ne: incompatible types for comparison: int and string"#
      ),
      Case(
        #"{{lt 1 2}}{{lt 2 1}}{{lt "a" "b"}}{{lt 1.5 2.5}}{{lt .neg .u8}}{{lt .u8 .neg}}{{lt .u64 1}}{{lt -1 .u64}}{{le 1 1}}{{le 2 1}}{{gt 2 1}}{{gt 1 1}}{{ge 1 1}}{{ge 1 2}}{{ge "b" "a"}}"#,
        "truefalsetruetruetruefalsefalsetruetruefalsetruefalsetruefalsetrue"),
      Case(
        "{{lt 1 1.5}}",
        #"ERROR template: t:1:2: executing "t" at <lt 1 1.5>: error calling lt: incompatible types for comparison: int and float64"#
      ),
      Case(
        #"{{lt 1 "a"}}"#,
        #"ERROR template: t:1:2: executing "t" at <lt 1 "a">: error calling lt: incompatible types for comparison: int and string"#
      ),
      Case(
        "{{lt true false}}",
        #"ERROR template: t:1:2: executing "t" at <lt true false>: error calling lt: invalid type for comparison"#),
      Case(
        "{{lt .nil 1}}",
        #"ERROR template: t:1:2: executing "t" at <lt .nil 1>: error calling lt: invalid type for comparison"#),
      Case(
        "{{lt 1 .nil}}",
        #"ERROR template: t:1:2: executing "t" at <lt 1 .nil>: error calling lt: invalid type for comparison"#),
      Case(
        "{{lt .m .m}}",
        #"ERROR template: t:1:2: executing "t" at <lt .m .m>: error calling lt: invalid type for comparison"#),
      Case(
        "{{gt .missing 1}}",
        #"ERROR template: t:1:2: executing "t" at <gt .missing 1>: error calling gt: invalid type for comparison"#),
      Case("{{ge 1}}", #"ERROR template: t:1:2: executing "t" at <ge>: wrong number of args for ge: want 2 got 1"#),
      Case(
        #"{{le "a" 1}}"#,
        #"ERROR template: t:1:2: executing "t" at <le "a" 1>: error calling le: incompatible types for comparison: string and int"#
      ),
      Case(
        "{{lt 1i 2i}}",
        #"ERROR template: t:1:2: executing "t" at <lt 1i 2i>: error calling lt: invalid type for comparison"#),
      Case(#"{{if and (eq .i 17) (ne .s "x") (or .nil (gt .f 1.0))}}yes{{end}}"#, "yes"),
    ])
  func shortCircuitsAnd(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
