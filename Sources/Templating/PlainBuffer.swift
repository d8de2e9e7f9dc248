/// Plain values one after the other, as a parser gathers them: what an array does besides is left out.
struct PlainBuffer<Element: BitwiseCopyable>: ~Copyable {
  private var storage: UnsafeMutableBufferPointer<Element>
  private(set) var count = 0

  init(capacity: Int) { storage = .allocate(capacity: max(8, capacity)) }

  deinit { storage.deallocate() }

  /// The values, until the next one is added.
  var values: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(rebasing: storage[..<count]) }

  subscript(_ index: Int) -> Element {
    @inline(__always) get { storage[index] }
    @inline(__always) set { storage[index] = newValue }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == storage.count { grow() }
    storage.initializeElement(at: count, to: element)
    count &+= 1
  }

  /// Drops the values from an index on.
  @inline(__always)
  mutating func drop(from index: Int) { count = index }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: storage.count * 2)
    _ = larger.moveInitialize(fromContentsOf: storage)
    storage.deallocate()
    storage = larger
  }
}
