import Values

/// The methods of `common.Values`, the type of chart values, which hide entries of the same names.
///
/// As Helm's pkg/chart/common/values.go; Encode is left out, as templates have no io.Writer to give to it.
enum ValuesMethod: String, CaseIterable {
  case asMap = "AsMap"
  case pathValue = "PathValue"
  case table = "Table"
  case yaml = "YAML"

  /// The table at a path of names with dots between them, as tableLookup; its last name where there is none.
  fileprivate static func table(_ path: [Bytes], of values: ValueMap) throws(FunctionError) -> ValueMap {
    var table = values
    for name in path {
      guard case .map(let next)? = table[name], next.type == .any || next.type == .values else {
        throw FunctionError("\(GoQuote.quote(name)) is not a table")
      }
      table = next
    }
    return table
  }

  /// The value at a path, which is no table, as PathValue.
  fileprivate static func value(at path: Bytes, of values: ValueMap) throws(FunctionError) -> Value {
    if path.isEmpty { throw FunctionError("YAML path cannot be empty") }
    var names = names(path)
    let key = names.removeLast()
    let table = try? table(names, of: values)
    switch table?[key] {
    case nil: throw FunctionError("\(GoQuote.quote(key)) is not a value")
    case .map(let map)? where map.type == .any: throw FunctionError("\(GoQuote.quote(key)) is not a value")
    case let value?: return value
    }
  }

  fileprivate static func names(_ path: Bytes) -> [Bytes] {
    path.storage.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Bytes(Array($0)) }
  }
}

extension Executor {
  /// A method of chart values, bound to them.
  func method(_ method: ValuesMethod, of values: ValueMap) -> GoMethod {
    switch method {
    case .asMap:
      GoMethod { (_) throws(FunctionError) in .map(values.isEmpty ? ValueMap() : values.converted(to: .any)) }
    case .pathValue:
      GoMethod([.string]) { (arguments) throws(FunctionError) in
        try ValuesMethod.value(at: arguments.first?.asString ?? Bytes(), of: values)
      }
    case .table:
      GoMethod([.string]) { (arguments) throws(FunctionError) in
        let path = ValuesMethod.names(arguments.first?.asString ?? Bytes())
        return .map(try ValuesMethod.table(path, of: values).converted(to: .values))
      }
    case .yaml:
      GoMethod { [host, names] (_) throws(FunctionError) in
        let writer = Array("mustToYaml".utf8).withUnsafeBufferPointer { names.find($0) }
        guard let writer, case .function(let writer)? = names[writer].callee else { return .string(Bytes()) }
        let text = try writer.function.implementation([.map(values)], host).asString ?? Bytes()
        return .string(Bytes(text.storage + [UInt8(ascii: "\n")]))
      }
    }
  }
}
