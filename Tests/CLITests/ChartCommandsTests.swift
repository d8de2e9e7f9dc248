import Platform
import TestSupport
import Testing

/// The commands that look at and lay out charts.
@Suite struct ChartCommandsTests {
  private static let chart: KeyValuePairs<String, String> = [
    "c/Chart.yaml": "apiVersion: v2\nname: c\n# a comment\nversion: 1.2.3\ndescription: A chart.\n",
    "c/values.yaml": "# how many\ncount: 1\n", "c/README.md": "# c\nread me\n",
    "c/crds/x.yaml": "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n",
  ]

  /// The answers are those of `helm show`.
  @Test(arguments: [
    ("chart", "apiVersion: v2\ndescription: A chart.\nname: c\nversion: 1.2.3\n\n"),
    ("values", "# how many\ncount: 1\n\n"), ("readme", "# c\nread me\n\n"),
    ("crds", "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n\n"),
    (
      "all",
      """
      apiVersion: v2
      description: A chart.
      name: c
      version: 1.2.3

      ---
      # how many
      count: 1

      ---
      # c
      read me

      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition


      """
    ),
  ]) func showPrintsWhatHelmPrints(_ part: String, _ text: String) async throws {
    let folder = try TemporaryFolder(Self.chart)
    let run = await CommandLineRun(["show", part, "c"], in: folder.path)
    #expect(run.output == text)
    #expect(run.exitCode == 0)
  }

  @Test func showAllLeavesOutTheValuesThatAChartDoesNotHave() async throws {
    let folder = try TemporaryFolder([
      "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n", "c/README.md": "# c",
    ])
    let run = await CommandLineRun(["show", "all", "c"], in: folder.path)
    #expect(run.output == "apiVersion: v2\nname: c\nversion: 1.0.0\n\n---\n# c\n")
    try folder.write("c/values.yaml", "")
    let empty = await CommandLineRun(["show", "all", "c"], in: folder.path)
    #expect(empty.output == "apiVersion: v2\nname: c\nversion: 1.0.0\n\n---\n\n---\n# c\n")
  }

  @Test func warningsThatHelmDoesNotHaveFailAChartOnlyWhereAllOfThemShall() async throws {
    let folder = try TemporaryFolder([
      "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n", "c/values.yaml": "nobody: reads\n",
      "c/templates/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n",
    ])
    for (options, exitCode) in [([], 0), (["--strict"], 0), (["--strict-all"], 1)] as [([String], Int32)] {
      let run = await CommandLineRun(["lint", "c"] + options, in: folder.path)
      #expect(run.exitCode == exitCode, "\(options)")
      #expect(run.output.contains("[WARNING] values.yaml:1:1: no template reads .Values.nobody (chart: unused-value)"))
    }
    try folder.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\nodd: 1\n")
    let strict = await CommandLineRun(["lint", "--strict", "c"], in: folder.path)
    #expect(strict.exitCode == 1)
  }

  /// Scripts written for Helm give its global options to any command.
  @Test(arguments: [
    ["show", "chart", "c"], ["dependency", "list", "c"], ["dependency", "update", "c"], ["package", "c"],
    ["verify", "c"], ["create", "n"], ["pull", "x"], ["push", "x", "oci://h/p"], ["repo", "add", "a/b", "u"],
    ["repo", "list"], ["repo", "remove", "x"], ["repo", "update"], ["repo", "index", "c"], ["search", "repo"],
    ["registry", "logout", "h"], ["env"], ["version", "--short"],
  ]) func helmsGlobalOptionsAreTaken(line: [String]) async throws {
    func run(_ more: [String]) async throws -> [String] {
      let folder = try TemporaryFolder(Self.chart)
      let run = await CommandLineRun(line + more, in: folder.path, environment: ["HOME": folder.path])
      return [run.output, run.errors, "\(run.exitCode)"].map { $0.replacing(folder.path, with: "HERE") }
    }
    let global = [
      "--debug", "--kube-context", "x", "-n", "y", "--color", "never", "--kubeconfig", "k", "--qps", "1",
      "--burst-limit", "2", "--kube-token", "t",
    ]
    #expect(try await run(global) == run([]))
  }

  @Test func foldersOfSettingsMayBeNamed() async throws {
    let folder = try TemporaryFolder([
      "r.yaml": "apiVersion: v1\nrepositories:\n- {name: lab, url: 'http://x.example'}\n"
    ])
    let list = await CommandLineRun(
      ["repo", "list", "--repository-config", "r.yaml"], in: folder.path, environment: ["HOME": folder.path])
    #expect(list.output == "NAME\tURL             \nlab \thttp://x.example\n")
    let names = ["repository-config", "repository-cache", "content-cache", "registry-config"]
    for name in names {
      let variable = "HELM_" + name.uppercased().replacing("-", with: "_")
      let run = await CommandLineRun(
        ["env", variable, "--\(name)", "/there/\(name)"], in: folder.path, environment: ["HOME": folder.path])
      #expect(run.output == "/there/\(name)\n")
    }
  }

