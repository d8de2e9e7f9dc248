internal import Templating
internal import Values

extension FunctionLibrary {
  static let defaults: [Function] = [
    Function(
      "default", [.any, .any], isVariadic: true, summary: "The second value, or the first where that is empty.",
      example: #"{{ "" | default "none" }} → none"#
    ) { arguments, _ in
      arguments.count < 2 || arguments[1].isEmptyValue ? arguments.value(0) : arguments[1]
    },
    Function(
      "empty", [.any], summary: "Whether a value is false, zero, nil or holds nothing.",
      example: #"{{ empty "" }} → true"#
    ) { arguments, _ in .bool(arguments.value(0).isEmptyValue) },
    Function(
      "coalesce", [.any], isVariadic: true, summary: "The first value that is not empty.",
      example: #"{{ coalesce 0 "" "a" }} → a"#
    ) { arguments, _ in arguments.first { !$0.isEmptyValue } ?? .null },
    Function(
      "all", [.any], isVariadic: true, summary: "Whether no value is empty.", example: "{{ all 1 0 }} → false"
    ) { arguments, _ in .bool(arguments.allSatisfy { !$0.isEmptyValue }) },
    Function(
      "any", [.any], isVariadic: true, summary: "Whether some value is not empty.", example: "{{ any 1 0 }} → true"
    ) { arguments, _ in .bool(arguments.contains { !$0.isEmptyValue }) },
    Function(
      "ternary", [.any, .any, .bool], summary: "The first value where the last is true, else the second.",
      example: #"{{ ternary "yes" "no" true }} → yes"#
    ) { arguments, _ in arguments.value(arguments.bool(2) ? 0 : 1) },
  ]
}
