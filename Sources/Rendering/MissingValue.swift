import Templating
import Values

/// What a template wanted of the values that is not there, and what there is in its place.
struct MissingValue: CustomStringConvertible {
  let description: String

  /// Explains a nil pointer error whose expression starts at `.Values`; nil for other errors.
  ///
  /// - Parameter values: the values that the templates of a file see.
  init?(_ error: TemplateError, values: (_ file: String) -> ValueMap?) {
    guard let error = Self.innermost(error), error.message.hasPrefix("nil pointer evaluating"),
      let file = error.location?.file.description, let values = values(file)
    else { return nil }
    var text = error.context.description[...]
    if text.hasPrefix("$") { text = text.dropFirst() }
    guard text.hasPrefix(".Values.") else { return nil }
    let keys = text.dropFirst(".Values.".count).split(separator: ".").map { Bytes(String($0)) }
    var table = values
    var path = ".Values"
    for key in keys {
      let value = table[key]
      if let next = value?.asMap {
        table = next
        path += ".\(key)"
        continue
      }
      let what = value == nil ? "is not set" : value?.isNil == true ? "is null" : "is no table"
      description = "\(path).\(key) \(what)\(Self.advice(key, in: table, path))"
      return
    }
    return nil
  }

  private static func innermost(_ error: TemplateError) -> TemplateError? {
    var found = error
    var next = error.cause
    while let cause = next {
      if let error = cause as? TemplateError { found = error }
      next = (cause as? TemplateError)?.cause ?? (cause as? FunctionError)?.cause
    }
    return found
  }

  private static func advice(_ key: Bytes, in table: ValueMap, _ path: String) -> String {
    let name = key.description
    let keys = table.keys.map(\.description)
    let near = keys.filter { $0 != name && $0.lowercased().isNear(name.lowercased()) }
    if !near.isEmpty { return "; did you mean \(near.prefix(3).map { "\(path).\($0)" }.joined(separator: " or "))?" }
    let others = keys.filter { $0 != name }
    if others.isEmpty { return "" }
    let shown = others.prefix(8).joined(separator: ", ") + (others.count > 8 ? ", …" : "")
    return "; \(path) has \(shown)"
  }
}
