internal import Templating
internal import Values

extension FunctionLibrary {
  static let flow: [Function] = [
    Function(
      "include", [.string, .any], summary: "The output of a named template.",
      example: #"{{ include "app.labels" . | nindent 4 }}"#
    ) { arguments, host throws(FunctionError) in
      .string(try host.include(arguments.string(0), arguments.value(1)))
    },
    Function(
      "tpl", [.string, .any], summary: "The output of a text taken as a template.",
      example: #"{{ tpl "{{ .Release.Name }}" . }}"#
    ) { arguments, host throws(FunctionError) in .string(try host.tpl(arguments.string(0), arguments.value(1))) },
    Function(
      "required", [.string, .any], summary: "The value, or an error with the message where it is missing.",
      example: #"{{ required "image is needed" .Values.image }}"#
    ) { arguments, host throws(FunctionError) in
      let value = arguments.value(1)
      switch value {
      case .null: break
      case .string(let text) where text.isEmpty: break
      default: return value
      }
      if host.isLinting { return .string(Bytes()) }
      throw FunctionError(Refusal.marked(arguments.string(0)))
    },
    Function(
      "fail", [.string], summary: "Stops rendering with a message.", example: #"{{ fail "not supported" }}"#
    ) { arguments, host throws(FunctionError) in
      if host.isLinting { return .string(Bytes()) }
      throw FunctionError(Refusal.marked(arguments.string(0)))
    },
    Function(
      "lookup", [.string, .string, .string, .string],
      summary: "An object of the cluster, or an empty dictionary where there is none.",
      example: #"{{ lookup "v1" "Secret" "default" "app" }} → map[]"#
    ) { arguments, host throws(FunctionError) in
      try host.lookup(
        apiVersion: arguments.string(0), kind: arguments.string(1), namespace: arguments.string(2),
        name: arguments.string(3))
    },
  ]
}
