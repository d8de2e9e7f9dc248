import Platform
import Repositories
import TestSupport
import Testing

/// Where `template`, `install`, `upgrade` and `show` find a chart; the words are those of the real Helm 4.3.1.
@Suite struct ChartSourceTests {
  /// A home in which the repository `lab` is known.
  private struct World {
    let folder: TemporaryFolder
    let server: LoopbackRepository

    init(_ files: [String: [UInt8]], login: String? = nil) async throws {
      folder = try TemporaryFolder()
      server = try await LoopbackRepository(files, login: login)
    }

    func addRepository(_ more: [String] = []) async {
      let added = await run(["repo", "add", "lab", "URL"] + more)
      #expect(added.exitCode == 0, "\(added.errors)")
    }

    /// Runs a line in which `URL` is the server's address, and `HOST` its host and port.
    func run(_ line: [String]) async -> CommandLineRun {
      let line = line.map { word in
        word.replacing("URL", with: server.url).replacing("HOST", with: server.url.dropFirst("http://".count))
      }
      return await CommandLineRun(
        line, in: folder.path, environment: ["HOME": folder.path, "CHART_CLUSTER": "embedded"])
    }

    func errors(_ run: CommandLineRun) -> String { run.errors.replacing(server.url, with: "URL") }
  }

