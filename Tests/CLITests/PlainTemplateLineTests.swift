import Charts
import Platform
import Rendering
import Testing

@testable import CLI

@Suite struct PlainTemplateLineTests {
  private let invocation = Invocation(
    context: ProcessContext(environment: ["TZ": "Europe/Vienna"], workingFolder: "/work"),
    console: Console.standard(environment: [:]))

  @Test(arguments: [
    ["template", "rel", "./chart"],
    ["template", "./chart", "-n", "ns"],
    [
      "template", "rel", "./chart", "--namespace", "ns", "-f", "a.yaml,c.yaml", "--values", "b.yaml", "--set", "a=1",
      "--set", "b=2",
    ],
    ["template"],
  ])
  func `a plain line means what the parser makes of it`(line: [String]) throws {
    let plain = try #require(TemplateRequest(plain: line, invocation))
    let command = try #require(try Program.parse(line) as? TemplateCommand)
    #expect(command.dryRun == "client")
    #expect(!command.validate)
    // All that a request holds, but for the clock and the dice, which have no text that tells them apart.
    #expect(Self.text(plain) == Self.text(try command.request(invocation)))
  }

  private static func text(_ request: TemplateRequest) -> [String] {
    Mirror(reflecting: request).children.flatMap { child in
      let parts = Mirror(reflecting: child.value).children
      return parts.isEmpty
        ? ["\(child.label ?? "") \(child.value)"]
        : parts.map { "\(child.label ?? "") \($0.label ?? "") \($0.value)" }
    }
  }

  @Test func `what a plain line says is in the request`() throws {
    let line = ["template", "rel", "./chart", "-n", "ns", "-f", "a.yaml,c.yaml", "--set", "a=1"]
    let request = try #require(TemplateRequest(plain: line, invocation))
    #expect(request.chart.words == ["rel", "./chart"])
    #expect(request.namespace == "ns")
    #expect(request.values.files == ["a.yaml", "c.yaml"])
    #expect(request.values.set == ["a=1"])
    #expect(request.rendering.localTimeZone == "Europe/Vienna")
  }

  @Test(arguments: [
    ["version"], [], ["template", "--help"], ["template", "-n"], ["template", "-n", "-f"],
    ["template", "--is-upgrade", "x"],
    ["template", "--namespace=ns", "x"], ["template", "x", "--", "y"], ["--debug", "template"],
  ])
  func `any other line is left to the parser`(line: [String]) {
    #expect(TemplateRequest(plain: line, invocation) == nil)
  }
}
