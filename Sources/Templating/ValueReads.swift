package import Values

/// What the templates of a chart read of its values, found without running them.
///
/// The analysis follows the dot and variables from each file through `with`, `include` and `template`. Where it cannot
/// follow (a function takes the value, a key is computed), it takes all below for read: what it calls unread is unread.
package struct ValueReads {
  /// One place where a template reads a value.
  package struct Read: Hashable, Sendable {
    /// The keys that lead there from `.Values`.
    package let path: [Bytes]
    /// The template file.
    package let file: Bytes
    /// The line, from 1.
    package let line: Int
    /// The column, from 1.
    package let column: Int
  }

  /// The paths that are read, with all that lies below them.
  package fileprivate(set) var whole: Set<[Bytes]> = []
  /// The paths that are only asked for: whether they are there, or for something below them.
  package fileprivate(set) var asked: Set<[Bytes]> = []
  /// The reads that nothing guards: no `if`, `with` or `default` that would do without the value.
  package fileprivate(set) var unguarded: Set<Read> = []
  /// The dictionaries in which templates themselves put entries.
  package fileprivate(set) var changed: Set<[Bytes]> = []
  /// Whether all values go where the analysis cannot follow.
  package fileprivate(set) var isUnbounded = false

  /// Whether a value, or what it lies in, is read somewhere.
  package func covers(_ path: [Bytes]) -> Bool {
    if isUnbounded || asked.contains(path) { return true }
    return (0...path.count).contains { whole.contains(Array(path.prefix($0))) }
  }
}

extension TemplateSet {
  /// What the given template files read of `.Values`, each run with a chart's scope as its dot.
  ///
  /// - Parameter calls: whether something besides the files may include the template of a name; it is then taken to be
  ///   run as the files are.
  package func valueReads(of files: [Bytes], calls: (Bytes) -> Bool = { _ in false }) -> ValueReads {
    var analysis = ValueReadAnalysis(set: self)
    for file in files { analysis.run(file, dot: .scope) }
    for name in templateNames where calls(name) { analysis.run(name, dot: .scope) }
    return analysis.reads
  }
}

/// What the analysis knows of a value.
private indirect enum Shape: Hashable {
  /// A chart's scope: what `.` and `$` are in a file.
  case scope
  /// A path of the values.
  case values([Bytes])
  /// A dictionary that the template made, with keys that are constants.
  case dictionary([Bytes: Shape])
  /// Anything else.
  case unknown

  func field(_ name: Bytes) -> Shape {
    switch self {
    case .scope: name == "Values" ? .values([]) : .unknown
    case .values(let path): .values(path + [name])
    case .dictionary(let entries): entries[name] ?? .unknown
    case .unknown: .unknown
    }
  }
}

private struct ValueReadAnalysis {
  /// Beyond this many calls of templates the analysis gives up and takes everything for read.
  private static let callLimit = 20_000
  private static let depthLimit = 60

  private struct Call: Hashable {
    let name: Bytes
    let dot: Shape
    let guards: Set<[Bytes]>
  }

  let set: TemplateSet
  var reads = ValueReads()
  private var done: Set<Call> = []
  private var depth = 0
  /// The paths that enclosing conditions ask for.
  private var guards: Set<[Bytes]> = []
  /// The text of the template at hand.
  private var source: Source
  private var variables: [Shape] = []

  init(set: TemplateSet) {
    self.set = set
    self.source = Source(file: Bytes(), Syntax(text: [], names: set.names))
  }

  private var syntax: Syntax { source.syntax }

  mutating func run(_ name: Bytes, dot: Shape) {
    guard let callee = set.find(name), done.insert(Call(name: name, dot: dot, guards: guards)).inserted else { return }
    if depth >= Self.depthLimit || done.count > Self.callLimit {
      reads.isUnbounded = true
      return
    }
    let outer = (source, variables)
    source = callee.source
    variables = [Shape](repeating: .unknown, count: max(1, callee.variableCount))
    variables[0] = dot
    depth += 1
    walk(callee.root, dot)
    depth -= 1
    (source, variables) = outer
  }

  // MARK: Statements

  private mutating func walk(_ list: Node.ID, _ dot: Shape) {
    if list == Node.none { return }
    for statement in syntax.children(syntax[list]) {
      let node = syntax[statement]
      switch node.kind {
      case .action:
        let shape = evaluate(pipe: node.first, dot)
        if syntax[node.first].extra == 0 { consume(shape) }
      case .if, .with: walk(branch: node, dot)
      case .range:
        consume(asking { $0.evaluate(pipe: node.first, dot, declares: false) })
        for variable in syntax.parts(ofPipe: syntax[node.first]).variables { assign(variable, .unknown) }
        guarding(node.first, dot) { $0.walk(node.count, .unknown) }
        walk(node.extra, dot)
      case .template:
        run(syntax.names[node.first].bytes, dot: node.extra == Node.none ? .unknown : evaluate(pipe: node.extra, dot))
      default: continue
      }
    }
  }

