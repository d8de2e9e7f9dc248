/// A Go string: any sequence of bytes, not always valid UTF-8.
///
/// `count` is Go's `len`, the order is bytewise, and nothing is ever normalised, so that what goes into a template comes
/// out of it unchanged. Swift strings are made from it only at the edges, by `String(bytes)`.
package struct Bytes: Hashable, Sendable {
  /// The bytes themselves.
  package var storage: [UInt8]

  /// Takes over an array of bytes.
  @inlinable
  package init(_ storage: [UInt8]) {
    self.storage = storage
  }

  /// An empty string.
  @inlinable
  package init() {
    self.storage = []
  }

  /// The UTF-8 bytes of a Swift string.
  @inlinable
  package init(_ text: String) {
    self.storage = Array(text.utf8)
  }

  /// A copy of a part of an array.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.storage = bytes.withUnsafeBufferPointer { Array($0) }
  }

  /// A copy of any other sequence of bytes.
  @inlinable
  package init(_ bytes: some Sequence<UInt8>) {
    self.storage = Array(bytes)
  }

  /// Go's `len`: the number of bytes.
  @inlinable
  package var count: Int { storage.count }

  /// Whether there are no bytes.
  @inlinable
  package var isEmpty: Bool { storage.isEmpty }

  /// The first eight bytes as a big-endian number, padded with zeros: a quick and order-preserving first comparison.
  @inlinable
  package var prefix8: UInt64 {
    storage.withUnsafeBytes { Self.prefix8($0) }
  }

  /// The `prefix8` of bytes that are no string of their own.
  @inlinable
  package static func prefix8(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 8 { return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) }
    // Fewer bytes are covered by two pieces that overlap.
    let place = UInt64(64 &- 8 &* count)
    if count >= 4 {
      let first = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
      let last = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      return UInt64(first) << 32 | UInt64(last) << place
    }
    if count >= 2 {
      let first = UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self))
      let last = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: count &- 2, as: UInt16.self))
      return UInt64(first) << 48 | UInt64(last) << place
    }
    return count == 1 ? UInt64(bytes[0]) << 56 : 0
  }

  /// Whether these are the given bytes.
  @inlinable
  package func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    storage.withUnsafeBytes { a in
      let b = UnsafeRawBufferPointer(other)
      if a.count != b.count { return false }
      if a.baseAddress == b.baseAddress { return true }
      var index = 0
      while index &+ 8 <= a.count {
        let first = a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if first != b.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
        index &+= 8
      }
      while index < a.count {
        if a[index] != b[index] { return false }
        index &+= 1
      }
      return true
    }
  }

  @inlinable
  package static func == (a: Bytes, b: Bytes) -> Bool {
    b.storage.withUnsafeBufferPointer { a.equals($0) }
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    storage.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension Bytes: Comparable {
  @inlinable
  package static func < (a: Bytes, b: Bytes) -> Bool { a.compare(b) < 0 }

  /// Negative, zero or positive as this string sorts before, with or after the other, byte by byte.
  @inlinable
  package func compare(_ other: Bytes) -> Int {
    other.storage.withUnsafeBufferPointer { compare($0) }
  }

  /// As `compare`, with bytes that are no string of their own.
  @inlinable
  package func compare(_ other: UnsafeBufferPointer<UInt8>) -> Int {
    storage.withUnsafeBytes { a in
      let b = UnsafeRawBufferPointer(other)
      let shorter = min(a.count, b.count)
      var index = 0
      while index &+ 8 <= shorter {
        let first = UInt64(bigEndian: a.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let second = UInt64(bigEndian: b.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        if first != second { return first < second ? -1 : 1 }
        index &+= 8
      }
      while index < shorter {
        if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
        index &+= 1
      }
      return a.count - b.count
    }
  }
}

extension Bytes: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// The bytes as text; invalid UTF-8 shows as replacement characters.
  package var description: String { String(decoding: storage, as: UTF8.self) }
}

extension Bytes {
  /// The concatenation of two strings.
  @inlinable
  package static func + (a: Bytes, b: Bytes) -> Bytes {
    var result = [UInt8]()
    result.reserveCapacity(a.count + b.count)
    result.append(contentsOf: a.storage)
    result.append(contentsOf: b.storage)
    return Bytes(result)
  }

  /// Appends another string's bytes.
  @inlinable
  package mutating func append(_ other: Bytes) {
    storage.append(contentsOf: other.storage)
  }

  /// Whether the bytes start with `other`'s.
  @inlinable
  package func hasPrefix(_ other: Bytes) -> Bool { storage.starts(with: other.storage) }

  /// Whether the bytes end with `other`'s.
  @inlinable
  package func hasSuffix(_ other: Bytes) -> Bool {
    count >= other.count && storage[(count - other.count)...].elementsEqual(other.storage)
  }
}
