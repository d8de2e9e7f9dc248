import Values

/// The table in which kubectl prints a resource's objects: its columns, and the cells of one object.
struct TableColumns {
  /// One column.
  struct Column: Sendable {
    let name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    var type = "string"
    /// `name` for the column with the objects' names.
    var format = ""
    var description = ""
    /// 0 is always shown; what is above only in wide tables.
    var priority = 0

    init(_ name: String, _ type: String = "string", priority: Int = 0, format: String = "", description: String = "") {
      (self.name, self.type, self.format) = (name, type, format)
      (self.description, self.priority) = (description, priority)
    }
  }

  private let columns: [Column]
  private let cellsOf: (ValueMap, Int64) -> [Value]

  /// The table of a resource.
  init(_ resource: Resource, version: String) {
    if let kind = BuiltInTables.kind(resource.storage), !resource.isCustom {
      columns = kind.columns
      cellsOf = { object, now in kind.cells(TableRow(object, now: now)) }
    } else if resource.isCustom {
      let custom = resource.printerColumns[version] ?? []
      let shown = custom.isEmpty ? [PrinterColumn.age] : custom
      columns = [Column("Name", format: "name")] + shown.map(\.column)
      cellsOf = { object, now in [.string(object.name)] + shown.map { $0.cell(object, now: now) } }
    } else {
      columns = [Column("Name", format: "name"), Column("Created At", "date")]
      cellsOf = { object, _ in [.string(object.name), object.metadata["creationTimestamp"] ?? .null] }
    }
  }

  /// The columns as a Table declares them.
  var definitions: [Value] {
    columns.map { column in
      .map([
        "name": .string(column.name), "type": .string(column.type), "format": .string(column.format),
        "description": .string(column.description), "priority": .int(column.priority),
      ])
    }
  }

  /// The cells of one object's row.
  func cells(_ object: ValueMap, now: Int64) -> [Value] { cellsOf(object, now) }
}
