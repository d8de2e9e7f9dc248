import ArgumentParser
package import Platform

/// Runs the program: arguments in, exit code out.
package enum Program {
  /// Runs one command line in the given world.
  ///
  /// - Parameter arguments: without the program's own name.
  /// - Returns: the exit code.
  package static func run(_ arguments: [String], context: ProcessContext, console: Console) async -> Int32 {
    if let code = runPlain(arguments, context: context, console: console) { return code }
    if let name = arguments.first, ShellCompletion.names.contains(name) {
      // The words are those of another line, which may be wrong in any way.
      let words = Array(arguments.dropFirst())
      let withDescriptions = name == ShellCompletion.names[0]
      let answer = await ShellCompletion.answer(words, withDescriptions: withDescriptions, context)
      console.write(Array(answer.utf8))
      return 0
    }
    return await Invocation.$current.withValue(Invocation(context: context, console: console)) {
      do {
        for note in ArgumentNormalizer.deprecations(arguments) { console.note(note) }
        var command = try parse(arguments)
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
        return 0
      } catch {
        return report(error, console: console)
      }
    }
  }

  /// Runs a plain line on the calling thread: no task, and so none of the threads that tasks run on.
  ///
  /// - Returns: the exit code, or nil for any other line.
  package static func runPlain(_ arguments: [String], context: ProcessContext, console: Console) -> Int32? {
    let invocation = Invocation(context: context, console: console)
    guard let request = plainRequest(arguments, invocation) else { return nil }
    return Invocation.$current.withValue(invocation) {
      do {
        try request.run(invocation)
        return 0
      } catch {
        // What ArgumentParser knows as an error does not come from here: asking it would take a millisecond.
        return reportFailure(error, console: console)
      }
    }
  }

  /// The command that a line asks for, as ArgumentParser reads it.
  static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    try ChartCommand.parseAsRoot(ArgumentNormalizer.normalize(arguments))
  }

  private static func report(_ error: any Error, console: Console) -> Int32 {
    if let erased = error as? ErasedError { return report(erased.error, console: console) }
    let code = ChartCommand.exitCode(for: error)
    if code == .success {
      // Help that was asked for is data.
      console.print(ChartCommand.fullMessage(for: error))
      return 0
    }
    if code == .validationFailure {
      console.note(GoFlagError.translated(ChartCommand.fullMessage(for: error)))
      return 1
    }
    if let code = error as? ExitCode { return code.rawValue }
    return reportFailure(error, console: console)
  }

  /// Says what a command failed with.
  private static func reportFailure(_ error: any Error, console: Console) -> Int32 {
    if let erased = error as? ErasedError { return reportFailure(erased.error, console: console) }
    let report = ErrorReport(error, console: console)
    console.note(report.text)
    return report.exitCode
  }
}

/// The world that the command at work runs in.
struct Invocation: Sendable {
  /// The environment, the clock, the dice.
  let context: ProcessContext
  /// Where to write.
  let console: Console

  /// A path that a user gave, relative to the working folder.
  func path(_ name: String) -> String { Path.join(context.workingFolder, name) }

  /// How many revisions are kept where no option says so, as Helm's HELM_MAX_HISTORY.
  var historyMaximum: Int {
    ClusterSettings.variable("MAX_HISTORY", context.environment).flatMap { Int($0.value) } ?? 10
  }

  /// The namespace that a command works in where the environment alone says which kubeconfig and which context count.
  func namespace(_ option: String?) -> String {
    namespace(option, orElse: ClusterSettings(environment: context.environment).contextNamespace(context))
  }

  /// The namespace that a command works in: the option's, else the environment's, else the context's, else `default`.
  ///
  /// - Parameter orElse: the namespace of the kubeconfig's context, read where it is asked for.
  func namespace(_ option: String?, orElse contextNamespace: @autoclosure () -> String?) -> String {
    if let option, !option.isEmpty { return option }
    if let (_, value) = ClusterSettings.variable("NAMESPACE", context.environment) { return value }
    if let namespace = contextNamespace(), !namespace.isEmpty { return namespace }
    return "default"
  }

  @TaskLocal static var current = Invocation(
    context: ProcessContext(environment: [:], workingFolder: "/"), console: Console(output: { _ in }, errors: { _ in }))
}
