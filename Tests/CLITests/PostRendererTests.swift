import TestSupport
import Testing

/// Programs between rendering and what comes after it; the expected lines are Helm 4.3.1's, but for the comments and blank
/// lines that its writer drops.
@Suite struct PostRendererTests {
  private static let chart: KeyValuePairs = [
    "web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
    "web/templates/a.yaml": """
    # of one
    kind: A
    metadata:
      name: one   # the first

      labels: {x: y}
    ---
    kind: Flow
    metadata: {name: one, annotations: {k: v}}
    """,
    "web/templates/b.yaml":
      "kind: Job\nmetadata:\n  name: one\n  annotations:\n    helm.sh/hook: pre-install\nspec: {}\n",
  ]

  private func run(
    _ script: String, _ options: String..., files: KeyValuePairs<String, String> = [:], renderer: [String] = ["/bin/sh"]
  ) async throws -> CommandLineRun {
    let folder = try TemporaryFolder(Self.chart)
    for (name, text) in files { try folder.write(name, text) }
    try folder.write("post.sh", script)
    let given = renderer.isEmpty ? [] : ["--post-renderer", renderer[0]]
    let arguments = renderer.first == "/bin/sh" ? ["--post-renderer-args", folder.path("post.sh")] : []
    return await CommandLineRun(
      ["template", "web"] + given + arguments + options, in: folder.path,
      environment: ["PATH": "/usr/bin:/bin", "WORD": "two", "HELM_PLUGINS": folder.path("plugins")])
  }

