import Platform
import Values

/// Makes trees of a template's text, as text/template/parse/parse.go.
///
/// Function names and variables are resolved here, so that the executor need not.
struct Parser: ~Copyable {
  /// What is known of the tree being parsed; definitions inside of a text have their own.
  struct Scope {
    /// Where the variables of the tree start among those in scope.
    var firstVariable = 0
    /// The number of slots that the tree needs.
    var slotCount: Int32 = 1
    /// How many ranges surround the place.
    var rangeDepth = 0
    /// How many parentheses surround the place.
    var parenthesisDepth = 0
    /// Where the action being parsed started.
    var action: Int?
    /// The last token that was read from the text, whose line errors name.
    var place = 0
  }

  /// A variable that is in scope, and the slot of its value.
  struct Variable: BitwiseCopyable {
    let name: NameTable.ID
    let slot: Int32
  }

  /// What a pipeline belongs to, in the words of error messages.
  enum Context: String {
    case command, `if`, range, with
    case blockClause = "block clause"
    case defineClause = "define clause"
    case templateClause = "template clause"
    case parenthesizedPipeline = "parenthesized pipeline"
  }

  /// What ends a list of statements.
  enum ListEnd {
    case end
    case `else`

    var shown: String {
      switch self {
      case .end: "{{end}}"
      case .else: "{{else}}"
      }
    }
  }

  /// A statement, or the keyword that ends the list it would stand in.
  enum Item {
    case statement(Node.ID)
    case ending(ListEnd)
  }

  static let maximumParenthesisDepth = 10_000
  static let maximumBlockDepth = 10_000

  let input: UnsafeBufferPointer<UInt8>
  let names: NameTable
  let source: Source
  var scope = Scope()
  /// The variables in scope with their slots; those that are only assigned have none.
  var variables = PlainBuffer<Variable>(capacity: 32)
  /// The variables that the surrounding pipelines declare, which the parser accepts though they are not set yet.
  var pending: [NameTable.ID] = []
  private var trees: [Tree] = []
  /// All nodes made so far, parents after their children.
  private(set) var nodes: PlainBuffer<Node>
  /// The runs of these nodes.
  private(set) var links: PlainBuffer<Int32>
  private var numbers: [Syntax.Number] = []
  private var strings: [Bytes] = []
  /// What runs under construction consist of so far, the innermost last.
  private var unlinked = PlainBuffer<Int32>(capacity: 64)
  private(set) var tokens: TokenQueue
  private var blockDepth = 0
  private let stack: StackGuard

  private init(
    _ input: UnsafeBufferPointer<UInt8>, of source: Source, names: NameTable, tokens: TokenQueue, stack: StackGuard
  ) {
    self.input = input
    self.names = names
    self.source = source
    self.tokens = tokens
    self.stack = stack
    let capacity = min(input.count / 8 + 8, 1 << 16)
    nodes = PlainBuffer(capacity: capacity)
    links = PlainBuffer(capacity: capacity)
    variables.append(Variable(name: NameTable.dollar, slot: 0))
  }

  /// Parses a text: the template itself and those that it defines.
  static func parse(
    _ text: [UInt8], name: Bytes, names: NameTable, stack: StackGuard
  ) throws(TemplateError) -> Parsed {
    let syntax = Syntax(text: text, names: names)
    let source = Source(file: name, syntax)
    return try text.withUnsafeBufferPointer { input throws(TemplateError) in
      let tokens = TokenQueue(Lexer(input, keywords: names.keywords))
      defer { tokens.deallocate() }
      var parser = Parser(input, of: source, names: names, tokens: tokens, stack: stack)
      // Places are kept in 32 bits.
      if input.count > Int32.max { throw parser.failure("text is too long") }
      let main = try parser.parseText(name.storage.withUnsafeBufferPointer { names.id(of: $0) })
      syntax.finish(
        nodes: parser.nodes.values, links: parser.links.values, numbers: parser.numbers, strings: parser.strings)
      return Parsed(main: main, trees: parser.trees)
    }
  }

  // MARK: Nodes

