import Values

/// A pipeline, with the variables that it declares or assigns.
final class PipeNode: Node {
  let isAssignment: Bool
  let declarations: [VariableNode]
  let commands: [CommandNode]

  init(_ place: Place, isAssignment: Bool, declarations: [VariableNode], commands: [CommandNode]) {
    self.isAssignment = isAssignment
    self.declarations = declarations
    self.commands = commands
    super.init(place)
  }

  /// Whether its value is a function's result, which Go cannot take the address of.
  var endsInCall: Bool {
    guard case .identifier? = commands.last?.operands.first else { return false }
    return true
  }

  override func write(to output: inout [UInt8]) {
    for (index, variable) in declarations.enumerated() {
      if index > 0 { output.append(", ") }
      variable.write(to: &output)
    }
    if !declarations.isEmpty { output.append(isAssignment ? " = " : " := ") }
    for (index, command) in commands.enumerated() {
      if index > 0 { output.append(" | ") }
      command.write(to: &output)
    }
  }
}

/// A command of a pipeline: an operand, or a function or method with its arguments.
final class CommandNode: Node {
  /// The operands, the first of which is what is called, if anything is.
  let operands: [Expression]
  /// The arguments, where the first operand is a function, prepared for its parameters.
  let arguments: [Argument]

  init(_ place: Place, operands: [Expression], arguments: [Argument]) {
    self.operands = operands
    self.arguments = arguments
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    for (index, operand) in operands.enumerated() {
      if index > 0 { output.append(" ") }
      operand.write(to: &output, inParentheses: true)
    }
  }
}

/// An argument of a function whose parameters are known, checked as far as the parser can.
enum Argument {
  /// A constant that was converted to the parameter's type; the number is its node's.
  case constant(Value, Int32)
  /// What must be evaluated, and the parameter's type that its value must have.
  case expression(Expression, ParameterType)
}

// MARK: Expressions

/// An operand of a command.
enum Expression {
  case dot(DotNode)
  case nilConstant(NilNode)
  case bool(BoolNode)
  case number(NumberNode)
  case string(StringNode)
  case field(FieldNode)
  case variable(VariableNode)
  case chain(ChainNode)
  case identifier(IdentifierNode)
  case pipe(PipeNode)

  var node: Node {
    switch self {
    case .dot(let node): node
    case .nilConstant(let node): node
    case .bool(let node): node
    case .number(let node): node
    case .string(let node): node
    case .field(let node): node
    case .variable(let node): node
    case .chain(let node): node
    case .identifier(let node): node
    case .pipe(let node): node
    }
  }

  /// Whether it can only be the first of a pipeline.
  var isConstantOrDot: Bool {
    switch self {
    case .bool, .dot, .nilConstant, .number, .string: true
    default: false
    }
  }

  func write(to output: inout [UInt8], inParentheses: Bool) {
    guard inParentheses, case .pipe(let pipe) = self else { return node.write(to: &output) }
    output.append("(")
    pipe.write(to: &output)
    output.append(")")
  }

  /// The expression's text, as Go prints it.
  var text: Bytes {
    var output: [UInt8] = []
    node.write(to: &output)
    return Bytes(output)
  }
}

/// The dot: `.`.
final class DotNode: Node {
  override func write(to output: inout [UInt8]) { output.append(".") }
}

/// The constant `nil`.
final class NilNode: Node {
  override func write(to output: inout [UInt8]) { output.append("nil") }
}

/// The constant `true` or `false`.
final class BoolNode: Node {
  let value: Bool

  init(_ place: Place, _ value: Bool) {
    self.value = value
    super.init(place)
  }

  override func write(to output: inout [UInt8]) { output.append(value ? "true" : "false") }
}

/// A number.
final class NumberNode: Node {
  let literal: NumberLiteral
  /// Its value where no type is asked for; nil where it overflows an int.
  let ideal: Value?

  init(_ place: Place, _ literal: NumberLiteral) {
    self.literal = literal
    self.ideal = literal.ideal
    super.init(place)
  }

  override func write(to output: inout [UInt8]) { output.append(contentsOf: literal.text.storage) }
}

/// A string constant.
final class StringNode: Node {
  /// The constant as written.
  private let quoted: ArraySlice<UInt8>
  let value: Bytes

  init(_ place: Place, quoted: ArraySlice<UInt8>, value: Bytes) {
    self.quoted = quoted
    self.value = value
    super.init(place)
  }

  override func write(to output: inout [UInt8]) { output.append(contentsOf: quoted) }
}

/// Fields of the dot: `.Values.name`.
final class FieldNode: Node {
  let names: [Bytes]

  init(_ place: Place, _ names: [Bytes]) {
    self.names = names
    super.init(place)
  }

  override func write(to output: inout [UInt8]) { names.writeFields(to: &output) }
}

/// A variable, perhaps with fields: `$x.name`.
final class VariableNode: Node {
  let name: Bytes
  let fields: [Bytes]
  /// The variable's place among those of its tree; nil where it is assigned without having been declared.
  let slot: Int?

  init(_ place: Place, name: Bytes, fields: [Bytes], slot: Int?) {
    self.name = name
    self.fields = fields
    self.slot = slot
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    output.append(contentsOf: name.storage)
    fields.writeFields(to: &output)
  }
}

/// Fields of a term in parentheses or of a function's result: `(index .list 0).name`.
final class ChainNode: Node {
  let term: Expression
  let fields: [Bytes]

  init(_ place: Place, term: Expression, fields: [Bytes]) {
    self.term = term
    self.fields = fields
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    term.write(to: &output, inParentheses: true)
    fields.writeFields(to: &output)
  }
}

/// The name of a function, resolved.
final class IdentifierNode: Node {
  let name: Bytes
  let callee: Callee

  init(_ place: Place, _ name: Bytes, _ callee: Callee) {
    self.name = name
    self.callee = callee
    super.init(place)
  }

  override func write(to output: inout [UInt8]) { output.append(contentsOf: name.storage) }
}

/// What a name in a template calls.
enum Callee {
  /// A function that the executor implements itself.
  case builtin(Builtin)
  /// A function of the table.
  case function(FunctionReference)
}

extension [Bytes] {
  fileprivate func writeFields(to output: inout [UInt8]) {
    for name in self {
      output.append(".")
      output.append(contentsOf: name.storage)
    }
  }
}
