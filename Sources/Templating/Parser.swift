import Platform
import Values

/// Makes trees of a template's text, as text/template/parse/parse.go.
///
/// Function names and variables are resolved here, and constant arguments converted, so that the executor need not.
struct Parser {
  /// What is known of the tree being parsed; definitions inside of a text have their own.
  struct Scope {
    /// The variables in scope with their slots; those that are only assigned have none.
    var variables: [(name: Bytes, slot: Int?)] = [("$", 0)]
    /// The variables that the surrounding pipelines declare, which the parser accepts though they are not set yet.
    var pending: [VariableNode] = []
    /// The number of slots that the tree needs.
    var slotCount = 1
    /// How many ranges surround the place.
    var rangeDepth = 0
    /// How many parentheses surround the place.
    var parenthesisDepth = 0
    /// The line on which the action being parsed started, or 0.
    var actionLine = 0
    /// The line of the last token that was read, which errors name.
    var line = 0
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
    case statement(Statement)
    case ending(ListEnd)
  }

  static let maximumParenthesisDepth = 10_000
  static let maximumBlockDepth = 10_000

  let names: NameTable
  let source: Source
  var scope = Scope()
  private(set) var trees: [Bytes: Tree] = [:]
  /// All nodes made so far, parents after their children.
  private var nodes: [Node] = []
  private var lexer: Lexer
  /// Tokens that were read ahead; the last one comes next.
  private var ahead: [Token] = []
  /// What lists under construction consist of so far, the innermost last, so that each gets an array of its very size.
  private var statements: [Statement] = []
  var operands: [Expression] = []
  var commands: [CommandNode] = []
  var fields: [Bytes] = []
  private var blockDepth = 0
  private let stack: StackGuard

  private init(_ text: [UInt8], name: Bytes, names: NameTable, stack: StackGuard) {
    self.names = names
    self.source = Source(file: name, text: text)
    self.lexer = Lexer(text, keywords: names.keywords)
    self.stack = stack
  }

  /// Parses a text: the template itself and those that it defines, by name.
  static func parse(
    _ text: [UInt8], name: Bytes, names: NameTable, stack: StackGuard
  ) throws(TemplateError) -> Parsed {
    var parser = Parser(text, name: name, names: names, stack: stack)
    let main = try parser.parseText(name)
    parser.source.finish(parser.nodes)
    return Parsed(main: main, trees: parser.trees)
  }

  /// Makes a node at a position.
  mutating func add<Kind: Node>(at position: Int, _ make: (Node.Place) -> Kind) -> Kind {
    let node = make(Node.Place(id: Int32(truncatingIfNeeded: nodes.count), position: position))
    nodes.append(node)
    return node
  }

  // MARK: Tokens

  func text(of token: Token) -> Bytes { name(token.position..<token.end) }

  /// A part of the text as a name.
  func name(_ range: Range<Int>) -> Bytes {
    source.text.withUnsafeBufferPointer { text in
      range.upperBound <= text.count ? names.name(UnsafeBufferPointer(rebasing: text[range])) : Bytes()
    }
  }

  mutating func next() -> Token {
    if let token = ahead.popLast() { return token }
    let token = lexer.next()
    scope.line = token.line
    return token
  }

  mutating func peek() -> Token {
    if let token = ahead.last { return token }
    let token = lexer.next()
    scope.line = token.line
    ahead.append(token)
    return token
  }

  mutating func nextNonSpace() -> Token {
    while true {
      let token = next()
      if token.kind != .space { return token }
    }
  }

  mutating func peekNonSpace() -> Token {
    let token = nextNonSpace()
    ahead.append(token)
    return token
  }

  /// Puts a token back, which then comes next.
  mutating func putBack(_ token: Token) { ahead.append(token) }

  mutating func expect(_ kind: Token.Kind, in context: String) throws(TemplateError) -> Token {
    let token = nextNonSpace()
    if token.kind != kind { throw unexpected(token, in: context) }
    return token
  }

