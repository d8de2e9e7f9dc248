internal import Values

/// Something that Helm notes on standard error and then goes on.
package struct ChartWarning: Sendable, Hashable {
  /// How loud Helm says it.
  package enum Level: String, Sendable {
    case info = "INFO"
    case warning = "WARN"
  }

  /// A named detail, as slog writes them after the message.
  package struct Attribute: Sendable, Hashable {
    /// The detail's name.
    package let key: String
    /// The detail.
    package let value: String
  }

  /// How loud Helm says it.
  package let level: Level
  /// Helm's text.
  package let message: String
  /// Named details.
  package let attributes: [Attribute]

  /// A warning with Helm's text.
  package init(_ level: Level, _ message: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    self.level = level
    self.message = message
    self.attributes = attributes.map { Attribute(key: $0.key, value: $0.value) }
  }

  /// The line that Helm's logger prints: `level=WARN msg="…" key=value`.
  package var line: String {
    var line = "level=\(level.rawValue) msg=\(Self.quotedIfNeeded(message))"
    for attribute in attributes { line += " \(attribute.key)=\(Self.quotedIfNeeded(attribute.value))" }
    return line
  }

  /// As slog's TextHandler: quoted where the text is empty or a reader could take it apart.
  private static func quotedIfNeeded(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy { scalar in
      scalar != " " && scalar != "\"" && scalar != "=" && scalar.value > 0x20 && scalar.value != 0x7f
    }
    return plain && !text.isEmpty ? text : GoQuote.quote(text)
  }
}
