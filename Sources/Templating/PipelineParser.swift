import Values

/// The part of the parser below actions: pipelines, commands and operands.
extension Parser {
  /// Parses a pipeline up to and including the token that ends it.
  mutating func pipeline(_ context: String, until end: Token.Kind) throws(TemplateError) -> PipeNode {
    let start = peekNonSpace().position
    let declared = try declarations(context)
    // The variables come into being after the pipeline's value, which may use others of the same names.
    scope.pending.append(contentsOf: declared.variables)
    let firstCommand = commands.count
    loop: while true {
      let token = nextNonSpace()
      switch token.kind {
      case end:
        break loop
      case .bool, .characterConstant, .complex, .dot, .field, .identifier, .number, .nil, .rawString, .string,
        .variable, .leftParenthesis:
        putBack(token)
        let command = try command()
        commands.append(command)
      default:
        throw unexpected(token, in: context)
      }
    }
    let commands = self.commands.takeSuffix(from: firstCommand)
    if commands.isEmpty { throw failure("missing value for \(context)") }
    for (index, command) in commands.enumerated().dropFirst() where command.operands[0].isConstantOrDot {
      throw failure("non executable command in pipeline stage \(index + 1)")
    }
    scope.pending.removeLast(declared.variables.count)
    for variable in declared.variables { scope.variables.append((variable.name, variable.slot)) }
    return add(at: start) {
      PipeNode($0, isAssignment: declared.isAssignment, declarations: declared.variables, commands: commands)
    }
  }

  /// Parses the variables that a pipeline declares or assigns, if any.
  private mutating func declarations(
    _ context: String
  ) throws(TemplateError) -> (variables: [VariableNode], isAssignment: Bool) {
    var found: [Token] = []
    while true {
      let variable = peekNonSpace()
      guard variable.kind == .variable else { return declare(found, isAssignment: false) }
      _ = nextNonSpace()
      let after = peek()
      let following = peekNonSpace()
      if following.kind == .assign || following.kind == .declare {
        _ = nextNonSpace()
        return declare(found + [variable], isAssignment: following.kind == .assign)
      }
      if following.kind == .character, text(of: following) == "," {
        _ = nextNonSpace()
        found.append(variable)
        if context == "range", found.count < 2 {
          switch peekNonSpace().kind {
          case .variable, .rightDelimiter, .rightParenthesis: continue
          default: throw failure("range can only initialize variables")
          }
        }
        throw failure("too many declarations in \(context)")
      }
      // An argument, not a declaration: back to where it stood, with the space after it.
      if after.kind == .space { putBack(after) }
      putBack(variable)
      return declare(found, isAssignment: false)
    }
  }

  private mutating func declare(
    _ tokens: [Token], isAssignment: Bool
  ) -> (variables: [VariableNode], isAssignment: Bool) {
    var nodes: [VariableNode] = []
    for token in tokens {
      let name = text(of: token)
      var slot: Int?
      if isAssignment {
        slot = scope.variables.last { $0.name == name }?.slot
      } else {
        slot = scope.slotCount
        scope.slotCount += 1
      }
      nodes.append(add(at: token.position) { VariableNode($0, name: name, fields: [], slot: slot) })
    }
    return (nodes, isAssignment)
  }

  private mutating func command() throws(TemplateError) -> CommandNode {
    let start = peekNonSpace().position
    let firstOperand = self.operands.count
    while true {
      _ = peekNonSpace()
      if let operand = try operand() { self.operands.append(operand) }
      let token = next()
      if token.kind == .space { continue }
      switch token.kind {
      case .rightDelimiter, .rightParenthesis: putBack(token)
      case .pipe: break
      default: throw unexpected(token, in: "operand")
      }
      break
    }
    let operands = self.operands.takeSuffix(from: firstOperand)
    guard let first = operands.first else { throw failure("empty command") }
    var arguments: [Argument] = []
    if case .identifier(let identifier) = first { arguments = prepare(operands.dropFirst(), for: identifier.callee) }
    return add(at: start) { CommandNode($0, operands: operands, arguments: arguments) }
  }

  /// Converts the constants among a function's arguments to its parameters' types.
  private func prepare(_ operands: ArraySlice<Expression>, for callee: Callee) -> [Argument] {
    var arguments: [Argument] = []
    arguments.reserveCapacity(operands.count)
    for (index, operand) in operands.enumerated() {
      let type = callee.parameterType(index)
      if let value = operand.constant(for: type) {
        arguments.append(.constant(value, operand.node.id))
      } else {
        arguments.append(.expression(operand, type))
      }
    }
    return arguments
  }