  // MARK: Errors

  func failure(_ message: String) -> TemplateError {
    .parse(message, file: source.file, line: scope.line)
  }

  func unexpected(_ token: Token, in context: String) -> TemplateError {
    guard token.kind == .error else { return failure("unexpected \(token.shown(in: source.text)) in \(context)") }
    let message = lexer.failure ?? ""
    var extra = ""
    if scope.actionLine != 0, scope.actionLine != token.line {
      let isOfAction = message.hasSuffix(" action")
      extra = "\(isOfAction ? "" : " in action") started at \(source.file):\(scope.actionLine)"
    }
    return failure(message + extra)
  }

  /// Refuses what nests so deeply that the stack would not suffice to parse or execute it.
  func checkDepth() throws(TemplateError) {
    if blockDepth > Self.maximumBlockDepth || stack.isExhausted { throw failure("max nesting depth exceeded") }
  }

  // MARK: Lists

  private mutating func parseText(_ name: Bytes) throws(TemplateError) -> Tree {
    let start = statements.count
    while peek().kind != .end {
      if peek().kind == .leftDelimiter {
        let delimiter = next()
        let token = nextNonSpace()
        if token.kind == .define {
          try parseDefinition()
          continue
        }
        putBack(token)
        putBack(delimiter)
      }
      switch try textOrAction() {
      case .statement(let statement): statements.append(statement)
      case .ending(let end): throw failure("unexpected \(end.shown)")
      }
    }
    let tree = makeTree(name, statements.takeSuffix(from: start))
    try add(tree)
    return tree
  }

  private func makeTree(_ name: Bytes, _ statements: [Statement]) -> Tree {
    Tree(name: name, source: source, root: ListNode(statements), variableCount: scope.slotCount)
  }

  /// Adds a tree to those of the text, as Tree.add.
  private mutating func add(_ tree: Tree) throws(TemplateError) {
    if let there = trees[tree.name], !there.isEmpty {
      if !tree.isEmpty { throw failure("template: multiple definition of template \(GoQuote.quote(tree.name))") }
    } else {
      trees[tree.name] = tree
    }
  }

  /// Parses `{{define}} … {{end}}`, whose keyword was read.
  private mutating func parseDefinition() throws(TemplateError) {
    let outer = scope
    scope = Scope()
    scope.line = outer.line
    let context = "define clause"
    let token = nextNonSpace()
    let name = try templateName(token, in: context)
    _ = try expect(.rightDelimiter, in: context)
    let (statements, end) = try list()
    if end != .end { throw failure("unexpected \(end.shown) in \(context)") }
    try add(makeTree(name, statements))
    scope = outer
  }

  /// Parses up to `{{end}}` or `{{else}}`.
  mutating func list() throws(TemplateError) -> (statements: [Statement], end: ListEnd) {
    blockDepth += 1
    defer { blockDepth -= 1 }
    try checkDepth()
    let start = statements.count
    while peekNonSpace().kind != .end {
      switch try textOrAction() {
      case .statement(let statement): statements.append(statement)
      case .ending(let end): return (statements.takeSuffix(from: start), end)
      }
    }
    throw failure("unexpected EOF")
  }

  private mutating func textOrAction() throws(TemplateError) -> Item {
    let token = nextNonSpace()
    switch token.kind {
    case .text:
      let text = source.text[token.position..<token.end]
      return .statement(.text(add(at: token.position) { TextNode($0, text) }))
    case .leftDelimiter:
      scope.actionLine = token.line
      let item = try action()
      scope.actionLine = 0
      return item
    default:
      throw unexpected(token, in: "input")
    }
  }

