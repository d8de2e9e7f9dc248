internal import Templating
internal import Values

extension FunctionLibrary {
  static let strings: [Function] = [
    Function(
      "trim", [.string], summary: "Removes white space from both ends.", example: #"{{ trim "  a b " }} → a b"#
    ) { arguments, _ in
      .string(Bytes(GoSpace.trimming(arguments.bytes(0)[...])))
    },
    Function(
      "trimAll", [.string, .string], summary: "Removes the given characters from both ends.",
      example: #"{{ trimAll "$" "$5.00$" }} → 5.00"#
    ) { arguments, _ in trimAll(arguments) },
    Function(
      "trimall", [.string, .string], summary: "The old name of trimAll.", example: #"{{ trimall "$" "$5.00" }} → 5.00"#
    ) { arguments, _ in trimAll(arguments) },
    Function(
      "trimSuffix", [.string, .string], summary: "Removes an ending, if the text has it.",
      example: #"{{ trimSuffix "-" "app-" }} → app"#
    ) { arguments, _ in
      let text = arguments.bytes(1)
      let suffix = arguments.bytes(0)
      return .string(Bytes(ByteText.ends(text, with: suffix) ? Array(text.dropLast(suffix.count)) : text))
    },
    Function(
      "trimPrefix", [.string, .string], summary: "Removes a beginning, if the text has it.",
      example: #"{{ trimPrefix "v" "v1.2" }} → 1.2"#
    ) { arguments, _ in
      let text = arguments.bytes(1)
      let prefix = arguments.bytes(0)
      return .string(Bytes(ByteText.starts(text, with: prefix) ? Array(text.dropFirst(prefix.count)) : text))
    },
    Function(
      "trunc", [.int, .string], summary: "Keeps so many bytes from the start, or from the end where negative.",
      example: #"{{ trunc 5 "hello world" }} → hello"#
    ) { arguments, _ in
      let count = arguments.integer(0)
      let text = arguments.bytes(1)
      if count < 0, text.count &+ count > 0 { return .string(Bytes(Array(text.suffix(-count)))) }
      return .string(Bytes(count >= 0 && text.count > count ? Array(text.prefix(count)) : text))
    },
    Function(
      "substr", [.int, .int, .string], summary: "Cuts out the bytes from a start up to an end.",
      example: #"{{ substr 0 5 "hello world" }} → hello"#
    ) { arguments, _ throws(FunctionError) in
      try substring(arguments.bytes(2), arguments.integer(0), arguments.integer(1))
    },
    Function(
      "contains", [.string, .string], summary: "Whether the second text holds the first.",
      example: #"{{ contains "cat" "catch" }} → true"#
    ) { arguments, _ in .bool(ByteText.contains(arguments.bytes(1), arguments.bytes(0))) },
    Function(
      "hasPrefix", [.string, .string], summary: "Whether the second text starts with the first.",
      example: #"{{ hasPrefix "cat" "catch" }} → true"#
    ) { arguments, _ in .bool(ByteText.starts(arguments.bytes(1), with: arguments.bytes(0))) },
    Function(
      "hasSuffix", [.string, .string], summary: "Whether the second text ends with the first.",
      example: #"{{ hasSuffix "ch" "catch" }} → true"#
    ) { arguments, _ in .bool(ByteText.ends(arguments.bytes(1), with: arguments.bytes(0))) },
    Function(
      "replace", [.string, .string, .string], summary: "Replaces every occurrence of the first text by the second.",
      example: #"{{ "a b" | replace " " "-" }} → a-b"#
    ) { arguments, _ throws(FunctionError) in
      .string(Bytes(try ByteText.replacing(arguments.bytes(2), arguments.bytes(0), by: arguments.bytes(1))))
    },
    Function(
      "repeat", [.int, .string], summary: "Repeats a text.", example: #"{{ repeat 3 "ab" }} → ababab"#
    ) { arguments, _ throws(FunctionError) in
      .string(Bytes(try ByteText.repeated(arguments.bytes(1), arguments.integer(0))))
    },
    Function(
      "quote", [.any], isVariadic: true, summary: "Puts every argument in double quotes, escaped; nil is left out.",
      example: #"{{ quote "a" 1 }} → "a" "1""#
    ) { arguments, _ throws(FunctionError) in try quote(arguments) },
    Function(
      "squote", [.any], isVariadic: true, summary: "Puts every argument in single quotes; nil is left out.",
      example: #"{{ squote "a" 1 }} → 'a' '1'"#
    ) { arguments, _ throws(FunctionError) in
      var out: [UInt8] = []
      for value in arguments {
        if case .null = value { continue }
        if !out.isEmpty { out.append(UInt8(ascii: " ")) }
        out.append(UInt8(ascii: "'"))
        out.append(contentsOf: try GoText.of(value).storage)
        out.append(UInt8(ascii: "'"))
      }
      return .string(Bytes(out))
    },
    Function(
      "cat", [.any], isVariadic: true, summary: "Joins the arguments by spaces; nil is left out.",
      example: #"{{ cat "a" 1 true }} → a 1 true"#
    ) { arguments, _ throws(FunctionError) in
      var out: [UInt8] = []
      var isFirst = true
      for value in arguments {
        if case .null = value { continue }
        if !isFirst { out.append(UInt8(ascii: " ")) }
        isFirst = false
        out.append(contentsOf: try GoText.of(value).storage)
      }
      return .string(Bytes(out))
    },
    Function(
      "indent", [.int, .string], summary: "Indents every line by so many spaces.",
      example: #"{{ indent 2 "a: 1" }} →   a: 1"#
    ) { arguments, _ throws(FunctionError) in
      .string(try indented(arguments.bytes(1), by: arguments.integer(0), newline: false))
    },
    Function(
      "nindent", [.int, .string], summary: "Starts a new line and indents every line by so many spaces.",
      example: #"{{ nindent 2 "a: 1" }} → (newline)  a: 1"#
    ) { arguments, _ throws(FunctionError) in
      .string(try indented(arguments.bytes(1), by: arguments.integer(0), newline: true))
    },
    Function(
      "plural", [.string, .string, .int], summary: "Chooses the first text for a count of one, else the second.",
      example: #"{{ plural "pod" "pods" 2 }} → pods"#
    ) { arguments, _ in .string(arguments.string(arguments.integer(2) == 1 ? 0 : 1)) },
    Function(
      "toString", [.any], summary: "The text of any value.", example: #"{{ toString 1.5 }} → 1.5"#
    ) { arguments, _ throws(FunctionError) in .string(try GoText.strval(arguments.value(0))) },
    Function(
      "toStrings", [.any], summary: "The texts of a list's elements; nil is left out.",
      example: #"{{ list 1 2 | toStrings | join "," }} → 1,2"#
    ) { arguments, _ throws(FunctionError) in .strings(try texts(arguments.value(0))) },
    Function(
      "join", [.string, .any], summary: "Joins the texts of a list's elements by a separator.",
      example: #"{{ list "a" "b" | join "-" }} → a-b"#
    ) { arguments, _ throws(FunctionError) in
      .string(joined(try texts(arguments.value(1)), by: arguments.bytes(0)))
    },
    Function(
      "split", [.string, .string], summary: "Splits a text into a dictionary with the keys _0, _1, ….",
      example: #"{{ (split "/" "a/b")._1 }} → b"#
    ) { arguments, _ in parts(ByteText.split(arguments.bytes(1), arguments.bytes(0))) },
    Function(
      "splitn", [.string, .int, .string], summary: "Like split, into so many parts at most.",
      example: #"{{ (splitn "/" 2 "a/b/c")._1 }} → b/c"#
    ) { arguments, _ in
      parts(ByteText.split(arguments.bytes(2), arguments.bytes(0), limit: arguments.integer(1)))
    },
    Function(
      "splitList", [.string, .string], summary: "Splits a text into a list.",
      example: #"{{ splitList "/" "a/b" }} → [a b]"#
    ) { arguments, _ in
      .list(ByteText.split(arguments.bytes(1), arguments.bytes(0)).map { .string($0) }, .string)
    },
    Function(
      "sortAlpha", [.any], summary: "Sorts the texts of a list's elements.",
      example: #"{{ list "b" "a" | sortAlpha }} → [a b]"#
    ) { arguments, _ throws(FunctionError) in
      let value = arguments.value(0)
      return .strings(value.kind == .slice ? try texts(value).sorted() : [try GoText.strval(value)])
    },
    Function("hello", summary: "Says hello.", example: "{{ hello }} → Hello!") { _, _ in .string("Hello!" as Bytes) },
  ]