  private mutating func walk(branch node: Node, _ dot: Shape) {
    let shape = asking { $0.evaluate(pipe: node.first, dot) }
    ask(shape)
    guarding(node.first, dot) { analysis in
      analysis.walk(node.count, node.kind == .with ? shape : dot)
      analysis.walk(node.extra, dot)
    }
  }

  /// Runs `work` with what a condition mentions taken for guarded.
  private mutating func guarding(_ pipe: Node.ID, _ dot: Shape, _ work: (inout ValueReadAnalysis) -> Void) {
    let outer = guards
    mentions(in: pipe, dot, into: &guards)
    work(&self)
    guards = outer
  }

  /// Runs `work` without noting unguarded reads: a condition may ask for what is not there.
  private mutating func asking(_ work: (inout ValueReadAnalysis) -> Shape) -> Shape {
    let outer = isAsking
    isAsking = true
    defer { isAsking = outer }
    return work(&self)
  }

  private var isAsking = false

  // MARK: Reads

  /// Notes that a value goes where the analysis does not follow.
  private mutating func consume(_ shape: Shape) {
    switch shape {
    case .scope: reads.isUnbounded = true
    case .values(let path): reads.whole.insert(path)
    case .dictionary(let entries): for entry in entries.values { consume(entry) }
    case .unknown: return
    }
  }

  /// Notes that a value's presence is asked for.
  private mutating func ask(_ shape: Shape) {
    guard case .values(let path) = shape else { return }
    for count in 0...path.count where count > 0 { reads.asked.insert(Array(path.prefix(count))) }
  }

  /// Notes the read of a field, and where it is.
  private mutating func note(_ shape: Shape, at node: Node.ID) {
    guard case .values(let path) = shape, !path.isEmpty else { return }
    ask(shape)
    if isAsking || path.indices.contains(where: { guards.contains(Array(path[...$0])) }) { return }
    guard let place = source.context(of: node)?.location else { return }
    reads.unguarded.insert(
      ValueReads.Read(path: path, file: place.file, line: place.line, column: (place.column ?? 0) + 1))
  }

  private mutating func assign(_ variable: Node.ID, _ shape: Shape) {
    let slot = Int(syntax[variable].extra)
    if variables.indices.contains(slot) { variables[slot] = shape }
  }

  /// The paths that a pipeline mentions anywhere.
  private func mentions(in pipe: Node.ID, _ dot: Shape, into paths: inout Set<[Bytes]>) {
    for command in syntax.parts(ofPipe: syntax[pipe]).commands {
      for operand in syntax.children(syntax[command]) {
        if syntax[operand].kind == .pipe { mentions(in: operand, dot, into: &paths) }
        if case .values(let path) = shape(operand, dot) { paths.insert(path) }
      }
    }
  }

  // MARK: Expressions

  private mutating func evaluate(pipe id: Node.ID, _ dot: Shape, declares: Bool = true) -> Shape {
    var shape = Shape.unknown
    let pipe = syntax[id]
    let (declared, commands) = syntax.parts(ofPipe: pipe)
    let doesWithout = !declared.isEmpty || commands.dropFirst().contains { syntax.doesWithoutItsLast($0) }
    for (index, command) in commands.enumerated() {
      let final = index == 0 ? nil : shape
      shape =
        doesWithout && index == 0
        ? asking { $0.evaluate(command: command, dot, final) } : evaluate(command: command, dot, final)
    }
    guard declares else { return shape }
    for variable in declared {
      if pipe.flag {
        // Which of the values the variable has later depends on the way there.
        consume(shape)
        let slot = Int(syntax[variable].extra)
        if variables.indices.contains(slot) { consume(variables[slot]) }
        assign(variable, .unknown)
      } else {
        assign(variable, shape)
      }
    }
    return shape
  }

