import ArgumentParser
import Values
import YAML

/// How a command prints its data.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, yaml
}

/// One record of a command's data: its fields in the order in which Helm's JSON has them.
struct OutputRecord {
  /// The fields, by name.
  var fields: [(name: Bytes, value: Value)]
  /// The JSON of fields whose value has an order of its own.
  var ordered: [Bytes: [UInt8]] = [:]
  /// Fields after those that are records themselves.
  var records: [(name: Bytes, record: OutputRecord)] = []

  /// The record as JSON, its fields in order.
  var json: [UInt8] {
    get throws {
      var text: [UInt8] = [UInt8(ascii: "{")]
      for (index, field) in fields.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        JSON.appendQuoted(field.name, to: &text)
        text.append(UInt8(ascii: ":"))
        text += try ordered[field.name] ?? JSON.encode(field.value)
      }
      for field in records {
        text += text.count > 1 ? [UInt8(ascii: ",")] : []
        JSON.appendQuoted(field.name, to: &text)
        text += try [UInt8(ascii: ":")] + field.record.json
      }
      text.append(UInt8(ascii: "}"))
      return text
    }
  }

  /// The record as a value, whose keys YAML sorts.
  var value: Value {
    .map(ValueMap(fields.map { ($0.name, $0.value) } + records.map { ($0.name, $0.record.value) }))
  }
}

extension Console {
  /// Prints a value as JSON or YAML, or as the text that `table` makes.
  func emit(_ value: Value, as format: OutputFormat, table: () -> String) throws {
    switch format {
    case .json: write(try JSON.encode(value) + [UInt8(ascii: "\n")])
    case .yaml: write(try YAML.encode(value))
    case .table: write(Array(table().utf8))
    }
  }

  /// Prints records as a JSON or YAML list, or as the text that `table` makes.
  func emit(_ records: [OutputRecord], as format: OutputFormat, table: () -> String) throws {
    guard format == .json else { return try emit(.list(records.map(\.value)), as: format, table: table) }
    let texts = try records.map { try $0.json }
    write(Array("[".utf8) + Array(texts.joined(separator: [UInt8(ascii: ",")])) + Array("]\n".utf8))
  }

  /// Prints one record as a JSON or YAML object, or as the text that `table` makes.
  func emit(_ record: OutputRecord, as format: OutputFormat, table: () -> String) throws {
    guard format == .json else { return try emit(record.value, as: format, table: table) }
    write(try record.json + [UInt8(ascii: "\n")])
  }
}
