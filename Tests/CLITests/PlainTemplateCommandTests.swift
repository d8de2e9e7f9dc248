import Testing

@testable import CLI

@Suite struct PlainTemplateCommandTests {
  @Test(arguments: [
    ["template", "rel", "./chart"],
    ["template", "./chart", "-n", "ns"],
    [
      "template", "rel", "./chart", "--namespace", "ns", "-f", "a.yaml", "--values", "b.yaml", "--set", "a=1", "--set",
      "b=2",
    ],
    ["template"],
  ])
  func `a plain line means what the parser makes of it`(line: [String]) throws {
    let plain = try #require(TemplateCommand(plain: line))
    let parsed = try #require(try Program.parse(line) as? TemplateCommand)
    #expect(plain.chartArguments.words == parsed.chartArguments.words)
    #expect(plain.chartArguments.generateName == parsed.chartArguments.generateName)
    #expect(plain.chartArguments.nameTemplate == parsed.chartArguments.nameTemplate)
    #expect(plain.valuesArguments.files == parsed.valuesArguments.files)
    #expect(plain.valuesArguments.set == parsed.valuesArguments.set)
    #expect(plain.valuesArguments.setString == parsed.valuesArguments.setString)
    #expect(plain.valuesArguments.setJSON == parsed.valuesArguments.setJSON)
    #expect(plain.valuesArguments.setFile == parsed.valuesArguments.setFile)
    #expect(plain.valuesArguments.setLiteral == parsed.valuesArguments.setLiteral)
    #expect(plain.rendering.noHooks == parsed.rendering.noHooks)
    #expect(plain.rendering.failFast == parsed.rendering.failFast)
    #expect(plain.rendering.skipSchemaValidation == parsed.rendering.skipSchemaValidation)
    #expect(plain.rendering.renderSubchartNotes == parsed.rendering.renderSubchartNotes)
    #expect(plain.rendering.enableDNS == parsed.rendering.enableDNS)
    #expect(parsed.dryRun == "client")
    #expect(!parsed.validate)
    #expect(plain.namespace == parsed.namespace)
    #expect(plain.kubeVersion == parsed.kubeVersion)
    #expect(plain.apiVersions == parsed.apiVersions)
    #expect(plain.showOnly == parsed.showOnly)
    #expect(plain.outputFolder == parsed.outputFolder)
    #expect(plain.useReleaseName == parsed.useReleaseName)
    #expect(plain.includeCRDs == parsed.includeCRDs)
    #expect(plain.skipTests == parsed.skipTests)
    #expect(plain.isUpgrade == parsed.isUpgrade)
    #expect(plain.debug == parsed.debug)
  }

  @Test(arguments: [
    ["version"], [], ["template", "--help"], ["template", "-n"], ["template", "-n", "-f"],
    ["template", "--is-upgrade", "x"],
    ["template", "--namespace=ns", "x"], ["template", "x", "--", "y"], ["--debug", "template"],
  ])
  func `any other line is left to the parser`(line: [String]) {
    #expect(TemplateCommand(plain: line) == nil)
  }
}
