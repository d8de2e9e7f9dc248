import Functions
package import Platform
import Templating
import Values

/// Makes a release's name from `--name-template`.
package enum NameTemplate {
  /// What the template writes; it has Sprig's functions and no data.
  package static func expand(_ text: String, context: ProcessContext) throws(RenderError) -> String {
    let templates = TemplateSet(functions: FunctionTable(FunctionLibrary.all))
    var options = RenderOptions()
    options.clock = context.clock
    options.randomness = context.randomness
    let host = TemplateHost(templates: templates, options: options, lookup: nil)
    var output: [UInt8] = []
    do {
      try templates.parse(Array(text.utf8), name: "name-template")
      try templates.execute("name-template", data: .null, host: host, into: &output)
    } catch {
      throw RenderError(error.description, cause: error)
    }
    return Bytes(output).description
  }
}
