import Values

/// Evaluates pipelines, commands and operands, as the eval functions of text/template/exec.go.
extension Executor {
  /// The value of a pipeline, which its variables get as well.
  mutating func evaluate(pipe id: Node.ID, dot: Operand) throws(TemplateError) -> Operand {
    site = id
    let pipe = syntax[id]
    let run = pipe.run
    var place = run.lowerBound &+ Int(pipe.extra)
    // The parser makes no pipeline without a command.
    var value = try evaluate(command: syntax.links[place], dot: dot, final: nil).unwrapped
    place &+= 1
    while place < run.upperBound {
      value = try evaluate(command: syntax.links[place], dot: dot, final: value).unwrapped
      place &+= 1
    }
    for index in 0..<Int(pipe.extra) { try set(syntax.links[run.lowerBound &+ index], value) }
    return value
  }

  /// The value of a command; `final` is the value before it in the pipeline, its last argument.
  private mutating func evaluate(
    command id: Node.ID, dot: Operand, final: Operand?
  ) throws(TemplateError) -> Operand {
    let command = syntax[id]
    let first = syntax.links[Int(command.first)]
    let operand = syntax[first]
    switch operand.kind {
    case .field:
      site = first
      return try evaluate(operand.run, of: dot, dot: dot, site: first, command: id, final: final)
    case .identifier:
      site = first
      return try call(operand.first, command.run.dropFirst(), dot: dot, final: final, site: id)
    case .variable:
      return try evaluate(variable: first, dot: dot, command: id, final: final)
    case .pipe:
      try refuseArguments(command, final)
      try checkStack()
      return try evaluate(pipe: first, dot: dot)
    case .chain:
      return try evaluate(chain: first, dot: dot, command: id, final: final)
    default:
      site = first
      try refuseArguments(command, final)
      switch operand.kind {
      case .dot: return dot
      case .bool: return Operand(.bool(operand.flag))
      case .number: return try ideal(operand)
      case .string: return Operand(.string(syntax.string(operand)))
      default: throw failure("nil is not a command")
      }
    }
  }

  private func refuseArguments(_ command: Node, _ final: Operand?) throws(TemplateError) {
    if command.count > 1 || final != nil {
      throw failure("can't give argument to non-function \(syntax.shown(syntax.links[Int(command.first)]))")
    }
  }

  private func ideal(_ node: Node) throws(TemplateError) -> Operand {
    let number = syntax.numbers[Int(node.first)]
    guard let value = number.ideal else { throw failure("\(number.literal.text) overflows int") }
    return Operand(value)
  }

  private mutating func evaluate(
    variable id: Node.ID, dot: Operand, command: Node.ID, final: Operand?
  ) throws(TemplateError) -> Operand {
    site = id
    let node = syntax[id]
    if node.extra == Node.none { throw failure("undefined variable: \(variableName(node))") }
    let value = variables[frame &+ Int(node.extra)]
    if node.count == 1 {
      if command != Node.none { try refuseArguments(syntax[command], final) }
      return value
    }
    return try evaluate(node.run.dropFirst(), of: value, dot: dot, site: id, command: command, final: final)
  }

  private mutating func evaluate(
    chain id: Node.ID, dot: Operand, command: Node.ID, final: Operand?
  ) throws(TemplateError) -> Operand {
    try checkStack()
    site = id
    let node = syntax[id]
    let term = syntax[node.extra]
    let receiver: Operand
    switch term.kind {
    case .pipe:
      receiver = try evaluate(pipe: node.extra, dot: dot)
    case .identifier:
      site = node.extra
      receiver = try call(term.first, 0..<0, dot: dot, final: nil, site: node.extra)
    case .nilConstant:
      throw failure("indirection through explicit nil in \(syntax.shown(id))")
    default:
      throw failure("can't evaluate field \(syntax.fields(node)[0]) of \(syntax.shown(node.extra))")
    }
    return try evaluate(node.run, of: receiver, dot: dot, site: id, command: command, final: final)
  }

  // MARK: Fields

