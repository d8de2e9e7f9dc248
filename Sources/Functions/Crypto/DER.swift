internal import Values

/// The Distinguished Encoding Rules of ASN.1, as far as keys and certificates need them.
enum DER {
  static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var out = [tag]
    if content.count < 0x80 {
      out.append(UInt8(content.count))
    } else {
      var length: [UInt8] = []
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
        rest >>= 8
      }
      out.append(0x80 | UInt8(length.count))
      out.append(contentsOf: length)
    }
    return out + content
  }

  static func sequence(_ elements: [UInt8]...) -> [UInt8] { element(0x30, elements.flatMap { $0 }) }

  static func set(_ content: [UInt8]) -> [UInt8] { element(0x31, content) }

  static func octets(_ content: [UInt8]) -> [UInt8] { element(0x04, content) }

  static func bits(_ content: [UInt8], unused: UInt8 = 0) -> [UInt8] { element(0x03, [unused] + content) }

  static func identifier(_ encoded: [UInt8]) -> [UInt8] { element(0x06, encoded) }

  static func boolean(_ flag: Bool) -> [UInt8] { element(0x01, [flag ? 0xFF : 0]) }

  static let null: [UInt8] = [0x05, 0x00]

  /// A natural number given by its big-endian bytes.
  static func integer(_ bytes: [UInt8]) -> [UInt8] {
    var digits = Array(bytes.drop { $0 == 0 })
    if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
    return element(0x02, digits)
  }

  /// One element out of a longer encoding.
  struct Element {
    let tag: UInt8
    let content: ArraySlice<UInt8>
    /// The element with its tag and length.
    let whole: ArraySlice<UInt8>
  }

  /// Takes the first element off an encoding, or returns nil where there is none that is complete.
  static func next(_ rest: inout ArraySlice<UInt8>) -> Element? {
    guard rest.count >= 2, let tag = rest.first else { return nil }
    var place = rest.startIndex + 2
    var length = Int(rest[rest.startIndex + 1])
    if length >= 0x80 {
      let count = length & 0x7F
      guard count > 0, count <= 4, rest.endIndex - place >= count else { return nil }
      length = rest[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
      place += count
    }
    guard rest.endIndex - place >= length else { return nil }
    let end = place + length
    defer { rest = rest[end...] }
    return Element(tag: tag, content: rest[place..<end], whole: rest[..<end])
  }

  /// The elements that an element consists of, or nil where its content is no whole number of them.
  static func elements(_ content: ArraySlice<UInt8>) -> [Element]? {
    var rest = content
    var found: [Element] = []
    while !rest.isEmpty {
      guard let element = next(&rest) else { return nil }
      found.append(element)
    }
    return found
  }
}

/// Privacy-enhanced mail: the text form of keys and certificates, as Go's encoding/pem.
enum PEM {
  static func encode(_ type: String, _ bytes: [UInt8]) -> Bytes {
    var out = Array("-----BEGIN \(type)-----\n".utf8)
    let text = Base64.encode(bytes)
    for start in stride(from: 0, to: text.count, by: 64) {
      out.append(contentsOf: text[start..<min(start + 64, text.count)])
      out.append(UInt8(ascii: "\n"))
    }
    out.append(contentsOf: "-----END \(type)-----\n".utf8)
    return Bytes(out)
  }

  /// The first whole block of a text, or nil where there is none; headers before its base64 are passed over.
  static func decode(_ text: [UInt8]) -> (type: String, bytes: [UInt8])? {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (start, line) in lines.enumerated() {
      guard let type = label("-----BEGIN ", line),
        let end = lines[(start + 1)...].firstIndex(where: { label("-----END ", $0) != nil }),
        label("-----END ", lines[end]) == type
      else { continue }
      let body = lines[(start + 1)..<end].filter { !$0.contains(UInt8(ascii: ":")) }
      guard case .success(let bytes) = Base64.decode(body.joined().filter({ !isBlank($0) })) else { continue }
      return (type, bytes)
    }
    return nil
  }

  /// The label of a line such as `-----BEGIN LABEL-----`; only blanks may follow.
  private static func label(_ mark: String, _ line: ArraySlice<UInt8>) -> String? {
    var line = line
    while let last = line.last, isBlank(last) { line.removeLast() }
    guard line.starts(with: mark.utf8) else { return nil }
    line = line.dropFirst(mark.utf8.count)
    guard line.suffix(5).elementsEqual("-----".utf8) else { return nil }
    return String(decoding: line.dropLast(5), as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