  private mutating func operand() throws(TemplateError) -> Expression? {
    let first = peekNonSpace()
    if first.kind == .field || first.kind == .variable { return try fieldOrVariable() }
    guard let term = try term() else { return nil }
    if peek().kind != .field { return term }
    if term.isConstantOrDot { throw constantWithFields(term) }
    let position = peek().position
    let fields = takeFields()
    return .chain(add(at: position) { ChainNode($0, term: term, fields: fields) })
  }

  private mutating func constantWithFields(_ term: Expression) -> TemplateError {
    // Go reads the fields before it complains.
    while peek().kind == .field { _ = next() }
    return failure("unexpected . after term \(GoQuote.quote(term.text))")
  }

  /// A field or variable with the fields that follow it, whose errors name the first of these.
  private mutating func fieldOrVariable() throws(TemplateError) -> Expression {
    let token = nextNonSpace()
    var name = Bytes()
    var slot: Int?
    if token.kind == .field {
      fields.append(fieldName(token))
    } else {
      name = text(of: token)
      let variable = scope.variables.last { $0.name == name }
      if variable == nil, !scope.pending.contains(where: { $0.name == name }) {
        throw failure("undefined variable \(GoQuote.quote(name))")
      }
      slot = variable?.slot
    }
    let following = peek()
    let position = following.kind == .field ? following.position : token.position
    let fields = takeFields()
    return token.kind == .field
      ? .field(add(at: position) { FieldNode($0, fields) })
      : .variable(add(at: position) { VariableNode($0, name: name, fields: fields, slot: slot) })
  }

  /// The fields noted already and those that follow.
  private mutating func takeFields() -> [Bytes] {
    while peek().kind == .field {
      let token = next()
      fields.append(fieldName(token))
    }
    return fields.takeSuffix(from: 0)
  }

  private func fieldName(_ token: Token) -> Bytes { name((token.position + 1)..<token.end) }

  private mutating func term() throws(TemplateError) -> Expression? {
    let token = nextNonSpace()
    let position = token.position
    switch token.kind {
    case .identifier:
      let (name, found) = source.text.withUnsafeBufferPointer {
        names.callee(UnsafeBufferPointer(rebasing: $0[token.position..<token.end]))
      }
      guard let callee = found else {
        throw failure("function \(GoQuote.quote(name)) not defined")
      }
      return .identifier(add(at: position) { IdentifierNode($0, name, callee) })
    case .dot:
      return .dot(add(at: position) { DotNode($0) })
    case .nil:
      return .nilConstant(add(at: position) { NilNode($0) })
    case .bool:
      let isTrue = source.text[position] == UInt8(ascii: "t")
      return .bool(add(at: position) { BoolNode($0, isTrue) })
    case .characterConstant, .complex, .number:
      return .number(try number(token))
    case .leftParenthesis:
      if scope.parenthesisDepth >= Self.maximumParenthesisDepth { throw failure("max expression depth exceeded") }
      try checkDepth()
      scope.parenthesisDepth += 1
      let pipe = try pipeline("parenthesized pipeline", until: .rightParenthesis)
      scope.parenthesisDepth -= 1
      return .pipe(pipe)
    case .string, .rawString:
      let quoted = source.text[token.position..<token.end]
      let inner = (token.position + 1)..<max(token.position + 1, token.end - 1)
      if token.kind == .string, source.text[inner].allSatisfy(GoQuote.isPlain) {
        let value = name(inner)
        return .string(add(at: position) { StringNode($0, quoted: quoted, value: value) })
      }
      guard let value = GoQuote.unquote(Bytes(Array(quoted))) else { throw failure("invalid syntax") }
      return .string(add(at: position) { StringNode($0, quoted: quoted, value: value) })
    default:
      putBack(token)
      return nil
    }
  }

  private mutating func number(_ token: Token) throws(TemplateError) -> NumberNode {
    do throws(NumberLiteral.Malformed) {
      let literal = try NumberLiteral(text(of: token), kind: token.kind)
      return add(at: token.position) { NumberNode($0, literal) }
    } catch {
      throw failure(error.message)
    }
  }
}

extension Expression {
  /// The value of a constant as an argument of the type, or nil where it is no constant that the type can hold.
  func constant(for type: ParameterType) -> Value? {
    switch (self, type) {
    case (.bool(let node), .any), (.bool(let node), .bool): .bool(node.value)
    case (.string(let node), .any), (.string(let node), .string):
      .string(node.value)
    case (.number(let node), .any): node.ideal
    case (.number(let node), .int): node.literal.integer.map { .integer($0, .int) }
    case (.number(let node), .int64), (.number(let node), .duration): node.literal.integer.map { .int64($0) }
    case (.number(let node), .uint32):
      node.literal.unsigned.map { .integer(Int64(UInt32(truncatingIfNeeded: $0)), .uint32) }
    case (.number(let node), .float64): node.literal.float.map { .float($0) }
    default: nil
    }
  }
}
