package import Values

/// What went wrong in parsing or executing a template, and where, with exactly Go's text as its description.
package struct TemplateError: Error, CustomStringConvertible {
  /// The stage that failed.
  package enum Kind: Sendable {
    /// The text is no template.
    case parse
    /// The template failed while it ran.
    case execute
    /// The named template does not exist.
    case lookup
  }

  /// Where a node stands in a template's text, as Tree.ErrorContext tells it.
  package struct Location: Sendable, Equatable {
    /// The name that the text was parsed under: its file.
    package let file: Bytes
    /// The line, counted from 1.
    package let line: Int
    /// The byte offset in the line, counted from 0; nil where Go tells the line only.
    package let column: Int?
  }

  /// The parts lie in one object, so that functions that throw hand over one word.
  private final class Parts: Sendable {
    let kind: Kind
    let location: Location?
    let template: Bytes
    let context: Bytes
    let message: FunctionError

    init(kind: Kind, location: Location?, template: Bytes, context: Bytes, message: FunctionError) {
      self.kind = kind
      self.location = location
      self.template = template
      self.context = context
      self.message = message
    }
  }

  private let parts: Parts

  private init(_ parts: Parts) { self.parts = parts }

  /// An error of the parser.
  static func parse(_ message: String, file: Bytes, line: Int) -> TemplateError {
    TemplateError(
      Parts(
        kind: .parse, location: Location(file: file, line: line, column: nil), template: file, context: Bytes(),
        message: FunctionError(message)))
  }

  /// An error of the executor at a node whose text is `context`.
  static func execute(
    _ message: FunctionError, at location: Location?, template: Bytes, context: Bytes
  ) -> TemplateError {
    TemplateError(
      Parts(kind: .execute, location: location, template: template, context: context, message: message))
  }

  /// The error of Go's ExecuteTemplate for a name that is not defined.
  static func notDefined(_ name: Bytes, in set: Bytes) -> TemplateError {
    TemplateError(
      Parts(
        kind: .lookup, location: nil, template: name, context: Bytes(),
        message: FunctionError(
          "no template \(GoQuote.quote(name)) associated with template \(GoQuote.quote(set))")))
  }

  /// The stage that failed.
  package var kind: Kind { parts.kind }
  /// Where, if it is known.
  package var location: Location? { parts.location }
  /// The name of the template that was being executed, or of the text that was being parsed.
  package var template: Bytes { parts.template }
  /// The text of the node that failed, as Go prints it between `<` and `>`; empty for errors of the parser.
  package var context: Bytes { parts.context }
  /// What went wrong, without where.
  package var message: String { parts.message.message }
  /// The message as far as it is not the text of the continuation.
  package var words: String { parts.message.words }
  /// The error of a function that the message tells of; a `TemplateError` for `include` and `tpl`.
  package var cause: (any Error)? { parts.message.cause }
  /// The error whose text ends this one's.
  package var continuation: (any Error)? { parts.message.goesOnWithCause ? cause : nil }

  /// Go's text of the error.
  package var description: String {
    var text = ""
    var next: (any Error)? = self
    // In a loop, as templates can be included in each other more deeply than any stack allows a recursion here.
    while let error = next as? TemplateError {
      text += error.ownDescription
      next = error.continuation
    }
    if let next { text += "\(next)" }
    return text
  }

  /// The text as far as it is not that of the continuation.
  package var ownDescription: String {
    guard let location else { return "template: \(kind == .execute ? "\(template): " : "")\(words)" }
    let column = location.column.map { ":\($0)" } ?? ""
    let place = "template: \(location.file):\(location.line)\(column): "
    switch kind {
    case .parse, .lookup: return place + words
    case .execute: return "\(place)executing \(GoQuote.quote(template)) at <\(context)>: \(words)"
    }
  }
}
