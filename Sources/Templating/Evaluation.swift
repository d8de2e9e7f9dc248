import Values

/// Evaluates pipelines, commands and operands, as the eval functions of text/template/exec.go.
extension Executor {
  /// The value of a pipeline, which its variables get as well.
  mutating func evaluate(_ pipe: PipeNode, dot: Operand) throws(TemplateError) -> Operand {
    site = pipe.id
    let commands = pipe.commands
    // The parser makes no pipeline without a command.
    var value = try evaluate(commands[0], dot: dot, final: nil).unwrapped
    for index in 1..<commands.count {
      value = try evaluate(commands[index], dot: dot, final: value).unwrapped
    }
    for variable in pipe.declarations { try set(variable, value) }
    return value
  }

  /// The value of a command; `final` is the value before it in the pipeline, its last argument.
  private mutating func evaluate(
    _ command: CommandNode, dot: Operand, final: Operand?
  ) throws(TemplateError) -> Operand {
    switch command.operands[0] {
    case .field(let node):
      site = node.id
      return try evaluate(
        node.names, from: 0, of: dot, dot: dot, site: node.id, operands: command.operands, final: final)
    case .identifier(let node):
      site = node.id
      return try call(node, command.arguments, dot: dot, final: final, site: command.id)
    case .variable(let node):
      return try evaluate(node, dot: dot, operands: command.operands, final: final)
    case .pipe(let node):
      try refuseArguments(command.operands, final)
      try checkStack()
      return try evaluate(node, dot: dot)
    case .chain(let node):
      return try evaluate(node, dot: dot, operands: command.operands, final: final)
    case .dot(let node):
      site = node.id
      try refuseArguments(command.operands, final)
      return dot
    case .bool(let node):
      site = node.id
      try refuseArguments(command.operands, final)
      return Operand(.bool(node.value))
    case .number(let node):
      site = node.id
      try refuseArguments(command.operands, final)
      return try ideal(node)
    case .string(let node):
      site = node.id
      try refuseArguments(command.operands, final)
      return Operand(.string(node.value))
    case .nilConstant(let node):
      site = node.id
      try refuseArguments(command.operands, final)
      throw failure("nil is not a command")
    }
  }

  private func refuseArguments(_ operands: [Expression], _ final: Operand?) throws(TemplateError) {
    if operands.count > 1 || final != nil {
      throw failure("can't give argument to non-function \(operands[0].text)")
    }
  }

  private mutating func ideal(_ node: NumberNode) throws(TemplateError) -> Operand {
    site = node.id
    guard let value = node.ideal else { throw failure("\(node.literal.text) overflows int") }
    return Operand(value)
  }

  private mutating func evaluate(
    _ node: VariableNode, dot: Operand, operands: [Expression], final: Operand?
  ) throws(TemplateError) -> Operand {
    site = node.id
    guard let slot = node.slot else { throw failure("undefined variable: \(node.name)") }
    let value = variables[frame + slot]
    if node.fields.isEmpty {
      try refuseArguments(operands, final)
      return value
    }
    return try evaluate(node.fields, from: 0, of: value, dot: dot, site: node.id, operands: operands, final: final)
  }

  private mutating func evaluate(
    _ node: ChainNode, dot: Operand, operands: [Expression], final: Operand?
  ) throws(TemplateError) -> Operand {
    try checkStack()
    site = node.id
    let receiver: Operand
    switch node.term {
    case .pipe(let pipe):
      receiver = try evaluate(pipe, dot: dot)
    case .identifier(let identifier):
      site = identifier.id
      receiver = try call(identifier, [], dot: dot, final: nil, site: identifier.id)
    case .nilConstant:
      throw failure("indirection through explicit nil in \(Expression.chain(node).text)")
    default:
      throw failure("can't evaluate field \(node.fields[0]) of \(node.term.text)")
    }
    return try evaluate(node.fields, from: 0, of: receiver, dot: dot, site: node.id, operands: operands, final: final)
  }

  // MARK: Fields

  /// The value at the end of a chain of fields, the last of which may be a method with arguments.
  private mutating func evaluate(
    _ names: [Bytes], from start: Int, of receiver: Operand, dot: Operand, site: Int32, operands: [Expression],
    final: Operand?
  ) throws(TemplateError) -> Operand {
    var value = receiver
    let last = names.count - 1
    for index in start..<last {
      value = try field(names[index], of: value, dot: dot, site: site, operands: [], final: nil)
    }
    return try field(names[last], of: value, dot: dot, site: site, operands: operands, final: final)
  }