  private mutating func evaluate(command: Node.ID, _ dot: Shape, _ final: Shape?) -> Shape {
    let all = syntax.children(syntax[command])
    guard let function = syntax.function(all[0]) else { return evaluate(all[0], dot) }
    let operands = Array(all.dropFirst())
    switch function {
    case "include":
      guard let name = operands.first.flatMap(syntax.constant) else { break }
      let argument = operands.count > 1 ? asking { $0.evaluate(operands[1], dot) } : final ?? .unknown
      run(name, dot: argument)
      return .unknown
    case "tpl":
      // What a text reads is looked for in the values themselves.
      if let text = operands.first { consume(evaluate(text, dot)) } else { consume(final ?? .unknown) }
      let argument = operands.count > 1 ? evaluate(operands[1], dot) : operands.isEmpty ? .unknown : final ?? .unknown
      if case .values = argument { consume(argument) }
      return .unknown
    case "dict":
      return dictionary(operands, dot, final)
    case "set", "merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite":
      if let map = operands.first, case .values(let path) = asking({ $0.evaluate(map, dot) }) {
        reads.changed.insert(path)
      }
    case "index", "get", "dig":
      if let shape = lookUp(function, operands, dot, final) { return shape }
    case "hasKey", "not", "empty":
      return asking { analysis in
        for operand in operands { analysis.ask(analysis.evaluate(operand, dot)) }
        analysis.ask(final ?? .unknown)
        if function == "hasKey", let map = operands.first, let key = operands.last.flatMap(analysis.syntax.constant) {
          analysis.ask(analysis.evaluate(map, dot).field(key))
        } else if function == "hasKey" {
          for operand in operands { analysis.consume(analysis.evaluate(operand, dot)) }
        }
        return .unknown
      }
    case "default", "coalesce", "and", "or", "ternary", "required", "kindIs", "typeIs", "hasPrefix", "eq", "ne":
      return asking { analysis in
        for operand in operands { analysis.consume(analysis.evaluate(operand, dot)) }
        if let final { analysis.consume(final) }
        return .unknown
      }
    default: break
    }
    for operand in operands { consume(evaluate(operand, dot)) }
    if let final { consume(final) }
    return .unknown
  }

  /// `dict "a" .x "b" .y`; a key that is computed makes it unknown.
  private mutating func dictionary(_ operands: [Node.ID], _ dot: Shape, _ final: Shape?) -> Shape {
    var entries: [Bytes: Shape] = [:]
    var isKnown = final == nil
    for index in stride(from: 0, to: operands.count, by: 2) {
      let shape = index + 1 < operands.count ? asking { $0.evaluate(operands[index + 1], dot) } : .unknown
      if let key = syntax.constant(operands[index]), isKnown { entries[key] = shape } else { isKnown = false }
      if !isKnown { consume(shape) }
    }
    if isKnown { return .dictionary(entries) }
    consume(.dictionary(entries))
    if let final { consume(final) }
    return .unknown
  }

  /// `index .Values "a" "b"`, `get .Values "a"`, `dig "a" "b" default .Values` with keys that are constants.
  private mutating func lookUp(
    _ function: Bytes, _ operands: [Node.ID], _ dot: Shape, _ final: Shape?
  ) -> Shape? {
    if function == "dig" {
      let map = final ?? operands.last.map { evaluate($0, dot) } ?? .unknown
      let keys = operands.dropLast(final == nil ? 2 : 1).map(syntax.constant)
      var shape = map
      for key in keys {
        guard let key else { return nil }
        shape = shape.field(key)
      }
      ask(shape)
      consume(shape)
      return .unknown
    }
    guard final == nil, let first = operands.first else { return nil }
    var shape = evaluate(first, dot)
    for operand in operands.dropFirst() {
      guard let key = syntax.constant(operand) else { return nil }
      shape = shape.field(key)
    }
    ask(shape)
    return shape
  }

  /// The shape of an operand, its read noted.
  private mutating func evaluate(_ operand: Node.ID, _ dot: Shape) -> Shape {
    let node = syntax[operand]
    switch node.kind {
    case .pipe: return evaluate(pipe: operand, dot)
    case .chain:
      // `(.Values.a).b` is how templates read below what may be missing.
      let shape = syntax.fields(node).reduce(asking { $0.evaluate(node.extra, dot) }) { $0.field($1) }
      ask(shape)
      return shape
    case .identifier: return syntax.function(operand) == "dict" ? .dictionary([:]) : .unknown
    default:
      let shape = shape(operand, dot)
      note(shape, at: operand)
      return shape
    }
  }

  /// The shape of a field, a variable or the dot.
  private func shape(_ operand: Node.ID, _ dot: Shape) -> Shape {
    let node = syntax[operand]
    switch node.kind {
    case .dot: return dot
    case .field: return syntax.fields(node).reduce(dot) { $0.field($1) }
    case .variable:
      let value = variables.indices.contains(Int(node.extra)) ? variables[Int(node.extra)] : .unknown
      return syntax.fields(node).dropFirst().reduce(value) { $0.field($1) }
    default: return .unknown
    }
  }
}

extension Syntax {
  /// The text of a string constant.
  fileprivate func constant(_ id: Node.ID) -> Bytes? { self[id].kind == .string ? string(self[id]) : nil }

  /// The name of a function that stands as an operand.
  fileprivate func function(_ id: Node.ID) -> Bytes? {
    self[id].kind == .identifier ? names[self[id].first].bytes : nil
  }

  /// Whether what comes down the pipeline may be missing: `.Values.x | default 1`.
  fileprivate func doesWithoutItsLast(_ command: Node.ID) -> Bool {
    guard let function = children(self[command]).first.flatMap(function) else { return false }
    return ["default", "coalesce", "ternary", "required", "empty", "not", "and", "or"].contains(function)
  }
}
