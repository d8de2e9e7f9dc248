internal import CYAML
internal import Values

/// Makes a value of libyaml's events in one pass: resolving scalars, following aliases and merging maps on the way, in
/// go-yaml v2's order and with its bounds.
struct Composer: ~Copyable {
  /// What an anchor stands for.
  private struct Anchor {
    let value: Value
    /// What a scalar resolved to, for an alias that serves as a key.
    let scalar: ResolvedScalar?
    /// How many nodes the value is made of, with all aliases in it expanded.
    let cost: Int
  }

  /// What a node is part of; an item of a list that is not indented under its key counts as part of that mapping.
  private enum Parent {
    case document, sequence, mapping
  }

  /// A value and the number of nodes it took.
  private typealias Node = (value: Value, cost: Int)

  private var events: EventStream
  private let numbers: NumberDecoding
  private let isStrict: Bool
  /// Finished anchors; nil while the anchor's own node is still being read.
  private var anchors: [Bytes: Anchor?] = [:]
  /// The first error that go-yaml would find only after it has read the whole document.
  private var deferred: ComposerError?
  private var duplicates: [String] = []
  /// Whether go-yaml takes the document to end before its text does.
  private var endsEarly = false
  private var nodeCount = 0
  private var aliasedCount = 0

  /// The nesting at which go-yaml's scanner gives up.
  private static let maximumDepth = 10_000

  init(_ bytes: UnsafeBufferPointer<UInt8>, numbers: NumberDecoding, isStrict: Bool) throws(ComposerError) {
    events = try EventStream(bytes)
    self.numbers = numbers
    self.isStrict = isStrict
  }

  /// The first document's value.
  mutating func document() throws(ComposerError) -> Value {
    try events.next()  // the stream's start
    try events.next()
    guard events.event.type == YAML_DOCUMENT_START_EVENT else { return .null }
    if let version = events.event.data.document_start.version_directive, version.pointee.minor != 1 {
      // libyaml reads YAML 1.2 as well, go-yaml v2 does not.
      throw .yaml((events.line > 1 ? "line \(events.line - 1): " : "") + "found incompatible YAML document")
    }
    try events.next()
    let root = try node(depth: 0, in: .document).value
    if endsEarly { return root }
    // The end of the document is checked as well; documents after it are not.
    try events.next()
    if let deferred { throw deferred }
    if !duplicates.isEmpty {
      throw .yaml("unmarshal errors:\n" + duplicates.map { "  " + $0 }.joined(separator: "\n"))
    }
    return root
  }

  private mutating func deferError(_ error: ComposerError) {
    if deferred == nil { deferred = error }
  }

  // MARK: Nodes

  /// The node that starts with the event at hand; its last event is at hand afterwards.
  private mutating func node(depth: Int, in parent: Parent = .mapping) throws(ComposerError) -> Node {
    try countNodes(1, aliased: 0)
    switch events.event.type {
    case YAML_SCALAR_EVENT:
      let (scalar, text) = try scalar()
      let value = value(of: scalar, text)
      if let name = events.event.anchor { anchors[name] = Anchor(value: value, scalar: scalar, cost: 1) }
      return (value, 1)
    case YAML_ALIAS_EVENT:
      guard let anchor = try alias() else { return (.null, 1) }
      return (anchor.value.deepCopy(), anchor.cost + 1)
    case YAML_SEQUENCE_START_EVENT:
      return try anchored(depth: depth) { composer, depth throws(ComposerError) in try composer.sequence(depth: depth) }
    default:
      return try anchored(depth: depth) { composer, depth throws(ComposerError) in
        try composer.mapping(depth: depth, in: parent)
      }
    }
  }

  private mutating func anchored(
    depth: Int, _ read: (inout Composer, Int) throws(ComposerError) -> Node
  ) throws(ComposerError) -> Node {
    if depth >= Self.maximumDepth {
      let line = events.line
      throw .yaml((line > 1 ? "line \(line): " : "") + "exceeded max depth of \(Self.maximumDepth)")
    }
    let name = events.event.anchor
    if let name { anchors.updateValue(nil, forKey: name) }
    let node = try read(&self, depth + 1)
    if let name { anchors[name] = Anchor(value: node.value, scalar: nil, cost: node.cost) }
    return node
  }

  private mutating func sequence(depth: Int) throws(ComposerError) -> Node {
    var items: [Value] = []
    var cost = 1
    // Where nothing but the item's own mark starts the list.
    let isUnindented = events.event.end_mark.index > events.event.start_mark.index
    try events.next()
    while events.event.type != YAML_SEQUENCE_END_EVENT {
      let item = try node(depth: depth, in: isUnindented ? .mapping : .sequence)
      items.append(item.value)
      cost += item.cost
      try events.next()
    }
    return (.list(items), cost)
  }

