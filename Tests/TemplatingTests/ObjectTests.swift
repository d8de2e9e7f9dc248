import Templating
import Testing
import Values

@Suite("Objects with fields and methods")
struct ObjectTests {
  /// A struct behind a pointer, with a field, methods and a typed nil.
  private final class Chart: GoObject {
    let isNil: Bool

    init(isNil: Bool = false) { self.isNil = isNil }

    var typeName: String { "*chart.Chart" }
    var kind: GoKind { .pointer }
    var text: Bytes { isNil ? "<nil>" : "a chart" }
    var plain: Value { .map(["Name": .string("c")]) }

    func field(_ name: Bytes) -> Value? { !isNil && name == "Name" ? .string("c") : nil }

    func method(_ name: Bytes) -> GoMethod? {
      switch name {
      case "Greet":
        GoMethod([.string]) { (arguments) throws(FunctionError) in
          .string("hello " + (arguments[0].asString ?? ""))
        }
      case "Fail": GoMethod { (_) throws(FunctionError) in throw FunctionError("no luck") }
      default: nil
      }
    }
  }

  private func render(_ template: String) -> String {
    Fixture.render(
      template,
      data: .map([
        "c": .object(Chart()), "none": .object(Chart(isNil: true)),
        "versions": .list([.string("v1"), .string("apps/v1")], .versionSet),
        "vals": .map(ValueMap([("a", .int(1))], type: .values)),
      ]))
  }

  @Test(
    "answer fields, call methods and fail in Go's words",
    arguments: [
      ("{{.c.Name}}", "c"), ("{{.c.Greet \"you\"}}", "hello you"), ("{{\"you\" | .c.Greet}}", "hello you"),
      ("{{.c}}", "a chart"), ("{{.none}}", "<nil>"), ("{{if .none}}a{{else}}b{{end}}", "b"),
      ("{{if .c}}a{{else}}b{{end}}", "a"), ("{{printf \"%T\" .c}}", "*chart.Chart"),
      (
        "{{.c.Nope}}",
        "ERROR template: t:1:4: executing \"t\" at <.c.Nope>: can't evaluate field Nope in type interface {}"
      ),
      (
        "{{(.c).Nope}}",
        "ERROR template: t:1:3: executing \"t\" at <.c>: can't evaluate field Nope in type *chart.Chart"
      ),
      (
        "{{(.none).Name}}",
        "ERROR template: t:1:3: executing \"t\" at <.none>: nil pointer evaluating *chart.Chart.Name"
      ),
      (
        "{{.c.Greet}}",
        "ERROR template: t:1:4: executing \"t\" at <.c.Greet>: wrong number of args for Greet: want 1 got 0"
      ),
      (
        "{{.c.Greet 1}}",
        "ERROR template: t:1:11: executing \"t\" at <1>: expected string; found 1"
      ),
      (
        "{{.c.Fail}}",
        "ERROR template: t:1:4: executing \"t\" at <.c.Fail>: error calling Fail: no luck"
      ),
      (
        "{{.c.Name 1}}",
        "ERROR template: t:1:4: executing \"t\" at <.c.Name>: Name has arguments but cannot be invoked as function"
      ),
      ("{{.versions.Has \"v1\"}}{{.versions.Has \"v2\"}}", "truefalse"), ("{{.versions}}", "[v1 apps/v1]"),
      ("{{printf \"%T\" .versions}}", "common.VersionSet"), ("{{printf \"%T\" .vals}}", "common.Values"),
      ("{{.vals.a}}{{printf \"%T\" .vals.AsMap}}", "1map[string]interface {}"),
      ("{{.vals.PathValue \"a\"}}", "1"),
      (
        "{{.vals.PathValue \"\"}}",
        "ERROR template: t:1:7: executing \"t\" at <.vals.PathValue>: error calling PathValue: YAML path cannot be empty"
      ),
      (
        "{{.vals.PathValue \"a.b\"}}",
        "ERROR template: t:1:7: executing \"t\" at <.vals.PathValue>: error calling PathValue: \"b\" is not a value"
      ),
      (
        "{{.vals.Table \"a\"}}",
        "ERROR template: t:1:7: executing \"t\" at <.vals.Table>: error calling Table: \"a\" is not a table"
      ),
      (
        "{{.vals.Table \"no.b\"}}",
        "ERROR template: t:1:7: executing \"t\" at <.vals.Table>: error calling Table: \"no\" is not a table"
      ),
      ("{{.vals.Table 3}}", "ERROR template: t:1:14: executing \"t\" at <3>: expected string; found 3"),
    ])
  func answers(template: String, expected: String) {
    #expect(render(template) == expected)
  }

  @Test("are compared by identity")
  func comparison() {
    #expect(render("{{eq .c .c}}{{eq .c .none}}{{eq .none nil}}{{ne .c nil}}") == "truefalsetruetrue")
  }
}

@Suite("Names of functions")
struct FunctionNameTests {
  @Test("hide the builtins and the keywords of the same names")
  func override() {
    let functions = FunctionTable([
      Function("len", [.any]) { (_, _) in .string("mine") },
      Function("break") { (_, _) in .string("broken") },
    ])
    #expect(Fixture.render("{{len .s}}{{break}}", functions: functions) == "minebroken")
  }
}
