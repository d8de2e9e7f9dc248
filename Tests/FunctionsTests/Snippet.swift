import Functions
import Platform
import Templating
import Values

/// Evaluates template snippets as the oracle script evaluates them with the real Helm.
enum Snippet {
  /// The values that snippets find under `.Values`; the oracle's chart has the same.
  static func values() -> ValueMap {
    func map(_ entries: KeyValuePairs<Bytes, Value>) -> Value { .map(entries) }
    let values = ValueMap(type: .values)
    values["a"] = .float(1)
    values["f"] = .float(1.5)
    values["big"] = .float(12_345_678_901_234_567_168)
    values["s"] = .string("text" as Bytes)
    values["b"] = .bool(true)
    values["n"] = .null
    values["list"] = .list([.float(3), .float(1), .float(2), .float(1)])
    values["words"] = .list([.string("beta" as Bytes), .string("alpha" as Bytes), .string("gamma" as Bytes)])
    values["map"] = map(["x": .float(1), "w": .string("two" as Bytes), "z": map(["deep": .bool(true)])])
    values["empty"] = map([:])
    values["nolist"] = .list([])
    return values
  }

  /// What a snippet writes, or `!` and the error's message.
  ///
  /// A snippet is a template, or an expression whose type and value are written.
  static func evaluate(_ snippet: String, host: TestHost = TestHost()) -> String {
    let text = snippet.hasPrefix("{{") ? snippet : "{{ $x := \(snippet) }}{{ printf \"%T|%v\" $x $x }}"
    let set = TemplateSet(functions: table, missingKey: .zero)
    var output: [UInt8] = []
    do throws(TemplateError) {
      try set.parse(Array(text.utf8), name: "snippet")
      let dot: Value = .map(["Values": .map(values())])
      try set.execute("snippet", data: dot, host: host, into: &output)
      return String(decoding: output, as: UTF8.self)
    } catch {
      return "! " + error.message
    }
  }

  private static let table = FunctionTable(FunctionLibrary.all)
}

/// A rendering whose clock stands still, whose dice always fall alike and whose templates answer what they were asked.
final class TestHost: FunctionHost {
  var isLinting = false
  var allowsDNS = false
  var localTimeZone = "UTC"
  var clock = WallClock { Moment(seconds: 1_700_000_000, nanoseconds: 123_456_789) }
  var randomness = Randomness { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) } }

  func include(_ name: Bytes, _ data: Value) throws(FunctionError) -> Bytes { "included " + name }

  func tpl(_ text: Bytes, _ data: Value) throws(FunctionError) -> Bytes { "executed " + text }

  func lookup(apiVersion: Bytes, kind: Bytes, namespace: Bytes, name: Bytes) throws(FunctionError) -> Value {
    .map(["found": .string(apiVersion + "/" + kind + "/" + namespace + "/" + name)])
  }
}
