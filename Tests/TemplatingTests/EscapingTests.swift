import Testing

@Suite("Escaping")
struct EscapingTests {
  @Test(
    "escapes",
    arguments: [
      Case(
        #"{{html .html}}|{{.html | html}}|{{html 1 2 "a"}}|{{html .nil}}|{{html}}|{{html .list}}"#,
        "&lt;a href=&#34;x&#34;&gt;&amp;&#39;&lt;/a&gt;|&lt;a href=&#34;x&#34;&gt;&amp;&#39;&lt;/a&gt;|1 2a|&lt;no value&gt;||[1 a &lt;nil&gt; 2.5]"
      ),
      Case(
        #"{{js .html}}|{{js "a\\b\n\t=\x01é\u2028'"}}|{{js .bad}}|{{js .uni}}|{{js .nil}}|{{js "\U0001F600"}}"#,
        #"\u003Ca href\u003D\"x\"\u003E\u0026\'\u003C/a\u003E|a\\b\u000A\u0009\u003D\u0001é\u2028\'|a\#u{FFFD}b|héllo, 世界|\u003Cno value\u003E|😀"#
      ),
      Case(
        #"{{urlquery .html}}|{{urlquery "a b+c/ü~-_.!*"}}|{{urlquery .list 1}}|{{urlquery .bad}}|{{urlquery .missing}}"#,
        "%3Ca+href%3D%22x%22%3E%26%27%3C%2Fa%3E|a+b%2Bc%2F%C3%BC~-_.%21%2A|%5B1+a+%3Cnil%3E+2.5%5D+1|a%FFb|%3Cno+value%3E"
      ),
    ])
  func escapes(_ example: Case) {
    #expect(Fixture.render(example.template) == example.expected)
  }
}
