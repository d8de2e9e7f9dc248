internal import Platform
internal import Templating
internal import Values
internal import YAML

extension FunctionLibrary {
  static let serialization: [Function] = [
    Function(
      "toYaml", [.any], summary: "A value as YAML; an empty text where there is none.",
      example: "{{ toYaml .Values.resources | nindent 8 }}"
    ) { arguments, _ in .string((try? yaml(arguments.value(0))) ?? Bytes()) },
    Function("mustToYaml", [.any], summary: "A value as YAML.", example: #"{{ mustToYaml (list 1) }} → - 1"#) {
      arguments, _ throws(FunctionError) in .string(try yaml(arguments.value(0)))
    },
    Function(
      "toYamlPretty", [.any], summary: "A value as YAML with indented lists.",
      example: #"{{ toYamlPretty (dict "a" (list 1)) }} → a:(newline)  - 1"#
    ) { arguments, _ in
      .string((try? YAML.encodePretty(arguments.value(0))).map(withoutLineBreak) ?? Bytes())
    },
    Function(
      "fromYaml", [.string], summary: "The dictionary that a YAML text describes; an error stands under its key Error.",
      example: #"{{ (fromYaml "a: 1").a }} → 1"#
    ) { arguments, _ in
      do throws(YAMLError) {
        let value = try YAML.decode(arguments.bytes(0))
        // sigs.k8s.io/yaml leaves what it reads into alone where the document is null; encoding/json does not.
        if case .null = value { return .map(ValueMap()) }
        return try dictionary(value) { () throws(YAMLError) in throw YAML.mismatch(value, type: mapType) }
      } catch {
        return .map(["Error": .string(error.description)])
      }
    },
    Function(
      "fromYamlArray", [.string], summary: "The list that a YAML text describes; an error is its only element.",
      example: #"{{ fromYamlArray "[1, 2]" }} → [1 2]"#
    ) { arguments, _ in
      do throws(YAMLError) {
        let value = try YAML.decode(arguments.bytes(0))
        if case .null = value { return .list([]) }
        return try list(value) { () throws(YAMLError) in throw YAML.mismatch(value, type: listType) }
      } catch {
        return .list([.string(error.description)])
      }
    },
    Function(
      "toJson", [.any], summary: "A value as JSON; an empty text where there is none.",
      example: #"{{ toJson (dict "a" 1) }} → {"a":1}"#
    ) { arguments, _ in .string((try? JSON.encode(arguments.value(0))).map { Bytes($0) } ?? Bytes()) },
    Function("mustToJson", [.any], summary: "A value as JSON.", example: #"{{ mustToJson (list 1) }} → [1]"#) {
      arguments, _ throws(FunctionError) in .string(try json(arguments.value(0)))
    },
    Function(
      "toPrettyJson", [.any], summary: "A value as indented JSON.",
      example: #"{{ toPrettyJson (list 1) }} → [(newline)  1(newline)]"#
    ) { arguments, _ in .string((try? prettyJSON(arguments.value(0))) ?? Bytes()) },
    Function(
      "mustToPrettyJson", [.any], summary: "A value as indented JSON.",
      example: #"{{ mustToPrettyJson (list 1) }} → [(newline)  1(newline)]"#
    ) { arguments, _ throws(FunctionError) in .string(try prettyJSON(arguments.value(0))) },
    Function(
      "toRawJson", [.any], summary: "A value as JSON in which <, > and & stay as they are.",
      example: #"{{ toRawJson "<a>" }} → "<a>""#
    ) { arguments, _ throws(FunctionError) in .string(try json(arguments.value(0), escapeHTML: false)) },
    Function(
      "mustToRawJson", [.any], summary: "Like toRawJson.", example: #"{{ mustToRawJson "<a>" }} → "<a>""#
    ) { arguments, _ throws(FunctionError) in .string(try json(arguments.value(0), escapeHTML: false)) },
    Function(
      "fromJson", [.string], summary: "The dictionary that a JSON text describes; an error stands under its key Error.",
      example: #"{{ (fromJson `{"a": 1}`).a }} → 1"#
    ) { arguments, _ in
      do throws(JSONError) {
        let value = try JSON.decode(arguments.bytes(0))
        return try dictionary(value) { () throws(JSONError) in throw JSON.mismatch(value, type: mapType) }
      } catch {
        return .map(["Error": .string(error.description)])
      }
    },
    Function(
      "mustFromJson", [.string], summary: "The value that a JSON text describes.",
      example: #"{{ mustFromJson "[1, 2]" }} → [1 2]"#
    ) { arguments, _ throws(FunctionError) in
      do throws(JSONError) {
        return try JSON.decode(arguments.bytes(0))
      } catch {
        throw FunctionError(error.description)
      }
    },
    Function(
      "fromJsonArray", [.string], summary: "The list that a JSON text describes; an error is its only element.",
      example: #"{{ fromJsonArray "[1, 2]" }} → [1 2]"#
    ) { arguments, _ in
      do throws(JSONError) {
        let value = try JSON.decode(arguments.bytes(0))
        return try list(value) { () throws(JSONError) in throw JSON.mismatch(value, type: listType) }
      } catch {
        return .list([.string(error.description)])
      }
    },
    Function(
      "toToml", [.any], summary: "A dictionary as TOML, or an error's text.",
      example: #"{{ toToml (dict "a" 1) }} → a = 1"#
    ) { arguments, _ throws(FunctionError) in
      do throws(TOMLError) {
        return .string(try TOMLWriter.encode(arguments.value(0)))
      } catch {
        if error.isPanic { throw FunctionError(error.message) }
        return .string(error.message)
      }
    },
    Function(
      "mustToToml", [.any], summary: "A dictionary as TOML.", example: #"{{ mustToToml (dict "a" 1) }} → a = 1"#
    ) { arguments, _ throws(FunctionError) in
      do throws(TOMLError) {
        return .string(try TOMLWriter.encode(arguments.value(0)))
      } catch {
        throw FunctionError(error.message)
      }
    },
    Function(
      "fromToml", [.string], summary: "The dictionary that a TOML text describes; an error stands under its key Error.",
      example: #"{{ (fromToml "a = 1").a }} → 1"#
    ) { arguments, host in
      do throws(TOMLError) {
        return .map(try TOMLReader.decode(arguments.bytes(0), local: .local(host.localTimeZone), now: host.clock.now()))
      } catch {
        return .map(["Error": .string(error.message)])
      }
    },
  ]

