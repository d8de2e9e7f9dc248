import Values

/// A node of a template's tree: where it stands, and how Go prints it in error messages.
///
/// The subclasses are closed: the executor walks them by the enums `Statement` and `Expression`, not by overriding.
/// Nodes are numbered in their source, so that the executor notes where it is with a number instead of a reference.
class Node {
  /// The node's index in its source's nodes.
  let id: Int32
  /// The byte offset in the source that errors name.
  let position: Int

  init(_ place: Place) {
    self.id = place.id
    self.position = place.position
  }

  /// Writes the node as the String methods of text/template/parse/node.go do.
  func write(to output: inout [UInt8]) {}

  /// The number and position of a node that is about to be made.
  struct Place {
    let id: Int32
    let position: Int
  }
}

/// The text that trees were parsed from, and all nodes of these trees.
final class Source {
  /// The name that the text was parsed under.
  let file: Bytes
  let text: [UInt8]
  private let nodes: NodeList

  init(file: Bytes, text: [UInt8]) {
    self.file = file
    self.text = text
    self.nodes = NodeList()
  }

  /// The same text under another name.
  init(file: Bytes, sharing other: Source) {
    self.file = file
    self.text = other.text
    self.nodes = other.nodes
  }

  /// Takes over the nodes that were made of the text.
  func finish(_ nodes: [Node]) { self.nodes.nodes = nodes }

  /// Where a node stands, and its text, as Tree.ErrorContext tells them.
  func context(of id: Int32) -> (location: TemplateError.Location, text: Bytes)? {
    guard nodes.nodes.indices.contains(Int(id)) else { return nil }
    let node = nodes.nodes[Int(id)]
    let before = text.prefix(node.position)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = 1 + before.count { $0 == 0x0A }
    var context: [UInt8] = []
    node.write(to: &context)
    return (TemplateError.Location(file: file, line: line, column: before.count - lineStart), Bytes(context))
  }
}

/// All nodes that were made of a text.
private final class NodeList {
  var nodes: [Node] = []

  deinit {
    // Parents were added after their children. Dropping them first keeps deep trees from being freed recursively.
    var rest = nodes
    nodes = []
    while rest.popLast() != nil {}
  }
}

/// A parsed template.
final class Tree {
  /// The name that it is defined under.
  let name: Bytes
  let root: ListNode
  /// The text it comes from; after `root`, so that it is let go of later and its nodes fall one by one.
  let source: Source
  /// How many variables it has, `$` being the first.
  let variableCount: Int
  /// Whether it holds nothing but space and comments, so that it replaces no other template of its name.
  let isEmpty: Bool

  init(name: Bytes, source: Source, root: ListNode, variableCount: Int) {
    self.name = name
    self.source = source
    self.root = root
    self.variableCount = variableCount
    self.isEmpty = root.isEmpty
  }

  /// The same template under another name or of another source.
  init(name: Bytes, source: Source, sharing other: Tree) {
    self.name = name
    self.source = source
    self.root = other.root
    self.variableCount = other.variableCount
    self.isEmpty = other.isEmpty
  }
}

// MARK: Statements

/// What a template does, one after the other.
enum Statement {
  case text(TextNode)
  case action(ActionNode)
  case branch(BranchNode)
  case range(RangeNode)
  case template(TemplateNode)
  case breakLoop(KeywordNode)
  case continueLoop(KeywordNode)

  var node: Node {
    switch self {
    case .text(let node): node
    case .action(let node): node
    case .branch(let node): node
    case .range(let node): node
    case .template(let node): node
    case .breakLoop(let node), .continueLoop(let node): node
    }
  }
}

/// A sequence of statements.
final class ListNode {
  let statements: [Statement]

  init(_ statements: [Statement]) { self.statements = statements }

  /// As IsEmptyTree: nothing but white space.
  var isEmpty: Bool {
    statements.allSatisfy { statement in
      guard case .text(let node) = statement else { return false }
      return node.isBlank
    }
  }

  func write(to output: inout [UInt8]) {
    for statement in statements { statement.node.write(to: &output) }
  }
}

/// Text that is copied to the output.
final class TextNode: Node {
  /// The text, a part of the source's own bytes.
  let text: ArraySlice<UInt8>

  init(_ place: Place, _ text: ArraySlice<UInt8>) {
    self.text = text
    super.init(place)
  }

  /// Whether there is only what Go's bytes.TrimSpace removes.
  var isBlank: Bool {
    for byte in text {
      if byte >= 0x80 {
        return String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
      }
      if byte != 0x20, !(0x09...0x0D).contains(byte) { return false }
    }
    return true
  }

  override func write(to output: inout [UInt8]) { output.append(contentsOf: text) }
}

/// A pipeline whose value is printed: `{{.Name}}`.
final class ActionNode: Node {
  let pipe: PipeNode

  init(_ place: Place, _ pipe: PipeNode) {
    self.pipe = pipe
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    output.append("{{")
    pipe.write(to: &output)
    output.append("}}")
  }
}

/// `if` and `with`.
final class BranchNode: Node {
  /// Whether the dot is the pipeline's value in the list.
  let isWith: Bool
  let pipe: PipeNode
  let list: ListNode
  let elseList: ListNode?

  init(_ place: Place, isWith: Bool, _ parts: ControlParts) {
    self.isWith = isWith
    self.pipe = parts.pipe
    self.list = parts.list
    self.elseList = parts.elseList
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    ControlParts(pipe: pipe, list: list, elseList: elseList).write(keyword: isWith ? "with " : "if ", to: &output)
  }
}

/// `range`.
final class RangeNode: Node {
  let pipe: PipeNode
  let list: ListNode
  let elseList: ListNode?

  init(_ place: Place, _ parts: ControlParts) {
    self.pipe = parts.pipe
    self.list = parts.list
    self.elseList = parts.elseList
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    ControlParts(pipe: pipe, list: list, elseList: elseList).write(keyword: "range ", to: &output)
  }
}

/// What `if`, `with` and `range` are made of.
struct ControlParts {
  let pipe: PipeNode
  let list: ListNode
  let elseList: ListNode?

  func write(keyword: StaticString, to output: inout [UInt8]) {
    output.append("{{")
    output.append(keyword)
    pipe.write(to: &output)
    output.append("}}")
    list.write(to: &output)
    if let elseList {
      output.append("{{else}}")
      elseList.write(to: &output)
    }
    output.append("{{end}}")
  }
}

/// A call of another template: `{{template "name" .}}`.
final class TemplateNode: Node {
  let name: Bytes
  let pipe: PipeNode?

  init(_ place: Place, name: Bytes, pipe: PipeNode?) {
    self.name = name
    self.pipe = pipe
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    output.append("{{template ")
    GoQuote.append(name, to: &output)
    if let pipe {
      output.append(" ")
      pipe.write(to: &output)
    }
    output.append("}}")
  }
}

/// `{{break}}`, `{{continue}}`.
final class KeywordNode: Node {
  private let keyword: StaticString

  init(_ place: Place, _ keyword: StaticString) {
    self.keyword = keyword
    super.init(place)
  }

  override func write(to output: inout [UInt8]) {
    output.append("{{")
    output.append(keyword)
    output.append("}}")
  }
}

extension [UInt8] {
  mutating func append(_ text: StaticString) { GoFormat.append(text, to: &self) }
}