  @Test func objectsAndHooksPassThroughTheProgramWithTheirFilesInAnAnnotation() async throws {
    let run = try await run("cat", files: ["web/templates/_x.yaml": "no: object"])
    #expect(run.errors == "")
    #expect(
      run.output == """
        ---
        # Source: web/templates/a.yaml
        # of one
        kind: A
        metadata:
          name: one   # the first

          labels: {x: y}

        ---
        # Source: web/templates/a.yaml
        kind: Flow
        metadata:
          annotations:
            k: v
          name: one
        ---
        # Source: web/templates/b.yaml
        kind: Job
        metadata:
          name: one
          annotations:
            helm.sh/hook: pre-install
        spec: {}


        """)
  }

  @Test func whatTheProgramAddsGetsAFileOfItsOwnAndHooksAreChangedToo() async throws {
    let run = try await run(
      "sed \"s/name: one/name: $WORD$1/\"; echo ---; echo 'kind: New'", "--post-renderer-args", "x")
    #expect(run.errors == "")
    #expect(run.output.contains("# Source: generated-by-postrender-3.yaml\nkind: New\n"))
    #expect(run.output.contains("# Source: web/templates/b.yaml\nkind: Job\nmetadata:\n  name: twox\n"))
    #expect(!run.output.contains("name: one"))
    #expect(!run.output.contains("postrender-filename"))
  }

  @Test func theProgramSeesEachDocumentAnnotatedInTheOrderOfTheFiles() async throws {
    let run = try await run("cat >&2; exit 3")
    #expect(
      run.errors.hasPrefix(
        """
        Error: error while running post render on files: error while running command /bin/sh. error output:
        # of one
        kind: A
        metadata:
          name: one   # the first

          labels: {x: y}
          annotations:
            postrenderer.helm.sh/postrender-filename: 'web/templates/a.yaml'
        ---
        kind: Flow
        metadata:
          annotations:
            k: v
            postrenderer.helm.sh/postrender-filename: web/templates/a.yaml
          name: one
        ---
        kind: Job
        metadata:
          name: one
          annotations:
            helm.sh/hook: pre-install
            postrenderer.helm.sh/postrender-filename: 'web/templates/b.yaml'
        spec: {}
        : exit status 3

        Use --debug flag to render out invalid YAML
        """), "\(run.errors)")
  }

  @Test(arguments: [
    ("true", "error while running post render on files: post-renderer \"/bin/sh\" produced empty output"),
    (
      "echo 'a: b: c'",
      "error while parsing post rendered output: error parsing YAML: MalformedYAMLError: yaml: "
        + "mapping values are not allowed in this context"
    ),
    (
      "echo just text",
      "error while parsing post rendered output: error parsing YAML: wrong node kind: "
        + "expected MappingNode but got ScalarNode: node contents:\njust text\n"
    ),
  ])
  func aProgramThatFailsIsAnError(script: String, words: String) async throws {
    let run = try await run(script)
    #expect(run.exitCode == 1)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("Error: " + words), "\(run.errors)")
  }

  @Test func neitherSideWaitsForTheOtherWhenMuchIsWritten() async throws {
    let big = (0..<20_000).map { "  k\($0): \"a value that takes some room\"\n" }.joined()
    let files: KeyValuePairs = ["web/templates/big.yaml": "kind: Big\ndata:\n" + big]
    let both = try await run("head -c 100000 /dev/zero >&2; cat", files: files)
    #expect(both.exitCode == 0)
    #expect(both.output.contains("k19999: "))
    // One that does not read its input breaks the pipe, which must not end this process.
    let deaf = try await run("exec 0<&-; echo 'kind: Own'", files: files)
    #expect(deaf.output == "---\n# Source: generated-by-postrender-0.yaml\nkind: Own\n")
  }

  private static let plugin = """
    apiVersion: v1
    name: words
    version: 0.1.0
    type: postrenderer/v1
    runtime: subprocess
    runtimeConfig:
      platformCommand:
      - os: windows
        command: no.exe
      - command: /bin/sh ${HELM_PLUGIN_DIR}/run.sh
        args: ["$WORD"]
    """

  @Test func aPluginIsFoundByItsNameAndRunWithItsOwnArgumentsFirst() async throws {
    let files: KeyValuePairs = [
      "plugins/anything/plugin.yaml": Self.plugin, "plugins/broken/plugin.yaml": "apiVersion: v9\n",
      "plugins/anything/run.sh": "echo \"kind: $HELM_PLUGIN_NAME-$1-$2\"",
    ]
    let run = try await run("", "--post-renderer-args", "last", files: files, renderer: ["words"])
    #expect(run.output == "---\n# Source: generated-by-postrender-0.yaml\nkind: words-two-last\n")
    #expect(run.errors.hasPrefix("level=WARN msg=\"failed to load plugin (ignoring)\" plugin_yaml="))
  }

  @Test func aPluginThatFailsIsAnErrorInHelmsWordsWithWhatItSaidBelow() async throws {
    let files: KeyValuePairs = [
      "plugins/a/plugin.yaml": Self.plugin, "plugins/a/run.sh": "echo no such thing >&2; exit 4",
    ]
    let run = try await run("", files: files, renderer: ["words"])
    #expect(run.exitCode == 1)
    #expect(
      run.errors.hasPrefix(
        "Error: error while running post render on files: failed to invoke post-renderer plugin \"words\": "
          + "plugin \"words\" exited with error\n"))
    #expect(run.errors.contains("hint: It ended with status 4 and said: no such thing"))
  }

  @Test(arguments: [
    ("./post.sh", "The file there is not executable: chmod +x ./post.sh"),
    ("./web", "That is a folder; name the program in it."), ("./gone", "There is no program at that path."),
  ])
  func whyAPathIsNoProgramIsSaid(path: String, hint: String) async throws {
    let run = try await run("#!/bin/sh\ncat\n", renderer: [path])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("hint: \(hint)\n"), "\(run.errors)")
  }

  @Test func whatIsNeitherAPluginNorAProgramIsRefusedInHelmsWords() async throws {
    let run = try await run("", renderer: ["nope"])
    #expect(run.exitCode == 1)
    #expect(
      run.errors.hasPrefix(
        "Error: invalid argument \"nope\" for \"--post-renderer\" flag: plugin: {Name:nope Type:postrenderer/v1} not found"
      ))
    let twice = try await self.run("", "--post-renderer", "cat", renderer: ["cat"])
    #expect(twice.errors.contains("for \"--post-renderer\" flag: cannot specify --post-renderer flag more than once"))
  }
}
