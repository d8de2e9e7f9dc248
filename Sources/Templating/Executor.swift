import Platform
import Values

/// Walks a tree and writes what it says to the output, as text/template/exec.go's state.
struct Executor {
  /// Where the execution goes on after a statement.
  enum Flow {
    case next
    case breakLoop
    case continueLoop
  }

  /// The depth of templates within templates that Go allows.
  static let maximumDepth = 100_000

  let set: TemplateSet
  let host: any FunctionHost
  let missingKey: MissingKey
  let stack: StackGuard
  /// What was written so far.
  var output: [UInt8]
  /// The template being executed.
  private(set) var tree: Tree
  /// What it consists of.
  private(set) var syntax: Syntax
  /// The names of all templates.
  let names: NameTable
  /// The node being executed, which errors name.
  var site = Node.none
  /// The variables of the templates being executed, those of `tree` from `frame` on.
  var variables: [Operand]
  var frame = 0
  private var depth = 0

  init(set: TemplateSet, tree: Tree, data: Value, host: any FunctionHost, stack: StackGuard) {
    self.set = set
    self.host = host
    self.missingKey = set.missingKey
    self.stack = stack
    self.output = []
    self.tree = tree
    self.syntax = tree.source.syntax
    self.names = tree.source.syntax.names
    self.variables = [Operand](repeating: .invalid, count: tree.variableCount)
    self.variables[0] = Operand(data)
  }

  /// Executes the tree.
  mutating func run() throws(TemplateError) {
    _ = try walk(tree.root, dot: variables[0])
  }

  // MARK: Errors

  func failure(_ message: String) -> TemplateError { failure(FunctionError(message)) }

  /// The error of a call that failed.
  func failure(calling name: some CustomStringConvertible, _ error: FunctionError) -> TemplateError {
    let words = "error calling \(name): \(error.words)"
    return failure(
      error.cause.map { error.goesOnWithCause ? FunctionError(words, before: $0) : FunctionError(words, cause: $0) }
        ?? FunctionError(words))
  }

  private func failure(_ message: FunctionError) -> TemplateError {
    let context = tree.source.context(of: site)
    return .execute(message, at: context?.location, template: tree.name, context: context?.text ?? Bytes())
  }

  private var tooMuchOutput: TemplateError {
    failure("the output would be larger than \(FormatPrinter.sizeLimit >> 20) MiB")
  }

  /// Refuses to go deeper than the stack allows.
  @inline(__always)
  func checkStack() throws(TemplateError) {
    if stack.isExhausted { throw failure("exceeded the stack: templates or expressions nest too deeply") }
  }

  // MARK: Statements

  private mutating func walk(_ list: Node.ID, dot: Operand) throws(TemplateError) -> Flow {
    for place in syntax[list].run {
      let id = syntax.links[place]
      let node = syntax[id]
      switch node.kind {
      case .text:
        if output.count > FormatPrinter.sizeLimit { throw tooMuchOutput }
        syntax.text.withUnsafeBufferPointer {
          output.append(
            contentsOf: UnsafeBufferPointer(rebasing: $0[node.position..<(node.position + Int(node.count))]))
        }
      case .action:
        site = id
        let pipe = syntax[node.first]
        let value = try evaluate(pipe: node.first, dot: dot)
        if pipe.extra == 0 {
          site = id
          try write(value.value, of: id)
        }
      case .if, .with:
        let flow = try walk(branch: id, node, dot: dot)
        if flow != .next { return flow }
      case .range:
        let flow = try walk(range: id, node, dot: dot)
        if flow != .next { return flow }
      case .template:
        try walk(template: id, node, dot: dot)
      case .breakLoop:
        return .breakLoop
      case .continueLoop:
        return .continueLoop
      default:
        // The parser makes statements of nothing else.
        continue
      }
    }
    return .next
  }

  /// Writes a pipeline's value, as printValue.
  @inline(__always)
  private mutating func write(_ value: Value, of action: Node.ID) throws(TemplateError) {
    switch value {
    case .string(let text):
      if output.count > FormatPrinter.sizeLimit { throw tooMuchOutput }
      output.append(contentsOf: text.storage)
    case .null: output.append("<no value>")
    default: try writeOther(value, of: action)
    }
  }

  private mutating func writeOther(_ value: Value, of action: Node.ID) throws(TemplateError) {
    if case .object(let box) = value, box.object.kind == .function {
      throw failure("can't print \(syntax.shown(action)) of type \(value.typeName)")
    }
    if case .object(let box) = value, !box.object.isNil, box.object.kind == .pointer || !endsInCall(action) {
      output.append(contentsOf: box.object.printed.storage)
      return
    }
    do throws(FunctionError) {
      try GoFormat.append(value, to: &output)
    } catch {
      throw failure(error.message)
    }
  }

  /// Whether an action's value is a function's result, which Go cannot take the address of; `and` and `or` hand on what
  /// they got.
  private func endsInCall(_ action: Node.ID) -> Bool {
    guard let last = syntax.parts(ofPipe: syntax[syntax[action].first]).commands.last else { return false }
    let callee = syntax[syntax.links[Int(syntax[last].first)]]
    return callee.kind == .identifier && !["and", "or"].contains(names[callee.first].bytes)
  }

  private mutating func walk(branch id: Node.ID, _ node: Node, dot: Operand) throws(TemplateError) -> Flow {
    try checkStack()
    site = id
    let value = try evaluate(pipe: node.first, dot: dot)
    if value.value.isTrue { return try walk(node.count, dot: node.kind == .with ? value : dot) }
    if node.extra != Node.none { return try walk(node.extra, dot: dot) }
    return .next
  }

