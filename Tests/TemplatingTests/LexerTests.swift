import Testing
import Values

@testable import Templating

@Suite("The lexer")
struct LexerTests {
  /// A text and its tokens as `kind:text`, with the byte offset and the line where they start.
  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let tokens: [String]

    init(_ text: String, _ tokens: String...) {
      self.text = text
      self.tokens = tokens
    }

    var testDescription: String { text }
  }

  @Test(
    "cuts a text into tokens, each with its place",
    arguments: [
      Example("", "end@0:1"),
      Example("plain\ntext", "text(plain\ntext)@0:1", "end@10:2"),
      Example(
        "a{{.b}}c", "text(a)@0:1", "leftDelimiter({{)@1:1", "field(.b)@3:1", "rightDelimiter(}})@5:1", "text(c)@7:1",
        "end@8:1"),
      Example(
        "x \n{{- 1 -}}\n y", "text(x)@0:1", "leftDelimiter({{)@3:2", "number(1)@7:2", "rightDelimiter(}})@10:2",
        "text(y)@14:3", "end@15:3"),
      Example("a{{/* \n */}}b", "text(a)@0:1", "text(b)@12:2", "end@13:2"),
      Example("a {{- /* x */ -}} b", "text(a)@0:1", "text(b)@18:1", "end@19:1"),
      Example(
        "{{$x := .a | f (1)}}", "leftDelimiter({{)@0:1", "variable($x)@2:1", "space( )@4:1", "declare(:=)@5:1",
        "space( )@7:1", "field(.a)@8:1", "space( )@10:1", "pipe(|)@11:1", "space( )@12:1", "identifier(f)@13:1",
        "space( )@14:1", "leftParenthesis(()@15:1", "number(1)@16:1", "rightParenthesis())@17:1",
        "rightDelimiter(}})@18:1", "end@20:1"),
      Example(
        "{{if range end nil true .}}", "leftDelimiter({{)@0:1", "if(if)@2:1", "space( )@4:1", "range(range)@5:1",
        "space( )@10:1", "endKeyword(end)@11:1", "space( )@14:1", "nil(nil)@15:1", "space( )@18:1", "bool(true)@19:1",
        "space( )@23:1", "dot(.)@24:1", "rightDelimiter(}})@25:1", "end@27:1"),
      Example(
        #"{{"a\"" `b` 'c' 1+2i $ ,}}"#, "leftDelimiter({{)@0:1", #"string("a\"")@2:1"#, "space( )@7:1",
        "rawString(`b`)@8:1", "space( )@11:1", "characterConstant('c')@12:1", "space( )@15:1", "complex(1+2i)@16:1",
        "space( )@20:1", "variable($)@21:1", "space( )@22:1", "character(,)@23:1", "rightDelimiter(}})@24:1",
        "end@26:1"),
      Example(
        "{{.a.b}}", "leftDelimiter({{)@0:1", "field(.a)@2:1", "field(.b)@4:1", "rightDelimiter(}})@6:1", "end@8:1"),
    ])
  func tokens(_ example: Example) {
    #expect(list(Array(example.text.utf8)) == example.tokens)
  }

  @Test(
    "ends with an error token where a text is malformed",
    arguments: [
      ("{{.a", "unclosed action"), ("{{/* a", "unclosed comment"),
      ("{{/* a */ b}}", "comment ends before closing delimiter"), ("{{\"a}}", "unterminated quoted string"),
      ("{{`a}}", "unterminated raw quoted string"), ("{{'a}}", "unterminated character constant"),
      ("{{(1}}", "unclosed left paren"), ("{{1)}}", "unexpected right paren"), ("{{:1}}", "expected :="),
      ("{{3k}}", "bad number syntax: \"3k\""), ("{{1+2}}", "bad number syntax: \"1+2\""),
      ("{{a$}}", "bad character U+0024 '$'"), ("{{\u{1}}}", "unrecognized character in action: U+0001"),
      ("{{€}}", "unrecognized character in action: U+20AC '€'"),
    ])
  func errors(text: String, message: String) {
    #expect(list(Array(text.utf8)).last?.hasPrefix("error(\(message))@") == true)
  }

  @Test("takes break and continue for identifiers where functions have these names")
  func keywords() {
    let text = Array("{{break}}{{continue}}".utf8)
    #expect(list(text).filter { $0.hasPrefix("identifier") } == [])
    #expect(
      list(text, keywords: (false, false)).filter { $0.hasPrefix("identifier") }
        == ["identifier(break)@2:1", "identifier(continue)@11:1"])
  }

  private func list(_ text: [UInt8], keywords: (break: Bool, continue: Bool) = (true, true)) -> [String] {
    text.withUnsafeBufferPointer { input in
      var lexer = Lexer(input, keywords: keywords)
      var result: [String] = []
      while true {
        let token = lexer.next()
        let shown = token.kind == .error ? lexer.failure ?? "" : token.text(in: input).description
        let place = "@\(token.position):\(lexer.line(at: token.position))"
        result.append(token.kind == .end ? "end\(place)" : "\(token.kind)(\(shown))\(place)")
        if token.kind == .end || token.kind == .error { return result }
      }
    }
  }
}
