import Charts
import Rendering

extension TemplateRequest: PlainRequest {
  /// What a line asks for that is as nearly all are: `template`, words, and the commonest options with their values.
  ///
  /// - Returns: nil for any other line.
  init?(plain arguments: [String], _ invocation: Invocation) {
    guard arguments.first == "template" else { return nil }
    self.init(rendering: RenderOptions(invocation), schemas: SchemaOptions.check(invocation))
    var files: [String] = []
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument.utf8.first != UInt8(ascii: "-") {
        chart.words.append(argument)
        continue
      }
      guard let value = rest.popFirst(), value.utf8.first != UInt8(ascii: "-") else { return nil }
      switch argument {
      case "-n", "--namespace": namespace = value
      // What is fetched is fetched by a task, which this way of running has none of.
      case "-f", "--values": if value.contains("://") { return nil } else { files.append(value) }
      case "--set": values.set.append(value)
      default: return nil
      }
    }
    values.files = ValuesOptions.names(files)
  }
}
