import Templating
import Testing
import Values

@Suite("The error of a template")
struct TemplateErrorTests {
  private func failure(_ text: String, functions: [Function] = []) -> TemplateError? {
    let set = TemplateSet(functions: FunctionTable(functions))
    var output: [UInt8] = []
    do throws(TemplateError) {
      try set.parse(Array(text.utf8), name: "chart/templates/x.yaml")
      try set.execute("chart/templates/x.yaml", data: Fixture.data(), host: BareHost(), into: &output)
      return nil
    } catch {
      return error
    }
  }

  @Test("of the parser tells the file and the line")
  func parse() {
    let error = failure("a: 1\nb: {{ nope }}\n")
    #expect(error?.kind == .parse)
    #expect(error?.location?.file == "chart/templates/x.yaml")
    #expect(error?.location?.line == 2)
    #expect(error?.location?.column == nil)
    #expect(error?.message == "function \"nope\" not defined")
    #expect(error?.description == "template: chart/templates/x.yaml:2: function \"nope\" not defined")
  }

  @Test("of the executor tells the template, the place, the node and what went wrong")
  func execute() {
    let error = failure("{{define \"part\"}}a\n  {{ .s.x }}{{end}}{{template \"part\" .}}")
    #expect(error?.kind == .execute)
    #expect(error?.template == "part")
    #expect(error?.location?.line == 2)
    #expect(error?.location?.column == 7)
    #expect(error?.context == ".s.x")
    #expect(error?.message == "can't evaluate field x in type interface {}")
    #expect(error?.cause == nil)
  }

  @Test("holds the error of a template that a function executed")
  func cause() {
    let inner = failure("{{ .s.x }}")
    let include = Function("include") { (_, _) throws(FunctionError) in
      throw FunctionError(inner?.description ?? "", cause: inner)
    }
    let error = failure("{{ include }}", functions: [include])
    #expect((error?.cause as? TemplateError)?.context == ".s.x")
    #expect(
      error?.description
        == "template: chart/templates/x.yaml:1:3: executing \"chart/templates/x.yaml\" at <include>: error calling "
        + "include: template: chart/templates/x.yaml:1:5: executing \"chart/templates/x.yaml\" at <.s.x>: can't evaluate "
        + "field x in type interface {}")
  }
}