  private mutating func action() throws(TemplateError) -> Item {
    let token = nextNonSpace()
    switch token.kind {
    case .block: return .statement(try block())
    case .break: return .statement(.breakLoop(try keyword("break", token)))
    case .continue: return .statement(.continueLoop(try keyword("continue", token)))
    case .else: return .ending(try elseControl())
    case .endKeyword:
      _ = try expect(.rightDelimiter, in: "end")
      return .ending(.end)
    case .if:
      return .statement(try branch("if"))
    case .range:
      let parts = try control("range")
      return .statement(.range(add(at: parts.pipe.position) { RangeNode($0, parts) }))
    case .template: return .statement(try template())
    case .with:
      return .statement(try branch("with"))
    default:
      putBack(token)
      // Variables stay in scope until the surrounding block ends.
      let pipe = try pipeline("command", until: .rightDelimiter)
      return .statement(.action(add(at: token.position) { ActionNode($0, pipe) }))
    }
  }

  // MARK: Controls

  private mutating func keyword(_ name: StaticString, _ token: Token) throws(TemplateError) -> KeywordNode {
    _ = try expect(.rightDelimiter, in: "{{\(name)}}")
    if scope.rangeDepth == 0 { throw failure("{{\(name)}} outside {{range}}") }
    return add(at: token.position) { KeywordNode($0, name) }
  }

  private mutating func branch(_ context: String) throws(TemplateError) -> Statement {
    let parts = try control(context)
    return .branch(add(at: parts.pipe.position) { BranchNode($0, isWith: context == "with", parts) })
  }

  private mutating func control(_ context: String) throws(TemplateError) -> ControlParts {
    let variableCount = scope.variables.count
    let pipe = try pipeline(context, until: .rightDelimiter)
    if context == "range" { scope.rangeDepth += 1 }
    let (statements, end) = try list()
    if context == "range" { scope.rangeDepth -= 1 }
    var elseList: ListNode?
    if end == .else {
      // `{{else if b}}…{{end}}` is parsed as `{{else}}{{if b}}…{{end}}{{end}}`, with the last end left out.
      let next = peek().kind
      if context == "if" && next == .if || context == "with" && next == .with {
        blockDepth += 1
        try checkDepth()
        _ = self.next()
        elseList = ListNode([try branch(context)])
        blockDepth -= 1
      } else {
        let (statements, end) = try list()
        if end != .end { throw failure("expected end; found \(end.shown)") }
        elseList = ListNode(statements)
      }
    }
    scope.variables.removeLast(scope.variables.count - variableCount)
    return ControlParts(pipe: pipe, list: ListNode(statements), elseList: elseList)
  }

  private mutating func elseControl() throws(TemplateError) -> ListEnd {
    let next = peekNonSpace()
    if next.kind != .if && next.kind != .with { _ = try expect(.rightDelimiter, in: "else") }
    return .else
  }

  private mutating func block() throws(TemplateError) -> Statement {
    let context = "block clause"
    let token = nextNonSpace()
    let name = try templateName(token, in: context)
    let pipe = try pipeline(context, until: .rightDelimiter)
    let outer = scope
    scope = Scope()
    scope.line = outer.line
    let (statements, end) = try list()
    if end != .end {
      scope = outer
      throw failure("unexpected \(end.shown) in \(context)")
    }
    try add(makeTree(name, statements))
    scope = outer
    return .template(add(at: token.position) { TemplateNode($0, name: name, pipe: pipe) })
  }

  private mutating func template() throws(TemplateError) -> Statement {
    let context = "template clause"
    let token = nextNonSpace()
    let name = try templateName(token, in: context)
    var pipe: PipeNode?
    let next = nextNonSpace()
    if next.kind != .rightDelimiter {
      putBack(next)
      pipe = try pipeline(context, until: .rightDelimiter)
    }
    return .template(add(at: token.position) { TemplateNode($0, name: name, pipe: pipe) })
  }

  private func templateName(_ token: Token, in context: String) throws(TemplateError) -> Bytes {
    guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, in: context) }
    guard let name = GoQuote.unquote(text(of: token)) else { throw failure("invalid syntax") }
    return name
  }
}
