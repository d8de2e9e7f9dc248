internal import Templating
internal import Values

extension FunctionLibrary {
  static let reflection: [Function] = [
    Function("typeOf", [.any], summary: "The name of a value's Go type.", example: "{{ typeOf 1 }} → int") {
      arguments, _ in .string(arguments.value(0).typeName)
    },
    Function(
      "typeIs", [.string, .any], summary: "Whether a value is of a Go type.", example: #"{{ typeIs "int" 1 }} → true"#
    ) { arguments, _ in .bool(arguments.string(0) == Bytes(arguments.value(1).typeName)) },
    Function(
      "typeIsLike", [.string, .any], summary: "Whether a value is of a Go type or a pointer to it.",
      example: #"{{ typeIsLike "int" 1 }} → true"#
    ) { arguments, _ in
      let name = Bytes(arguments.value(1).typeName)
      return .bool(arguments.string(0) == name || "*" + arguments.string(0) == name)
    },
    Function("kindOf", [.any], summary: "The kind of a value's Go type.", example: "{{ kindOf (list 1) }} → slice") {
      arguments, _ in .string(arguments.value(0).kind.name)
    },
    Function(
      "kindIs", [.string, .any], summary: "Whether a value's Go type is of a kind.",
      example: #"{{ kindIs "map" (dict) }} → true"#
    ) { arguments, _ in
      let name = arguments.value(1).kind.name
      return .bool(arguments.string(0).storage.elementsEqual(name.utf8))
    },
    Function(
      "deepEqual", [.any, .any], summary: "Whether two values are equal in type and content.",
      example: "{{ deepEqual (list 1) (list 1) }} → true"
    ) { arguments, _ throws(FunctionError) in
      .bool(try Value.deepEqual(arguments.value(0), arguments.value(1)))
    },
  ]
}
