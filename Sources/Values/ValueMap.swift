/// A Go map with string keys: a reference that templates share and change.
///
/// The entries lie sorted by key in one flat array, so that iterating in key order, which text/template and the YAML and
/// JSON writers all want, costs nothing. The first eight bytes of each key lie beside it as a number, which decides most
/// comparisons without touching the key. Keys that arrive in order are appended; others wait in a small unsorted-tail
/// buffer that is merged when it has grown, so that building a large map in any order stays nearly linear.
package final class ValueMap {
  /// The Go type of the map.
  package enum MapType: UInt8, Sendable {
    /// `map[string]interface {}`
    case any
    /// `map[string]string`
    case string
    /// `common.Values`, the type that Helm gives chart values
    case values
    /// `map[string]map[string]interface {}` and other maps of maps
    case maps

    /// Go's name of the type, as `%T` prints it.
    package var name: String {
      switch self {
      case .any: "map[string]interface {}"
      case .string: "map[string]string"
      case .values: "common.Values"
      case .maps: "map[string]map[string]interface {}"
      }
    }
  }

  /// A key with its value.
  package struct Entry {
    /// The key's `prefix8`.
    package let prefix: UInt64
    /// The key.
    package let key: Bytes
    /// The value.
    package var value: Value

    /// A key with its value.
    @inlinable
    package init(_ key: Bytes, _ value: Value) {
      self.init(prefix: key.prefix8, key: key, value: value)
    }

    @usableFromInline
    init(prefix: UInt64, key: Bytes, value: Value) {
      self.prefix = prefix
      self.key = key
      self.value = value
    }

    /// Whether the key sorts before another one's.
    @inlinable
    package func precedes(_ other: Entry) -> Bool {
      prefix != other.prefix ? prefix < other.prefix : key.compare(other.key) < 0
    }
  }

  /// The Go type of the map.
  package let type: MapType
  /// Whether this is Go's nil map of its type.
  package let isNil: Bool
  /// The map whose entries these are, where this is the same map under another type.
  private let base: ValueMap?
  private var sorted: [Entry] = []
  /// Entries whose keys are not in `sorted`, themselves sorted by key; merged once they are many.
  private var pending: [Entry] = []

  /// An empty map.
  package init(type: MapType = .any, isNil: Bool = false) {
    self.type = type
    self.isNil = isNil
    base = nil
  }

  private init(_ base: ValueMap, as type: MapType) {
    self.type = type
    self.isNil = base.isNil
    self.base = base
  }

  /// A map of entries in any order; of equal keys the last one wins.
  package convenience init(_ entries: [(Bytes, Value)], type: MapType = .any) {
    self.init(entries: entries.map { Entry($0.0, $0.1) }, type: type)
  }

  /// A map of entries in any order; of equal keys the last one wins.
  ///
  /// The array itself becomes the map's.
  package init(entries: consuming [Entry], type: MapType = .any) {
    self.type = type
    self.isNil = false
    base = nil
    sorted = entries
    let isInOrder = sorted.withUnsafeBufferPointer { entries in
      var index = 1
      while index < entries.count, entries[index - 1].precedes(entries[index]) { index += 1 }
      return index >= entries.count
    }
    if !isInOrder { sortAndDropDoubles() }
  }

  /// Up to how many entries are sorted by moving each to its place.
  private static let fewEntries = 16

  private func sortAndDropDoubles() {
    if sorted.count <= Self.fewEntries { return sortFewAndDropDoubles() }
    // Swift's sort is stable in practice but not by contract; the index breaks ties explicitly.
    let order = sorted.indices.sorted { a, b in
      if sorted[a].precedes(sorted[b]) { return true }
      if sorted[b].precedes(sorted[a]) { return false }
      return a < b
    }
    var result: [Entry] = []
    result.reserveCapacity(sorted.count)
    for index in order {
      if let last = result.last, last.key == sorted[index].key { result.removeLast() }
      result.append(sorted[index])
    }
    sorted = result
  }

  private func sortFewAndDropDoubles() {
    sorted.withUnsafeMutableBufferPointer { entries in
      for index in entries.indices {
        var place = index
        while place > 0, entries[place].precedes(entries[place - 1]) {
          entries.swapAt(place, place - 1)
          place -= 1
        }
      }
    }
    // Equal keys stand side by side now, the last one last.
    for index in sorted.indices.dropLast().reversed() where sorted[index].key == sorted[index + 1].key {
      sorted.remove(at: index)
    }
  }

  /// The same map under another type, as Go's conversion of one map type to another: what is set in either is in both.
  package func converted(to type: MapType) -> ValueMap {
    let base = base ?? self
    return base.type == type ? base : self.type == type ? self : ValueMap(base, as: type)
  }

  /// Whether both are the same map, of whatever types.
  package func isSame(as other: ValueMap) -> Bool { (base ?? self) === (other.base ?? other) }

  /// The number of entries.
  package var count: Int { base?.count ?? (sorted.count + pending.count) }

  /// Whether there are no entries.
  package var isEmpty: Bool { count == 0 }

  /// The entries in the order of their keys.
  package var entries: [Entry] {
    if let base { return base.entries }
    mergePending()
    return sorted
  }

  /// The keys in order.
  package var keys: [Bytes] { entries.map(\.key) }

  /// The value of a key; setting nil removes the entry (to store Go's nil, set `.null`).
  package subscript(_ key: Bytes) -> Value? {
    get { value(of: key, prefix: key.prefix8) }
    set {
      if let base {
        base[key] = newValue
        return
      }
      let prefix = key.prefix8
      if let newValue {
        store(newValue, key, prefix)
      } else {
        if let index = Self.find(key, prefix, in: sorted).found { sorted.remove(at: index) }
        if let index = Self.find(key, prefix, in: pending).found { pending.remove(at: index) }
      }
    }
  }

  /// The value of a key whose `prefix8` is known.
  package func value(of key: Bytes, prefix: UInt64) -> Value? {
    if let base { return base.value(of: key, prefix: prefix) }
    if let index = Self.find(key, prefix, in: sorted).found { return sorted[index].value }
    if pending.isEmpty { return nil }
    if let index = Self.find(key, prefix, in: pending).found { return pending[index].value }
    return nil
  }

  /// The value of a key that the program knows, which is looked up without making a string of it.
  package subscript(keyword key: StaticString) -> Value? {
    if let base { return base[keyword: key] }
    let bytes = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    let prefix = Bytes.prefix8(UnsafeRawBufferPointer(bytes))
    if let value = Self.value(of: bytes, prefix, in: sorted) { return value }
    return pending.isEmpty ? nil : Self.value(of: bytes, prefix, in: pending)
  }

  private static func value(
    of key: UnsafeBufferPointer<UInt8>, _ prefix: UInt64, in entries: [Entry]
  ) -> Value? {
    entries.withUnsafeBufferPointer { entries in
      find(prefix, in: entries) { $0.compare(key) }.found.map { entries[$0].value }
    }
  }

  private func store(_ value: Value, _ key: Bytes, _ prefix: UInt64) {
    let place = Self.find(key, prefix, in: sorted)
    if let index = place.found {
      sorted[index].value = value
    } else if pending.isEmpty, place.insertion == sorted.count || sorted.count < 64 {
      sorted.insert(Entry(prefix: prefix, key: key, value: value), at: place.insertion)
    } else {
      let later = Self.find(key, prefix, in: pending)
      if let index = later.found {
        pending[index].value = value
      } else {
        pending.insert(Entry(prefix: prefix, key: key, value: value), at: later.insertion)
        if pending.count > 64 + sorted.count / 16 { mergePending() }
      }
    }
  }

  private func mergePending() {
    if pending.isEmpty { return }
    var result: [Entry] = []
    result.reserveCapacity(sorted.count + pending.count)
    var i = 0
    var j = 0
    while i < sorted.count, j < pending.count {
      if sorted[i].precedes(pending[j]) {
        result.append(sorted[i])
        i += 1
      } else {
        result.append(pending[j])
        j += 1
      }
    }
    result.append(contentsOf: sorted[i...])
    result.append(contentsOf: pending[j...])
    sorted = result
    pending = []
  }

  private static func find(_ key: Bytes, _ prefix: UInt64, in entries: [Entry]) -> (found: Int?, insertion: Int) {
    entries.withUnsafeBufferPointer { find(prefix, in: $0) { $0.compare(key) } }
  }

  /// Where a key stands among entries, or where it would; `compare` tells how another key of the same prefix sorts to it.
  @inline(__always)
  private static func find(
    _ prefix: UInt64, in entries: UnsafeBufferPointer<Entry>, compare: (Bytes) -> Int
  ) -> (found: Int?, insertion: Int) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low &+ high) / 2
      let there = entries[middle].prefix
      if there < prefix {
        low = middle &+ 1
      } else if there > prefix {
        high = middle
      } else {
        let order = compare(entries[middle].key)
        if order == 0 { return (middle, middle) }
        if order < 0 { low = middle &+ 1 } else { high = middle }
      }
    }
    return (nil, low)
  }

  /// A copy that shares no map with this one.
  package func deepCopy() -> ValueMap {
    let copy = ValueMap(type: type, isNil: isNil)
    copy.sorted = entries.map { Entry(prefix: $0.prefix, key: $0.key, value: $0.value.deepCopy()) }
    return copy
  }

  /// A copy whose nested maps are shared.
  package func shallowCopy() -> ValueMap {
    let copy = ValueMap(type: type, isNil: isNil)
    copy.sorted = entries
    return copy
  }

  /// Removes every entry.
  package func removeAll() {
    base?.removeAll()
    sorted = []
    pending = []
  }
}