  private mutating func mapping(depth: Int, in parent: Parent) throws(ComposerError) -> Node {
    var entries: [ValueMap.Entry] = []
    var seen: Set<Bytes> = []
    var cost = 1
    let (start, style) = (events.event.start_mark.index, events.event.data.mapping_start.style)
    try events.next()
    while events.event.type != YAML_MAPPING_END_EVENT {
      if events.isForgottenKey() {
        if style == YAML_FLOW_MAPPING_STYLE {
          // A pair in a list has no brace of its own.
          throw events.forgottenKey(wanting: start == events.event.start_mark.index ? "',' or ']'" : "',' or '}'")
        }
        if entries.isEmpty, parent == .document {
          endsEarly = true
          return try node(depth: depth)
        }
        throw events.forgottenKey(wanting: entries.isEmpty && parent == .sequence ? "'-' indicator" : "key")
      }
      if isMergeKey {
        try events.next()
        cost += try merge(into: &entries, depth: depth)
      } else {
        let key = try key(depth: depth)
        cost += key.cost
        try events.next()
        let line = events.line
        let item = try node(depth: depth)
        cost += item.cost
        if let type = key.unsupportedType { deferUnsupportedKey(key, type, item.value) }
        if isStrict, !seen.insert(key.shown + key.text).inserted {
          duplicates.append("line \(line): key \(key.shown) already set in map")
        } else {
          entries.append(ValueMap.Entry(key.text, item.value))
        }
      }
      try events.next()
    }
    return (.map(ValueMap(entries: entries)), cost)
  }

  // MARK: Keys

  /// A key as a string.
  private struct Key {
    var text: Bytes
    /// The key as `%#v` prints it, which tells `1` from `"1"`.
    var shown: Bytes
    var cost: Int
    /// The Go type of a key that cannot become a string.
    var unsupportedType: String?
  }

  private mutating func key(depth: Int) throws(ComposerError) -> Key {
    switch events.event.type {
    case YAML_SCALAR_EVENT:
      try countNodes(1, aliased: 0)
      let (scalar, text) = try scalar()
      if let name = events.event.anchor {
        anchors[name] = Anchor(value: value(of: scalar, text), scalar: scalar, cost: 1)
      }
      return key(of: scalar, text, cost: 1)
    case YAML_ALIAS_EVENT:
      try countNodes(1, aliased: 0)
      guard let anchor = try alias() else { return Key(text: "", shown: "", cost: 1) }
      guard let scalar = anchor.scalar else { return invalidKey(anchor.value, cost: anchor.cost + 1) }
      return key(of: scalar, anchor.value.asString ?? "", cost: anchor.cost + 1)
    default:
      let complex = try node(depth: depth)
      return invalidKey(complex.value, cost: complex.cost)
    }
  }

  private func key(of scalar: ResolvedScalar, _ text: Bytes, cost: Int) -> Key {
    switch scalar {
    case .null:
      return Key(text: "", shown: "<nil>", cost: cost, unsupportedType: "%!s(<nil>)")
    case .bool(let flag):
      let word = Bytes(flag ? "true" : "false")
      return Key(text: word, shown: word, cost: cost)
    case .int(let number):
      let digits = Bytes(String(number))
      return Key(text: digits, shown: digits, cost: cost)
    case .uint(let number):
      return Key(text: "", shown: Bytes("0x" + String(number, radix: 16)), cost: cost, unsupportedType: "uint64")
    case .float(let number):
      // Keys are written with the precision of a float32, as sigs.k8s.io/yaml does.
      return Key(
        text: Bytes(YAML.floatText(GoFloat.shortest(Float(number), .general))),
        shown: Bytes(GoFloat.shortest(number, .general)), cost: cost)
    case .string, .timestamp:
      return Key(text: text, shown: isStrict ? GoQuote.quote(text) : "", cost: cost)
    }
  }

  /// What go-yaml makes of a map.
  private static let mapType: Bytes = "map[interface {}]interface {}"

  private mutating func invalidKey(_ value: Value, cost: Int) -> Key {
    let shown = GoPrint.source(value, mapType: Self.mapType)
    deferError(numbers == .typed ? .yaml("invalid map key: \(shown)") : .needsTypes)
    return Key(text: "", shown: "", cost: cost)
  }

  private mutating func deferUnsupportedKey(_ key: Key, _ type: String, _ value: Value) {
    let shown = if case .null = value { Bytes("<nil>") } else { GoPrint.source(value, mapType: Self.mapType) }
    let message = "unsupported map key of type: \(type), key: \(key.shown), value: \(shown)"
    deferError(numbers == .typed ? .message(message) : .needsTypes)
  }

  // MARK: Merging

  private var isMergeKey: Bool {
    guard events.event.type == YAML_SCALAR_EVENT else { return false }
    let text = events.event.scalarBytes
    guard text.count == 2, text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<") else { return false }
    return events.event.data.scalar.plain_implicit == 1 || events.event.scalarTag.map(ScalarResolver.isMerge) == true
  }

  /// Adds the entries of the map, alias or list of them at hand; they count as set here, over what was set before.
  private mutating func merge(into entries: inout [ValueMap.Entry], depth: Int) throws(ComposerError) -> Int {
    if events.event.type != YAML_SEQUENCE_START_EVENT {
      let (map, cost) = try mergedMap(depth: depth)
      if let map { entries.append(contentsOf: map.entries) }
      return cost
    }
    return try anchoredMergeList(into: &entries, depth: depth)
  }

