import Values

/// The message of `required` and `fail`, between the marks by which Helm finds it again in a chain of errors.
package enum Refusal {
  /// What stands before the message.
  package static let start = "HELM_ERR_START"
  /// What stands after it.
  package static let end = "HELM_ERR_END"

  /// The marked message.
  static func marked(_ message: Bytes) -> String { start + message.description + end }
}
