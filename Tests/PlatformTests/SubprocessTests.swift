import Platform
import Testing

@Suite struct SubprocessTests {
  private let environment = Environment.variables()

  private func shell(
    _ script: String, environment: [String: String]? = nil, input: Subprocess.Input = .nothing, limit: Int = 1 << 24
  ) async throws -> Subprocess.Outcome {
    try await Subprocess.run(
      "/bin/sh", ["-c", script], environment: environment ?? self.environment, input: input, capturesErrors: true,
      limit: limit)
  }

  @Test func whatAProgramWritesAndHowItEndsComesBack() async throws {
    let outcome = try await shell("echo out; echo err >&2; exit 7")
    #expect(outcome.status == 7)
    #expect(outcome.output == Array("out\n".utf8) && outcome.errors == Array("err\n".utf8))
    #expect(try await shell("kill -9 $$").status == 137)
  }

  @Test func moreThanAPipeHoldsGoesInAndOut() async throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try await shell("cat", input: .bytes(bytes)).output == bytes)
    // A program that does not read its input ends all the same.
    #expect(try await shell("exit 0", input: .bytes(bytes)).status == 0)
  }

  @Test func itSeesTheEnvironmentItIsGivenAndNoOther() async throws {
    let outcome = try await shell("echo \"$ONLY $HOME\"", environment: ["ONLY": "this", "PATH": "/bin"])
    #expect(outcome.output == Array("this \n".utf8))
  }

  @Test func tooMuchOutputEndsIt() async throws {
    await #expect(throws: FileError.self) { try await shell("yes", limit: 1000) }
  }

  @Test func aCancelledTaskEndsItsProgram() async throws {
    let task = Task { try await shell("exec sleep 60") }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    #expect(try await task.value.status == 128 + SIGTERM)
  }

  @Test func aProgramThatCannotBeStartedLeavesNothingOpen() async throws {
    func openFiles() throws -> Int { try FileSystem.list("/dev/fd/").count }
    let before = try openFiles()
    for _ in 0..<100 {
      await #expect(throws: FileError.self) {
        try await Subprocess.run("/no/such", [], environment: [:], input: .bytes([1]), capturesErrors: true)
      }
    }
    // Other tests may have opened some meanwhile.
    #expect(try openFiles() < before + 100)
  }

  @Test func programsAreFoundByTheGivenPath() {
    #expect(Subprocess.find("sh", environment: ["PATH": "/nowhere:/bin"]) == "/bin/sh")
    #expect(Subprocess.find("sh", environment: ["PATH": ""]) == nil)
    #expect(Subprocess.find("/bin/sh", environment: [:]) == "/bin/sh")
    #expect(Subprocess.find("./no-such", environment: ["PATH": "/bin"]) == nil)
  }
}