  private static func trimAll(_ arguments: [Value]) -> Value {
    let set = ByteText.runes(arguments.bytes(0))
    return .string(Bytes(ByteText.trimming(arguments.bytes(1), set.contains)))
  }

  private static func substring(_ text: [UInt8], _ start: Int, _ end: Int) throws(FunctionError) -> Value {
    func outOfRange(_ bounds: String) -> FunctionError {
      FunctionError("runtime error: slice bounds out of range [\(bounds)")
    }
    if start < 0 {
      if end < 0 { throw outOfRange(":\(end)]") }
      if end > text.count { throw outOfRange(":\(end)] with length \(text.count)") }
      return .string(Bytes(text[..<end]))
    }
    if end < 0 || end > text.count {
      if start > text.count { throw outOfRange("\(start):\(text.count)]") }
      return .string(Bytes(text[start...]))
    }
    if start > end { throw outOfRange("\(start):\(end)]") }
    return .string(Bytes(text[start..<end]))
  }

  private static func quote(_ arguments: [Value]) throws(FunctionError) -> Value {
    var result: Bytes?
    for value in arguments {
      if case .null = value { continue }
      let quoted = GoQuote.quote(try GoText.strval(value))
      if var text = result {
        result = nil
        text.storage.append(UInt8(ascii: " "))
        text.append(quoted)
        result = text
      } else {
        result = quoted
      }
    }
    return .string(result ?? Bytes())
  }

