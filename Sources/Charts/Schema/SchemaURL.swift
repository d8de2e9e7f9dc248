/// URLs of schemas as text: what a reference means, seen from a document.
enum SchemaURL {
  /// The text before and after `#`, the latter without percent escapes.
  static func split(_ text: String) -> (url: String, fragment: String) {
    guard let hash = text.firstIndex(of: "#") else { return (text, "") }
    return (String(text[..<hash]), unescaped(String(text[text.index(after: hash)...])))
  }

  /// `reference` seen from `base`, as RFC 3986 resolves it; neither has a fragment.
  static func resolve(_ reference: String, from base: String) -> String {
    if reference.isEmpty { return base }
    if scheme(of: reference) != nil { return reference }
    guard let scheme = scheme(of: base) else { return reference }
    let afterScheme = base.dropFirst(scheme.count + 1)
    // A URN and its like have no folders to go up and down in.
    if !afterScheme.hasPrefix("/") { return base }
    if reference.hasPrefix("//") { return "\(scheme):\(reference)" }
    var authority = ""
    var path = afterScheme
    if path.hasPrefix("//") {
      let rest = path.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = "//" + rest[..<end]
      path = rest[end...]
    }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    let full = reference.hasPrefix("/") ? reference : folder + reference
    return "\(scheme):\(authority)\(withoutDots(full))"
  }

  /// The scheme of an absolute URL.
  static func scheme(of url: String) -> Substring? {
    guard let colon = url.firstIndex(of: ":"), url.startIndex < colon, url.first?.isLetter == true else { return nil }
    let scheme = url[..<colon]
    return scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) } ? scheme : nil
  }

  private static func withoutDots(_ path: String) -> String {
    var parts: [Substring] = []
    let all = path.split(separator: "/", omittingEmptySubsequences: false)
    for part in all.dropFirst() {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    if let last = all.last, last == "." || last == ".." { parts.append("") }
    return "/" + parts.joined(separator: "/")
  }

  /// The text with `%xx` decoded.
  static func unescaped(_ text: String) -> String {
    if !text.utf8.contains(UInt8(ascii: "%")) { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A part of a document as errors name it.
  static func location(_ url: String, _ pointer: String) -> String { "\(url)#\(escaped(pointer))" }

  /// A pointer as it stands in a URL, as url.PathEscape leaves it between its slashes.
  static func escaped(_ pointer: String) -> String {
    if pointer.utf8.allSatisfy(isKept) { return pointer }
    var result = ""
    for byte in pointer.utf8 {
      if isKept(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return result
  }

  private static func isKept(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "a"..."z", "A"..."Z", "-"..."9", "_", "~", "$", "&", "+", "=", ":", "@": true
    default: false
    }
  }
}
