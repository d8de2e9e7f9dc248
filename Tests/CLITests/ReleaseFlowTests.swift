import Platform
import TestSupport
import Testing
import Values

/// The commands as a user strings them together, on an embedded cluster of the test's own.
@Suite struct ReleaseFlowTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder([
      "web/Chart.yaml": """
      apiVersion: v2
      name: web
      version: 0.1.0
      appVersion: "1.0"
      annotations: {chart/overlay-by: environment}
      """,
      "web/values.yaml": "environment: ''\ncolor: red\noutcome: ''\nkeep: default\n",
      "web/values-blue.yaml": "color: blue\nkeep: null\n",
      "web/templates/all.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: {{ .Release.Name }}-config}
      data: {color: {{ .Values.color }}, keep: '{{ .Values.keep }}', revision: '{{ .Release.Revision }}'}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: {{ .Release.Name }}}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata:
            labels: {app: web}
            annotations: {embedded.chart/outcome: '{{ .Values.outcome }}'}
          spec: {containers: [{name: web, image: 'web:{{ .Values.color }}'}]}
      """,
      "web/templates/NOTES.txt": "It is {{ .Values.color }}.\n",
    ])
  }

  private func chart(_ arguments: String..., environment: [String: String] = [:]) async -> CommandLineRun {
    await chart(arguments, environment: environment)
  }

  private func chart(_ arguments: [String], environment: [String: String] = [:]) async -> CommandLineRun {
    let own = ["CHART_CLUSTER_HOME": folder.path("cluster"), "CHART_CLUSTER": "embedded"]
    return await CommandLineRun(arguments, in: folder.path, environment: own.merging(environment) { $1 })
  }

  private func statuses(_ name: String) async throws -> [String] {
    let run = await chart("history", name, "-o", "json")
    let history = try JSON.decode(Array(run.output.utf8))
    return (history.asList ?? []).map { $0.at("status")?.asString?.description ?? "" }
  }

  @Test func whatWouldChangeIsShownAndNotDone() async throws {
    let install = await chart("install", "shop", "web", "--diff")
    #expect(install.output.hasPrefix("+ ConfigMap/default/shop-config (v1): create\n  + apiVersion: v1\n"))
    #expect(install.output.hasSuffix("\n2 to create\n"))
    #expect(await chart("history", "shop").exitCode == 1)

    _ = await chart("install", "shop", "web")
    let upgrade = await chart("upgrade", "shop", "web", "--set", "color=green", "--diff")
    #expect(upgrade.exitCode == 0, "\(upgrade.errors)")
    #expect(upgrade.output.contains("~ Deployment/default/shop (apps/v1): update\n"))
    #expect(
      upgrade.output.contains("\n  -       - image: web:red\n  +       - image: web:green\n"), "\(upgrade.output)")
    #expect(upgrade.output.hasSuffix("\n2 to update\n"))
    let data = await chart("upgrade", "shop", "web", "--set", "color=green", "--diff", "-o", "json")
    #expect(
      data.output
        == #"[{"apiVersion":"v1","change":"update","kind":"ConfigMap","name":"shop-config","namespace":"default"},"#
        + #"{"apiVersion":"apps/v1","change":"update","kind":"Deployment","name":"shop","namespace":"default"}]"# + "\n"
    )
    _ = await chart("upgrade", "shop", "web")
    let rollback = await chart("rollback", "shop", "--diff")
    #expect(
      rollback.output.hasSuffix(
        "  -   revision: \"2\"\n  +   revision: \"1\"\n    kind: ConfigMap\n    metadata:\n      name: shop-config\n1 to update\n"
      ), "\(rollback.output)")
    let uninstall = await chart("uninstall", "shop", "--diff")
    #expect(uninstall.output.hasSuffix("\n2 to delete\n"))
    #expect(try await statuses("shop") == ["superseded", "deployed"])
    let both = await chart("upgrade", "shop", "web", "--diff", "--dry-run=client")
    #expect(both.errors.contains("--diff asks the cluster"))
  }

  @Test func aReleaseIsInstalledShownUpgradedRolledBackAndRemoved() async throws {
    let install = await chart("install", "shop", "web")
    #expect(install.exitCode == 0, "\(install.errors)")
    #expect(install.output.hasPrefix("NAME: shop\nLAST DEPLOYED: "))
    #expect(install.output.hasSuffix("NOTES:\nIt is red.\n"))
    #expect(install.errors == "")

    let upgrade = await chart("upgrade", "shop", "web", "--set", "color=green")
    #expect(upgrade.output.hasPrefix("Release \"shop\" has been upgraded. Happy Helming!\nNAME: shop\n"))
    #expect(await chart("get", "values", "shop").output == "USER-SUPPLIED VALUES:\ncolor: green\n")
    #expect(await chart("get", "notes", "shop").output == "NOTES:\nIt is green.\n\n")

    #expect(await chart("rollback", "shop", "1").output == "Rollback was a success! Happy Helming!\n")
    #expect(try await statuses("shop") == ["superseded", "superseded", "deployed"])
    #expect(await chart("get", "manifest", "shop").output.contains("color: red"))
    #expect(await chart("list", "-q").output == "shop\n")

    let status = await chart("status", "shop")
    #expect(status.output.contains("==> v1/Deployment\nNAME   READY   UP-TO-DATE   AVAILABLE   AGE\nshop   1/1     "))
    #expect(
      status.output.contains("==> v1/Pod(related)\nNAME                    READY   STATUS    RESTARTS   AGE\nshop-"))

    #expect(await chart("uninstall", "shop").output == "release \"shop\" uninstalled\n")
    let gone = await chart("status", "shop")
    #expect(gone.exitCode == 1)
    #expect(
      gone.errors
        == "Error: release: not found\n\nhint: `chart list --all-namespaces` shows the releases that there are\n")
  }

  @Test(arguments: [
    ("get values shop --revision 9", "release: not found", "revisions that are kept: 1"),
    ("rollback shop 9", "release has no 9 version", "revisions that are kept: 1"),
    (
      "uninstall shops", "uninstall: Release not loaded: shops: release: not found",
      "`chart list --all-namespaces` shows the releases that there are"
    ),
    (
      "install shop web -n nowhere", #"INSTALLATION FAILED: create: failed to create: namespaces "nowhere" not found"#,
      "--create-namespace creates the namespace"
    ),
  ])
  func whatToDoAboutAMissingReleaseOrNamespaceIsSaid(line: String, error: String, hint: String) async {
    _ = await chart("install", "shop", "web")
    let run = await chart(line.split(separator: " ").map(String.init))
    #expect(run.errors == "Error: \(error)\n\nhint: \(hint)\n")
  }

  @Test func anUpgradeWhosePodsFailIsRolledBackOnRequest() async throws {
    _ = await chart("install", "shop", "web")
    let upgrade = await chart(
      "upgrade", "shop", "web", "--set", "outcome=fail", "--rollback-on-failure", "--timeout", "5s")
    #expect(upgrade.exitCode == 1)
    #expect(upgrade.errors.contains("Error: UPGRADE FAILED: "))
    #expect(try await statuses("shop") == ["superseded", "failed", "deployed"])
    #expect(await chart("status", "shop").output.contains("\nshop   1/1     "))
  }

  @Test func anOverlayIsSelectedByItsValueAndNullsInItDelete() async throws {
    let run = await chart("template", "shop", "web", "--set", "environment=blue")
    #expect(run.output.contains("data: {color: blue, keep: '', revision: '1'}"))
    let over = await chart("template", "shop", "web", "--set", "environment=blue,color=black")
    #expect(over.output.contains("color: black"))
    let unknown = await chart("template", "shop", "web", "--set", "environment=pink")
    #expect(unknown.exitCode == 1)
    #expect(unknown.errors.contains("has no overlay \"pink\" for environment: there are blue"))
  }

  @Test func aDryRunChangesNothing() async throws {
    for choice in ["--dry-run", "--dry-run=client", "--dry-run=server"] {
      let run = await chart("install", "shop", "web", choice)
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(run.output.contains("DESCRIPTION: Dry run complete\n"))
      #expect(run.output.contains("MANIFEST:\n---\n# Source: web/templates/all.yaml\n"))
    }
    #expect(await chart("list", "-q").output == "")
  }

  @Test func theEmbeddedClusterIsTakenByDefaultAndSaysSo() async throws {
    let run = await chart("list", "-q", environment: ["CHART_CLUSTER": ""])
    #expect(run.exitCode == 0)
    #expect(run.errors == "chart: no kubeconfig here, working on the embedded cluster in \(folder.path("cluster"))\n")
  }

  @Test func anotherClusterIsAClearErrorAndNeverTheEmbeddedOne() async throws {
    try folder.write("config", "apiVersion: v1\nkind: Config\n")
    let environment = ["CHART_CLUSTER": "", "KUBECONFIG": folder.path("config")]
    let run = await chart("install", "shop", "web", environment: environment)
    #expect(run.exitCode == 1)
    #expect(
      run.errors.hasPrefix(
        "Error: INSTALLATION FAILED: kubernetes cluster unreachable: invalid configuration: no configuration"))
    #expect(FileSystem.kind(folder.path("cluster")) == nil)
  }

  @Test func theSameFolderIsPackedIntoTheSameBytesWhateverItsTimes() async throws {
    let first = await chart("package", "web", "-d", "one")
    #expect(first.output == "Successfully packaged chart and saved it to: one/web-0.1.0.tgz\n")
    // A copy, written in another order and at another time.
    for name in try FileSystem.list(folder.path("web")).reversed() where name.kind == .file {
      try folder.write("copy/\(name.name)", bytes: try FileSystem.read(folder.path("web/\(name.name)")))
    }
    for name in try FileSystem.list(folder.path("web/templates")) {
      try folder.write(
        "copy/templates/\(name.name)", bytes: try FileSystem.read(folder.path("web/templates/\(name.name)")))
    }
    _ = await chart("package", "copy", "-d", "two")
    #expect(try FileSystem.read(folder.path("one/web-0.1.0.tgz")) == FileSystem.read(folder.path("two/web-0.1.0.tgz")))
    let rendered = await chart("template", "shop", "one/web-0.1.0.tgz")
    #expect(rendered.output == (await chart("template", "shop", "web")).output)
  }

  @Test func aTemplateSeesTheClusterOnlyWhereItIsAsked() async throws {
    try FileSystem.write(
      Array(
        """
        {{- $s := lookup "v1" "Secret" "default" "here" }}
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: looked}
        data: {word: {{ (($s).data).word | default "unseen" | quote }}}
        ---
        {{- if .Values.kind }}
        apiVersion: nobody.example/v1
        kind: {{ .Values.kind }}
        metadata: {name: thing}
        {{- end }}
        """.utf8), to: folder.path("web/templates/all.yaml"))
    try FileSystem.createFolder(folder.path("maker/templates"))
    try FileSystem.write(
      Array("apiVersion: v2\nname: maker\nversion: 0.1.0\n".utf8), to: folder.path("maker/Chart.yaml"))
    try FileSystem.write(
      Array("apiVersion: v1\nkind: Secret\nmetadata: {name: here}\ndata: {word: c2VlbjE=}\n".utf8),
      to: folder.path("maker/templates/s.yaml"))
    #expect(await chart("install", "made", "maker").exitCode == 0)
    #expect(await chart("template", "web").output.contains("word: \"unseen\""))
    let seen = await chart("template", "web", "--dry-run=server")
    #expect(seen.output.contains("word: \"c2VlbjE=\""), "\(seen.errors)")
    #expect(await chart("template", "web", "--set", "kind=Odd").exitCode == 0)
    let unknown = await chart("template", "web", "--set", "kind=Odd", "--validate")
    #expect(unknown.output == "")
    #expect(
      unknown.errors.contains(
        "Error: unable to build kubernetes objects from release manifest: resource mapping not found for name: "
          + "\"thing\" namespace: \"\" from \"\": no matches for kind \"Odd\" in version \"nobody.example/v1\""))
    // What is there and belongs to another release is refused as an install would be.
    let foreign = await chart("template", "other", "maker", "--dry-run=server")
    #expect(
      foreign.errors.contains("Error: unable to continue with install: Secret \"here\" in namespace \"default\" exists")
    )
    #expect(await chart("template", "other", "maker", "--dry-run=server", "--is-upgrade").exitCode == 0)
  }

  @Test(arguments: [
    (["install"], "INSTALLATION FAILED: must either provide a name or specify --generate-name"),
    (["install", "a", "b", "c"], "INSTALLATION FAILED: expected at most two arguments, unexpected arguments: c"),
    (["install", "Bad_Name", "web"], "invalid release name"),
    (
      ["install", "shop", "nowhere"],
      "INSTALLATION FAILED: non-absolute URLs should be in form of repo_name/path_to_chart, got: nowhere"
    ),
    (["upgrade", "shop", "web"], "UPGRADE FAILED: \"shop\" has no deployed releases"),
    (["rollback", "shop"], "release: not found"),
    (["rollback", "shop", "x"], "could not convert revision to a number: strconv.Atoi: parsing \"x\": invalid syntax"),
    (["install", "shop", "web", "--wait=sometimes"], "invalid wait input \"sometimes\""),
    (["install", "shop", "web", "--dry-run=maybe"], "invalid dry-run value (\"maybe\")"),
    (["install", "shop", "web", "--hide-secret"], "hiding Kubernetes secrets requires a dry-run mode"),
    (["template", "shop", "web", "--kube-version", "one"], "invalid kube version 'one'"),
    (["template", "shop", "web", "-f", "gone.yaml"], "gone.yaml: no such file or directory"),
    (
      ["list", "--max", "x"],
      "invalid argument \"x\" for \"-m, --max\" flag: strconv.ParseInt: parsing \"x\": invalid syntax"
    ),
    (["status", "shop", "-o", "xml"], "invalid argument \"xml\" for \"-o, --output\" flag: invalid format type"),
    (
      ["rollback", "a", "--timeout", "x"], "invalid argument \"x\" for \"--timeout\" flag: time: invalid duration \"x\""
    ),
    (
      ["template", "a", "web", "--timeout", "5"],
      "invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\""
    ),
    (
      ["template", "a", "web", "--skip-tests=maybe"],
      "invalid argument \"maybe\" for \"--skip-tests\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax"
    ),
    (
      ["install", "web", "--generate-name=z"],
      "invalid argument \"z\" for \"-g, --generate-name\" flag: strconv.ParseBool: parsing \"z\": invalid syntax"
    ),
    (["history", "a", "--nothing"], "unknown flag: --nothing"),
    (["uprade"], #"unknown command "uprade" for "chart""#),
    (["repo", "ad", "a"], #"unknown command "ad" for "chart repo""#),
    (["create", "a", "b"], #""chart create" requires 1 argument"#),
    (["push", "a"], #""chart push" requires at least 2 arguments"#),
    (
      ["uninstall", "a", "--dry-run=fals"],
      #"invalid argument "fals" for "--dry-run" flag: strconv.ParseBool: parsing "fals": invalid syntax"#
    ),
    (["history", "a", "-x"], "unknown shorthand flag: 'x' in -x"),
    (["history", "a", "--max"], "flag needs an argument: --max"),
    (
      ["search", "repo", "x", "--max-col-width", "-1"],
      "invalid argument \"-1\" for \"--max-col-width\" flag: strconv.ParseUint: parsing \"-1\": invalid syntax"
    ),
    (["status"], "\"chart status\" requires 1 argument"),
    (["get", "values", "a", "b"], "\"chart get values\" requires 1 argument"),
    (["list", "a"], "\"chart list\" accepts no arguments"),
    (["functions", "nosuch"], "there is no template function \"nosuch\""),
  ])
  func wrongUseIsOneClearError(arguments: [String], words: String) async throws {
    let run = await chart(arguments)
    #expect(run.exitCode == 1)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("Error: "))
    #expect(run.errors.contains(words))
  }

  @Test(arguments: [
    "history shop --max -1", "list --max -1", "list -m -1", "list --offset -1", "list --qps -1 --burst-limit -1",
    "get values shop --revision -1", "status shop --revision -1", "upgrade shop web --history-max -1",
    "rollback shop 1 --history-max -1", "template web --qps -1",
  ])
  func negativeNumbersAreTakenAfterASpaceToo(line: String) async throws {
    _ = await chart("install", "shop", "web")
    let run = await chart(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test func whatIsGoneIsNotAmongTheObjectsOfAReleaseWhoseHistoryWasKept() async throws {
    _ = await chart("install", "shop", "web")
    #expect(await chart("status", "shop").output.contains("\nRESOURCES:\n"))
    _ = await chart("uninstall", "shop", "--keep-history")
    let status = await chart("status", "shop")
    #expect(status.exitCode == 0)
    #expect(
      status.output.contains("DESCRIPTION: Uninstallation complete\nTEST SUITE: None\n"), "\(status.output)")
  }

  @Test func anUnknownOptionIsAnErrorWithHelmsStatus() async throws {
    let run = await chart("install", "shop", "web", "--nosuch")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("--nosuch"))
  }

  @Test func switchesTakeTheFormsOfGosFlags() async throws {
    let run = await chart(
      "install", "shop", "web", "--create-namespace=true", "--replace=false", "--wait=false", "-nother", "--timeout=1m")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("NAMESPACE: other\n"))
  }
}
