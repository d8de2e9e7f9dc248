import Values

/// Calls functions and methods, as evalCall of text/template/exec.go.
extension Executor {
  /// Calls a function of the template with a run of arguments; `callSite` is the node that errors of the function name.
  mutating func call(
    _ name: NameTable.ID, _ arguments: Range<Int>, dot: Operand, final: Operand?, site callSite: Node.ID
  ) throws(TemplateError) -> Operand {
    switch names[name].callee {
    // The parser lets no other names through.
    case nil: throw failure("function \(GoQuote.quote(names[name].bytes)) not defined")
    case .builtin(let builtin)?:
      return try call(builtin, arguments, dot: dot, final: final, site: callSite)
    case .function(let callee)?:
      let count = arguments.count + (final == nil ? 0 : 1)
      let fixed = callee.fixedCount
      let isVariadic = callee.function.isVariadic
      if isVariadic ? count < fixed : count != fixed {
        throw wrongCount(names[name].bytes, arguments.count, count, fixed, isVariadic: isVariadic)
      }
      try checkStack()
      let values = try evaluate(arguments, of: .function(callee), dot: dot, final: final)
      do throws(FunctionError) {
        let result = try callee.function.implementation(values, host)
        return Operand(result, isInterface: result.isUntypedNil)
      } catch {
        site = callSite
        throw failure(calling: names[name].bytes, error)
      }
    }
  }

  private func wrongCount(
    _ name: Bytes, _ given: Int, _ withFinal: Int, _ fixed: Int, isVariadic: Bool
  ) -> TemplateError {
    failure(
      "wrong number of args for \(name): want "
        + (isVariadic ? "at least \(fixed) got \(given)" : "\(fixed) got \(withFinal)"))
  }

  private mutating func evaluate(
    _ arguments: Range<Int>, of callee: Callee, dot: Operand, final: Operand?
  ) throws(TemplateError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(arguments.count + (final == nil ? 0 : 1))
    for place in arguments {
      let type = callee.parameterType(place &- arguments.lowerBound)
      values.append(try evaluate(argument: syntax.links[place], as: type, dot: dot).value)
    }
    if let final {
      let type = callee.parameterType(arguments.count)
      values.append(try validate(final, as: type).value)
    }
    return values
  }

  /// Calls a method with the operands of a command after the first one; there may be no command.
  mutating func call(
    _ method: GoMethod, _ name: Bytes, _ command: Node.ID, dot: Operand, final: Operand?, site callSite: Node.ID
  ) throws(TemplateError) -> Operand {
    let operands = command == Node.none ? 0..<0 : syntax[command].run.dropFirst()
    let given = operands.count
    let count = given + (final == nil ? 0 : 1)
    let fixed = method.parameters.count - (method.isVariadic ? 1 : 0)
    if method.isVariadic ? count < fixed : count != fixed {
      throw wrongCount(name, given, count, fixed, isVariadic: method.isVariadic)
    }
    let type = { (index: Int) in
      index < method.parameters.count ? method.parameters[index] : method.parameters.last ?? .any
    }
    var values: [Value] = []
    for place in operands {
      let type = type(place - operands.lowerBound)
      values.append(try evaluate(argument: syntax.links[place], as: type, dot: dot).value)
    }
    if let final { values.append(try validate(final, as: type(given)).value) }
    do throws(FunctionError) {
      let result = try method.call(values)
      return Operand(result, isInterface: result.isUntypedNil)
    } catch {
      site = callSite
      throw failure(calling: name, error)
    }
  }

  // MARK: Builtins

