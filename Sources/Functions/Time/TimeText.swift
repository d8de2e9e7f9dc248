package import Platform
internal import Values

/// Times as text, for those who have no template.
package enum TimeText {
  /// The time written as a layout of Go's time package shows, as Time.Format.
  package static func format(_ time: Timestamp, layout: String) -> String {
    // Go names a zone that it read back from a record by its offset, but for UTC.
    let location = time.offset == 0 ? TimeLocation.utc : .fixed(name: "", offset: time.offset)
    return String(decoding: GoTime(time.moment, in: location).formatted(Array(layout.utf8)), as: UTF8.self)
  }
}
