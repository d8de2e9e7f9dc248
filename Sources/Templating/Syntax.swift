import Values

/// A node of a template's tree.
///
/// All nodes that were made of a text lie in one array, children before their parents, which name them by their numbers.
/// What the fields say depends on the kind; a run is part of `Syntax.links`.
struct Node: BitwiseCopyable {
  /// The number of a node among those of its text.
  typealias ID = Int32

  /// In the place of a node, a slot or a command that is not there.
  static let none: ID = -1

  enum Kind: UInt8 {
    // Statements
    /// Text that is copied to the output: `count` bytes from the position on.
    case text
    /// A pipeline (`first`) whose value is printed, unless variables take it.
    case action
    /// A pipeline (`first`), its list (`count`) and, perhaps, the list of `else` (`extra`).
    case `if`, with, range
    /// A call of the template of a name (`first`) with, perhaps, a pipeline (`extra`).
    case template
    case breakLoop, continueLoop
    /// A run of statements.
    case list
    // Pipelines
    /// A run of `extra` variables that are declared or, where `flag` is set, assigned, and of commands.
    case pipe
    /// A run of operands, the first of which is what is called, if anything is.
    case command
    // Operands
    case dot, nilConstant
    /// `true` or `false`: `flag`.
    case bool
    /// One of the numbers (`first`).
    case number
    /// A string constant of `count` bytes in the text, whose value is at a place (`extra`, `first`).
    case string
    /// Fields of the dot, a run of names: `.Values.name`.
    case field
    /// A run of the variable's name and fields: `$x.name`; the slot of its value is `extra`.
    case variable
    /// A term (`extra`) in parentheses, or a function, and its fields, a run of names: `(index .list 0).name`.
    case chain
    /// The name of a function (`first`).
    case identifier
  }

  let kind: Kind
  let flag: Bool
  private let offset: UInt32
  let first: Int32
  let count: Int32
  let extra: Int32

  @inline(__always)
  init(_ kind: Kind, at position: Int, _ first: Int32, _ count: Int32, extra: Int32, flag: Bool) {
    self.kind = kind
    self.flag = flag
    self.offset = UInt32(truncatingIfNeeded: position)
    self.first = first
    self.count = count
    self.extra = extra
  }

  /// The byte offset in the source that errors name.
  var position: Int { Int(offset) }

  /// The places of its run.
  @inline(__always)
  var run: Range<Int> { Int(first)..<Int(first &+ count) }

  /// Whether it can only be the first of a pipeline.
  var isConstantOrDot: Bool {
    switch kind {
    case .bool, .dot, .nilConstant, .number, .string: true
    default: false
    }
  }
}

/// All that was made of a text: the nodes of the template itself and of those that it defines.
final class Syntax {
  /// A number of a template, with its value where no type is asked for, which is nil where it overflows an int.
  struct Number {
    let literal: NumberLiteral
    let ideal: Value?
  }

  /// Where the value of a string constant is.
  enum StringPlace: Int32 {
    /// Among the names, as short ones are.
    case names
    /// In the text, between the quotes.
    case text
    /// Among the strings.
    case strings
  }

  let text: [UInt8]
  let names: NameTable
  /// The nodes; the buffer is this object's own.
  private(set) var nodes = UnsafeMutableBufferPointer<Node>(start: nil, count: 0)
  /// The numbers of nodes and names that the nodes' runs consist of; the buffer is this object's own.
  private(set) var links = UnsafeMutableBufferPointer<Int32>(start: nil, count: 0)
  private(set) var numbers: [Number] = []
  /// The values of string constants that are not written as they are.
  private(set) var strings: [Bytes] = []

  init(text: [UInt8], names: NameTable) {
    self.text = text
    self.names = names
  }

  deinit {
    nodes.deallocate()
    links.deallocate()
  }

  /// Takes over what was made of the text.
  func finish(
    nodes: UnsafeMutableBufferPointer<Node>, links: UnsafeMutableBufferPointer<Int32>, numbers: [Number],
    strings: [Bytes]
  ) {
    self.nodes = .allocate(capacity: nodes.count)
    _ = self.nodes.initialize(fromContentsOf: nodes)
    self.links = .allocate(capacity: links.count)
    _ = self.links.initialize(fromContentsOf: links)
    self.numbers = numbers
    self.strings = strings
  }

