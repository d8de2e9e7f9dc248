internal import Platform
package import Templating
internal import Values

extension FunctionLibrary {
  /// The functions of a template that is given as an option, such as `--name-template`: Sprig's own with the two that
  /// read the environment, and none of Helm's, as there is no chart.
  package static func forOptions(environment: [String: String]) -> [Function] {
    sprig + [
      Function("env", [.string]) { arguments, _ in
        .string(environment[arguments.string(0).description] ?? "")
      },
      Function("expandenv", [.string]) { arguments, _ in
        .string(expanded(arguments.string(0)) { environment[$0] ?? "" })
      },
      Function("fail", [.string]) { arguments, _ throws(FunctionError) in
        throw FunctionError(arguments.string(0).description)
      },
    ]
  }

  /// What `all` has of Sprig.
  private static let sprig: [Function] = families.flatMap { name, functions in
    "\(name)" == "Durations" ? [] : functions.filter { !helms.contains($0.name) }
  }

  private static let helms: Set<String> = [
    "include", "tpl", "required", "lookup", "toYaml", "toYamlPretty", "fromYaml", "fromYamlArray", "fromJsonArray",
    "toToml", "mustToToml", "fromToml",
  ]

  /// The text with `$name` and `${name}` replaced, as Go's os.Expand does it.
  private static func expanded(_ text: Bytes, _ value: (String) -> String) -> Bytes {
    let bytes = text.storage[...]
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.endIndex else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let (name, width) = variable(in: bytes[(index + 1)...])
      if !name.isEmpty {
        result.append(contentsOf: value(String(decoding: name, as: UTF8.self)).utf8)
      } else if width == 0 {
        result.append(bytes[index])
      }
      index += 1 + width
    }
    return Bytes(result)
  }

  /// The name after a dollar sign and how many bytes it takes; malformed braces take some and have no name.
  private static func variable(in text: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, width: Int) {
    guard let first = text.first else { return ([], 0) }
    if first == UInt8(ascii: "{") {
      let inner = text.dropFirst()
      guard let end = inner.firstIndex(of: UInt8(ascii: "}")) else { return ([], 1) }
      return (inner[..<end], end - text.startIndex + 1)
    }
    if "*#$@!?-0123456789".utf8.contains(first) { return (text.prefix(1), 1) }
    let name = text.prefix { Character(UnicodeScalar($0)).isASCIIWord }
    return (name, name.count)
  }
}

extension Character {
  fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber || self == "_") }
}
