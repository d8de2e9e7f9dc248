/// One thing that is wrong with an object, as apimachinery's util/validation/field words it.
struct Problem: Sendable {
  /// What sort of wrong, by the reason that a Status' cause carries.
  enum Kind: String, Sendable {
    case invalid = "FieldValueInvalid"
    case required = "FieldValueRequired"
    case unsupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case duplicate = "FieldValueDuplicate"
    case notFound = "FieldValueNotFound"
  }

  /// Where, such as `spec.template.spec.containers[0].name`.
  let field: String
  /// What sort of wrong.
  let type: Kind
  /// All but where: `Invalid value: "x": must be …`.
  let detailText: String

  /// The whole: `spec.replicas: Invalid value: -1: must be …`.
  var text: String { "\(field): \(detailText)" }

  static func invalid(_ field: String, _ value: String, _ why: String) -> Problem {
    Problem(field: field, type: .invalid, detailText: "Invalid value: \(value): \(why)")
  }

  static func required(_ field: String, _ why: String = "") -> Problem {
    Problem(field: field, type: .required, detailText: why.isEmpty ? "Required value" : "Required value: \(why)")
  }

  static func forbidden(_ field: String, _ why: String) -> Problem {
    Problem(field: field, type: .forbidden, detailText: "Forbidden: \(why)")
  }

  static func tooLong(_ field: String, limit: Int) -> Problem {
    Problem(field: field, type: .tooLong, detailText: "Too long: may not be more than \(limit) bytes")
  }

  static func duplicate(_ field: String, _ value: String) -> Problem {
    Problem(field: field, type: .duplicate, detailText: "Duplicate value: \(value)")
  }

  static func notFound(_ field: String, _ value: String) -> Problem {
    Problem(field: field, type: .notFound, detailText: "Not found: \(value)")
  }

  static func unsupported(_ field: String, _ value: String, _ supported: [String]) -> Problem {
    let list = supported.map { "\"\($0)\"" }.joined(separator: ", ")
    return Problem(
      field: field, type: .unsupported, detailText: "Unsupported value: \(value): supported values: \(list)")
  }
}
