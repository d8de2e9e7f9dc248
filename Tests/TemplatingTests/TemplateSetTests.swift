import Templating
import Testing
import Values

@Suite("A set of templates")
struct TemplateSetTests {
  private func set(_ texts: KeyValuePairs<Bytes, String>) throws -> TemplateSet {
    let set = TemplateSet(functions: Fixture.functions, missingKey: .zero)
    for (name, text) in texts { try set.parse(Array(text.utf8), name: name) }
    return set
  }

  private func run(_ set: TemplateSet, _ name: Bytes, _ data: Value = Fixture.data()) -> String {
    var output: [UInt8] = []
    do {
      try set.execute(name, data: data, host: BareHost(), into: &output)
    } catch {
      return "ERROR \(error)"
    }
    return String(decoding: output, as: UTF8.self)
  }

  private func evaluate(_ set: TemplateSet, _ text: Bytes, _ data: Value = Fixture.data()) -> String {
    var output: [UInt8] = []
    do {
      try set.evaluate(text, name: "gotpl", data: data, host: BareHost(), into: &output)
    } catch {
      return "ERROR \(error)"
    }
    return String(decoding: output, as: UTF8.self)
  }

  @Test("calls the templates that other texts define")
  func callsAcross() throws {
    let set = try set(["a": #"{{define "x"}}[{{.}}]{{end}}"#, "b": #"{{template "x" .s}}"#])
    #expect(run(set, "b") == "[hello]")
  }

  @Test("takes the later of two definitions, unless that one is blank")
  func redefines() throws {
    let set = try set([
      "a": #"{{define "x"}}1{{end}}{{define "y"}}1{{end}}"#,
      "b": #"{{define "x"}}2{{end}}{{define "y"}} {{/* nothing */}} {{end}}"#,
      "c": #"{{template "x"}}{{template "y"}}"#,
    ])
    #expect(run(set, "c") == "21")
  }

  @Test("refuses two definitions in one text, unless one is blank")
  func refusesDoubles() throws {
    let set = try set([:])
    var message = ""
    do {
      try set.parse(Array("{{define \"x\"}}1{{end}}\n{{define \"x\"}}2{{end}}".utf8), name: "f.yaml")
    } catch {
      message = "\(error)"
    }
    #expect(message == #"template: f.yaml:2: template: multiple definition of template "x""#)
    try set.parse(Array("{{define \"z\"}} {{end}}{{define \"z\"}}2{{end}}{{define \"z\"}}{{end}}".utf8), name: "g")
    #expect(run(set, "z") == "2")
  }

  @Test("says which template is missing, when executed and when called")
  func missing() throws {
    let set = try set(["a": "\n {{template \"none\"}}"])
    #expect(run(set, "nope") == #"ERROR template: no template "nope" associated with template "gotpl""#)
    #expect(
      run(set, "a") == #"ERROR template: a:2:12: executing "a" at <{{template "none"}}>: template "none" not defined"#)
  }

  @Test("keeps what an overlay defines to the overlay")
  func overlays() throws {
    let set = try set(["a": #"{{define "x"}}base{{end}}{{define "w"}}{{template "x"}}{{end}}"#])
    let over = set.overlay()
    #expect(evaluate(over, #"{{define "x"}}over{{end}}{{template "w"}}"#) == "over")
    #expect(run(set, "w") == "base")
    #expect(over.contains("gotpl") && !set.contains("gotpl"))
    #expect(evaluate(over.overlay(), #"{{template "x"}}"#) == "over")
  }

  @Test("evaluates a blank text as itself though a template of its name exists")
  func evaluatesBlankText() throws {
    let over = try set([:]).overlay()
    #expect(evaluate(over, "full") == "full")
    #expect(evaluate(over, "  ") == "  ")
    #expect(run(over, "gotpl") == "full")
  }

  @Test("evaluates a text that it has parsed before with the data at hand")
  func evaluatesAgain() throws {
    let set = try set([:])
    #expect((0..<3).map { evaluate(set.overlay(), "{{.}}", .int($0)) } == ["0", "1", "2"])
  }

  @Test("tells of each file by its own name though files have the same text")
  func sameTextTwice() throws {
    let text = #"{{define "x"}}{{boom}}{{end}}{{define "blank"}} {{end}}{{.s}} {{template "x"}}"#
    let set = try set(["a": text, "b": text, "c": text])
    for name: Bytes in ["a", "b"] {
      #expect(run(set, name) == #"ERROR template: c:1:16: executing "x" at <boom>: error calling boom: it went off"#)
    }
    #expect(set.contains("c"))
    #expect(
      run(try self.set(["a": "{{.i.x}}", "b": "{{.i.x}}"]), "a").hasPrefix("ERROR template: a:1:4: executing \"a\""))
    #expect(
      run(try self.set(["a": "{{.i.x}}", "b": "{{.i.x}}"]), "b").hasPrefix("ERROR template: b:1:4: executing \"b\""))
  }

  @Test("refuses a text that defines a template of its file's name, though it was parsed under another name")
  func definesItsOwnName() throws {
    let text = #"{{define "b"}}1{{end}}2"#
    #expect(throws: TemplateError.self) { try set(["a": text, "b": text]) }
    #expect(throws: TemplateError.self) { try set(["b": text, "a": text]) }
  }

  @Test("gives up on templates that call themselves for ever")
  func endlessRecursion() throws {
    let set = try set(["a": #"{{define "x"}}{{template "x" .}}{{end}}{{template "x" .}}"#])
    #expect(run(set, "a").contains("exceeded"))
  }
}