  @Test func aNewChartLintsCleanRendersAndHasASchema() async throws {
    let folder = try TemporaryFolder()
    let made = await CommandLineRun(["create", "demo"], in: folder.path)
    #expect(made.exitCode == 0 && made.output == "Creating demo\n")
    let lint = await CommandLineRun(["lint", "--strict-all", "demo"], in: folder.path)
    #expect(lint.exitCode == 0, "\(lint.output)\(lint.errors)")
    #expect(!lint.output.contains("[WARNING]") && !lint.output.contains("[ERROR]"))
    let everything = ["--set", "ingress.enabled=true,autoscaling.enabled=true,podLabels.a=b"]
    let rendered = await CommandLineRun(["template", "r", "demo"] + everything, in: folder.path)
    #expect(rendered.exitCode == 0, "\(rendered.errors)")
    for kind in ["Deployment", "Service", "ServiceAccount", "Ingress", "HorizontalPodAutoscaler", "Pod"] {
      #expect(rendered.output.contains("\nkind: \(kind)\n"))
    }
    #expect(!rendered.output.contains("CHARTNAME"))
    let refused = await CommandLineRun(["template", "r", "demo", "--set", "service.port=http"], in: folder.path)
    #expect(refused.exitCode == 1 && refused.errors.contains("/service/port"))
  }

  @Test func aStarterIsCopiedUnderTheNewName() async throws {
    let folder = try TemporaryFolder([
      "starters/mine/Chart.yaml": "apiVersion: v2\nname: mine\nversion: 9.0.0\n",
      "starters/mine/templates/a.yaml": "name: <CHARTNAME>\n",
      "starters/mine/values.yaml": "name: <CHARTNAME>\n",
    ])
    let run = await CommandLineRun(
      ["create", "web", "--starter", "mine"], in: folder.path, environment: ["HELM_DATA_HOME": folder.path])
    #expect(run.exitCode == 0, "\(run.errors)")
    func file(_ name: String) throws -> String {
      String(decoding: try FileSystem.read(folder.path("web/" + name)), as: UTF8.self)
    }
    #expect(try file("templates/a.yaml") == "name: web\n")
    #expect(try file("values.yaml") == "name: web\n")
    #expect(try file("Chart.yaml").contains("name: web\n"))
    #expect(try file("Chart.yaml").contains("version: 0.1.0\n"))
  }

  @Test(
    arguments: [
      ([], "c-1.2.3.tgz"), (["-d", "."], "c-1.2.3.tgz"), (["-d", "./x/../y/"], "y/c-1.2.3.tgz"),
      (["--version", "", "--app-version", ""], "c-1.2.3.tgz"), (["--version="], "c-1.2.3.tgz"),
      (["--version", "2.0.0"], "c-2.0.0.tgz"),
    ] as [([String], String)]) func aPackageIsNamedByTheShortestPath(_ options: [String], _ name: String) async throws
  {
    let folder = try TemporaryFolder(Self.chart)
    let run = await CommandLineRun(["package"] + options + ["./c"], in: folder.path)
    let told = name.contains("/") ? name : folder.path(name)
    #expect(run.output == "Successfully packaged chart and saved it to: \(told)\n", "\(run.errors)")
    let packed = await CommandLineRun(["show", "chart", name], in: folder.path)
    #expect(packed.output.contains("version: \(options.last == "2.0.0" ? "2.0.0" : "1.2.3")\n"))
    let missing = await CommandLineRun(["package", "./nope"] + options, in: folder.path)
    #expect(missing.errors.contains(folder.path("nope")) && !missing.errors.contains("/./"), "\(missing.errors)")
  }

  @Test func aLogoutWithoutALoginIsNoError() async throws {
    let folder = try TemporaryFolder()
    let run = await CommandLineRun(
      ["registry", "logout", "r.example"], in: folder.path, environment: ["HOME": folder.path])
    #expect(run.exitCode == 0 && run.output == "Removing login credentials for r.example\n", "\(run.errors)")
  }

  @Test(arguments: ["we b", "a/b c", ""]) func aNameThatNoChartCanHaveIsRefused(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let run = await CommandLineRun(["create", name], in: folder.path)
    #expect(run.exitCode == 1)
    #expect(try FileSystem.list(folder.path).isEmpty)
  }

