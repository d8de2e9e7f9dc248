import Values

/// One message of the built-in kinds: its fields by number, as protobuf has them, and by name, as JSON has them.
final class MessageType: Sendable {
  /// One field of a message.
  struct Field: Sendable {
    /// How many values of its type a field holds.
    enum Container: Sendable {
      case single, list, map
    }

    /// The type of a field's values.
    enum Kind: Sendable, Equatable {
      case text, int32, int64, bool, bytes, double
      /// Another message by its name in the table.
      case message(String)
    }

    /// The name in JSON; empty where the fields of the message stand among those of its holder.
    let name: Bytes
    let number: Int
    let container: Container
    let kind: Kind
    /// Whether it must be there.
    var isRequired = false
    /// Whether nothing is told apart from zero.
    var isPointer = false
    /// The fields by which server-side apply matches a list's items; nil for another list.
    var listKeys: [String]?
    /// Whether server-side apply takes a list for a set.
    var isSet = false
    /// Whether a map or a structure has one manager as a whole.
    var isAtomic = false
    /// The field by which a strategic merge patch matches items; empty where it unites plain values, nil for no merge.
    var mergeKey: String?
    /// Whether a strategic merge patch may name the only keys that are to stay.
    var retainsKeys = false

    /// Whether the fields of the message stand among those of its holder.
    var isInline: Bool { name.isEmpty }
  }

  /// Such as `core.v1.Pod`.
  let name: String
  /// Whether server-side apply takes it for one value.
  let isAtomic: Bool
  /// The fields in the order of Go's structure.
  let fields: [Field]
  private let byNumber: [Int: Int]

  /// Reads one line of the table.
  init(line: Substring) {
    let words = line.split(separator: " ")
    let title = words.first ?? ""
    isAtomic = title.last == "#"
    name = String(isAtomic ? title.dropLast() : title)
    fields = words.dropFirst().compactMap(Self.field)
    byNumber = Dictionary(fields.enumerated().map { ($1.number, $0) }) { first, _ in first }
  }

  /// The field that protobuf numbers so.
  func field(_ number: Int) -> Field? { byNumber[number].map { fields[$0] } }

  /// Reads `NAME=NUMBER`, `*` for a list or `%` for a map, the type, and marks.
  private static func field(_ word: Substring) -> Field? {
    guard let equals = word.lastIndex(of: "=") else { return nil }
    let name = word[..<equals]
    var rest = word[word.index(after: equals)...]
    let digits = rest.prefix { $0.isNumber }
    guard let number = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    var container = Field.Container.single
    if rest.first == "*" || rest.first == "%" { container = rest.removeFirst() == "*" ? .list : .map }
    let type = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
    rest = rest.dropFirst(type.count)
    let kind: Field.Kind? =
      switch type {
      case "s": .text
      case "i": .int32
      case "l": .int64
      case "b": .bool
      case "y": .bytes
      case "f": .double
      default: type.contains(".") ? .message(String(type)) : nil
      }
    guard let kind else { return nil }
    var field = Field(
      name: name == "^" ? Bytes() : Bytes(String(name)), number: number, container: container, kind: kind)
    while let mark = rest.popFirst() {
      let argument = rest.prefix { $0.isLetter || $0 == "," }
      rest = rest.dropFirst(argument.count)
      switch mark {
      case "!": field.isRequired = true
      case "?": field.isPointer = true
      case "~": field.listKeys = argument.split(separator: ",").map(String.init)
      case "+": field.isSet = true
      case "#": field.isAtomic = true
      case ">": field.mergeKey = String(argument)
      case "&": field.retainsKeys = true
      default: break
      }
    }
    return field
  }
}
