/// A text to search, as valid UTF-8.
///
/// Go takes an invalid byte for a U+FFFD of width one; RE2 would never match it. So each becomes a real U+FFFD, and the
/// table leads from the places in that text back to those of the original.
struct Subject {
  private let original: [UInt8]
  /// What is searched.
  let text: [UInt8]
  private let places: [Int]?

  init(_ original: [UInt8]) {
    self.original = original
    guard original.contains(where: { $0 >= 0x80 }), !Self.isValid(original) else {
      text = original
      places = nil
      return
    }
    var text: [UInt8] = []
    var places: [Int] = []
    original.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if let width = Self.width(bytes, at: index) {
          for offset in 0..<width {
            text.append(bytes[index + offset])
            places.append(index + offset)
          }
          index += width
        } else {
          text.append(contentsOf: [0xEF, 0xBF, 0xBD])
          places.append(contentsOf: [index, index, index])
          index += 1
        }
      }
    }
    places.append(original.count)
    self.text = text
    self.places = places
  }

  /// The original's bytes between two places of the text.
  subscript(_ start: Int, _ end: Int) -> ArraySlice<UInt8> {
    guard let places else { return original[start..<end] }
    return original[places[start]..<places[end]]
  }

  /// The width of the character at a place of the text; 0 at its end.
  func characterWidth(at index: Int) -> Int {
    guard index < text.count else { return 0 }
    return text.withUnsafeBufferPointer { Self.width($0, at: index) ?? 1 }
  }

  private static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        guard let width = width(bytes, at: index) else { return false }
        index += width
      }
      return true
    }
  }

  /// The width of the character at `index`, or nil where the bytes are no valid UTF-8.
  private static func width(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let width = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard width > 0, index + width <= bytes.count else { return nil }
    for offset in 1..<width where bytes[index + offset] & 0xC0 != 0x80 { return nil }
    let second = bytes[index + 1]
    switch first {
    case 0xE0: return second < 0xA0 ? nil : width
    case 0xED: return second > 0x9F ? nil : width
    case 0xF0: return second < 0x90 ? nil : width
    case 0xF4: return second > 0x8F ? nil : width
    default: return width
    }
  }
}