  private mutating func call(
    _ builtin: Builtin, _ arguments: Range<Int>, dot: Operand, final: Operand?, site callSite: Node.ID
  ) throws(TemplateError) -> Operand {
    let count = arguments.count + (final == nil ? 0 : 1)
    let fixed = builtin.fixedCount
    if builtin.isVariadic ? count < fixed : count != fixed {
      throw wrongCount(Bytes(builtin.rawValue), arguments.count, count, fixed, isVariadic: builtin.isVariadic)
    }
    switch builtin {
    case .and, .or:
      var value = Operand.invalid
      for place in arguments {
        value = try evaluate(argument: syntax.links[place], as: .any, dot: dot)
        if value.value.isTrue == (builtin == .or) { return value }
      }
      return final ?? value
    case .not:
      return Operand(.bool(!(try only(arguments, dot: dot, final: final).value.isTrue)))
    case .len:
      var operand = try only(arguments, dot: dot, final: final)
      if let place = arguments.first, syntax[syntax.links[place]].kind == .nilConstant { operand = .invalid }
      return try finish(builtin, callSite) { () throws(FunctionError) in try Indexing.length(operand) }
    case .eq, .ne, .lt, .le, .gt, .ge:
      guard count == 2 else { break }
      let first = try argument(0, of: arguments, dot: dot, final: final).value
      let second = try argument(1, of: arguments, dot: dot, final: final).value
      return try finish(builtin, callSite) { () throws(FunctionError) in
        .bool(try Comparison.holds(builtin, first, second))
      }
    case .slice:
      var operands: [Operand] = []
      for index in 0..<count { operands.append(try argument(index, of: arguments, dot: dot, final: final)) }
      return try finish(builtin, callSite) { () throws(FunctionError) in try Indexing.slice(operands) }
    default: break
    }
    let values = try evaluate(arguments, of: .builtin(builtin), dot: dot, final: final)
    // What `call` is given first is named in its errors as the template has it.
    var calleeName = Bytes()
    if builtin == .call { calleeName = name(ofCallee: arguments, values) }
    return try finish(builtin, callSite) { () throws(FunctionError) in
      try builtin.result(values, calleeName: calleeName)
    }
  }

  private func name(ofCallee arguments: Range<Int>, _ values: [Value]) -> Bytes {
    if let place = arguments.first { return syntax.shown(syntax.links[place]) }
    // Go asks reflect for the text of the pipeline's value, which it has for strings only.
    return values[0].asString ?? Bytes("<\(values[0].typeName) Value>")
  }

  /// The argument of that index, the pipeline's value coming last.
  @inline(__always)
  private mutating func argument(
    _ index: Int, of arguments: Range<Int>, dot: Operand, final: Operand?
  ) throws(TemplateError) -> Operand {
    index < arguments.count
      ? try evaluate(argument: syntax.links[arguments.lowerBound + index], as: .any, dot: dot) : final ?? .invalid
  }

  private mutating func only(
    _ arguments: Range<Int>, dot: Operand, final: Operand?
  ) throws(TemplateError) -> Operand {
    try argument(0, of: arguments, dot: dot, final: final)
  }

  @inline(__always)
  private mutating func finish(
    _ builtin: Builtin, _ callSite: Node.ID, _ work: () throws(FunctionError) -> Value
  ) throws(TemplateError) -> Operand {
    do throws(FunctionError) {
      let result = try work()
      return Operand(result, isInterface: result.isUntypedNil)
    } catch {
      site = callSite
      throw failure(calling: builtin.rawValue, error)
    }
  }
}

extension Builtin {
  /// What a builtin answers to checked arguments; the executor itself keeps `and` and `or` from evaluating too many.
  func result(_ values: [Value], calleeName: Bytes) throws(FunctionError) -> Value {
    switch self {
    case .and: return values.first { !$0.isTrue } ?? values[values.count - 1]
    case .or: return values.first { $0.isTrue } ?? values[values.count - 1]
    case .not: return .bool(!values[0].isTrue)
    case .len: return try Indexing.length(Operand(values[0], isInterface: true))
    case .index: return try Indexing.index(values[0], values.dropFirst())
    case .slice: return try Indexing.slice(values.map { Operand($0) })
    case .print: return .string(try GoFormat.sprint(values))
    case .println: return .string(try GoFormat.sprintln(values))
    case .printf: return .string(try GoFormat.sprintf(values[0].asString ?? Bytes(), values.dropFirst()))
    case .html: return .string(Escaping.html(try Escaping.text(of: values)))
    case .js: return .string(Escaping.javaScript(try Escaping.text(of: values)))
    case .urlquery: return .string(Escaping.query(try Escaping.text(of: values)))
    case .call:
      // No value of a template is a function, so there is nothing that could be called.
      if case .null = values[0] { throw FunctionError("call of nil") }
      throw FunctionError("non-function \(calleeName) of type \(values[0].typeName)")
    case .eq: return .bool(try Comparison.equalsAny(values[0], values.dropFirst()))
    case .ne, .lt, .le, .gt, .ge: return .bool(try Comparison.holds(self, values[0], values[1]))
    }
  }
}