  /// The value of a field, a method or a map's entry, as evalField.
  @inline(__always)
  private mutating func field(
    _ name: Bytes, of receiver: Operand, dot: Operand, site: Int32, operands: [Expression], final: Operand?
  ) throws(TemplateError) -> Operand {
    if case .map(let map) = receiver.value, operands.count <= 1, final == nil, let value = map[name] {
      if map.type != .values || !MapMethod.exists(name) {
        return Operand(value, isInterface: map.type.holdsInterfaces)
      }
    }
    return try fieldSlowly(name, of: receiver, dot: dot, site: site, operands: operands, final: final)
  }

  @inline(never)
  private mutating func fieldSlowly(
    _ name: Bytes, of receiver: Operand, dot: Operand, site: Int32, operands: [Expression], final: Operand?
  ) throws(TemplateError) -> Operand {
    guard receiver.isValid else {
      if missingKey == .error { throw failure("nil data; no entry for key \(GoQuote.quote(name))") }
      return .invalid
    }
    let hasArguments = operands.count > 1 || final != nil
    switch receiver.value {
    case .null:
      throw failure("nil pointer evaluating interface {}.\(name)")
    case .map(let map):
      if map.type == .values, let method = MapMethod.method(name, of: map) {
        return try call(method, name, operands, dot: dot, final: final, site: site)
      }
      if hasArguments { throw failure("\(name) is not a method but has arguments") }
      if let value = map[name] { return Operand(value, isInterface: map.type.holdsInterfaces) }
      return try missing(name, zero: map.type.zero)
    case .list(let items, .versionSet) where name == "Has":
      let method = GoMethod([.string]) { (arguments) throws(FunctionError) in
        .bool(items.contains { $0.asString == arguments[0].asString })
      }
      return try call(method, name, operands, dot: dot, final: final, site: site)
    case .object(let box):
      if let method = box.object.method(name) {
        return try call(method, name, operands, dot: dot, final: final, site: site)
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
    _ argument: Expression, as type: ParameterType, dot: Operand
  ) throws(TemplateError) -> Operand {
    let value: Operand
    switch argument {
    case .field(let node):
      site = node.id
      value = try evaluate(node.names, from: 0, of: dot, dot: dot, site: node.id, operands: [], final: nil)
    case .variable(let node):
      value = try evaluate(node, dot: dot, operands: [], final: nil)
    case .pipe(let node):
      site = node.id
      try checkStack()
      value = try evaluate(node, dot: dot)
    case .dot(let node):
      site = node.id
      value = dot
    case .identifier(let node):
      site = node.id
      value = try call(node, [], dot: dot, final: nil, site: node.id)
    case .chain(let node):
      value = try evaluate(node, dot: dot, operands: [], final: nil)
    case .nilConstant(let node):
      site = node.id
      guard let zero = type.nilValue else { throw failure("cannot assign nil to \(type.name)") }
      return zero
    case .bool, .number, .string:
      return try constant(argument, as: type)
    }
    return try validate(value, as: type)
  }

  private mutating func constant(_ argument: Expression, as type: ParameterType) throws(TemplateError) -> Operand {
    site = argument.node.id
    if let value = argument.constant(for: type) { return Operand(value) }
    if case .number(let node) = argument, type == .any { return try ideal(node) }
    switch type {
    case .bool: throw failure("expected bool; found \(argument.text)")
    case .string: throw failure("expected string; found \(argument.text)")
    case .int, .int64, .duration: throw failure("expected integer; found \(argument.text)")
    case .uint32: throw failure("expected unsigned integer; found \(argument.text)")
    case .float64: throw failure("expected float; found \(argument.text)")
    case .any, .list, .strings, .map, .bytes, .time, .certificate, .version:
      throw failure("can't handle \(argument.text) for arg of type \(type.name)")
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

/// The methods of `common.Values`, which hide entries of the same names.
enum MapMethod {
  /// Whether there is a method of that name.
  static func exists(_ name: Bytes) -> Bool { name == asMap }

  private static let asMap: Bytes = "AsMap"

  /// The method of that name, bound to the map.
  static func method(_ name: Bytes, of map: ValueMap) -> GoMethod? {
    guard exists(name) else { return nil }
    return GoMethod { (_) throws(FunctionError) in
      let copy = map.shallowCopy()
      copy.type = .any
      return .map(copy)
    }
  }
}
