internal import CYAML
internal import Values

/// Why composing a document stopped.
enum ComposerError: Error, CustomStringConvertible {
  /// The error's text, with the prefix of the library that reports it.
  case message(String)
  /// The text can only be told by a reader that keeps numbers apart.
  case needsTypes
  /// libyaml does not know the escape `\'` that stands at a place of the text; go-yaml does.
  case escapedApostrophe(at: Int)

  /// An error that go-yaml reports.
  static func yaml(_ text: String) -> ComposerError { .message("yaml: " + text) }

  var description: String {
    switch self {
    case .message(let text): text
    case .needsTypes: "yaml: invalid map key"
    case .escapedApostrophe: "yaml: found unknown escape character"
    }
  }
}

/// libyaml's events, one at a time.
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutablePointer<Input>
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Whether the text holds the escape `\/`, which libyaml knows and go-yaml does not.
  private let mayEscapeSlashes: Bool
  /// The event at hand.
  private(set) var event = yaml_event_t()
  /// What go-yaml wants after an item of each collection that the event is in; nil for one in block style.
  private var separators: [String?] = []
  /// A place that was looked for, where the search for the next one starts: places come in the text's order.
  private var place = (character: 0, byte: 0)

  /// A stream over bytes, of which there must be some, and which must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ComposerError) {
    self.bytes = bytes
    mayEscapeSlashes = EscapeDifferences.mayEscapeSlashes(bytes)
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw .yaml("out of memory")
    }
    input = .allocate(capacity: 1)
    input.initialize(to: Input(rest: bytes[...], parser: parser))
    yaml_parser_set_input(parser, { Input.read($0, $1, $2, $3) }, input)
  }

  /// What libyaml has not read yet.
  ///
  /// It gets no more than go-yaml reads at a time: of two errors the one is told that is met first, and a character that
  /// no YAML may hold is met when it is read, not when its turn comes.
  private struct Input {
    static let blockSize = 512
    var rest: Slice<UnsafeBufferPointer<UInt8>>
    let parser: UnsafeMutablePointer<yaml_parser_t>

    static func read(
      _ data: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int,
      _ count: UnsafeMutablePointer<Int>?
    ) -> Int32 {
      guard let input = data?.assumingMemoryBound(to: Input.self), let buffer, let count else { return 0 }
      let raw = input.pointee.parser.pointee.raw_buffer
      let held = raw.start.flatMap { start in raw.last.map { $0 - start } } ?? 0
      let block = input.pointee.rest.prefix(max(0, min(size, blockSize - held)))
      if let source = UnsafeBufferPointer(rebasing: block).baseAddress {
        buffer.update(from: source, count: block.count)
      }
      input.pointee.rest = input.pointee.rest.dropFirst(block.count)
      count.pointee = block.count
      return 1
    }
  }

  deinit {
    var last = event
    yaml_event_delete(&last)
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// Moves to the next event.
  mutating func next() throws(ComposerError) {
    yaml_event_delete(&event)
    if yaml_parser_parse(parser, &event) != 1 { throw failure() }
    noteCollection()
    if event.type == YAML_SCALAR_EVENT, event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE,
      let separator = separators.last ?? nil
    {
      try checkPlain(separator)
    }
    if mayEscapeSlashes, event.type == YAML_SCALAR_EVENT, event.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE {
      let start = byteOffset(character: Int(event.start_mark.index))
      if let line = EscapeDifferences.lineOfSlash(in: bytes[start...]) {
        throw unknownEscape(line: Int(event.start_mark.line) + line)
      }
    }
  }

  private mutating func noteCollection() {
    switch event.type {
    case YAML_SEQUENCE_START_EVENT:
      separators.append(event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? "',' or ']'" : nil)
    case YAML_MAPPING_START_EVENT:
      guard event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE else { return separators.append(nil) }
      // A pair in a sequence is a mapping without braces, and what follows it is the sequence's.
      let hasBrace = event.end_mark.index > event.start_mark.index
      separators.append(hasBrace ? "',' or '}'" : separators.last ?? nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: _ = separators.popLast()
    default: return
    }
  }

  /// Refuses a plain scalar in a flow collection with a question mark inside, which ends the scalar for go-yaml.
  private mutating func checkPlain(_ separator: String) throws(ComposerError) {
    let start = byteOffset(character: Int(event.start_mark.index))
    let end = byteOffset(character: Int(event.end_mark.index))
    guard start < end, let mark = bytes[(start + 1)..<end].firstIndex(of: UInt8(ascii: "?")) else { return }
    let line = Int(event.start_mark.line) + bytes[start..<mark].count { $0 == 0x0A }
    throw .yaml(Self.prefix(line) + "did not find expected \(separator)")
  }

  /// go-yaml's problem with an escape that it does not know.
  private func unknownEscape(line: Int) -> ComposerError {
    .yaml(Self.prefix(line == 0 ? 0 : line + 1) + "found unknown escape character")
  }

  /// The line that the event at hand starts in, from 1.
  var line: Int { Int(event.start_mark.line) + 1 }

  /// The parser's problem as go-yaml's parser.fail words it: parser errors name the line before, scanner errors theirs.
  private mutating func failure() -> ComposerError {
    let state = parser.pointee
    if let misplaced = misplacedCollection() { return .yaml(Self.prefix(Int(state.context_mark.line)) + misplaced) }
    var line = 0
    if state.problem_mark.line != 0 {
      line = Int(state.problem_mark.line)
      if state.error == YAML_SCANNER_ERROR { line += 1 }
    } else if state.context_mark.line != 0 {
      line = Int(state.context_mark.line)
    }
    let problem = state.problem.map { String(cString: $0) } ?? "unknown problem parsing YAML content"
    if problem == "found unknown escape character" {
      let place = byteOffset(character: Int(state.problem_mark.index))
      if EscapeDifferences.isEscapedApostrophe(bytes, at: place) { return .escapedApostrophe(at: place) }
    }
    return .yaml(Self.prefix(line) + problem)
  }

  private static func prefix(_ line: Int) -> String { line != 0 ? "line \(line): " : "" }

  /// go-yaml's problem with an empty collection where a key or an item belongs, which a template makes when it writes
  /// `[]` or `{}` on a line of its own; nil where that is not what happened.
  ///
  /// libyaml takes the collection for a key and misses its colon. go-yaml does not look for the colon after an empty
  /// collection, and so meets the collection itself where it wants none.
  private mutating func misplacedCollection() -> String? {
    let state = parser.pointee
    guard state.error == YAML_SCANNER_ERROR, let problem = state.problem,
      String(cString: problem) == "could not find expected ':'"
    else { return nil }
    var index = byteOffset(character: Int(state.context_mark.index))
    guard index < bytes.count, bytes[index] == UInt8(ascii: "[") || bytes[index] == UInt8(ascii: "{") else {
      return nil
    }
    repeat { index += 1 } while index < bytes.count && (bytes[index] == 0x20 || bytes[index] == 0x0A)
    guard index < bytes.count, [UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "?")].contains(bytes[index])
    else { return nil }
    switch state.state {
    case YAML_PARSE_BLOCK_MAPPING_KEY_STATE, YAML_PARSE_INDENTLESS_SEQUENCE_ENTRY_STATE:
      return "did not find expected key"
    case YAML_PARSE_BLOCK_SEQUENCE_ENTRY_STATE: return "did not find expected '-' indicator"
    default: return nil
    }
  }

  /// Whether the event at hand starts an empty flow collection that is a key by its colon alone: `[]: x`.
  ///
  /// go-yaml forgets at the closing bracket that a key may have started, and so takes no such collection for one.
  mutating func isForgottenKey() -> Bool {
    switch event.type {
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      guard start.style == YAML_FLOW_SEQUENCE_STYLE, start.anchor == nil, start.tag == nil else { return false }
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      guard start.style == YAML_FLOW_MAPPING_STYLE, start.anchor == nil, start.tag == nil else { return false }
    default: return false
    }
    let start = byteOffset(character: Int(event.start_mark.index))
    var end = start + 1
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "]") || bytes[end] == UInt8(ascii: "}") else { return false }
    let before = bytes[..<start].last { $0 != 0x20 }
    return before != UInt8(ascii: "?")
  }

  /// go-yaml's problem with a forgotten key, in whose place it wants something else.
  func forgottenKey(wanting expected: String) -> ComposerError {
    .yaml(Self.prefix(Int(event.start_mark.line)) + "did not find expected \(expected)")
  }

  private mutating func byteOffset(character: Int) -> Int {
    if character < place.character { place = (0, 0) }
    while place.byte < bytes.count, place.character < character {
      place.byte += GoRune.decode(bytes, at: place.byte).width
      place.character += 1
    }
    return place.byte
  }
}

extension yaml_event_t {
  /// A scalar's bytes, valid while the event is at hand.
  var scalarBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
  }

  /// The name of the anchor that the event sets or, for an alias, asks for.
  var anchor: Bytes? {
    let name: UnsafeMutablePointer<UInt8>? =
      switch type {
      case YAML_SCALAR_EVENT: data.scalar.anchor
      case YAML_SEQUENCE_START_EVENT: data.sequence_start.anchor
      case YAML_MAPPING_START_EVENT: data.mapping_start.anchor
      case YAML_ALIAS_EVENT: data.alias.anchor
      default: nil
      }
    return name.map { Bytes(String(cString: $0)) }
  }

  /// A scalar's tag, written out in full.
  var scalarTag: String? { data.scalar.tag.map { String(cString: $0) } }
}
