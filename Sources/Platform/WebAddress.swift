/// The address of something that answers HTTP: a URL of scheme `http`, `https` or `socks5`, by its parts.
///
/// Its description leaves user and password out, so that it may be printed.
package struct WebAddress: Sendable, Hashable, CustomStringConvertible {
  /// `http`, `https`, `socks5`, …, in small letters.
  package var scheme: String
  /// The user before the host, empty for none; percent-encoding is undone.
  package var user: String
  /// The password before the host, empty for none; percent-encoding is undone.
  package var password: String
  /// A name or an IP address; an IPv6 address without its brackets.
  package var host: String
  /// The port, the scheme's own where the text names none.
  package var port: Int
  /// The path as it was written, still percent-encoded; empty or with a leading slash.
  package var path: String
  /// The query after `?` as it was written, nil for none.
  package var query: String?

  /// Reads an absolute URL, without its fragment; nil for a text that is none.
  package init?(_ text: String) {
    if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return nil }
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    scheme = text[..<colon].lowercased()
    if scheme.isEmpty || !scheme.utf8.allSatisfy(Self.isOfScheme) { return nil }
    var rest = text[colon...].dropFirst(3)
    if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
    query = nil
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = String(rest[slash...])
    var authority = rest[..<slash]
    user = ""
    password = ""
    if let at = authority.lastIndex(of: "@") {
      let identity = authority[..<at]
      let split = identity.firstIndex(of: ":") ?? identity.endIndex
      user = Self.decoded(identity[..<split])
      password = split == identity.endIndex ? "" : Self.decoded(identity[identity.index(after: split)...])
      authority = authority[authority.index(after: at)...]
    }
    guard let (host, port) = Self.hostAndPort(authority, scheme: scheme), !host.isEmpty else { return nil }
    self.host = host
    self.port = port
  }

  private static func hostAndPort(_ authority: Substring, scheme: String) -> (String, Int)? {
    var host = authority
    var port = standardPort(scheme)
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<close]
      let tail = authority[authority.index(after: close)...]
      if tail.hasPrefix(":"), tail.utf8.count > 1 {
        guard let number = UInt16(tail.dropFirst()) else { return nil }
        port = Int(number)
      } else if !tail.isEmpty, tail != ":" {
        return nil
      }
    } else if let colon = authority.lastIndex(of: ":") {
      host = authority[..<colon]
      if host.contains(":") { return nil }
      let digits = authority[authority.index(after: colon)...]
      if !digits.isEmpty {
        guard let number = UInt16(digits) else { return nil }
        port = Int(number)
      }
    }
    return (String(host), port)
  }

  private static func isOfScheme(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func standardPort(_ scheme: String) -> Int {
    switch scheme {
    case "https": 443
    case "socks5", "socks5h": 1080
    default: 80
    }
  }

  /// The host as it stands in a URL: an IPv6 address in brackets.
  package var hostInURL: String { host.contains(":") ? "[\(host)]" : host }

  /// Host and port as a Host header and CONNECT have them; the scheme's own port is left out.
  package var authority: String {
    port == Self.standardPort(scheme) ? hostInURL : "\(hostInURL):\(port)"
  }

  /// Path and query as a request line has them.
  package var target: String { (path.isEmpty ? "/" : path) + (query.map { "?" + $0 } ?? "") }

  /// Scheme, host and port: what two addresses of one origin have in common.
  package var origin: String { "\(scheme)://\(authority)" }

  /// The URL without user and password.
  package var description: String { origin + path + (query.map { "?" + $0 } ?? "") }

  /// The URL without user, password and query, for messages: the query of a signed URL opens doors.
  package var redacted: String { origin + path + (query == nil ? "" : "?…") }

  /// The address that a reference in an answer of this one means, such as a redirect's `Location`; nil for nonsense.
  package func resolving(_ reference: String) -> WebAddress? {
    if let address = WebAddress(reference) { return address }
    if reference.hasPrefix("//") { return WebAddress(scheme + ":" + reference) }
    var reference = reference[...]
    if let hash = reference.firstIndex(of: "#") { reference = reference[..<hash] }
    if reference.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return nil }
    var result = self
    let mark = reference.firstIndex(of: "?")
    let newPath = mark.map { reference[..<$0] } ?? reference
    result.query = mark.map { String(reference[reference.index(after: $0)...]) }
    if newPath.hasPrefix("/") {
      result.path = Self.withoutDots(String(newPath))
    } else if !newPath.isEmpty {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
      result.path = Self.withoutDots(folder + String(newPath))
    } else if mark == nil {
      result.query = query
    }
    return result
  }

  /// A path without `.` and `..` elements, by RFC 3986's remove_dot_segments.
  private static func withoutDots(_ path: String) -> String {
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        if !kept.isEmpty { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return "/" + kept.joined(separator: "/")
  }

  private static func decoded(_ text: Substring) -> String { PercentEncoding.decode(String(text)) }
}

/// Percent-encoding in URLs.
package enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Encodes everything but letters, digits and `-._~`, so that the text stands for itself in a query.
  package static func encode(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Undoes percent-encoding; a `%` that introduces nothing stays.
  ///
  /// - Parameter plusIsSpace: whether `+` stands for a space, as in a query.
  package static func decode(_ text: String, plusIsSpace: Bool = false) -> String {
    let bytes = Array(text.utf8)
    if !bytes.contains(UInt8(ascii: "%")), !(plusIsSpace && bytes.contains(UInt8(ascii: "+"))) { return text }
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hex(bytes[index + 1]),
        let low = hex(bytes[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
        continue
      }
      out.append(plusIsSpace && bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
