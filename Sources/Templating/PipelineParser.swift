import Values

/// The part of the parser below actions: pipelines, commands and operands.
extension Parser {
  /// Parses a pipeline up to and including the token that ends it.
  mutating func pipeline(_ context: Context, until end: Token.Kind) throws(TemplateError) -> Node.ID {
    let position = peekNonSpace().position
    let start = runStart
    // The variables come into being after the pipeline's value, which may use others of the same names.
    let isAssignment = try declarations(context)
    let declared = runStart - start
    let firstPending = pending.count - declared
    var stage = 0
    loop: while true {
      let token = nextNonSpace()
      switch token.kind {
      case end:
        break loop
      case .bool, .characterConstant, .complex, .dot, .field, .identifier, .number, .nil, .rawString, .string,
        .variable, .leftParenthesis:
        putBack()
        link(try command())
        stage += 1
      default:
        throw unexpected(token, in: context.rawValue)
      }
    }
    if stage == 0 { throw failure("missing value for \(context.rawValue)") }
    let run = endRun(from: start)
    let commands = (Int(run.first) + declared)..<links.count
    if stage > 1 {
      for place in commands.dropFirst() {
        let first = links[Int(nodes[Int(links[place])].first)]
        guard nodes[Int(first)].isConstantOrDot else { continue }
        throw failure("non executable command in pipeline stage \(place - commands.lowerBound + 1)")
      }
    }
    if declared > 0 {
      pending.removeLast(pending.count - firstPending)
      for place in Int(run.first)..<commands.lowerBound {
        let variable = nodes[Int(links[place])]
        variables.append(Variable(name: links[Int(variable.first)], slot: variable.extra))
      }
    }
    return add(
      .pipe, at: position, run.first, run.count, extra: Int32(truncatingIfNeeded: declared), flag: isAssignment)
  }

  /// Parses the variables that a pipeline declares or assigns, if any, and links them; answers whether they are assigned.
  private mutating func declarations(_ context: Context) throws(TemplateError) -> Bool {
    guard peekNonSpace().kind == .variable else { return false }
    var found: [Token] = []
    while true {
      let variable = peekNonSpace()
      guard variable.kind == .variable else {
        declare(found, isAssignment: false)
        return false
      }
      _ = nextNonSpace()
      let hasSpace = peek().kind == .space
      let following = nextNonSpace()
      if following.kind == .assign || following.kind == .declare {
        declare(found + [variable], isAssignment: following.kind == .assign)
        return following.kind == .assign
      }
      if following.kind == .character, input[following.position] == UInt8(ascii: ",") {
        found.append(variable)
        if context == .range, found.count < 2 {
          switch peekNonSpace().kind {
          case .variable, .rightDelimiter, .rightParenthesis: continue
          default: throw failure("range can only initialize variables")
          }
        }
        throw failure("too many declarations in \(context.rawValue)")
      }
      // An argument, not a declaration: back to where it stood, with the space after it.
      putBack(hasSpace ? 3 : 2)
      declare(found, isAssignment: false)
      return false
    }
  }

  private mutating func declare(_ tokens: [Token], isAssignment: Bool) {
    for token in tokens {
      let name = name(token.position, token.end)
      var slot = Node.none
      if isAssignment {
        slot = variable(name)?.slot ?? Node.none
      } else {
        slot = scope.slotCount
        scope.slotCount += 1
      }
      pending.append(name)
      let first = linkDirectly(name)
      link(add(.variable, at: token.position, first, 1, extra: slot))
    }
  }

  /// The variable of that name that was declared last.
  ///
  /// - Parameter end: how many of the variables in scope count, from the first on; nil where all do.
  func variable(_ name: NameTable.ID, below end: Int? = nil) -> Variable? {
    var index = end ?? variables.count
    while index > scope.firstVariable {
      index -= 1
      if variables[index].name == name { return variables[index] }
    }
    return nil
  }

  private mutating func command() throws(TemplateError) -> Node.ID {
    let position = peekNonSpace().position
    let start = runStart
    while true {
      let operand = try operand()
      if operand != Node.none { link(operand) }
      let token = next()
      if token.kind == .space {
        continue
      } else if token.kind == .rightDelimiter || token.kind == .rightParenthesis {
        putBack()
      } else if token.kind != .pipe {
        throw unexpected(token, in: "operand")
      }
      break
    }
    if runStart == start { throw failure("empty command") }
    let run = endRun(from: start)
    return add(.command, at: position, run.first, run.count)
  }