  /// The value at the end of a run of fields, the last of which may be a method with the command's arguments.
  private mutating func evaluate(
    _ fields: Range<Int>, of receiver: Operand, dot: Operand, site: Node.ID, command: Node.ID, final: Operand?
  ) throws(TemplateError) -> Operand {
    var value = receiver
    let last = fields.upperBound &- 1
    var place = fields.lowerBound
    while place < last {
      value = try field(syntax.links[place], of: value, dot: dot, site: site, command: Node.none, final: nil)
      place &+= 1
    }
    return try field(syntax.links[last], of: value, dot: dot, site: site, command: command, final: final)
  }

  /// The value of a field, a method or a map's entry, as evalField.
  @inline(__always)
  private mutating func field(
    _ name: NameTable.ID, of receiver: Operand, dot: Operand, site: Node.ID, command: Node.ID, final: Operand?
  ) throws(TemplateError) -> Operand {
    if case .map(let map) = receiver.value, final == nil, map.type != .values || name >= NameTable.dollar,
      let value = map.value(of: names[name].bytes, prefix: names[name].prefix),
      command == Node.none || syntax[command].count <= 1
    {
      return Operand(value, isInterface: map.type.holdsInterfaces)
    }
    return try fieldSlowly(
      names[name].bytes, of: receiver, dot: dot, site: site, command: command, final: final)
  }

  @inline(never)
  private mutating func fieldSlowly(
    _ name: Bytes, of receiver: Operand, dot: Operand, site: Node.ID, command: Node.ID, final: Operand?
  ) throws(TemplateError) -> Operand {
    guard receiver.isValid else {
      if missingKey == .error { throw failure("nil data; no entry for key \(GoQuote.quote(name))") }
      return .invalid
    }
    let hasArguments = command != Node.none && syntax[command].count > 1 || final != nil
    switch receiver.value {
    case .null:
      throw failure("nil pointer evaluating interface {}.\(name)")
    case .map(let map):
      if map.type == .values, let method = ValuesMethod(rawValue: String(describing: name)) {
        return try call(self.method(method, of: map), name, command, dot: dot, final: final, site: site)
      }
      if hasArguments { throw failure("\(name) is not a method but has arguments") }
      if let value = map[name] { return Operand(value, isInterface: map.type.holdsInterfaces) }
      return try missing(name, zero: map.type.zero)
    case .list(let items, .versionSet) where name == "Has":
      let method = GoMethod([.string]) { (arguments) throws(FunctionError) in
        .bool(items.contains { $0.asString == arguments[0].asString })
      }
      return try call(method, name, command, dot: dot, final: final, site: site)
    case .object(let box):
      if let method = box.object.method(name) {
        return try call(method, name, command, dot: dot, final: final, site: site)
      }
      return try field(name, of: box.object, receiver, hasArguments: hasArguments)
    default:
      throw failure("can't evaluate field \(name) in type \(receiver.typeName)")
    }
  }

  private func field(
    _ name: Bytes, of object: any GoObject, _ receiver: Operand, hasArguments: Bool
  ) throws(TemplateError) -> Operand {
    let found = object.field(name)
    if object.kind == .map {
      if hasArguments { throw failure("\(name) is not a method but has arguments") }
      if let found { return Operand(found, isInterface: found.isUntypedNil) }
      return try missing(name, zero: .invalid)
    }
    if object.isNil, object.kind == .pointer { throw failure("nil pointer evaluating \(receiver.typeName).\(name)") }
    guard let found else { throw failure("can't evaluate field \(name) in type \(receiver.typeName)") }
    if hasArguments { throw failure("\(name) has arguments but cannot be invoked as function") }
    return Operand(found, isInterface: found.isUntypedNil)
  }

  private func missing(_ name: Bytes, zero: Operand) throws(TemplateError) -> Operand {
    switch missingKey {
    case .default: return .invalid
    case .zero: return zero
    case .error: throw failure("map has no entry for key \(GoQuote.quote(name))")
    }
  }

  // MARK: Arguments