  subscript(_ id: Node.ID) -> Node {
    @inline(__always) get { nodes[Int(id)] }
  }

  /// The nodes of a run.
  func children(_ node: Node) -> [Node.ID] { Array(links[node.run]) }

  /// The names of a run.
  func fields(_ node: Node) -> [Bytes] { links[node.run].map { names[$0].bytes } }

  /// The commands of a pipeline, and before them the variables.
  func parts(ofPipe pipe: Node) -> (variables: ArraySlice<Node.ID>, commands: ArraySlice<Node.ID>) {
    let children = children(pipe)
    return (children.prefix(Int(pipe.extra)), children.dropFirst(Int(pipe.extra)))
  }

  /// The value of a string constant.
  func string(_ node: Node) -> Bytes {
    switch StringPlace(rawValue: node.extra) {
    case .names: names[node.first].bytes
    case .strings: strings[Int(node.first)]
    case .text, nil: Bytes(Array(text[(node.position + 1)..<(node.position + Int(node.count) - 1)]))
    }
  }

  /// The value of a constant as an argument of the type, or nil where it is no constant that the type can hold.
  func constant(_ node: Node, for type: ParameterType) -> Value? {
    switch (node.kind, type) {
    case (.bool, .any), (.bool, .bool): .bool(node.flag)
    case (.string, .any), (.string, .string): .string(string(node))
    case (.number, .any): numbers[Int(node.first)].ideal
    case (.number, .int): numbers[Int(node.first)].literal.integer.map { .integer($0, .int) }
    case (.number, .int64), (.number, .duration): numbers[Int(node.first)].literal.integer.map { .int64($0) }
    case (.number, .uint32):
      numbers[Int(node.first)].literal.unsigned.map { .integer(Int64(UInt32(truncatingIfNeeded: $0)), .uint32) }
    case (.number, .float64): numbers[Int(node.first)].literal.float.map { .float($0) }
    default: nil
    }
  }
}

/// A text under the name that errors call it by.
final class Source {
  /// The name that the text was parsed under.
  let file: Bytes
  let syntax: Syntax

  init(file: Bytes, _ syntax: Syntax) {
    self.file = file
    self.syntax = syntax
  }

  /// Where a node stands, and its text, as Tree.ErrorContext tells them.
  func context(of id: Node.ID) -> (location: TemplateError.Location, text: Bytes)? {
    guard syntax.nodes.indices.contains(Int(id)) else { return nil }
    let before = syntax.text.prefix(syntax[id].position)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = 1 + before.count { $0 == 0x0A }
    return (TemplateError.Location(file: file, line: line, column: before.count - lineStart), syntax.shown(id))
  }
}

/// A parsed template.
final class Tree {
  /// The number of its name.
  let id: NameTable.ID
  /// The name that it is defined under.
  let name: Bytes
  /// The text it comes from.
  let source: Source
  /// The list of its statements.
  let root: Node.ID
  /// How many variables it has, `$` being the first.
  let variableCount: Int
  /// Whether it holds nothing but space and comments, so that it replaces no other template of its name.
  let isEmpty: Bool

  init(id: NameTable.ID, name: Bytes, source: Source, root: Node.ID, variableCount: Int, isEmpty: Bool) {
    self.id = id
    self.name = name
    self.source = source
    self.root = root
    self.variableCount = variableCount
    self.isEmpty = isEmpty
  }

  /// The same template under another name or of another source of the same text.
  init(id: NameTable.ID, name: Bytes, source: Source, sharing other: Tree) {
    self.id = id
    self.name = name
    self.source = source
    self.root = other.root
    self.variableCount = other.variableCount
    self.isEmpty = other.isEmpty
  }
}

/// What a name in a template calls.
enum Callee {
  /// A function that the executor implements itself.
  case builtin(Builtin)
  /// A function of the table.
  case function(FunctionReference)
}
