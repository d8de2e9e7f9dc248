import Releases
import Values

/// The objects of a release as `status` shows them: the server's own columns, in the layout of kubectl's printer.
enum ObjectTable {
  /// The sections, each below its version and kind.
  static func text(_ sections: [Get.Section]) -> String {
    // A header is told once for all tables that follow each other with the same columns, over sections too.
    var told: [UInt8] = []
    var text = "RESOURCES:\n"
    for section in sections {
      text += "==> \(section.title)\n"
      for answer in section.answers { text += lines(answer, after: &told) }
      text += "\n"
    }
    return text + "\n"
  }

  private static func lines(_ answer: Value, after told: inout [UInt8]) -> String {
    guard let columns = answer.at("columnDefinitions")?.asList, let rows = answer.at("rows")?.asList else {
      return plain(answer)
    }
    if rows.isEmpty { return "" }
    // Columns of a lower rank are for the wide form.
    let shown = columns.indices.filter { ["", "0"].contains(word(columns[$0].at("priority") ?? .null)) }
    var cells = rows.map { row in
      let all = row.at("cells")?.asList ?? []
      return shown.map { $0 < all.count ? word(all[$0]) : "" }
    }
    let definitions = (try? JSON.encode(.list(columns))) ?? []
    if told != definitions {
      cells.insert(shown.map { columns[$0].at("name")?.asString?.description.uppercased() ?? "" }, at: 0)
      told = definitions
    }
    return aligned(cells)
  }

  /// An object of a server that has no tables.
  private static func plain(_ object: Value) -> String {
    aligned([["NAME"], [object.at("metadata")?.at("name")?.asString?.description ?? ""]])
  }

  /// A cell's first line.
  private static func word(_ value: Value) -> String {
    let text: String
    switch value {
    case .string(let string): text = string.description
    case .null: return ""
    default: text = (try? JSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    guard let end = text.firstIndex(where: \.isNewline) else { return text }
    return text[..<end] + "..."
  }

  /// As text/tabwriter has it with a least width of 6 and a padding of 3: the last column is as wide as it is.
  private static func aligned(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      max(6, (rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0) + 3)
    }
    return rows.map { row in
      row.indices.map { column in
        let cell = row[column]
        if column == row.count - 1 { return cell }
        return cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined() + "\n"
    }.joined()
  }
}