  private static func indented(_ text: [UInt8], by count: Int, newline: Bool) throws(FunctionError) -> Bytes {
    if count < 0 { throw GoPanic.negativeRepeat }
    let feed = UInt8(ascii: "\n")
    var lines = 1
    for byte in text where byte == feed { lines += 1 }
    let (padding, overflow) = lines.multipliedReportingOverflow(by: count)
    try Limit.check(bytes: overflow ? .max : text.count &+ padding)
    let size = text.count + padding + (newline ? 1 : 0)
    return Bytes(
      [UInt8](unsafeUninitializedCapacity: size) { out, written in
        var place = 0
        func pad() {
          for offset in 0..<count { out[place + offset] = UInt8(ascii: " ") }
          place += count
        }
        if newline {
          out[place] = feed
          place += 1
        }
        pad()
        for byte in text {
          out[place] = byte
          place += 1
          if byte == feed { pad() }
        }
        written = place
      })
  }

  /// The texts of a list's elements without nils, or of the value itself, as Sprig's strslice.
  static func texts(_ value: Value) throws(FunctionError) -> [Bytes] {
    guard let items = elements(of: value) else {
      if case .null = value { return [] }
      return [try GoText.strval(value)]
    }
    var texts: [Bytes] = []
    texts.reserveCapacity(items.count)
    for item in items {
      if case .null = item { continue }
      texts.append(try GoText.strval(item))
    }
    return texts
  }

  private static func joined(_ texts: [Bytes], by separator: [UInt8]) -> Bytes {
    var out: [UInt8] = []
    out.reserveCapacity(texts.reduce(0) { $0 + $1.count + separator.count })
    for (index, text) in texts.enumerated() {
      if index > 0 { out.append(contentsOf: separator) }
      out.append(contentsOf: text.storage)
    }
    return Bytes(out)
  }

  private static func parts(_ parts: [Bytes]) -> Value {
    .map(ValueMap(parts.enumerated().map { (Bytes("_\($0.offset)"), .string($0.element)) }, type: .string))
  }
}
