internal import Values

/// Something that a value has and its schema does not allow, with what led to it.
struct SchemaIssue {
  /// What the issue stands for, as far as printing asks.
  enum Kind {
    /// The message stands for itself.
    case plain
    /// Several issues of one value.
    case group
    /// The issues of a schema that was referred to; of one only that is shown.
    case reference
  }

  var kind: Kind
  /// What is wrong.
  var text: String
  /// Where in the values.
  var place: [Bytes]
  /// The issues behind this one.
  var causes: [SchemaIssue] = []

  /// Several issues as one; nil for none.
  static func joined(_ issues: [SchemaIssue], at place: [Bytes]) -> SchemaIssue? {
    if issues.count < 2 { return issues.first }
    return SchemaIssue(kind: .group, text: "validation failed", place: place, causes: issues)
  }

  /// The issues that a group holds, or this one.
  var members: [SchemaIssue] { kind == .group ? causes : [self] }

  /// The issue and those behind it, one a line.
  func lines(indent: Int = 0) -> [String] {
    if kind == .reference, causes.count == 1 { return causes[0].lines(indent: indent) }
    let line = String(repeating: "  ", count: indent) + "- at \(SchemaText.quoted(SchemaText.pointer(place))): \(text)"
    return [line] + causes.flatMap { $0.lines(indent: indent + 1) }
  }

  /// What the library prints for all issues of a document.
  static func report(_ issue: SchemaIssue, schema: String) -> String {
    (["jsonschema validation failed with \(SchemaText.quoted(schema))"] + issue.members.flatMap { $0.lines() })
      .joined(separator: "\n")
  }
}
