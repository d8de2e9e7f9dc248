import Platform
import Releases
import Values

/// Shows what an operation would do, before it is done: a diff for people, the plan's steps for programs.
struct PlanPrinter {
  private let console: Console
  private let format: OutputFormat

  /// A printer to the console's standard output.
  init(_ invocation: Invocation, as format: OutputFormat = .table) {
    console = invocation.console
    self.format = format
  }

  /// Prints a plan; there is none where nothing was found to change.
  func print(_ plan: Plan?) throws {
    try console.emit(plan?.value ?? .list([]), as: format) {
      guard let plan else { return "nothing would change\n" }
      let lines = plan.diff().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      return lines.map { paint(String($0)) + "\n" }.joined() + summary(plan) + "\n"
    }
  }

  /// How many objects each change is for.
  private func summary(_ plan: Plan) -> String {
    let counts: [(Plan.Change, String)] = [
      (.create, "create"), (.update, "update"), (.delete, "delete"), (.keep, "leave"),
    ]
    let parts = counts.compactMap { change, verb -> String? in
      let count = plan.steps.count { $0.change == change && (change != .update || plan.altersManifest($0)) }
      return count == 0 ? nil : "\(count) to \(verb)"
    }
    return parts.isEmpty ? "nothing would change" : parts.joined(separator: ", ")
  }

  /// A line in the colour of what it says, on a terminal.
  private func paint(_ line: String) -> String {
    // An object's own lines stand two columns further in, and those that stay the same another two.
    let marked = line.hasPrefix("  ") ? line.dropFirst(2) : line[...]
    return switch marked.first {
    case "+": console.paintOutput(line, .green)
    case "-": console.paintOutput(line, .red)
    case "~": console.paintOutput(line, .yellow)
    default: line
    }
  }
}
