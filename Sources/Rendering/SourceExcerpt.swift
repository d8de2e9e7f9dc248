import Templating
import Values

/// The line of a template where an error arose, for a report to show.
package struct SourceExcerpt: Sendable, Equatable {
  /// The template's path.
  package let file: String
  /// The line's number, from 1.
  package let line: Int
  /// Where in the line, in bytes from 0; nil where only the line is known.
  package let column: Int?
  /// The line's text.
  package let text: String

  /// A line that is known by its number.
  init(file: String, line: Int, text: String) {
    self.file = file
    self.line = line
    column = nil
    self.text = text
  }

  /// The innermost place of an error that lies in one of the chart's templates.
  ///
  /// - Parameter source: the text of a template by its path.
  init?(_ error: TemplateError, source: (String) -> [UInt8]?) {
    var found: SourceExcerpt?
    var current: (any Error)? = error
    while let error = current {
      if let error = error as? TemplateError {
        if let location = error.location, let text = source(location.file.description) {
          found = SourceExcerpt(location, in: text) ?? found
        }
        current = error.cause
      } else {
        current = (error as? FunctionError)?.cause
      }
    }
    guard let found else { return nil }
    self = found
  }

  private init?(_ location: TemplateError.Location, in text: [UInt8]) {
    var lines = text.split(separator: 0x0a, omittingEmptySubsequences: false).makeIterator()
    var line: ArraySlice<UInt8>?
    for _ in 0..<max(0, location.line) { line = lines.next() }
    guard let line else { return nil }
    file = location.file.description
    self.line = location.line
    column = location.column
    self.text = String(decoding: line, as: UTF8.self)
  }
}
