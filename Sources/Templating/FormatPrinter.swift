import Platform
import Values

/// Prints values by verbs and flags, as the printer of Go's fmt/print.go.
struct FormatPrinter {
  /// What stands between `%` and the verb.
  struct Flags {
    var width: Int?
    var precision: Int?
    var minus = false
    var plus = false
    var sharp = false
    var space = false
    var zero = false
    /// `%+v` and `%#v`, which mean something else than `+` and `#` of other verbs.
    var plusV = false
    var sharpV = false

    /// Whether a directive says nothing but its verb.
    var areNone: Bool {
      width == nil && precision == nil && !minus && !plus && !sharp && !space && !zero && !plusV && !sharpV
    }
  }

  /// What was printed.
  var output: [UInt8] = []
  var flags = Flags()
  /// Whether a value was nested so deeply that printing it was given up.
  private(set) var isTooDeep = false
  /// Set while an error form such as `%!d(string=x)` is printed, which calls no methods.
  private var isPrintingError = false

  /// The depth at which a value is taken to contain itself, and the one up to which there is nothing to fear.
  private static let depthLimit = 5_000
  private static let shallowDepth = 50
  /// How many bytes may have been printed when another element starts; Go has no such bound.
  static let sizeLimit = 256 << 20
  private static let tooDeep = FunctionError("value nests too deeply to be printed")
  private static let tooLong = FunctionError("the result would be larger than \(sizeLimit >> 20) MiB")

  init() {}

  /// What was printed, as a string.
  consuming func finish() throws(FunctionError) -> Bytes {
    try check()
    return Bytes(output)
  }

  /// Fails where printing was given up.
  func check() throws(FunctionError) {
    if isTooDeep { throw Self.tooDeep }
    if output.count > Self.sizeLimit { throw Self.tooLong }
  }

  mutating func write(_ text: StaticString) { text.withUTF8Buffer { output.append(contentsOf: $0) } }

  mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  /// Prints one operand, as printArg.
  mutating func print(_ value: Value, _ verb: Unicode.Scalar) {
    if case .null = value {
      if verb == "T" || verb == "v" { pad(Array("<nil>".utf8)) } else { printBadVerb(nil, verb) }
      return
    }
    switch verb {
    case "T":
      pad(truncated(Bytes(value.typeName)).storage)
    case "p":
      printPointer(value, verb)
    default:
      if case .bytes(let bytes) = value { return print(bytes: bytes, verb, type: "[]byte") }
      print(value, verb, depth: 0)
    }
  }

  /// Prints a value inside of another, as printValue.
  private mutating func print(_ value: Value, _ verb: Unicode.Scalar, depth: Int) {
    if depth > Self.shallowDepth { checkDepth(depth) }
    if isTooDeep || output.count > Self.sizeLimit { return }
    // What may have methods is refused as a whole: `%w` is for errors, and not for Sprintf.
    if verb == "w", !isPrintingError, depth > 0 || !value.isBasic, !value.isUntypedNil {
      return printBadVerb(value, verb)
    }
    switch value {
    case .null: write(flags.sharpV ? "interface {}(nil)" : "<nil>")
    case .bool(let bool): print(bool, value, verb)
    case .integer(let number, let type): print(integer: number, isSigned: !type.isUnsigned, value, verb)
    case .float(let number): print(float: number, value, verb)
    case .string(let text), .number(let text): print(string: text, value, verb)
    case .bytes(let bytes):
      switch verb {
      case "s", "q", "x", "X": print(bytes: bytes, verb, type: "[]uint8")
      default:
        printItems(bytes.storage.lazy.map { .integer(Int64($0), .uint8) }, type: "[]uint8", verb, depth)
      }
    case .list(_, let type) where type.isNil && flags.sharpV: write("\(type.name)(nil)")
    case .list(let items, let type): printItems(items, type: type.name, verb, depth)
    case .map(let map): print(map: map, verb, depth)
    case .object(let box): print(box.object, value, verb, depth)
    }
  }

  private mutating func checkDepth(_ depth: Int) {
    if depth > Self.depthLimit || StackGuard().isExhausted { isTooDeep = true }
  }

  private mutating func printItems(_ items: some Sequence<Value>, type: String, _ verb: Unicode.Scalar, _ depth: Int) {
    if flags.sharpV { write(type) }
    write(flags.sharpV ? "{" : "[")
    var isFirst = true
    for item in items {
      if output.count > Self.sizeLimit { return }
      if !isFirst { write(flags.sharpV ? ", " : " ") }
      isFirst = false
      print(item, verb, depth: depth + 1)
    }
    write(flags.sharpV ? "}" : "]")
  }

  private mutating func print(map: ValueMap, type: String? = nil, _ verb: Unicode.Scalar, _ depth: Int) {
    if flags.sharpV {
      write(type ?? map.type.name)
      if map.isNil { return write("(nil)") }
    }
    write(flags.sharpV ? "{" : "map[")
    var isFirst = true
    for entry in map.entries {
      if output.count > Self.sizeLimit { return }
      if !isFirst { write(flags.sharpV ? ", " : " ") }
      isFirst = false
      print(string: entry.key, .string(entry.key), verb)
      write(":")
      print(entry.value, verb, depth: depth + 1)
    }
    write(flags.sharpV ? "}" : "]")
  }