  @Test func dependenciesAreListedWithTheirState() async throws {
    let folder = try TemporaryFolder([
      "u/Chart.yaml": """
      apiVersion: v2
      name: u
      version: 0.1.0
      dependencies:
      - {name: there, version: 1.x.x, repository: "https://r.example"}
      - {name: wrong, version: 2.x.x, repository: "https://r.example"}
      - {name: gone, version: 1.0.0, repository: "https://r.example"}
      """,
      "u/charts/there/Chart.yaml": "apiVersion: v2\nname: there\nversion: 1.2.0\n",
      "u/charts/wrong/Chart.yaml": "apiVersion: v2\nname: wrong\nversion: 1.0.0\n",
      "u/charts/stray/Chart.yaml": "apiVersion: v2\nname: stray\nversion: 1.0.0\n",
    ])
    let run = await CommandLineRun(["dependency", "list", "u"], in: folder.path)
    #expect(
      run.output == """
        NAME \tVERSION\tREPOSITORY       \tSTATUS       
        there\t1.x.x  \thttps://r.example\tunpacked     
        wrong\t2.x.x  \thttps://r.example\twrong version
        gone \t1.0.0  \thttps://r.example\tmissing      

        WARNING: "u/charts/stray" is not in Chart.yaml.

        """)
  }

  @Test func theEnvironmentIsShownWithoutItsToken() async throws {
    let environment = ["HOME": "/home/me", "HELM_KUBETOKEN": "planted", "HELM_NAMESPACE": "shop"]
    let run = await CommandLineRun(["env"], in: "/", environment: environment)
    #expect(run.output.contains("HELM_NAMESPACE=\"shop\"\n"))
    #expect(run.output.contains("HELM_REPOSITORY_CONFIG=\"/home/me/.config/helm/repositories.yaml\"\n"))
    #expect(!run.output.contains("planted"))
    let one = await CommandLineRun(["env", "HELM_CACHE_HOME"], in: "/", environment: environment)
    #expect(one.output == "/home/me/.cache/helm\n")
  }

  @Test func theVersionIsPrintedByATemplateToo() async throws {
    let run = await CommandLineRun(["version", "--template", "{{.HelmVersion}}"], in: "/")
    #expect(run.output == "v4.3.1")
  }
}

/// The commands about repositories that need no network.
@Suite struct RepositoryCommandsTests {
  @Test func aFolderOfPackagesIsIndexedSearchedAndForgotten() async throws {
    let folder = try TemporaryFolder([
      "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.2.3\ndescription: Counts things.\n",
      "helm/repositories.yaml": "apiVersion: \"\"\nrepositories:\n- name: mine\n  url: http://r.example\n",
    ])
    let environment = ["HELM_CONFIG_HOME": folder.path("helm"), "HELM_CACHE_HOME": folder.path("cache")]
    func run(_ arguments: String...) async -> CommandLineRun {
      await CommandLineRun(arguments, in: folder.path, environment: environment)
    }
    #expect(await run("package", "c", "-d", "packages").exitCode == 0)
    #expect(await run("repo", "index", "packages", "--url", "http://r.example").exitCode == 0)
    let index = String(decoding: try FileSystem.read(folder.path("packages/index.yaml")), as: UTF8.self)
    #expect(index.contains("    urls:\n    - http://r.example/c-1.2.3.tgz\n"))
    try FileSystem.createFolder(folder.path("cache/repository"))
    try FileSystem.write(Array(index.utf8), to: folder.path("cache/repository/mine-index.yaml"))
    let found = await run("search", "repo", "things")
    #expect(found.output.contains("mine/c\t1.2.3        \t           \tCounts things."), "\(found.output)")
    #expect(await run("repo", "list").output == "NAME\tURL             \nmine\thttp://r.example\n")
    #expect(await run("repo", "remove", "mine").output == "\"mine\" has been removed from your repositories\n")
    #expect(FileSystem.kind(folder.path("cache/repository/mine-index.yaml")) == nil)
    let nothing = await run("search", "repo", "things")
    #expect(nothing.exitCode == 1 && nothing.errors.hasPrefix("Error: no repositories configured"))
  }

  @Test func aChartIsDescribedByItsComments() async throws {
    let folder = try TemporaryFolder([
      "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.2.3\n", "c/values.yaml": "# How many | run.\ncount: 1\n",
    ])
    let docs = await CommandLineRun(["docs", "c"], in: folder.path)
    #expect(docs.output.contains("| `count` | integer | `1` | How many \\| run. |\n"))
    try folder.write("d/Chart.yaml", "apiVersion: v2\nname: d\nversion: 1.2.3\n")
    try folder.write("d/values.yaml", "a: {b: [1], c: x}\n# -- Top\n# @default -- none\ntop: {}\n")
    let flow = await CommandLineRun(["docs", "d"], in: folder.path)
    let rows = ["| `a.b` | array | `[1]` |  |", "| `a.c` | string | `\"x\"` |  |", "| `top` | object | none | Top |"]
    #expect(flow.output.hasSuffix("|---|---|---|---|\n" + rows.map { $0 + "\n" }.joined()), "\(flow.output)")
    let schema = await CommandLineRun(["schema", "c"], in: folder.path)
    try folder.write("c/values.schema.json", schema.output)
    #expect(await CommandLineRun(["template", "c"], in: folder.path).exitCode == 0)
    #expect(await CommandLineRun(["template", "c", "--set", "count=x"], in: folder.path).exitCode == 1)
  }
}
