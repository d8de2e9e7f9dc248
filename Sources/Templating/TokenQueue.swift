/// The tokens that a parser has just read, some of which it may put back, as parse.go's Tree keeps three.
struct TokenQueue {
  /// A power of two, more than are ever put back.
  private static let capacity = 8

  private(set) var lexer: Lexer
  private let tokens: UnsafeMutablePointer<Token>
  /// How many tokens were read from the text, and how many of them were taken.
  private var lexed = 0
  private var taken = 0

  /// An empty queue, to be deallocated.
  init(_ lexer: Lexer) {
    self.lexer = lexer
    tokens = .allocate(capacity: Self.capacity)
    tokens.initialize(repeating: Token(.end, 0, 0), count: Self.capacity)
  }

  func deallocate() { tokens.deallocate() }

  /// Whether the next token is yet to be read.
  var isEmpty: Bool { taken == lexed }

  /// Reads a token from the text and notes where it stands.
  mutating func lex(noting place: inout Int) {
    let token = lexer.next()
    place = token.position
    tokens[lexed & (Self.capacity - 1)] = token
    lexed &+= 1
  }

  /// The next token.
  @inline(__always)
  mutating func take() -> Token {
    let token = tokens[taken & (Self.capacity - 1)]
    taken &+= 1
    return token
  }

  /// Puts back the last tokens, at most as many as a declaration may turn out not to be: three.
  @inline(__always)
  mutating func putBack(_ count: Int) { taken &-= count }
}
