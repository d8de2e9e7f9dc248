package import Values

/// The chart as a record keeps it: metadata, templates, default values and files, without its dependencies.
package struct RecordedChart {
  /// One file of the chart.
  package struct File: Sendable, Equatable {
    /// The path within the chart.
    package var name: String
    /// The content.
    package var data: Bytes
    /// When it was last changed, in RFC 3339; empty for unknown.
    package var modificationTime: String

    /// A file by its parts.
    package init(name: String, data: Bytes, modificationTime: String = "") {
      self.name = name
      self.data = data
      self.modificationTime = modificationTime
    }
  }

  /// Chart.yaml, by its own field names; nil only in damaged records.
  package var metadata: ValueMap?
  /// Chart.lock, by its own field names.
  package var lock: ValueMap?
  /// The files under templates/.
  package var templates: [File]
  /// The default values.
  package var values: ValueMap?
  /// values.schema.json.
  package var schema: Bytes?
  /// When the schema was last changed, in RFC 3339; empty for unknown.
  package var schemaModificationTime: String
  /// All other files.
  package var files: [File]
  /// When the chart was last changed, in RFC 3339; empty for unknown.
  package var modificationTime: String

  /// A chart by its parts.
  package init(
    metadata: ValueMap?, lock: ValueMap? = nil, templates: [File] = [], values: ValueMap? = nil, schema: Bytes? = nil,
    schemaModificationTime: String = "", files: [File] = [], modificationTime: String = ""
  ) {
    self.metadata = metadata
    self.lock = lock
    self.templates = templates
    self.values = values
    self.schema = schema
    self.schemaModificationTime = schemaModificationTime
    self.files = files
    self.modificationTime = modificationTime
  }

  /// The chart's name.
  package var name: String { text("name") }
  /// The chart's version.
  package var version: String { text("version") }
  /// The version of what the chart installs.
  package var appVersion: String { text("appVersion") }

  private func text(_ field: Bytes) -> String { metadata?[field]?.asString?.description ?? "" }
}
