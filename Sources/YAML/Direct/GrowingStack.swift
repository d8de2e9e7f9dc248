internal import Values

/// A stack whose upper part becomes an array of its exact size: collections inside collections are put together on one
/// stack, and none grows on its own.
struct GrowingStack<Element>: ~Copyable {
  private var storage = UnsafeMutableBufferPointer<Element>(start: nil, count: 0)
  private(set) var count = 0

  deinit {
    storage[..<count].deinitialize()
    storage.deallocate()
  }

  @inline(__always)
  mutating func push(_ element: consuming Element) {
    if count == storage.count { grow() }
    storage.initializeElement(at: count, to: element)
    count += 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(32, count * 2))
    _ = larger.moveInitialize(fromContentsOf: storage)
    storage.deallocate()
    storage = larger
  }

  /// Takes the elements from an index on off the stack.
  mutating func array(from first: Int) -> [Element] {
    guard first < count else { return [] }
    var array: [Element] = []
    // What an array of uninitialised capacity asks the runtime for its type costs more than all of this.
    array.reserveCapacity(count - first)
    for place in first..<count { array.append(storage.moveElement(from: place)) }
    count = first
    return array
  }
}

extension GrowingStack where Element == ValueMap.Entry {
  /// How many entries are sorted here at most; a larger map sorts its own.
  private static var maximumSorted: Int { 64 }

  /// Sorts the entries from an index on by their keys; equal ones stay in their order.
  mutating func sortByKey(from first: Int) {
    guard count - first <= Self.maximumSorted, let base = storage.baseAddress else { return }
    for next in first..<count where next > first && Self.precedes(base + next, base + next - 1) {
      var entry = (base + next).move()
      var place = next
      repeat {
        (base + place).moveInitialize(from: base + place - 1, count: 1)
        place -= 1
      } while place > first && Self.precedes(&entry, base + place - 1)
      (base + place).initialize(to: entry)
    }
  }

  /// As `ValueMap.Entry.precedes`, on entries that stay where they are.
  @inline(__always)
  private static func precedes(
    _ a: UnsafePointer<ValueMap.Entry>, _ b: UnsafePointer<ValueMap.Entry>
  ) -> Bool {
    let (left, right) = (a.pointee.prefix, b.pointee.prefix)
    return left != right ? left < right : a.pointee.key < b.pointee.key
  }
}
