/// A chart that could not be rendered: Helm's own words, and what a report can add to them.
package struct RenderError: Error, CustomStringConvertible {
  /// Helm's error text, without the leading `Error: `.
  package var description: String
  /// The template's own error, with its place and the includes that led there, where one is behind this.
  package let cause: (any Error)?
  /// The template line where it arose, where there is one.
  package var excerpt: SourceExcerpt?
  /// What the templates wrote, where that is what could not be read.
  package var files: [RenderedFile] = []
  /// The rendered lines around the one that could not be read, where that is what went wrong.
  package var rendered: RenderedExcerpt?
  /// The errors of the other templates, in the order in which they ran.
  package var others: [RenderError] = []
  /// What to do about it, where that is not plain from the text.
  package var hint: String?

  /// An error with Helm's text.
  package init(_ description: String, cause: (any Error)? = nil, hint: String? = nil) {
    self.description = description
    self.cause = cause
    self.hint = hint
  }
}