  private static func line(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  @Test(arguments: [
    ("r lab/web", "2.0.0"), ("lab/web", "2.0.0"), ("r lab/web --version ~1", "1.1.0"),
    ("r lab/web --version 1.0.0", "1.0.0"), ("r lab/web --devel", "2.1.0-beta.1"),
    ("r lab/web --devel --version <2", "1.1.0"), ("r web --repo URL", "2.0.0"), ("web --repo URL/", "2.0.0"),
    ("r web --repo URL --version <1.1", "1.0.0"), ("r URL/web-1.0.0.tgz", "1.0.0"),
    ("r URL/web-1.0.0.tgz --version 2.0.0", "1.0.0"), ("lab/web --generate-name", "2.0.0"),
  ]) func aChartOfARepositoryIsRendered(arguments: String, version: String) async throws {
    let world = try await World(try LoopbackRepository.files())
    await world.addRepository()
    let run = await world.run(["template"] + Self.line(arguments))
    #expect(run.output == "---\n# Source: web/templates/a.yaml\nv: \(version)\nx: \"base\"\n", "\(run.errors)")
    #expect(run.errors.isEmpty)
    await world.server.shutDown()
  }

  @Test(arguments: [
    (
      "template r lab/web --version 9",
      "chart \"web\" matching 9 not found in lab index. (try 'helm repo update'): no chart version found for web-9"
    ),
    (
      "template r lab/nope",
      "chart \"nope\" matching  not found in lab index. (try 'helm repo update'): no chart name found"
    ),
    ("template r nope/web", "repo nope not found"),
    ("template r nope", "non-absolute URLs should be in form of repo_name/path_to_chart, got: nope"),
    ("template r ./nope", "path \"./nope\" not found"), ("template r /nope/x", "path \"/nope/x\" not found"),
    ("template r web --repo URL --version 9", "chart \"web\" version \"9\" not found in URL repository"),
    ("template r nope --repo URL", "chart \"nope\" not found in URL repository"),
    (
      "template r web --repo URL/none",
      "looks like \"URL/none\" is not a valid chart repository or cannot be reached: failed to fetch "
        + "URL/none/index.yaml : 404 Not Found"
    ),
    ("template r URL/web-9.tgz", "failed to fetch URL/web-9.tgz : 404 Not Found"),
    (
      "template r URL/vals",
      "file 'URL/vals' does not appear to be a gzipped archive; got 'application/octet-stream'"
    ),
    ("template r ftp://127.0.0.1/x.tgz", "scheme \"ftp\" not supported"),
    ("template r lab/web --verify", "failed to fetch provenance \"URL/web-2.0.0.tgz.prov\""),
    ("template r lab/web -f URL/none.yaml", "failed to fetch URL/none.yaml : 404 Not Found"),
    (
      "template r lab/web --set-file x=URL/none.yaml",
      "failed parsing --set-file data: failed to fetch URL/none.yaml : 404 Not Found"
    ),
    ("template r lab/web -f ftp://x/none.yaml", "open ftp://x/none.yaml: no such file or directory"),
    ("template r lab/web --repository-config /none", "repo lab not found"),
    (
      "template r lab/web --repository-cache /none",
      "no cached repo found. (try 'helm repo update'): open /none/lab-index.yaml: no such file or directory"
    ),
    ("install lab/web", "INSTALLATION FAILED: must either provide a name or specify --generate-name"),
    ("install r nope/web", "INSTALLATION FAILED: repo nope not found"), ("upgrade r nope/web", "repo nope not found"),
    ("show chart nope/web", "repo nope not found"),
  ]) func whatIsNotThereIsSaidInHelmsWords(line: String, error: String) async throws {
    let world = try await World(try LoopbackRepository.files())
    await world.addRepository()
    let run = await world.run(Self.line(line))
    #expect(world.errors(run).split(separator: "\n").first == "Error: \(error)")
    #expect(run.exitCode == 1 && run.output.isEmpty)
    await world.server.shutDown()
  }

  @Test func aFileHereGoesBeforeARepositorysChartUnlessOneIsNamed() async throws {
    let world = try await World(try LoopbackRepository.files())
    await world.addRepository()
    try world.folder.write("lab/web/Chart.yaml", "apiVersion: v2\nname: here\nversion: 0.0.1\n")
    try world.folder.write("lab/web/templates/a.yaml", "v: {{ .Chart.Name }}\n")
    let here = await world.run(["template", "r", "lab/web", "--version", "9"])
    #expect(here.output.contains("v: here\n"), "\(here.errors)")
    try world.folder.write("web/Chart.yaml", "not: a chart\n")
    let there = await world.run(["template", "r", "web", "--repo", "URL"])
    #expect(there.output.contains("v: 2.0.0\n"), "\(there.errors)")
    await world.server.shutDown()
  }

  @Test func valuesMayComeFromAnAddress() async throws {
    let world = try await World(try LoopbackRepository.files())
    try world.folder.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
    try world.folder.write("c/templates/a.yaml", "x: {{ .Values.x | quote }}\n")
    for (option, value) in [
      (["-f", "URL/vals.yaml"], "remote"), (["--values=URL/vals.yaml"], "remote"),
      (["--set-file", "x=URL/vals.yaml"], "x: remote\\n"),
    ] {
      let run = await world.run(["template", "r", "./c"] + option)
      #expect(run.output.hasSuffix("x: \"\(value)\"\n"), "\(run.errors)")
    }
    let lint = await world.run(["lint", "./c", "-f", "URL/vals.yaml"])
    #expect(lint.exitCode == 0, "\(lint.output)\(lint.errors)")
    await world.server.shutDown()
  }

  @Test func credentialsAreARepositorysOrTheOptions() async throws {
    let world = try await World(try LoopbackRepository.files(), login: "me:planted")
    await world.addRepository(["--username", "me", "--password", "planted"])
    for line in [
      "r lab/web", "r lab/web --username you --password other", "r web --repo URL --username me --password planted",
      "r URL/web-2.0.0.tgz --username me --password planted",
    ] {
      // Nothing is to come from the cache of what was let in before.
      try FileSystem.remove(world.folder.path(".cache/helm/content"))
      let run = await world.run(["template"] + Self.line(line))
      #expect(run.output.contains("v: 2.0.0\n"), "\(line): \(run.errors)")
    }
    let stranger = await world.run(["template", "r", "web", "--repo", "URL"])
    #expect(world.errors(stranger).hasPrefix("Error: looks like \"URL\" is not a valid chart repository"))
    #expect(stranger.errors.contains(" : 401 Unauthorized\n"))
    // As in Helm, a repository's credentials are for addresses that its index has as a whole.
    let other = await world.run(["template", "r", "URL/web-1.0.0.tgz"])
    #expect(world.errors(other).hasPrefix("Error: failed to fetch URL/web-1.0.0.tgz : 401 Unauthorized\n"))
    let index = String(decoding: try #require(LoopbackRepository.files()["/index.yaml"]), as: UTF8.self)
    world.server.set("/index.yaml", Array(index.replacing("[web-", with: "[\(world.server.url)/web-").utf8))
    #expect(await world.run(["repo", "update"]).exitCode == 0)
    let own = await world.run(["template", "r", "URL/web-1.0.0.tgz"])
    #expect(own.output.contains("v: 1.0.0\n"), "\(own.errors)")
    await world.server.shutDown()
  }

  @Test(arguments: [
    ("r oci://HOST/charts/web", "1.1.0"), ("r oci://HOST/charts/web --devel", "2.1.0-beta.1"),
    ("r oci://HOST/charts/web:1.0.0", "1.0.0"), ("r oci://HOST/charts/web --version <1.1", "1.0.0"),
    ("oci://HOST/charts/web --version 1.0.0", "1.0.0"),
  ]) func aChartOfARegistryIsRendered(arguments: String, version: String) async throws {
    let files = try LoopbackRepository.registry()
    let world = try await World(files)
    let run = await world.run(["template"] + Self.line(arguments) + ["--plain-http"])
    #expect(run.output == "---\n# Source: web/templates/a.yaml\nv: \(version)\nx: \"base\"\n", "\(run.errors)")
    let digest = Digest.sha256(try #require(files["/v2/charts/web/manifests/\(version)"]))
    let host = world.server.url.dropFirst("http://".count)
    #expect(run.errors == "Pulled: \(host)/charts/web:\(version)\nDigest: sha256:\(digest)\n")
    await world.server.shutDown()
  }

  @Test func aDigestNamesAChartOfARegistry() async throws {
    let files = try LoopbackRepository.registry()
    let world = try await World(files)
    func digest(_ version: String) throws -> String {
      "sha256:" + Digest.sha256(try #require(files["/v2/charts/web/manifests/\(version)"]))
    }
    let word = "oci://HOST/charts/web@\(try digest("1.0.0"))"
    let run = await world.run(["template", "r", word, "--plain-http"])
    #expect(run.output.contains("v: 1.0.0\n"), "\(run.errors)")
    let other = await world.run(["template", "r", word, "--plain-http", "--version", "1.1.0"])
    #expect(
      other.errors.hasPrefix(
        "Error: chart reference digest mismatch: \(try digest("1.1.0")) is not \(try digest("1.0.0"))\n"))
    let mismatch = await world.run([
      "template", "r", "oci://HOST/charts/web:1.0.0", "--plain-http", "--version", "1.1.0",
    ])
    #expect(mismatch.errors.hasPrefix("Error: chart reference and version mismatch: 1.1.0 is not 1.0.0\n"))
    let none = await world.run(["template", "r", "oci://HOST/charts/web", "--plain-http", "--version", ">9"])
    #expect(none.errors.hasPrefix("Error: could not locate a version matching provided version string >9\n"))
    await world.server.shutDown()
  }

  @Test func anIndexMayNameAChartInARegistry() async throws {
    let world = try await World(try LoopbackRepository.registry())
    let host = world.server.url.dropFirst("http://".count)
    let index =
      "apiVersion: v1\nentries:\n  web:\n  - name: web\n    version: 1.1.0\n    urls: ['oci://\(host)/charts/web:1.1.0']\n"
    world.server.set("/index.yaml", Array(index.utf8))
    await world.addRepository()
    let run = await world.run(["template", "r", "lab/web", "--plain-http"])
    #expect(run.output.contains("v: 1.1.0\n"), "\(run.errors)")
    try world.folder.write(
      "u/Chart.yaml",
      "apiVersion: v2\nname: u\nversion: 1.0.0\ndependencies:\n- {name: web, version: 1.x, repository: '@lab'}\n")
    let update = await world.run(["dependency", "update", "u", "--plain-http"])
    #expect(update.exitCode == 0, "\(update.errors)")
    #expect(try FileSystem.list(world.folder.path("u/charts")).map(\.name) == ["web-1.1.0.tgz"])
    await world.server.shutDown()
  }

  @Test func showAndInstallTakeWhatTemplateTakes() async throws {
    let world = try await World(try LoopbackRepository.files())
    await world.addRepository()
    let chart = await world.run(["show", "chart", "lab/web", "--version", "1.x"])
    #expect(chart.output == "apiVersion: v2\nname: web\nversion: 1.1.0\n\n", "\(chart.errors)")
    let values = await world.run(["show", "values", "web", "--repo", "URL"])
    #expect(values.output == "x: base\n\n", "\(values.errors)")
    let install = await world.run(["install", "r", "lab/web", "--dry-run=client", "--version", "1.0.0"])
    #expect(install.output.contains("\nv: 1.0.0\n"), "\(install.errors)")
    await world.server.shutDown()
  }

  @Test func missingDependenciesAreBroughtWhereThatIsAskedFor() async throws {
    let world = try await World(try LoopbackRepository.files())
    try world.folder.write(
      "u/Chart.yaml",
      "apiVersion: v2\nname: u\nversion: 1.0.0\ndependencies:\n- {name: web, version: 1.x, repository: '\(world.server.url)'}\n"
    )
    let without = await world.run(["template", "r", "./u"])
    #expect(
      without.errors.hasPrefix(
        "Error: an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to "
          + "fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: web\n"))
    let with = await world.run(["template", "r", "./u", "--dependency-update"])
    #expect(with.output.hasSuffix("v: 1.1.0\nx: \"base\"\n"), "\(with.errors)")
    #expect(FileSystem.kind(world.folder.path("u/Chart.lock")) == .file)
    let asked = world.server.paths.count
    let again = await world.run(["template", "r", "./u", "--dependency-update"])
    #expect(again.output == with.output && world.server.paths.count == asked)
    await world.server.shutDown()
  }

  @Test(arguments: [
    ("c", "unpacked charts cannot be verified"), ("c.zip", "chart must be a tgz file"),
    (
      "c.tgz", "could not load provenance file HERE/c.tgz.prov: stat HERE/c.tgz.prov: no such file or directory"
    ),
  ]) func aChartHereIsVerifiedByTheFileBesideIt(name: String, error: String) async throws {
    let folder = try TemporaryFolder(["c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n"])
    try folder.write("c.zip", "x")
    try folder.write("c.tgz", bytes: try LoopbackRepository.package("c", "1.0.0"))
    let run = await CommandLineRun(["template", "r", "./" + name, "--verify"], in: folder.path)
    #expect(run.errors.replacing(folder.path, with: "HERE").split(separator: "\n").first == "Error: \(error)")
  }

  @Test func aChartThatIsHereAsksNobodyAndReadsNoSettings() async throws {
    let folder = try TemporaryFolder(["c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n"])
    try folder.write("c/templates/a.yaml", "x: 1\n")
    // Settings that cannot be read would be an error for whoever reads them.
    try folder.write(".config/helm/repositories.yaml", "- [")
    for line in [["template", "r", "./c"], ["template", "r", "c", "--version", "9"]] {
      let run = await CommandLineRun(line, in: folder.path, environment: ["HOME": folder.path])
      #expect(run.output.hasSuffix("x: 1\n") && run.errors.isEmpty)
    }
    let other = await CommandLineRun(["template", "r", "c/d"], in: folder.path, environment: ["HOME": folder.path])
    #expect(other.errors.hasPrefix("Error: couldn't load repositories file"))
  }
}
