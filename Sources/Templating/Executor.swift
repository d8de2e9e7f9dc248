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
  var tree: Tree
  /// The node being executed, which errors name.
  var site: Int32 = -1
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
    self.variables = [Operand](repeating: .invalid, count: tree.variableCount)
    self.variables[0] = Operand(data)
  }

  /// Executes the tree.
  mutating func run() throws(TemplateError) {
    _ = try walk(tree.root, dot: variables[0])
  }

  // MARK: Errors

  func failure(_ message: String, cause: (any Error)? = nil) -> TemplateError {
    let context = tree.source.context(of: site)
    return .execute(
      message, at: context?.location, template: tree.name, context: context?.text ?? Bytes(), cause: cause)
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

  private mutating func walk(_ list: ListNode, dot: Operand) throws(TemplateError) -> Flow {
    for statement in list.statements {
      switch statement {
      case .text(let node):
        if output.count > FormatPrinter.sizeLimit { throw tooMuchOutput }
        output.append(contentsOf: node.text)
      case .action(let node):
        site = node.id
        let value = try evaluate(node.pipe, dot: dot)
        if node.pipe.declarations.isEmpty {
          site = node.id
          try write(value.value, of: node)
        }
      case .branch(let node):
        let flow = try walk(node, dot: dot)
        if flow != .next { return flow }
      case .range(let node):
        let flow = try walk(node, dot: dot)
        if flow != .next { return flow }
      case .template(let node):
        try walk(node, dot: dot)
      case .breakLoop:
        return .breakLoop
      case .continueLoop:
        return .continueLoop
      }
    }
    return .next
  }

  /// Writes a pipeline's value, as printValue.
  @inline(__always)
  private mutating func write(_ value: Value, of node: ActionNode) throws(TemplateError) {
    switch value {
    case .string(let text):
      if output.count > FormatPrinter.sizeLimit { throw tooMuchOutput }
      output.append(contentsOf: text.storage)
    case .null: output.append("<no value>")
    default: try writeOther(value, of: node)
    }
  }

  private mutating func writeOther(_ value: Value, of node: ActionNode) throws(TemplateError) {
    if case .object(let box) = value, box.object.kind == .function {
      var text: [UInt8] = []
      node.write(to: &text)
      throw failure("can't print \(Bytes(text)) of type \(value.typeName)")
    }
    if case .object(let box) = value, !box.object.isNil, !node.pipe.endsInCall {
      output.append(contentsOf: box.object.printed.storage)
      return
    }
    do throws(FunctionError) {
      try GoFormat.append(value, to: &output)
    } catch {
      throw failure(error.message)
    }
  }

  private mutating func walk(_ node: BranchNode, dot: Operand) throws(TemplateError) -> Flow {
    try checkStack()
    site = node.id
    let value = try evaluate(node.pipe, dot: dot)
    if value.value.isTrue { return try walk(node.list, dot: node.isWith ? value : dot) }
    if let elseList = node.elseList { return try walk(elseList, dot: dot) }
    return .next
  }

  private mutating func walk(_ node: TemplateNode, dot: Operand) throws(TemplateError) {
    try checkStack()
    site = node.id
    guard let callee = set.find(node.name) else {
      throw failure("template \(GoQuote.quote(node.name)) not defined")
    }
    if depth == Self.maximumDepth { throw failure("exceeded maximum template depth (\(Self.maximumDepth))") }
    var dotOfCallee = Operand.invalid
    if let pipe = node.pipe { dotOfCallee = try evaluate(pipe, dot: dot) }
    let outer = (tree: tree, frame: frame, site: site)
    // The callee sees none of the caller's variables.
    tree = callee
    frame = variables.count
    variables.append(dotOfCallee)
    for _ in 1..<max(1, callee.variableCount) { variables.append(.invalid) }
    depth += 1
    _ = try walk(callee.root, dot: dotOfCallee)
    depth -= 1
    variables.removeLast(variables.count - frame)
    (tree, frame, site) = outer
  }

  // MARK: Ranges

  private mutating func walk(_ node: RangeNode, dot: Operand) throws(TemplateError) -> Flow {
    try checkStack()
    site = node.id
    let value = try evaluate(node.pipe, dot: dot).value
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
    guard wasEmpty, let elseList = node.elseList else { return .next }
    // A break in here ends the range that is already over, as Go's does.
    return try walk(elseList, dot: dot) == .continueLoop ? .continueLoop : .next
  }

  private func cannotIterate(over value: Value) -> TemplateError {
    failure("range can't iterate over \(shown(value))")
  }

  private func shown(_ value: Value) -> String {
    var text: [UInt8] = []
    do throws(FunctionError) { try GoFormat.append(value, to: &text) } catch { return error.message }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func iterate(_ node: RangeNode, over map: ValueMap) throws(TemplateError) -> Bool {
    let entries = map.entries
    let holdsInterfaces = map.type.holdsInterfaces
    for index in entries.indices {
      let item = Operand(entries[index].value, isInterface: holdsInterfaces)
      if try iterate(node, index: Operand(.string(entries[index].key)), item: item) == .breakLoop { break }
    }
    return entries.isEmpty
  }

  private mutating func iterate(
    _ node: RangeNode, over object: any GoObject, shown value: Value
  ) throws(TemplateError) -> Bool {
    if object.isNil { return true }
    switch (object.kind, object.plain) {
    case (.map, .map(let map)):
      for entry in map.entries {
        let item = Operand(object.field(entry.key) ?? entry.value)
        if try iterate(node, index: Operand(.string(entry.key)), item: item) == .breakLoop { break }
      }
      return map.isEmpty
    case (.slice, .list(let items, _)):
      for (index, item) in items.enumerated()
      where try iterate(node, index: Operand(.int(index)), item: Operand(item)) == .breakLoop { break }
      return items.isEmpty
    default:
      throw cannotIterate(over: value)
    }
  }

  private mutating func iterate(
    _ node: RangeNode, upTo end: Int64, _ type: IntegerType, shown value: Value
  ) throws(TemplateError) -> Bool {
    if node.pipe.declarations.count > 1 {
      throw failure("can't use \(shown(value)) to iterate over more than one variable")
    }
    let isNegative = end < 0 && !type.isUnsigned
    if end == 0 || isNegative { return true }
    var number: UInt64 = 0
    while number < UInt64(bitPattern: end) {
      let item = Operand(.integer(Int64(bitPattern: number), type))
      if try iterate(node, index: .invalid, item: item) == .breakLoop { break }
      number += 1
    }
    return false
  }

  private mutating func iterate(
    _ node: RangeNode, index: Operand, item: Operand
  ) throws(TemplateError) -> Flow {
    let declarations = node.pipe.declarations
    if declarations.count == 1 {
      try set(declarations[0], item)
    } else if declarations.count == 2 {
      try set(declarations[0], index)
      try set(declarations[1], item)
    }
    return try walk(node.list, dot: item)
  }

  /// Gives a variable a value.
  mutating func set(_ variable: VariableNode, _ value: Operand) throws(TemplateError) {
    guard let slot = variable.slot else { throw failure("undefined variable: \(variable.name)") }
    variables[frame + slot] = value
  }
}