  /// The value of an argument, checked against its parameter's type, as evalArg.
  mutating func evaluate(
    argument id: Node.ID, as type: ParameterType, dot: Operand
  ) throws(TemplateError) -> Operand {
    let node = syntax[id]
    let value: Operand
    switch node.kind {
    case .field:
      site = id
      value = try evaluate(node.run, of: dot, dot: dot, site: id, command: Node.none, final: nil)
    case .variable:
      value = try evaluate(variable: id, dot: dot, command: Node.none, final: nil)
    case .pipe:
      site = id
      try checkStack()
      value = try evaluate(pipe: id, dot: dot)
    case .dot:
      site = id
      value = dot
    case .identifier:
      site = id
      value = try call(node.first, 0..<0, dot: dot, final: nil, site: id)
    case .chain:
      value = try evaluate(chain: id, dot: dot, command: Node.none, final: nil)
    case .nilConstant:
      site = id
      guard let zero = type.nilValue else { throw failure("cannot assign nil to \(type.name)") }
      return zero
    default:
      site = id
      if let value = syntax.constant(node, for: type) { return Operand(value) }
      return try refused(id, node, as: type)
    }
    return try validate(value, as: type)
  }

  /// The error that a constant is none of the type.
  private func refused(_ id: Node.ID, _ node: Node, as type: ParameterType) throws(TemplateError) -> Operand {
    if node.kind == .number, type == .any { return try ideal(node) }
    let shown = syntax.shown(id)
    switch type {
    case .bool: throw failure("expected bool; found \(shown)")
    case .string: throw failure("expected string; found \(shown)")
    case .int, .int64, .duration: throw failure("expected integer; found \(shown)")
    case .uint32: throw failure("expected unsigned integer; found \(shown)")
    case .float64: throw failure("expected float; found \(shown)")
    case .any, .list, .strings, .map, .bytes, .time, .certificate, .version:
      throw failure("can't handle \(shown) for arg of type \(type.name)")
    }
  }

  /// The value as one of the type, or the error that it is none, as validateType.
  @inline(__always)
  func validate(_ value: Operand, as type: ParameterType) throws(TemplateError) -> Operand {
    type == .any ? value : try validateSlowly(value, as: type)
  }

  private func validateSlowly(_ value: Operand, as type: ParameterType) throws(TemplateError) -> Operand {
    guard value.isValid else {
      guard let zero = type.nilValue else { throw failure("invalid value; expected \(type.name)") }
      return zero
    }
    if type.accepts(value.value) { return value }
    let found = value.value.isUntypedNil ? "interface {}" : value.value.typeName
    throw failure("wrong type for value; expected \(type.name); got \(found)")
  }
}

extension Value {
  var isUntypedNil: Bool { if case .null = self { true } else { false } }
}

extension ParameterType {
  /// Go's nil of the type, if it has one.
  var nilValue: Operand? {
    switch self {
    case .any: Operand(.null, isInterface: true)
    case .list: Operand(.list([], .nilAny))
    case .strings: Operand(.list([], .nilString))
    case .map: Operand(.map(ValueMap(isNil: true)))
    case .bytes: Operand(.bytes(Bytes()))
    case .bool, .string, .int, .int64, .uint32, .float64, .time, .duration, .certificate: nil
    // A nil pointer, which the functions that take one could do nothing with.
    case .version: nil
    }
  }

  /// Whether a value can be assigned to the type.
  func accepts(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _), (.bool, .bool), (.string, .string), (.float64, .float), (.bytes, .bytes): true
    case (.int, .integer(_, let type)): type == .int
    case (.int64, .integer(_, let type)): type == .int64
    case (.uint32, .integer(_, let type)): type == .uint32
    case (.list, .list(_, let type)): type == .any || type == .nilAny
    case (.strings, .list(_, let type)): type == .string || type == .nilString || type == .versionSet
    case (.map, .map(let map)): map.type == .any || map.type == .values
    case (.time, .object(let box)), (.duration, .object(let box)),
      (.certificate, .object(let box)), (.version, .object(let box)):
      box.object.typeName == name
    default: false
    }
  }
}
