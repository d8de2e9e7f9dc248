import Platform
import TestSupport
import Testing

/// The charts of Tests/Golden, whose answers the real Helm 4.3.1 gave (`Scripts/golden` renews them).
@Suite struct GoldenTests {
  static let cases: [String] = {
    let entries = (try? FileSystem.list(Repository.root + "/Tests/Golden")) ?? []
    return entries.map(\.name).filter { FileSystem.kind("\(Repository.root)/Tests/Golden/\($0)/chart") == .folder }
  }()

  @Test func thereAreGoldenCases() {
    #expect(Self.cases.count >= 20)
  }

  @Test(arguments: cases) func templatePrintsWhatHelmPrints(name: String) async throws {
    let folder = "\(Repository.root)/Tests/Golden/\(name)"
    var arguments = ["template", "golden", "chart", "--namespace", "tests"]
    if let extra = try? FileSystem.read(folder + "/args") {
      arguments += ShellWords.split(String(decoding: extra, as: UTF8.self))
    }
    let run = await CommandLineRun(arguments, in: folder)
    if let expected = try? FileSystem.read(folder + "/output") {
      let notes = (try? FileSystem.read(folder + "/notes")) ?? []
      // Helm notes things several times, and in another order each time.
      #expect(
        Set(run.errors.split(separator: "\n")) == Set(String(decoding: notes, as: UTF8.self).split(separator: "\n")))
      #expect(run.output == String(decoding: expected, as: UTF8.self))
      #expect(run.exitCode == 0)
    } else {
      let expected = String(decoding: try FileSystem.read(folder + "/error"), as: UTF8.self)
      for line in expected.split(separator: "\n") {
        #expect(run.errors.contains(line), "Helm's line is missing")
      }
      #expect(run.output == "")
      #expect(run.exitCode == 1)
    }
  }
}

/// Splits a line into words as a shell does, as far as the cases' arguments need: single quotes and spaces.
enum ShellWords {
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted, "\n" where !isQuoted:
        if let done = word { words.append(done) }
        word = nil
      default:
        word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return words
  }
}
