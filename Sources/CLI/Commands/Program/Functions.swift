import ArgumentParser
import Functions
import Templating
import Values

/// `chart functions [NAME]`: the functions that templates can call, from the table that the engine uses.
struct FunctionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions", abstract: "List the template functions, or explain one.")

  @Argument(help: "A function's name.")
  var name: String?

  func run() throws {
    let console = Invocation.current.console
    guard let name else {
      var table = Table()
      for function in FunctionLibrary.all.sorted(by: { $0.name < $1.name }) {
        table.add([function.name, "\(function.summary)"])
      }
      console.write(Array(table.text.utf8))
      return
    }
    guard let function = FunctionLibrary.all.first(where: { $0.name == name }) else {
      throw CommandError(
        "there is no template function \"\(name)\"", hint: "`chart functions` lists those that there are.")
    }
    var parameters = function.parameters.map(\.name)
    if function.isVariadic, let last = parameters.popLast() { parameters.append(last + "...") }
    console.print("\(function.name) \(parameters.joined(separator: ", "))\n\n\(function.summary)")
    if function.example.utf8CodeUnitCount > 0 { console.print("\n  \(function.example)") }
  }
}
