import Testing

/// The family Words; expected answers are the real Helm's.
@Suite struct WordsTests {
  @Test(arguments: [
    (#"upper "ß é ŉ ᾀ İ ǆ""#, "string|ß É ŉ ᾈ İ Ǆ"),
    (#"lower "İ ẞ É ǅ HELLO""#, "string|i ß é ǆ hello"),
    (#"upper "hello-World_1""#, "string|HELLO-WORLD_1"),
    (#"lower "ÀÉ""#, "string|àé"),
    (#"title "hello wörld foo_bar a-b it's""#, "string|Hello Wörld Foo_bar A-B It'S"),
    (#"title "élan vital""#, "string|Élan Vital"),
    (#"title """#, "string|"),
    (#"untitle "Hello World  Éa""#, "string|hello world  éa"),
    (#"swapcase "Hello wOrld éa É""#, "string|hELLO WoRLD ÉA é"),
    (#"swapcase "a1b c""#, "string|A1B C"),
  ])
  func `Letters change their case`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"camelcase "HTTPServer_foo-bar baz""#, "string|HttpserverFooBarBaz"),
    (#"camelcase "_complex__case_""#, "string|_Complex_Case_"),
    (#"camelcase "a""#, "string|A"),
    (#"camelcase "FIRST_NAME""#, "string|FirstName"),
    (#"camelcase "http_SERVER""#, "string|HttpServer"),
    (#"camelcase "no_https""#, "string|NoHttps"),
    (#"camelcase "-""#, "string|--"),
    (#"camelcase "__""#, "string|___"),
    (#"camelcase "ab_""#, "string|Ab_"),
    (#"camelcase """#, "string|"),
    (#"camelcase "élan_vital""#, "string|ÉlanVital"),
    (#"camelcase "a_bC_dE""#, "string|ABCDE"),
    (#"camelcase "ABc""#, "string|Abc"),
    (#"snakecase "HTTPServer2xxFoo""#, "string|http_server_2xx_foo"),
    (#"snakecase "FirstName""#, "string|first_name"),
    (#"snakecase "NoHTTPS""#, "string|no_https"),
    (#"snakecase "GO_PATH""#, "string|go_path"),
    (#"snakecase "GO PATH""#, "string|go_path"),
    (#"snakecase "GO-PATH""#, "string|go_path"),
    (#"snakecase "http2xx""#, "string|http_2xx"),
    (#"snakecase "HTTP20xOK""#, "string|http_20x_ok"),
    (#"snakecase "Duration2m3s""#, "string|duration_2m3s"),
    (#"snakecase "Bld4Floor3rd""#, "string|bld4_floor_3rd"),
    (#"snakecase "FooBar, baz!""#, "string|foo_bar,_baz!"),
    (#"snakecase "_a__b_""#, "string|_a__b_"),
    (#"snakecase "1a2B3""#, "string|1a2_b3"),
    (#"snakecase "ABC1""#, "string|abc1"),
    (#"snakecase "ÀlaCarte""#, "string|àla_carte"),
    (#"snakecase "日本語Text""#, "string|日本語_text"),
    (#"snakecase "a""#, "string|a"),
    (#"snakecase """#, "string|"),
    (#"snakecase "hello world   foo""#, "string|hello_world___foo"),
    (#"kebabcase "FirstName""#, "string|first-name"),
    (#"kebabcase "Bld4Floor3rd""#, "string|bld4-floor-3rd"),
    (#"kebabcase "aA""#, "string|a-a"),
    (#"kebabcase "A""#, "string|a"),
    (#"kebabcase "AB""#, "string|ab"),
    (#"kebabcase "HTTPStatus404""#, "string|http-status404"),
    (#"kebabcase "my.Dotted-Name""#, "string|my.dotted-name"),
  ])
  func `Words are joined`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"initials "first tÉst""#, "string|ft"),
    (#"initials "  a b\tc""#, "string|abc"),
    (#"initials """#, "string|"),
    (#"initials "é""#, "string|Ã"),
    (#"nospace "é a""#, "string|Ã©a"),
    (#"nospace "éa""#, "string|éa"),
    (#"nospace " h e l l o ""#, "string|hello"),
    (#"abbrev 5 "hello world""#, "string|he..."),
    (#"abbrev 3 "hello world""#, "string|hello world"),
    (#"abbrev 4 "hello""#, "string|h..."),
    (#"abbrev 50 "hello""#, "string|hello"),
    (#"abbrev 5 """#, "string|"),
    (#"abbrevboth 5 10 "1234 5678 9123""#, "string|...5678..."),
    (#"abbrevboth 4 10 "1234 5678 9123""#, "string|1234 56..."),
    (#"abbrevboth 0 3 "1234 5678 9123""#, "string|1234 5678 9123"),
    (#"abbrevboth 1 6 "1234 5678 9123""#, "string|1234 5678 9123"),
    (#"abbrevboth 10 8 "1234 5678 9123 4567""#, "string|...91..."),
    (#"abbrevboth -1 8 "1234 5678 9123 4567""#, "string|1234 ..."),
    (#"abbrevboth 100 8 "1234 5678 9123 4567""#, "string|... 4567"),
  ])
  func `Words are shortened`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"wrap 5 "hello world foo barbaz""#, "string|hello\nworld\nfoo\nbarbaz"),
    (#"wrap 0 "a b""#, "string|a\nb"),
    (#"wrap 80 "short""#, "string|short"),
    (#"wrap 3 "   a   b""#, "string|a  \nb"),
    (#"wrap 5 "hello  world""#, "string|hello\nworld"),
    (#"wrap 5 """#, "string|"),
    (#"wrapWith 5 "\t" "hello world abcdefghijk""#, "string|hello\tworld\tabcde\tfghij\tk"),
    (#"wrapWith 5 "" "hello world""#, "string|hello\nworld"),
    (#"wrapWith 3 "|" "abcdefgh""#, "string|abc|def|gh"),
    (#"wrapWith 3 "|" "ab cdefgh i""#, "string|ab|cde|fgh|i"),
  ])
  func `Lines are broken`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
