/// A Go value that is no plain data: a struct with fields and methods, a time, a version, a typed nil.
///
/// The executor asks for methods before fields, as text/template's evalField does.
package protocol GoObject: AnyObject {
  /// The type's name as `%T` prints it, such as `*semver.Version`.
  var typeName: String { get }
  /// The reflect.Kind.
  var kind: GoKind { get }
  /// Whether a nil of this type.
  var isNil: Bool { get }
  /// Go's truth; a struct is always true, a pointer when it is not nil.
  var isTrue: Bool { get }
  /// The exported field (or map entry) of that name, or nil where there is none.
  func field(_ name: Bytes) -> Value?
  /// The exported method of that name, or nil where there is none.
  func method(_ name: Bytes) -> GoMethod?
  /// What `%v` and `print` write.
  var text: Bytes { get }
  /// Appends `text`, without making it first where it is large.
  func appendText(to output: inout [UInt8])
  /// What an action such as `{{.X}}` writes: of a field that Go can take the address of, what the pointer's String says.
  var printed: Bytes { get }
  /// The plain data that toYaml and toJson write in its place; for a number's kind (`time.Duration`) the number itself.
  var plain: Value { get }
  /// The fields of a struct under the names that JSON gives them, in the struct's order; nil for what is no such struct.
  var members: [(name: Bytes, value: Value)]? { get }
  /// The fields of a struct as fmt prints them, the private ones too, in the struct's order; nil for what is no struct.
  var fields: [(name: Bytes, value: Value)]? { get }
  /// Whether the type has the method String (not only its pointer), so that `%v` and `%s` write no more than `text`.
  var isStringer: Bool { get }
  /// What the method GoString says, which `%#v` writes; nil where there is none.
  var goText: Bytes? { get }
  /// The elements of a range, for what is a slice of a type with a name of its own; nil for what is none.
  func slice(_ range: Range<Int>) -> Value?
  /// Whether `==` in Go would say that the two are equal; nil where the type cannot be compared.
  func isEqual(to other: any GoObject) -> Bool?
}

extension GoObject {
  package var isNil: Bool { false }
  package var isTrue: Bool { !isNil }
  package var printed: Bytes { text }
  package func appendText(to output: inout [UInt8]) { output.append(contentsOf: text.storage) }
  package func field(_ name: Bytes) -> Value? { nil }
  package func method(_ name: Bytes) -> GoMethod? { nil }
  package var members: [(name: Bytes, value: Value)]? { nil }
  package var fields: [(name: Bytes, value: Value)]? { nil }
  package var isStringer: Bool { true }
  package var goText: Bytes? { nil }
  package func slice(_ range: Range<Int>) -> Value? { nil }
  package func isEqual(to other: any GoObject) -> Bool? { self === other }
}

/// A method that a template may call on an object: `.Capabilities.APIVersions.Has "v1"`.
package struct GoMethod {
  /// The types of the parameters, checked by the executor before the call.
  package let parameters: [ParameterType]
  /// Whether the last parameter takes any number of arguments.
  package let isVariadic: Bool
  /// The method, already bound to its object.
  package let call: ([Value]) throws(FunctionError) -> Value

  /// Describes a method by its parameters' types and what it does.
  package init(
    _ parameters: [ParameterType] = [], isVariadic: Bool = false,
    call: @escaping ([Value]) throws(FunctionError) -> Value
  ) {
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.call = call
  }
}

/// The Go type that a function's or method's parameter declares; the executor converts or refuses arguments by it.
package enum ParameterType: Sendable {
  /// `interface{}` (and reflect.Value): takes everything.
  case any
  case bool, string, int, int64, uint32, float64
  /// `[]interface{}`
  case list
  /// `[]string`
  case strings
  /// `map[string]interface{}`
  case map
  /// `[]byte`
  case bytes
  /// `time.Time`
  case time
  /// `time.Duration`
  case duration
  /// `sprig.certificate`, what genCA answers
  case certificate
  /// `*semver.Version`
  case version

  /// Go's name of the type, as error messages print it.
  package var name: String {
    switch self {
    case .any: "interface {}"
    case .bool: "bool"
    case .string: "string"
    case .int: "int"
    case .int64: "int64"
    case .uint32: "uint32"
    case .float64: "float64"
    case .list: "[]interface {}"
    case .strings: "[]string"
    case .map: "map[string]interface {}"
    case .bytes: "[]uint8"
    case .time: "time.Time"
    case .duration: "time.Duration"
    case .certificate: "sprig.certificate"
    case .version: "*semver.Version"
    }
  }
}

/// What a template function failed with; the executor adds where (`error calling NAME: …`).
package struct FunctionError: Error {
  /// The words of its own: all of its text, or what stands before the text of its cause.
  package let words: String
  /// The error of an inner template (from include or tpl) that this one wraps, for reports that show the whole chain.
  package let cause: (any Error)?
  /// Whether the text of the cause follows the own words.
  ///
  /// That text is not kept: a thousand templates that include each other would hold a thousand ever longer ones.
  package let goesOnWithCause: Bool

  /// An error with Go's text, and the inner error it wraps, if any.
  package init(_ message: String, cause: (any Error)? = nil) {
    words = message
    self.cause = cause
    goesOnWithCause = false
  }

  /// An error whose text is a few words and then the text of the error that it wraps.
  package init(_ words: String = "", before cause: any Error) {
    self.words = words
    self.cause = cause
    goesOnWithCause = true
  }

  /// Go's error text.
  package var message: String {
    if goesOnWithCause, let cause { "\(words)\(cause)" } else { words }
  }
}

/// Holds an object inside a `Value` in one word, so that every value stays small.
package final class ObjectBox {
  /// The object.
  package let object: any GoObject

  /// Boxes an object.
  package init(_ object: any GoObject) {
    self.object = object
  }
}
