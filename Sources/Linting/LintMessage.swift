/// How bad it is what a check found, as Helm's lint numbers it.
package enum LintSeverity: Int, Sendable, Comparable {
  /// Worth knowing.
  case info = 1
  /// Against a convention, but it will likely work.
  case warning
  /// It will likely not work.
  case error

  /// The name in a message's brackets.
  package var label: String {
    switch self {
    case .info: "INFO"
    case .warning: "WARNING"
    case .error: "ERROR"
    }
  }

  package static func < (a: LintSeverity, b: LintSeverity) -> Bool { a.rawValue < b.rawValue }
}

/// What one check found.
package struct LintMessage: Sendable, Equatable {
  /// A place in a file, counted from 1.
  package struct Position: Sendable, Equatable {
    /// The line.
    package let line: Int
    /// The column in bytes; nil where only the line is known.
    package let column: Int?

    /// A place by its numbers.
    package init(line: Int, column: Int? = nil) {
      self.line = line
      self.column = column
    }
  }

  /// How bad it is.
  package let severity: LintSeverity
  /// The file or folder concerned, below the chart's folder; what Helm writes there.
  package let path: String
  /// What was found.
  package let text: String
  /// The check of this program's own that found it; nil for Helm's.
  package let rule: LintRule?
  /// Where in the file, where that is known.
  package let position: Position?

  /// A message of one of Helm's checks.
  package init(_ severity: LintSeverity, _ path: String, _ text: String) {
    self.severity = severity
    self.path = path
    self.text = text
    rule = nil
    position = nil
  }

  /// A warning of one of this program's own checks.
  package init(_ rule: LintRule, _ path: String, _ position: Position?, _ text: String) {
    severity = .warning
    self.path = path
    self.text = text
    self.rule = rule
    self.position = position
  }

  /// The path with the position after it, as editors read it.
  package var place: String {
    guard let position else { return path }
    return "\(path):\(position.line)" + (position.column.map { ":\($0)" } ?? "")
  }

  /// The line that people read: Helm's own form, and for checks that Helm does not have the check's name behind it.
  package var line: String {
    "[\(severity.label)] \(place): \(text)" + (rule.map { " (chart: \($0.rawValue))" } ?? "")
  }
}

/// What fails a chart.
package enum LintStrictness: Sendable {
  /// Errors.
  case errors
  /// Warnings of Helm's checks too: a chart fails where it fails with Helm.
  case helmWarnings
  /// All warnings.
  case warnings

  /// Whether a chart with that message fails.
  package func refuses(_ message: LintMessage) -> Bool {
    switch self {
    case .errors: message.severity >= .error
    case .helmWarnings: message.severity >= .error || message.severity == .warning && message.rule == nil
    case .warnings: message.severity >= .warning
    }
  }
}

/// A check that Helm does not have.
package enum LintRule: String, Sendable, CaseIterable {
  /// A default value that no template reads.
  case unusedValue = "unused-value"
  /// A template that reads a value which no values file defines.
  case undefinedValue = "undefined-value"
  /// An API version that the cluster no longer serves.
  case removedAPI = "removed-api"
  /// An image without a tag, or with `latest`.
  case floatingImage = "floating-image"

  /// What the check looks for, in a sentence.
  package var summary: String {
    switch self {
    case .unusedValue: "A default value that no template reads."
    case .undefinedValue: "A template reads a value that no values file defines."
    case .removedAPI: "An API version that the Kubernetes version in question no longer serves."
    case .floatingImage: "An image without a tag or with the tag latest, which is another one tomorrow."
    }
  }
}