  /// An operand with the fields that follow it; none where there is no operand.
  private mutating func operand() throws(TemplateError) -> Node.ID {
    let first = nextNonSpace()
    if first.kind == .field || first.kind == .variable { return try fieldOrVariable(first) }
    let term = try term(first)
    if term == Node.none { return term }
    let following = peek()
    if following.kind != .field { return term }
    if nodes[Int(term)].isConstantOrDot { throw constantWithFields(first) }
    let place = Int32(truncatingIfNeeded: links.count)
    let count = linkFields()
    return add(.chain, at: following.position, place, count, extra: term)
  }

  private mutating func constantWithFields(_ term: Token) -> TemplateError {
    // Go reads the fields before it complains.
    while peek().kind == .field { _ = next() }
    return failure("unexpected . after term \(GoQuote.quote(term.text(in: input)))")
  }

  /// A field or variable with the fields that follow it, whose errors name the first of these.
  private mutating func fieldOrVariable(_ token: Token) throws(TemplateError) -> Node.ID {
    var slot = Node.none
    let first: Int32
    if token.kind == .field {
      first = linkDirectly(fieldName(token))
    } else {
      let name = name(token.position, token.end)
      if let variable = variable(name) {
        slot = variable.slot
      } else if !pending.contains(name) {
        throw failure("undefined variable \(GoQuote.quote(names[name].bytes))")
      }
      first = linkDirectly(name)
    }
    let following = peek()
    if following.kind != .field {
      return add(token.kind == .field ? .field : .variable, at: token.position, first, 1, extra: slot)
    }
    let count = 1 + linkFields()
    return add(token.kind == .field ? .field : .variable, at: following.position, first, count, extra: slot)
  }

  /// Links the names of the fields that follow and answers their number.
  private mutating func linkFields() -> Int32 {
    var count: Int32 = 0
    while true {
      let token = next()
      guard token.kind == .field else {
        putBack()
        return count
      }
      _ = linkDirectly(fieldName(token))
      count &+= 1
    }
  }

  private func fieldName(_ token: Token) -> NameTable.ID { name(token.position &+ 1, token.end) }

  /// The term that starts with a token, which was read; none where there is no term, and the token comes next again.
  private mutating func term(_ token: Token) throws(TemplateError) -> Node.ID {
    let position = token.position
    switch token.kind {
    case .identifier:
      let name = name(position, token.end)
      if names[name].callee == nil { throw failure("function \(GoQuote.quote(names[name].bytes)) not defined") }
      return add(.identifier, at: position, name)
    case .dot: return add(.dot, at: position)
    case .nil: return add(.nilConstant, at: position)
    case .bool: return add(.bool, at: position, flag: input[position] == UInt8(ascii: "t"))
    case .characterConstant, .complex, .number: return try number(token)
    case .leftParenthesis:
      if scope.parenthesisDepth >= Self.maximumParenthesisDepth { throw failure("max expression depth exceeded") }
      try checkDepth()
      scope.parenthesisDepth += 1
      let pipe = try pipeline(.parenthesizedPipeline, until: .rightParenthesis)
      scope.parenthesisDepth -= 1
      return pipe
    case .string, .rawString: return try string(token)
    default:
      putBack()
      return Node.none
    }
  }

  private mutating func string(_ token: Token) throws(TemplateError) -> Node.ID {
    let count = Int32(truncatingIfNeeded: token.end &- token.position)
    let inner = (token.position &+ 1)..<max(token.position &+ 1, token.end &- 1)
    var place = Syntax.StringPlace.text
    var first: Int32 = 0
    if token.kind == .rawString ? input[inner].contains(UInt8(ascii: "\r")) : !isPlain(inner) {
      guard let value = GoQuote.unquote(token.text(in: input)) else { throw failure("invalid syntax") }
      (place, first) = (.strings, keep(value))
    } else if inner.count <= NameTable.longestText {
      (place, first) = (.names, name(inner.lowerBound, inner.upperBound))
    }
    return add(.string, at: token.position, first, count, extra: place.rawValue)
  }

  /// Whether a part of the text stands for itself between double quotes.
  private func isPlain(_ range: Range<Int>) -> Bool {
    for index in range where !GoQuote.isPlain(input[index]) { return false }
    return true
  }

  private mutating func number(_ token: Token) throws(TemplateError) -> Node.ID {
    do throws(NumberLiteral.Malformed) {
      let literal = try NumberLiteral(token.text(in: input), kind: token.kind)
      return add(.number, at: token.position, keep(literal))
    } catch {
      throw failure(error.message)
    }
  }
}
