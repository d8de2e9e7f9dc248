import Charts
import Platform
import TestSupport
import Testing

@testable import CLI

@Suite struct PlainRequestTests {
  private static let files: KeyValuePairs = [
    "Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\n", "values.yaml": "b: 1\n", "README.md": "text\n",
  ]

  @Test(arguments: ["all", "chart", "values", "readme", "crds"])
  func `a plain line shows what the parser's shows`(part: String) async throws {
    let folder = try TemporaryFolder(Self.files)
    let plain = await CommandLineRun(["show", part, "."], in: folder.path)
    let parsed = await CommandLineRun(["show", part, "--devel", "."], in: folder.path)
    #expect(plain.exitCode == 0)
    #expect(plain.output == parsed.output)
    #expect(plain.output.isEmpty == (part == "crds"))
  }

  @Test func `a plain line packs what the parser's packs`() async throws {
    let folder = try TemporaryFolder(Self.files)
    let packages = try TemporaryFolder([:])
    let plain = await CommandLineRun(["package", ".", "-d", packages.path("plain")], in: folder.path)
    let parsed = await CommandLineRun(["package", "--destination=\(packages.path("parsed"))", "."], in: folder.path)
    #expect(plain.exitCode == 0)
    #expect(plain.output == parsed.output.replacing("/parsed/", with: "/plain/"))
    #expect(
      try FileSystem.read(packages.path("plain/a-1.0.0.tgz")) == FileSystem.read(packages.path("parsed/a-1.0.0.tgz")))
  }

  @Test(arguments: [
    ["package", "."], ["package", "a", "b"], ["package", "-d", "x", "."], ["package", ".", "--destination", "x"],
    ["show", "values", "."],
  ])
  func `lines of words and the commonest options are plain`(line: [String]) throws {
    let folder = try TemporaryFolder(Self.files)
    #expect(Program.plainRequest(line, Self.invocation(folder)) != nil)
  }

  @Test(arguments: [
    [], ["package"], ["package", "--help"], ["package", ".", "-u"], ["package", ".", "-d"],
    ["package", "-d", "-u", "."],
    ["package", "--version=2.0.0", "."], ["show"], ["show", "values"], ["show", "values", "--help"],
    ["show", "values", "missing"], ["show", "nothing", "."], ["show", "values", ".", "."], ["inspect", "values", "."],
  ])
  func `any other line is left to the parser`(line: [String]) throws {
    let folder = try TemporaryFolder(Self.files)
    #expect(Program.plainRequest(line, Self.invocation(folder)) == nil)
  }

  private static func invocation(_ folder: TemporaryFolder) -> Invocation {
    Invocation(
      context: ProcessContext(environment: [:], workingFolder: folder.path),
      console: Console.standard(environment: [:]))
  }
}