  /// Makes a node at a position.
  @inline(__always)
  mutating func add(
    _ kind: Node.Kind, at position: Int, _ first: Int32 = 0, _ count: Int32 = 0, extra: Int32 = Node.none,
    flag: Bool = false
  ) -> Node.ID {
    nodes.append(Node(kind, at: position, first, count, extra: extra, flag: flag))
    return Node.ID(truncatingIfNeeded: nodes.count &- 1)
  }

  /// The place where a run begins that `link` is to add to.
  var runStart: Int { unlinked.count }

  /// Adds to the run that was begun last.
  mutating func link(_ item: Int32) { unlinked.append(item) }

  /// Ends the run that began there.
  @inline(__always)
  mutating func endRun(from start: Int) -> (first: Int32, count: Int32) {
    let first = links.count
    let count = unlinked.count &- start
    for index in start..<unlinked.count { links.append(unlinked[index]) }
    unlinked.drop(from: start)
    return (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: count))
  }

  /// Adds a name to a run that nothing else is added to in between, and answers its place.
  mutating func linkDirectly(_ name: NameTable.ID) -> Int32 {
    links.append(name)
    return Int32(truncatingIfNeeded: links.count &- 1)
  }

  /// Keeps a number and answers its place.
  mutating func keep(_ number: NumberLiteral) -> Int32 {
    numbers.append(Syntax.Number(literal: number, ideal: number.ideal))
    return Int32(truncatingIfNeeded: numbers.count &- 1)
  }

  /// Keeps a string and answers its place.
  mutating func keep(_ string: Bytes) -> Int32 {
    strings.append(string)
    return Int32(truncatingIfNeeded: strings.count &- 1)
  }

  /// A part of the text as a name.
  func name(_ start: Int, _ end: Int) -> NameTable.ID {
    names.id(of: UnsafeBufferPointer(rebasing: input[start..<end]))
  }

  // MARK: Tokens

  @inline(__always)
  mutating func next() -> Token {
    if tokens.isEmpty { tokens.lex(noting: &scope.place) }
    return tokens.take()
  }

  @inline(__always)
  mutating func peek() -> Token {
    let token = next()
    putBack()
    return token
  }

  @inline(__always)
  mutating func nextNonSpace() -> Token {
    let token = next()
    return token.kind == .space ? next() : token
  }

  /// The next token but for space, which is passed over.
  @inline(__always)
  mutating func peekNonSpace() -> Token {
    let token = nextNonSpace()
    putBack()
    return token
  }

  /// Puts the last token back, which then comes next.
  @inline(__always)
  mutating func putBack() { tokens.putBack(1) }

  /// Puts the last tokens back.
  mutating func putBack(_ count: Int) { tokens.putBack(count) }

  mutating func expect(_ kind: Token.Kind, in context: @autoclosure () -> String) throws(TemplateError) {
    let token = nextNonSpace()
    if token.kind != kind { throw unexpected(token, in: context()) }
  }

  // MARK: Errors

  func failure(_ message: String) -> TemplateError {
    .parse(message, file: source.file, line: tokens.lexer.line(at: scope.place))
  }

  func unexpected(_ token: Token, in context: String) -> TemplateError {
    guard token.kind == .error else { return failure("unexpected \(token.shown(in: input)) in \(context)") }
    let message = tokens.lexer.failure ?? ""
    var extra = ""
    if let action = scope.action {
      let line = tokens.lexer.line(at: action)
      if line != tokens.lexer.line(at: token.position) {
        extra = "\(message.hasSuffix(" action") ? "" : " in action") started at \(source.file):\(line)"
      }
    }
    return failure(message + extra)
  }

  /// Refuses what nests so deeply that the stack would not suffice to parse or execute it.
  @inline(__always)
  func checkDepth() throws(TemplateError) {
    if blockDepth > Self.maximumBlockDepth || stack.isExhausted { throw failure("max nesting depth exceeded") }
  }

  // MARK: Lists

  private mutating func parseText(_ name: NameTable.ID) throws(TemplateError) -> Tree {
    let start = runStart
    while true {
      let token = next()
      switch token.kind {
      case .end:
        let root = addList(from: start)
        let tree = makeTree(name, root: root)
        try add(tree)
        return tree
      case .leftDelimiter:
        if nextNonSpace().kind == .define {
          try parseDefinition()
          continue
        }
        putBack()
        switch try action(from: token) {
        case .statement(let statement): link(statement)
        case .ending(let end): throw failure("unexpected \(end.shown)")
        }
      case .text:
        link(addText(token))
      default:
        throw unexpected(token, in: "input")
      }
    }
  }

  private mutating func addText(_ token: Token) -> Node.ID {
    add(.text, at: token.position, 0, Int32(truncatingIfNeeded: token.end &- token.position))
  }

  private mutating func addList(from start: Int) -> Node.ID {
    let run = endRun(from: start)
    return add(.list, at: 0, run.first, run.count)
  }

  private func makeTree(_ name: NameTable.ID, root: Node.ID) -> Tree {
    Tree(
      id: name, name: names[name].bytes, source: source, root: root, variableCount: Int(scope.slotCount),
      isEmpty: isBlank(list: nodes[Int(root)]))
  }

  /// Whether a list is only what Go's bytes.TrimSpace removes, as IsEmptyTree.
  private func isBlank(list: Node) -> Bool {
    for place in list.run where !isBlank(nodes[Int(links[place])]) { return false }
    return true
  }

  private func isBlank(_ node: Node) -> Bool {
    if node.kind != .text { return false }
    let text = input[node.position..<(node.position + Int(node.count))]
    for byte in text {
      if byte >= 0x80 {
        return String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
      }
      if byte != 0x20, !(0x09...0x0D).contains(byte) { return false }
    }
    return true
  }

  /// Adds a tree to those of the text, as Tree.add.
  private mutating func add(_ tree: Tree) throws(TemplateError) {
    let place = names[tree.id].definition
    guard trees.indices.contains(place), trees[place].id == tree.id else {
      names[tree.id].definition = trees.count
      return trees.append(tree)
    }
    if trees[place].isEmpty {
      trees[place] = tree
    } else if !tree.isEmpty {
      throw failure("template: multiple definition of template \(GoQuote.quote(tree.name))")
    }
  }

  /// Begins a scope of a definition's own and answers the one around it.
  private mutating func enterDefinition() -> Scope {
    let outer = scope
    scope = Scope(firstVariable: variables.count, place: outer.place)
    variables.append(Variable(name: NameTable.dollar, slot: 0))
    return outer
  }

  private mutating func leaveDefinition(for outer: Scope) {
    variables.drop(from: scope.firstVariable)
    scope = outer
  }

  /// Parses `{{define}} … {{end}}`, whose keyword was read.
  private mutating func parseDefinition() throws(TemplateError) {
    let outer = enterDefinition()
    let name = try templateName(nextNonSpace(), in: .defineClause)
    try expect(.rightDelimiter, in: Context.defineClause.rawValue)
    let (root, end) = try self.list()
    if end != .end { throw failure("unexpected \(end.shown) in \(Context.defineClause.rawValue)") }
    try add(makeTree(name, root: root))
    leaveDefinition(for: outer)
  }

  /// Parses up to `{{end}}` or `{{else}}`.
  private mutating func list() throws(TemplateError) -> (list: Node.ID, end: ListEnd) {
    blockDepth += 1
    defer { blockDepth -= 1 }
    try checkDepth()
    let start = runStart
    while true {
      let token = nextNonSpace()
      switch token.kind {
      case .text: link(addText(token))
      case .leftDelimiter:
        switch try action(from: token) {
        case .statement(let statement): link(statement)
        case .ending(let end): return (addList(from: start), end)
        }
      case .end: throw failure("unexpected EOF")
      default: throw unexpected(token, in: "input")
      }
    }
  }

  private mutating func action(from delimiter: Token) throws(TemplateError) -> Item {
    scope.action = delimiter.position
    let item = try action()
    scope.action = nil
    return item
  }

  private mutating func action() throws(TemplateError) -> Item {
    let token = nextNonSpace()
    switch token.kind {
    case .block: return .statement(try block())
    case .break: return .statement(try keyword("break", .breakLoop, token))
    case .continue: return .statement(try keyword("continue", .continueLoop, token))
    case .else: return .ending(try elseControl())
    case .endKeyword:
      try expect(.rightDelimiter, in: "end")
      return .ending(.end)
    case .if: return .statement(try control(.if, .if))
    case .range: return .statement(try control(.range, .range))
    case .template: return .statement(try template())
    case .with: return .statement(try control(.with, .with))
    default:
      putBack()
      // Variables stay in scope until the surrounding block ends.
      let pipe = try pipeline(.command, until: .rightDelimiter)
      return .statement(add(.action, at: token.position, pipe))
    }
  }

  // MARK: Controls

  private mutating func keyword(
    _ name: StaticString, _ kind: Node.Kind, _ token: Token
  ) throws(TemplateError) -> Node.ID {
    try expect(.rightDelimiter, in: "{{\(name)}}")
    if scope.rangeDepth == 0 { throw failure("{{\(name)}} outside {{range}}") }
    return add(kind, at: token.position)
  }

  private mutating func control(_ context: Context, _ kind: Node.Kind) throws(TemplateError) -> Node.ID {
    let variableCount = variables.count
    let pipe = try pipeline(context, until: .rightDelimiter)
    if kind == .range { scope.rangeDepth += 1 }
    let bodyStart = variables.count
    let (list, end) = try self.list()
    if kind == .range { scope.rangeDepth -= 1 }
    var elseList = Node.none
    if end == .else {
      leaveBody(from: bodyStart)
      // `{{else if b}}…{{end}}` is parsed as `{{else}}{{if b}}…{{end}}{{end}}`, with the last end left out.
      let next = peek().kind
      if kind == .if && next == .if || kind == .with && next == .with {
        blockDepth += 1
        try checkDepth()
        _ = self.next()
        let start = runStart
        link(try control(context, kind))
        elseList = addList(from: start)
        blockDepth -= 1
      } else {
        let (list, end) = try self.list()
        if end != .end { throw failure("expected end; found \(end.shown)") }
        elseList = list
      }
    }
    variables.drop(from: variableCount)
    return add(kind, at: nodes[Int(pipe)].position, pipe, list, extra: elseList)
  }

  /// Gives the names that a control's body declares the meaning that they had before it.
  ///
  /// Go's parser still knows them in the list after `{{else}}`, but what it runs looks for a value by its name, and there
  /// the body's are gone: an outer variable is meant, or there is none.
  private mutating func leaveBody(from bodyStart: Int) {
    for index in bodyStart..<variables.count {
      let name = variables[index].name
      variables[index] = Variable(name: name, slot: variable(name, below: bodyStart)?.slot ?? Node.none)
    }
  }

  private mutating func elseControl() throws(TemplateError) -> ListEnd {
    let next = peekNonSpace()
    if next.kind != .if && next.kind != .with { try expect(.rightDelimiter, in: "else") }
    return .else
  }

  private mutating func block() throws(TemplateError) -> Node.ID {
    let token = nextNonSpace()
    let name = try templateName(token, in: .blockClause)
    let pipe = try pipeline(.blockClause, until: .rightDelimiter)
    let outer = enterDefinition()
    let (root, end) = try self.list()
    if end != .end {
      scope = outer
      throw failure("unexpected \(end.shown) in \(Context.blockClause.rawValue)")
    }
    try add(makeTree(name, root: root))
    leaveDefinition(for: outer)
    return add(.template, at: token.position, name, extra: pipe)
  }

  private mutating func template() throws(TemplateError) -> Node.ID {
    let token = nextNonSpace()
    let name = try templateName(token, in: .templateClause)
    var pipe = Node.none
    if nextNonSpace().kind != .rightDelimiter {
      putBack()
      pipe = try pipeline(.templateClause, until: .rightDelimiter)
    }
    return add(.template, at: token.position, name, extra: pipe)
  }

  private func templateName(_ token: Token, in context: Context) throws(TemplateError) -> NameTable.ID {
    guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, in: context.rawValue) }
    guard let name = GoQuote.unquote(token.text(in: input)) else { throw failure("invalid syntax") }
    return name.storage.withUnsafeBufferPointer { names.id(of: $0) }
  }
}
