import Functions
package import Platform
import Templating
package import Values

/// Expands templates that are given as options, such as `--name-template`.
package enum OptionTemplate {
  /// What the template writes; it has Sprig's functions, and those of the environment.
  ///
  /// - Parameters:
  ///   - name: what errors call the template.
  ///   - data: what `.` is.
  package static func expand(
    _ text: String, name: Bytes, data: Value = .null, context: ProcessContext
  ) throws(RenderError) -> [UInt8] {
    let templates = TemplateSet(
      functions: FunctionTable(FunctionLibrary.forOptions(environment: context.environment)))
    var options = RenderOptions()
    options.allowsDNS = true
    options.clock = context.clock
    options.randomness = context.randomness
    let host = TemplateHost(templates: templates, options: options, lookup: nil)
    var output: [UInt8] = []
    do {
      try templates.parse(Array(text.utf8), name: name)
      try templates.execute(name, data: data, host: host, into: &output)
    } catch {
      throw RenderError(error.description, cause: error)
    }
    return output
  }
}