  private mutating func print(_ object: any GoObject, _ value: Value, _ verb: Unicode.Scalar, _ depth: Int) {
    if let complex = object as? ComplexNumber { return print(complex, value, verb) }
    if !isPrintingError, printByMethod(object, value, verb) { return }
    if object.kind == .int || object.kind == .int64, case .integer(let number, let type) = object.plain {
      return print(integer: number, isSigned: !type.isUnsigned, value, verb)
    }
    if object.kind == .pointer, depth > 0 { return print(address: Self.address, value, verb) }
    if let fields = object.fields { return print(fields, of: object, verb, depth) }
    // The chart's files are maps of megabytes: their own text is the same and made without a value for each byte.
    if object.kind == .map, verb == "v", flags.areNone { return object.appendText(to: &output) }
    switch (object.kind, object.plain) {
    case (.slice, .list(let items, _)): printItems(items, type: object.typeName, verb, depth)
    case (.map, .map(let map)): print(map: map, type: object.typeName, verb, depth)
    case _ where flags.sharpV: pad(truncated(object.text).storage)
    default: isPrintingError ? write(object.text.description) : printBadVerb(value, verb)
    }
  }

  /// Prints what GoString or String says, where the verb asks for it, as handleMethods.
  private mutating func printByMethod(_ object: any GoObject, _ value: Value, _ verb: Unicode.Scalar) -> Bool {
    if flags.sharpV {
      guard let text = object.goText else { return false }
      pad(truncated(text).storage)
      return true
    }
    switch verb {
    case "v", "s", "x", "X", "q":
      guard object.isStringer else { return false }
      print(string: object.text, value, verb)
      return true
    default: return false
    }
  }

  /// Prints a struct or the one behind a pointer.
  private mutating func print(
    _ fields: [(name: Bytes, value: Value)], of object: any GoObject, _ verb: Unicode.Scalar, _ depth: Int
  ) {
    let isPointer = object.kind == .pointer
    if isPointer { write("&") }
    if flags.sharpV { write(isPointer ? String(object.typeName.dropFirst()) : object.typeName) }
    write("{")
    for (index, field) in fields.enumerated() {
      if index > 0 { write(flags.sharpV ? ", " : " ") }
      if flags.sharpV || flags.plusV {
        output.append(contentsOf: field.name.storage)
        write(":")
      }
      print(field.value, verb, depth: depth + 1)
    }
    write("}")
  }

  // Go prints addresses, which no two runs share; ours only look like them.
  private static let address: UInt64 = 0xc000_010000

  /// Prints an address, as fmtPointer.
  private mutating func print(address: UInt64, _ value: Value, _ verb: Unicode.Scalar) {
    switch verb {
    case "v" where flags.sharpV:
      write("(\(value.typeName))(")
      print0x(address, true)
      write(")")
    case "v": print0x(address, !flags.sharp)
    case "b", "o", "d", "x", "X": print(integer: Int64(bitPattern: address), isSigned: false, value, verb)
    default: printBadVerb(value, verb)
    }
  }

  private mutating func print(_ complex: ComplexNumber, _ value: Value, _ verb: Unicode.Scalar) {
    switch verb {
    case "v", "b", "g", "G", "x", "X", "f", "F", "e", "E":
      let plus = flags.plus
      write("(")
      print(float: complex.real, value, verb)
      flags.plus = true
      print(float: complex.imaginary, value, verb)
      write("i)")
      flags.plus = plus
    default: printBadVerb(value, verb)
    }
  }

  /// Prints the error form of an operand that does not fit its verb, as badVerb; nil is the untyped nil.
  mutating func printBadVerb(_ value: Value?, _ verb: Unicode.Scalar) {
    isPrintingError = true
    write("%!")
    GoRune.append(verb.value, to: &output)
    write("(")
    if let value {
      write(value.typeName)
      write("=")
      print(value, "v")
    } else {
      write("<nil>")
    }
    write(")")
    isPrintingError = false
  }

  private mutating func print(_ bool: Bool, _ value: Value, _ verb: Unicode.Scalar) {
    if verb == "t" || verb == "v" { pad(Array((bool ? "true" : "false").utf8)) } else { printBadVerb(value, verb) }
  }

  private mutating func print(string text: Bytes, _ value: Value, _ verb: Unicode.Scalar) {
    switch verb {
    case "v" where flags.sharpV: printQuoted(text)
    case "v", "s":
      if flags.precision == nil && flags.width == nil {
        output.append(contentsOf: text.storage)
      } else {
        pad(truncated(text).storage)
      }
    case "x": printHexadecimal(text, lowercaseDigits)
    case "X": printHexadecimal(text, uppercaseDigits)
    case "q": printQuoted(text)
    default: printBadVerb(value, verb)
    }
  }

  private mutating func print(bytes: Bytes, _ verb: Unicode.Scalar, type: StaticString) {
    switch verb {
    case "v" where flags.sharpV, "d" where flags.sharpV:
      write(type)
      write("{")
      for (index, byte) in bytes.storage.enumerated() {
        if index > 0 { write(", ") }
        print0x(UInt64(byte), true)
      }
      write("}")
    case "v", "d":
      write("[")
      for (index, byte) in bytes.storage.enumerated() {
        if index > 0 { write(" ") }
        printInteger(UInt64(byte), base: 10, isSigned: false, verb, lowercaseDigits)
      }
      write("]")
    case "s": pad(truncated(bytes).storage)
    case "x": printHexadecimal(bytes, lowercaseDigits)
    case "X": printHexadecimal(bytes, uppercaseDigits)
    case "q": printQuoted(bytes)
    default: print(.bytes(bytes), verb, depth: 0)
    }
  }

  private mutating func printPointer(_ value: Value, _ verb: Unicode.Scalar) {
    switch value.kind {
    case .map, .slice, .pointer, .function: print0x(value.isNil ? 0 : Self.address, !flags.sharp)
    default: printBadVerb(value, verb)
    }
  }
}

extension Value {
  /// Whether Go's fmt prints values of the type without asking for methods.
  fileprivate var isBasic: Bool {
    switch self {
    case .bool, .integer, .float, .string, .bytes: true
    default: false
    }
  }
}
