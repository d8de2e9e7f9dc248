import Platform
import TestSupport
import Testing

@testable import CLI

/// What the shells' scripts are answered; the lines are those of cobra's protocol.
@Suite struct ShellCompletionTests {
  /// The candidates, without their descriptions, and the directive.
  private func complete(
    _ words: String..., in folder: String = "/", environment: [String: String] = [:]
  ) async -> [String] {
    let run = await CommandLineRun(["__completeNoDesc"] + words, in: folder, environment: environment)
    #expect(run.exitCode == 0 && run.errors.isEmpty)
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    (["ver"], ["verify", "version", ":4"]),
    (["repo", ""], ["add", "update", "list", "remove", "index", ":4"]),
    // An alias leads to the same.
    (["dep", "l"], ["list", ":4"]),
    (["help", "rep"], ["repo", ":4"]),
    (["help", "status", ""], [":4"]),
    (["nonsense", ""], [":4"]),
    (["reference", "get", "m"], ["manifest", "metadata", ":4"]),
    (["completion", ""], ["bash", "zsh", "fish", ":36"]),
    (["functions", "toYamlP"], ["toYamlPretty", ":4"]),
    (["env", "HELM_KUBET"], ["HELM_KUBETLS_SERVER_NAME", "HELM_KUBETOKEN", ":4"]),
    (["search", ""], ["repo", "hub", "registry", ":4"]),
  ]) func commandsAndFixedWordsAreCompleted(_ words: [String], _ answer: [String]) async {
    let run = await CommandLineRun(["__completeNoDesc"] + words, in: "/")
    #expect(run.output == answer.map { $0 + "\n" }.joined())
  }

  @Test(arguments: [
    (["list", "--outp"], ["--output", ":4"]),
    (["list", "--output", ""], ["table", "json", "yaml", ":36"]),
    (["list", "--output=j"], ["--output=json", ":36"]),
    (["list", "-oy"], ["-oyaml", ":36"]),
    (["list", "-o", "y"], ["yaml", ":36"]),
    // What was given is not offered again, but what may be repeated is.
    (["install", "--wait", "--wait"], ["--wait-for-jobs", "--wait-for-lock", ":4"]),
    (["install", "--values", "a", "--values"], ["--values", ":4"]),
    // A value that may be left out does not take the next word.
    (["install", "--dry-run", "--create-n"], ["--create-namespace", ":4"]),
    (["install", "--dry-run="], ["--dry-run=client", "--dry-run=server", ":36"]),
    (["uninstall", "r", "--cascade", ""], ["background", "foreground", "orphan", ":36"]),
    // Behind -- there are no options.
    (["list", "--", "--outp"], [":4"]),
    // A file, a folder, anything.
    (["install", "-f", ""], [":0"]), (["pull", "-d", ""], [":16"]), (["install", "--set", ""], [":4"]),
    (["package", ""], [":16"]), (["create", ""], [":4"]), (["status", "--kubeconfig="], [":0"]),
  ]) func optionsAndTheirValuesAreCompleted(_ words: [String], _ answer: [String]) async {
    let run = await CommandLineRun(["__completeNoDesc"] + words, in: "/")
    #expect(run.output == answer.map { $0 + "\n" }.joined())
  }

  @Test func candidatesSayWhatTheyAre() async {
    let run = await CommandLineRun(["__complete", "verif"], in: "/")
    #expect(run.output == "verify\tCheck a package against its provenance file.\n:4\n")
  }

  @Test func repositoriesChartsAndVersionsComeFromTheCache() async throws {
    let folder = try TemporaryFolder([
      "config/repositories.yaml": """
      apiVersion: ""
      repositories:
      - {name: mine, url: "http://me:secret@r.example"}
      - {name: other, url: "http://o.example"}
      """,
      "cache/repository/mine-charts.txt": "mysql\nmariadb\nredis\n",
      "cache/repository/mine-index.yaml": """
      apiVersion: v1
      entries:
        mysql:
        - {name: mysql, version: 1.0.0, appVersion: "8"}
        - {name: mysql, version: 1.10.0, appVersion: "9"}
        - {name: mysql, version: 1.9.0-rc.1}
      """,
      "cache/repository/other-index.yaml": "apiVersion: v1\nentries:\n  web:\n  - {name: web, version: 2.0.0}\n",
      "here/mychart/Chart.yaml": "name: mychart\n", "here/more/x/Chart.yaml": "name: x\n", "here/m.tgz": "",
      "here/m.txt": "",
    ])
    let environment = ["HELM_CONFIG_HOME": folder.path("config"), "HELM_CACHE_HOME": folder.path("cache")]
    func answer(_ words: String...) async -> String {
      await CommandLineRun(["__complete"] + words, in: folder.path("here"), environment: environment).output
    }
    #expect(await answer("repo", "update", "") == "mine\thttp://me:xxxxx@r.example\nother\thttp://o.example\n:4\n")
    #expect(await answer("repo", "update", "mine", "") == "other\thttp://o.example\n:4\n")
    #expect(await answer("install", "r", "mi") == "mine/\thttp://me:xxxxx@r.example\n:6\n")
    #expect(await answer("install", "r", "mine/m") == "mine/mysql\nmine/mariadb\n:4\n")
    #expect(await answer("install", "-g", "mine/r") == "mine/redis\n:4\n")
    #expect(await answer("pull", "other/") == "other/web\n:4\n")
    let versions = "1.10.0\tApp: 9\n1.9.0-rc.1\n1.0.0\tApp: 8\n:36\n"
    #expect(await answer("upgrade", "r", "mine/mysql", "--version", "") == versions)
    #expect(await answer("pull", "mine/mysql", "--version=1.1") == "--version=1.10.0\tApp: 9\n:36\n")
    #expect(await answer("package", "mine/mysql", "--version", "") == ":4\n")
    // What is here: charts, packages, and folders that may have some.
    #expect(
      await answer("template", "r", "m") == "mine/\thttp://me:xxxxx@r.example\nm.tgz\nmore/\n"
        + "mychart\tthe chart that is here\n:4\n")
    #expect(await answer("template", "r", "more/") == "more/x\tthe chart that is here\n:4\n")
    #expect(await answer("template", "r", "./") == ":0\n")
  }

  @Test func releasesRevisionsAndNamespacesComeFromTheCluster() async throws {
    let folder = try TemporaryFolder([
      "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.2.3\n",
      "c/templates/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\n",
    ])
    let environment = ["CHART_CLUSTER_HOME": folder.path("cluster")]
    func run(_ words: String...) async -> String {
      await CommandLineRun(words, in: folder.path, environment: environment).output
    }
    // How long an answer may take is not what this is about: a slow machine gets the time that it needs.
    let context = ProcessContext(environment: environment, workingFolder: folder.path)
    func answer(_ words: String..., withDescriptions: Bool = true) async -> String {
      await ShellCompletion.answer(words, withDescriptions: withDescriptions, context, patience: .seconds(60))
    }
    // A key pressed makes no cluster.
    #expect(await answer("status", "") == ":4\n")
    #expect(FileSystem.kind(folder.path("cluster")) == nil)

    _ = await run("install", "web", "c")
    _ = await run("upgrade", "web", "c", "--description", "More\nlines")
    _ = await run("install", "shop", "c", "-n", "away", "--create-namespace")
    #expect(await answer("status", "") == "web\trevision 2, deployed\n:4\n")
    #expect(await answer("get", "all", "w") == "web\trevision 2, deployed\n:4\n")
    #expect(await answer("status", "-n", "away", "") == "shop\trevision 1, deployed\n:4\n")
    #expect(await answer("uninstall", "web", "") == ":4\n")
    let revisions = "2\tdeployed, c-1.2.3, More\n1\tsuperseded, c-1.2.3, Install complete\n:36\n"
    #expect(await answer("rollback", "web", "") == revisions)
    #expect(await answer("get", "values", "web", "--revision", "") == revisions)
    #expect(await answer("rollback", "nobody", "") == ":36\n")
    #expect(await answer("status", "--namespace=aw", withDescriptions: false) == "--namespace=away\n:4\n")
    #expect(await answer("list", "-n", "kube-s", withDescriptions: false) == "kube-system\n:4\n")
  }

  @Test func aClusterThatCannotBeReachedIsNotWaitedFor() async throws {
    // An address of documentation, to which no route leads anywhere.
    let folder = try TemporaryFolder([
      "config": """
      apiVersion: v1
      kind: Config
      clusters: [{name: gone, cluster: {server: "https://192.0.2.1:6443"}}]
      contexts: [{name: gone, context: {cluster: gone}}, {name: green, context: {cluster: gone}}]
      current-context: gone
      """
    ])
    let environment = ["KUBECONFIG": folder.path("config")]
    let clock = ContinuousClock()
    let start = clock.now
    #expect(await complete("status", "", in: folder.path, environment: environment) == [":4"])
    // Without a limit, a connection would be given up after 30 seconds only.
    #expect(clock.now - start < .seconds(20))
    let contexts = await complete("status", "--kube-context", "g", in: folder.path, environment: environment)
    #expect(contexts == ["gone", "green", ":4"])
    #expect(await complete("status", "--kubeconfig", "missing", "", in: folder.path) == [":4"])
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func eachShellHasAScriptThatCallsBack(_ shell: String) async {
    let script = await CommandLineRun(["completion", shell], in: "/")
    #expect(script.exitCode == 0 && script.output.contains(" __complete "))
    let plain = await CommandLineRun(["completion", shell, "--no-descriptions"], in: "/")
    #expect(plain.output == script.output.replacing(" __complete ", with: " __completeNoDesc "))
  }

  @Test func anUnknownShellIsRefused() async {
    #expect(await CommandLineRun(["completion", "tcsh"], in: "/").exitCode == 1)
  }
}
