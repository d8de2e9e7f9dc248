import Values

/// The value of an option that is a list, as pflag's StringSlice reads it: one record of encoding/csv.
///
/// A field in quotes may hold commas, line breaks, and quotes as `""`.
enum CommaSeparatedList {
  /// The fields of a value.
  ///
  /// - Parameter option: the option's names, as errors tell them: `-a, --api-versions`.
  static func fields(of value: String, option: String) throws(CommandError) -> [String] {
    if value.isEmpty { return [] }
    var reader = Reader(text: Array(value.utf8)[...])
    do throws(Problem) {
      return try reader.record()
    } catch {
      throw CommandError(
        "invalid argument \(GoQuote.quote(Bytes(value))) for \"\(option)\" flag: "
          + "parse error on line \(error.line), column \(error.column): \(error.text)")
    }
  }

  private struct Problem: Error {
    let line: Int
    let column: Int
    let text: String
  }

  private struct Reader {
    var text: ArraySlice<UInt8>
    private var line = 1
    private var column = 1

    init(text: ArraySlice<UInt8>) { self.text = text }

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newline: UInt8 = 0x0A

    /// The fields of the first line that is not empty; a field in quotes may go on in the lines below.
    mutating func record() throws(Problem) -> [String] {
      var fields: [String] = []
      while text.first == Self.newline {
        advance(1)
        (line, column) = (line + 1, 1)
      }
      repeat {
        fields.append(
          String(decoding: try text.first == Self.quote ? quotedField() : plainField(), as: UTF8.self))
      } while passComma()
      return fields
    }

    private mutating func passComma() -> Bool {
      guard text.first == Self.comma else { return false }
      advance(1)
      return true
    }

    private mutating func plainField() throws(Problem) -> [UInt8] {
      let field = text.prefix { $0 != Self.comma && $0 != Self.newline }
      if let place = field.firstIndex(of: Self.quote) {
        throw Problem(
          line: line, column: column + place - field.startIndex, text: "bare \" in non-quoted-field")
      }
      advance(field.count)
      return Array(field)
    }

    private mutating func quotedField() throws(Problem) -> [UInt8] {
      var field: [UInt8] = []
      advance(1)
      while let byte = text.first {
        advance(1)
        if byte != Self.quote {
          field.append(byte)
          if byte == Self.newline { (line, column) = (line + 1, 1) }
          continue
        }
        switch text.first {
        case Self.quote:
          field.append(byte)
          advance(1)
        case nil, Self.comma, Self.newline: return field
        default: throw Problem(line: line, column: column - 1, text: Self.misplacedQuote)
        }
      }
      throw Problem(line: line, column: column, text: Self.misplacedQuote)
    }

    private static let misplacedQuote = "extraneous or missing \" in quoted-field"

    private mutating func advance(_ count: Int) {
      text = text.dropFirst(count)
      column += count
    }
  }
}