  private static let mapType = "map[string]interface {}"
  private static let listType = "[]interface {}"

  private static func withoutLineBreak(_ text: [UInt8]) -> Bytes {
    var text = text
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    return Bytes(text)
  }

  private static func yaml(_ value: Value) throws(FunctionError) -> Bytes {
    do throws(YAMLError) {
      return withoutLineBreak(try YAML.encode(value))
    } catch {
      throw FunctionError(error.description)
    }
  }

  private static func json(
    _ value: Value, escapeHTML: Bool = true, indent: (prefix: Bytes, indent: Bytes)? = nil
  ) throws(FunctionError) -> Bytes {
    do throws(JSONError) {
      return Bytes(try JSON.encode(value, escapeHTML: escapeHTML, indent: indent))
    } catch {
      throw FunctionError(error.description)
    }
  }

  private static func prettyJSON(_ value: Value) throws(FunctionError) -> Bytes {
    try json(value, indent: (prefix: "", indent: "  "))
  }

  /// The value as what Go reads into a map: null makes it nil.
  private static func dictionary<E: Error>(_ value: Value, otherwise: () throws(E) -> Never) throws(E) -> Value {
    switch value {
    case .map: value
    case .null: .map(ValueMap(isNil: true))
    default: try otherwise()
    }
  }

  /// The value as what Go reads into a slice: null makes it nil.
  private static func list<E: Error>(_ value: Value, otherwise: () throws(E) -> Never) throws(E) -> Value {
    switch value {
    case .list: value
    case .null: .list([], .nilAny)
    default: try otherwise()
    }
  }
}

/// Why a value cannot be written as TOML, or a text not be read.
struct TOMLError: Error {
  let message: String
  /// Whether Go panics rather than return the error.
  var isPanic = false

  init(_ message: String, isPanic: Bool = false) {
    self.message = message
    self.isPanic = isPanic
  }
}
