internal import CRE2
internal import Synchronization

/// A compiled regular expression with the syntax and the meaning of Go's regexp: leftmost-first, linear in time.
///
/// RE2 does the matching; Go's package descends from it, so that both read the same syntax.
package final class RegularExpression: Sendable {
  /// RE2's object as a number: it may be used from several threads at once, which its pointer type cannot say.
  private let handle: UInt
  /// The number of groups, without the whole match.
  package let groupCount: Int
  /// The expression as it was written.
  package let source: [UInt8]

  /// Compiles an expression.
  package init(_ source: [UInt8]) throws(RegularExpressionError) {
    let pattern = try GoSyntax.translated(source)
    let compiled = pattern.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count) }
    }
    let code = cre2_error_code(compiled)
    guard code == CRE2_OK else {
      var length = 0
      let argument = cre2_error_argument(compiled, &length)
      let excerpt = UnsafeBufferPointer(start: argument, count: length).map { UInt8(bitPattern: $0) }
      cre2_free(compiled)
      throw RegularExpressionError(code, excerpt: excerpt == pattern ? source : excerpt, in: source)
    }
    handle = UInt(bitPattern: compiled)
    groupCount = max(0, Int(cre2_group_count(compiled)))
    self.source = source
  }

  deinit {
    cre2_free(OpaquePointer(bitPattern: handle))
  }

  /// The index of a named group, or nil where there is none.
  package func groupIndex(_ name: [UInt8]) -> Int? {
    let index = name.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cre2_group_index(OpaquePointer(bitPattern: handle), $0.baseAddress, $0.count)
      }
    }
    return index < 0 ? nil : Int(index)
  }

  /// Finds the first match at `start` or later and fills `offsets` with the bounds of the match and of its groups.
  func find(in text: UnsafeBufferPointer<UInt8>, from start: Int, _ offsets: inout [Int]) -> Bool {
    var start = start
    while match(in: text, from: start, &offsets) {
      // To RE2 there is a place that is no word boundary, \B, even inside of a character.
      guard offsets.count >= 2, offsets[0] == offsets[1], offsets[0] < text.count, text[offsets[0]] & 0xC0 == 0x80
      else { return true }
      start = offsets[0] + 1
    }
    return false
  }

  private func match(in text: UnsafeBufferPointer<UInt8>, from start: Int, _ offsets: inout [Int]) -> Bool {
    text.withMemoryRebound(to: CChar.self) { text in
      offsets.withUnsafeMutableBufferPointer { offsets in
        cre2_match(
          OpaquePointer(bitPattern: handle), text.baseAddress, text.count, start, offsets.baseAddress,
          Int32(truncatingIfNeeded: offsets.count / 2))
      }
    }
  }
}

// MARK: - Cache

extension RegularExpression {
  /// Compiled expressions by their sources; emptied when full, so that a chart that makes up expressions cannot fill
  /// the memory.
  private static let cache = Mutex<[[UInt8]: RegularExpression]>([:])
  private static let cacheLimit = 256

  /// The compiled expression, from the cache if it has been compiled before.
  package static func compiled(_ source: [UInt8]) throws(RegularExpressionError) -> RegularExpression {
    if let known = cache.withLock({ $0[source] }) { return known }
    let expression = try RegularExpression(source)
    cache.withLock { cache in
      if cache.count >= cacheLimit { cache.removeAll() }
      cache[source] = expression
    }
    return expression
  }
}
