/// What kept a chart from being loaded, configured or packed: Helm's own words, and where they apply.
package struct ChartError: Error, CustomStringConvertible {
  /// The step that failed.
  package enum Kind: Sendable, Hashable {
    /// A file or archive could not be read, or does not hold what a chart needs.
    case loading
    /// Chart.yaml says something that it may not.
    case metadata
    /// A values file or a `--set` flag could not be understood, or values of different shapes met.
    case values
    /// A declared dependency is missing.
    case dependencies
    /// The values are not what values.schema.json asks for, or the schema itself is broken.
    case schema
    /// `chart/overlay-by` selects a file that the chart does not have.
    case overlay
    /// The chart cannot be packed.
    case packaging
  }

  /// The step that failed.
  package let kind: Kind
  /// Helm's text, byte for byte where Helm has one.
  package let message: String
  /// The file concerned, as the user knows it.
  package let file: String?
  /// What to do about it, where that is not plain from the text.
  package let hint: String?

  /// An error of one step.
  package init(_ kind: Kind, _ message: String, file: String? = nil, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.file = file
    self.hint = hint
  }

  package var description: String { message }

  /// The same error seen from further out: `prefix` goes before the text, as Go's `%w` chains are read.
  func wrapped(_ prefix: String) -> ChartError {
    ChartError(kind, prefix + message, file: file, hint: hint)
  }
}
