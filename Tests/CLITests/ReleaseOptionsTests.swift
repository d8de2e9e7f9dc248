import TestSupport
import Testing
import Values

/// Options of the release commands that scripts written for Helm use.
@Suite struct ReleaseOptionsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder([
      "web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: '1.0'\n",
      "web/values.yaml": "color: red\n",
      "web/templates/config.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: {{ .Release.Name }}-config}
      data: {color: {{ .Values.color }}}
      """,
      "web/templates/test.yaml": """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: {{ .Release.Name }}-test
        annotations:
          helm.sh/hook: test
          embedded.chart/outcome: fail
      spec:
        backoffLimit: 0
        template: {spec: {restartPolicy: Never, containers: [{name: test, image: test}]}}
      """,
    ])
  }

  private func chart(_ arguments: String...) async -> CommandLineRun {
    await CommandLineRun(
      arguments, in: folder.path,
      environment: ["CHART_CLUSTER_HOME": folder.path("cluster"), "CHART_CLUSTER": "embedded"])
  }

  private func json(_ run: CommandLineRun) throws -> Value { try JSON.decode(Array(run.output.utf8)) }

  @Test func `What install prints as JSON has the chart, what status prints has the objects instead`() async throws {
    let install = try json(await chart("install", "shop", "web", "-o", "json"))
    #expect(install.at("chart", "metadata", "name")?.asString == "web")
    #expect(install.at("info", "resources") == nil)
    let status = try json(await chart("status", "shop", "-o", "json"))
    #expect(status.at("chart") == nil)
    let objects = status.at("info", "resources", "v1/ConfigMap")?.asList ?? []
    #expect(objects.map { $0.at("metadata", "name")?.asString } == ["shop-config"])
  }

  @Test func `With --debug install prints no values, which may be secret`() async {
    let run = await chart("install", "shop", "web", "--debug", "--set", "color=planted")
    #expect(run.exitCode == 0 && run.output.contains("STATUS: deployed"))
    #expect(!(run.output + run.errors).contains("planted"))
  }

  @Test func `An install has no way of applying to go on with`() async {
    let run = await chart("install", "shop", "web", "--server-side=auto")
    #expect(run.exitCode == 1)
    #expect(
      run.errors.hasPrefix(
        "Error: invalid argument \"auto\" for \"--server-side\" flag: strconv.ParseBool: parsing \"auto\": invalid syntax"
      ))
    #expect(await chart("install", "shop", "web", "--server-side").exitCode == 0)
    #expect(await chart("upgrade", "shop", "web", "--server-side=auto").exitCode == 0)
  }

  @Test func `An upgrade that installs says so, and of several value policies one counts`() async {
    let install = await chart("upgrade", "-i", "shop", "web", "--set", "color=blue")
    #expect(install.output.hasPrefix("Release \"shop\" does not exist. Installing it now.\nNAME: shop\n"))
    let upgrade = await chart("upgrade", "shop", "web", "--reuse-values", "--reset-values")
    #expect(upgrade.output.hasPrefix("Release \"shop\" has been upgraded. Happy Helming!\nNAME: shop\n"))
    #expect(await chart("get", "values", "shop", "-o", "json").output == "null\n")
  }

  @Test func `A release is printed as a template says, and dates as a layout says`() async {
    _ = await chart("install", "shop", "web", "-l", "team=a")
    let template =
      "{{.Release.Name}} {{.Release.Version}} {{.Release.Info.Status}} {{.Release.Chart.Metadata.AppVersion}}"
    #expect(await chart("get", "all", "shop", "--template", template).output == "shop 1 deployed 1.0")
    let list = await chart("list", "--time-format", "Zone -0700 2.1", "--no-headers")
    #expect(list.output.split(separator: "\t").dropFirst(3).first?.hasPrefix("Zone +0000 ") == true, "\(list.output)")
  }

  @Test func `Tests that fail are shown all the same`() async {
    _ = await chart("install", "shop", "web")
    let run = await chart("test", "shop", "--logs")
    #expect(run.exitCode == 1)
    #expect(run.output.hasPrefix("NAME: shop\n"))
    #expect(run.output.contains("TEST SUITE:     shop-test\n"))
    #expect(run.output.contains("Phase:          Failed\n"))
    #expect(
      run.errors.contains(
        "Error: resource Job/default/shop-test not ready. status: Failed, message: Job Failed. failed: 1/1"))
    #expect(await chart("test", "shop", "--filter", "! name=shop-test").exitCode == 0)
  }

  @Test(arguments: [
    "--color=never", "--colour=auto", "--content-cache=x", "--registry-config=x", "--repository-cache=x",
  ])
  func `Helm's global options are taken`(_ option: String) async {
    #expect(await chart("list", option).exitCode == 0)
  }
}