  private mutating func anchoredMergeList(
    into entries: inout [ValueMap.Entry], depth: Int
  ) throws(ComposerError) -> Int {
    let name = events.event.anchor
    if let name { anchors.updateValue(nil, forKey: name) }
    var maps: [ValueMap] = []
    var cost = 0
    try events.next()
    while events.event.type != YAML_SEQUENCE_END_EVENT {
      let (map, itemCost) = try mergedMap(depth: depth)
      if let map { maps.append(map) }
      cost += itemCost
      try events.next()
    }
    if let name {
      anchors[name] = Anchor(value: .list(maps.map { .map($0) }), scalar: nil, cost: cost + 1)
    }
    // Earlier maps of the list win over later ones.
    for map in maps.reversed() { entries.append(contentsOf: map.entries) }
    return cost
  }

  private mutating func mergedMap(depth: Int) throws(ComposerError) -> (ValueMap?, Int) {
    let isCandidate = events.event.type == YAML_MAPPING_START_EVENT || events.event.type == YAML_ALIAS_EVENT
    let node = try node(depth: depth)
    if isCandidate, let map = node.value.asMap { return (map, node.cost) }
    deferError(.yaml("map merge requires map or sequence of maps as the value"))
    return (nil, node.cost)
  }

  // MARK: Aliases

  /// The anchor that the alias at hand asks for; nil where the alias stands inside it.
  private mutating func alias() throws(ComposerError) -> Anchor? {
    let name = events.event.anchor ?? ""
    guard let entry = anchors[name] else { throw .yaml("unknown anchor '\(name)' referenced") }
    guard let anchor = entry else {
      deferError(.yaml("anchor '\(name)' value contains itself"))
      return nil
    }
    try countNodes(anchor.cost, aliased: anchor.cost)
    return anchor
  }

  /// Counts nodes and refuses a document in which too many of them come from aliases, as go-yaml v2's decoder.
  private mutating func countNodes(_ count: Int, aliased: Int) throws(ComposerError) {
    nodeCount += count
    aliasedCount += aliased
    guard aliasedCount > 100, nodeCount > 1000 else { return }
    let low = 400_000.0
    let high = 4_000_000.0
    let total = Double(nodeCount)
    let allowed = total <= low ? 0.99 : total >= high ? 0.10 : 0.99 - 0.89 * ((total - low) / (high - low))
    // Thrown at once, though go-yaml would look for syntax errors first: what follows could be too large to read.
    if Double(aliasedCount) / total > allowed { throw .yaml("document contains excessive aliasing") }
  }

  // MARK: Scalars

  /// What the scalar at hand resolves to, and its text where that is a string.
  private mutating func scalar() throws(ComposerError) -> (ResolvedScalar, Bytes) {
    let bytes = events.event.scalarBytes
    let scalar: ResolvedScalar
    if let tag = events.event.scalarTag {
      if ScalarResolver.isBinary(tag) { return (.string, binary(bytes)) }
      do throws(ComposerError) {
        scalar = try ScalarResolver.resolve(bytes, tag: tag)
      } catch {
        deferError(error)
        return (.null, "")
      }
    } else if events.event.data.scalar.plain_implicit == 0 {
      scalar = .string
    } else {
      scalar = ScalarResolver.resolve(bytes)
    }
    switch scalar {
    case .string, .timestamp: return (scalar, Bytes(Array(bytes)))
    default: return (scalar, Bytes())
    }
  }

  private mutating func binary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bytes {
    switch Base64.decode(Array(bytes)) {
    case .success(let data):
      // JSON holds text only: what is not UTF-8 is replaced on the way through it.
      return Bytes(GoRune.replacingInvalid(data))
    case .failure:
      deferError(.yaml("!!binary value contains invalid base64 data"))
      return Bytes()
    }
  }

  private mutating func value(of scalar: ResolvedScalar, _ text: Bytes) -> Value {
    switch scalar {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .string, .timestamp: return .string(text)
    case .int(let number): return numbers.value(number)
    case .uint(let number): return numbers.value(number)
    case .float(let number):
      if !number.isFinite {
        deferError(.message("json: unsupported value: \(GoFloat.shortest(number, .general))"))
      }
      return numbers.value(number)
    }
  }
}

extension NumberDecoding {
  /// A whole number as it is asked for.
  func value(_ number: Int64) -> Value {
    switch self {
    case .float64: .float(Double(number))
    case .jsonNumber: .number(Bytes(String(number)))
    case .typed: .integer(number, .int)
    }
  }

  /// A whole number that only a `uint64` holds, as it is asked for.
  func value(_ number: UInt64) -> Value {
    switch self {
    case .float64: .float(Double(number))
    case .jsonNumber: .number(Bytes(String(number)))
    case .typed: .integer(Int64(bitPattern: number), .uint64)
    }
  }

  /// Any other number as it is asked for.
  func value(_ number: Double) -> Value {
    self == .jsonNumber ? .number(Bytes(JSON.text(number))) : .float(number)
  }
}
