import CLI
import Platform
import Synchronization

/// One run of the program inside the test's own process.
struct CommandLineRun {
  /// Standard output.
  let output: String
  /// Standard error.
  let errors: String
  /// The exit code.
  let exitCode: Int32

  /// Runs a command line in a world of the test's making.
  ///
  /// - Parameters:
  ///   - folder: the working folder.
  ///   - environment: the only variables there are.
  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) async {
    let collected = Collected()
    let console = Console(output: { collected.add(output: $0) }, errors: { collected.add(errors: $0) })
    let context = ProcessContext(environment: environment, workingFolder: folder)
    exitCode = await Program.run(arguments, context: context, console: console)
    (output, errors) = collected.texts
  }
}

/// What a console wrote.
private final class Collected: Sendable {
  private let bytes = Mutex<(output: [UInt8], errors: [UInt8])>(([], []))

  func add(output more: [UInt8]) { bytes.withLock { $0.output += more } }
  func add(errors more: [UInt8]) { bytes.withLock { $0.errors += more } }

  var texts: (String, String) {
    bytes.withLock { (String(decoding: $0.output, as: UTF8.self), String(decoding: $0.errors, as: UTF8.self)) }
  }
}