  private mutating func walk(template id: Node.ID, _ node: Node, dot: Operand) throws(TemplateError) {
    try checkStack()
    site = id
    guard let callee = set.find(node.first) else {
      throw failure("template \(GoQuote.quote(names[node.first].bytes)) not defined")
    }
    if depth == Self.maximumDepth { throw failure("exceeded maximum template depth (\(Self.maximumDepth))") }
    var dotOfCallee = Operand.invalid
    if node.extra != Node.none { dotOfCallee = try evaluate(pipe: node.extra, dot: dot) }
    let outer = (tree: tree, frame: frame, site: site)
    // The callee sees none of the caller's variables.
    tree = callee
    syntax = callee.source.syntax
    frame = variables.count
    variables.append(dotOfCallee)
    for _ in 1..<max(1, callee.variableCount) { variables.append(.invalid) }
    depth += 1
    _ = try walk(callee.root, dot: dotOfCallee)
    depth -= 1
    variables.removeLast(variables.count - frame)
    (tree, frame, site) = outer
    syntax = tree.source.syntax
  }

  // MARK: Ranges

  private mutating func walk(range id: Node.ID, _ node: Node, dot: Operand) throws(TemplateError) -> Flow {
    try checkStack()
    site = id
    let value = try evaluate(pipe: node.first, dot: dot).value
    let wasEmpty: Bool
    switch value {
    case .list(let items, let type):
      let holdsInterfaces = type == .any
      for index in items.indices {
        let item = Operand(items[index], isInterface: holdsInterfaces)
        let flow = try iterate(node, index: Operand(.int(index)), item: item)
        if flow == .breakLoop { break }
      }
      wasEmpty = items.isEmpty
    case .map(let map):
      wasEmpty = try iterate(node, over: map)
    case .integer(let end, let type):
      wasEmpty = try iterate(node, upTo: end, type, shown: value)
    case .bytes(let bytes):
      for (index, byte) in bytes.storage.enumerated() {
        let item = Operand(.integer(Int64(byte), .uint8))
        if try iterate(node, index: Operand(.int(index)), item: item) == .breakLoop { break }
      }
      wasEmpty = bytes.isEmpty
    case .null:
      wasEmpty = true
    case .object(let box):
      wasEmpty = try iterate(node, over: box.object, shown: value)
    case .bool, .float, .string, .number:
      throw cannotIterate(over: value)
    }
    guard wasEmpty, node.extra != Node.none else { return .next }
    // A break in here ends the range that is already over, as Go's does.
    return try walk(node.extra, dot: dot) == .continueLoop ? .continueLoop : .next
  }

  private func cannotIterate(over value: Value) -> TemplateError {
    failure("range can't iterate over \(shown(value))")
  }

  private func shown(_ value: Value) -> String {
    var text: [UInt8] = []
    do throws(FunctionError) { try GoFormat.append(value, to: &text) } catch { return error.message }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func iterate(_ range: Node, over map: ValueMap) throws(TemplateError) -> Bool {
    let entries = map.entries
    let holdsInterfaces = map.type.holdsInterfaces
    for index in entries.indices {
      let item = Operand(entries[index].value, isInterface: holdsInterfaces)
      if try iterate(range, index: Operand(.string(entries[index].key)), item: item) == .breakLoop { break }
    }
    return entries.isEmpty
  }

  private mutating func iterate(
    _ range: Node, over object: any GoObject, shown value: Value
  ) throws(TemplateError) -> Bool {
    if object.isNil { return true }
    switch (object.kind, object.plain) {
    case (.map, .map(let map)):
      for entry in map.entries {
        let item = Operand(object.field(entry.key) ?? entry.value)
        if try iterate(range, index: Operand(.string(entry.key)), item: item) == .breakLoop { break }
      }
      return map.isEmpty
    case (.slice, .list(let items, _)):
      for (index, item) in items.enumerated()
      where try iterate(range, index: Operand(.int(index)), item: Operand(item)) == .breakLoop { break }
      return items.isEmpty
    default:
      throw cannotIterate(over: value)
    }
  }

  private mutating func iterate(
    _ range: Node, upTo end: Int64, _ type: IntegerType, shown value: Value
  ) throws(TemplateError) -> Bool {
    if syntax[range.first].extra > 1 {
      throw failure("can't use \(shown(value)) to iterate over more than one variable")
    }
    let isNegative = end < 0 && !type.isUnsigned
    if end == 0 || isNegative { return true }
    var number: UInt64 = 0
    while number < UInt64(bitPattern: end) {
      let item = Operand(.integer(Int64(bitPattern: number), type))
      if try iterate(range, index: .invalid, item: item) == .breakLoop { break }
      number += 1
    }
    return false
  }

  private mutating func iterate(
    _ range: Node, index: Operand, item: Operand
  ) throws(TemplateError) -> Flow {
    let pipe = syntax[range.first]
    if pipe.extra == 1 {
      try set(syntax.links[Int(pipe.first)], item)
    } else if pipe.extra == 2 {
      try set(syntax.links[Int(pipe.first)], index)
      try set(syntax.links[Int(pipe.first) + 1], item)
    }
    return try walk(range.count, dot: item)
  }

  /// Gives a variable a value.
  mutating func set(_ variable: Node.ID, _ value: Operand) throws(TemplateError) {
    let slot = syntax[variable].extra
    if slot == Node.none { throw failure("undefined variable: \(variableName(syntax[variable]))") }
    variables[frame + Int(slot)] = value
  }

  /// The name of a variable, with its dollar.
  func variableName(_ node: Node) -> Bytes { names[syntax.links[Int(node.first)]].bytes }
}
