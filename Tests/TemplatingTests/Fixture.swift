import Platform
import Templating
import Testing
import Values

/// A host for templates that need no rendering around them.
final class BareHost: FunctionHost {
  func include(_ name: Bytes, _ data: Value) throws(FunctionError) -> Bytes { throw FunctionError("no include here") }
  func tpl(_ text: Bytes, _ data: Value) throws(FunctionError) -> Bytes { throw FunctionError("no tpl here") }
  func lookup(apiVersion: Bytes, kind: Bytes, namespace: Bytes, name: Bytes) throws(FunctionError) -> Value {
    throw FunctionError("no lookup here")
  }
  var isLinting: Bool { false }
  var allowsDNS: Bool { false }
  var clock: WallClock { .system }
  var randomness: Randomness { .system }
  var localTimeZone: String { "UTC" }
}

/// The data and the functions that the tables of cases use; the Go program that made the expected texts had the same.
enum Fixture {
  static func data() -> Value {
    .map([
      "s": .string("hello"), "i": .int(17), "i64": .int64(42), "f": .float(1.5), "big": .float(1e6), "t": .bool(true),
      "nil": .null, "n": .number("12"), "u8": .integer(200, .uint8), "neg": .int(-3), "zero": .int(0),
      "u64": .integer(-1, .uint64), "list": .list([.int(1), .string("a"), .null, .float(2.5)]),
      "ints": .list([.int(3), .int(4), .int(5)], .int), "strs": .strings(["x", "y"]),
      "m": .map(["a": .int(1), "b": .string("two"), "deep": .map(["x": .int(1)]), "nil": .null]),
      "sm": .map(ValueMap([("k", .string("v"))], type: .string)),
      "mm": .map(ValueMap([("in", .map(["z": .int(9)]))], type: .maps)),
      "bytes": .bytes("hi"), "empty": .string(""), "el": .list([]), "em": .map([:]),
      "html": .string("<a href=\"x\">&'</a>"),
      "uni": .string("héllo, 世界"), "bad": .string(Bytes([0x61, 0xFF, 0x62])),
    ])
  }

  static let functions = FunctionTable([
    Function("echo", [.any]) { (a, _) in a[0] },
    Function("str", [.string]) { (a, _) in a[0] },
    Function("num", [.int]) { (a, _) in a[0] },
    Function("num64", [.int64]) { (a, _) in a[0] },
    Function("flt", [.float64]) { (a, _) in a[0] },
    Function("boolean", [.bool]) { (a, _) in a[0] },
    Function("lst", [.list]) { (a, _) in .int(a[0].asList?.count ?? -1) },
    Function("strsf", [.strings]) { (a, _) in .int(a[0].asList?.count ?? -1) },
    Function("mp", [.map]) { (a, _) in .int(a[0].asMap?.count ?? -1) },
    Function("nilf") { (_, _) in .null },
    Function("count", [.any], isVariadic: true) { (a, _) in .int(a.count) },
    Function("join", [.string, .string], isVariadic: true) { (a, _) in
      var text = Bytes()
      for (index, part) in a.dropFirst().enumerated() {
        if index > 0 { text.append(a[0].asString ?? "") }
        text.append(part.asString ?? "")
      }
      return .string(text)
    },
    Function("boom") { (_, _) throws(FunctionError) in throw FunctionError("it went off") },
  ])

  /// What a template writes, or after `ERROR ` the error it ends with.
  static func render(
    _ template: String, missingKey: MissingKey = .default, data: Value? = nil, functions: FunctionTable = functions
  ) -> String {
    let set = TemplateSet(functions: functions, missingKey: missingKey)
    var output: [UInt8] = []
    do {
      try set.parse(Array(template.utf8), name: "t")
      try set.execute("t", data: data ?? Self.data(), host: BareHost(), into: &output)
    } catch {
      return "ERROR \(error)"
    }
    return String(decoding: output, as: UTF8.self)
  }
}

/// A template and what Go's text/template makes of it with the fixture's data; an error's text follows `ERROR `.
struct Case: Sendable, CustomTestStringConvertible {
  let template: String
  let expected: String

  init(_ template: String, _ expected: String) {
    self.template = template
    self.expected = expected
  }

  var testDescription: String { template }
}
