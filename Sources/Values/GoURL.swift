internal import Platform

/// A URL taken apart and put together as Go's net/url does.
package struct GoURL: Sendable {
  /// The scheme, in lower case, without its colon.
  package var scheme: [UInt8] = []
  /// What follows the scheme of a URL that has no path, such as `mailto:`.
  package var opaque: [UInt8] = []
  /// Who asks.
  package var user: User?
  /// The host and its port.
  package var host: [UInt8] = []
  /// The path, decoded.
  package var path: [UInt8] = []
  /// What follows `?`, as it stands.
  package var query: [UInt8] = []
  /// What follows `#`, decoded.
  package var fragment: [UInt8] = []

  /// User name and password.
  package struct User: Sendable {
    /// The name, decoded.
    package let name: [UInt8]
    /// The password, decoded.
    package let password: [UInt8]?

    /// A user, both parts as they are before they are encoded.
    package init(name: [UInt8], password: [UInt8]?) {
      self.name = name
      self.password = password
    }

    /// Both, escaped.
    package var text: [UInt8] {
      let name = URLEncoding.escape(name, .user)
      guard let password else { return name }
      return name + [UInt8(ascii: ":")] + URLEncoding.escape(password, .user)
    }
  }

  /// Why a text is no URL, in net/url's words.
  package struct ParseError: Error {
    /// The words.
    package let description: String
  }

  /// An empty URL, to be put together.
  package init() {}

  /// Reads a URL, as net/url's Parse.
  package init(_ text: [UInt8]) throws(ParseError) {
    let (address, fragment) = Self.cut(text[...], at: "#")
    do throws(ParseError) {
      try parse(address)
    } catch {
      throw ParseError(description: "parse \(GoQuote.quote(Bytes(address))): \(error.description)")
    }
    if let fragment, !fragment.isEmpty {
      do throws(ParseError) {
        self.fragment = try URLEncoding.unescape(fragment, .fragment)
      } catch {
        throw ParseError(description: "parse \(GoQuote.quote(Bytes(text))): \(error.description)")
      }
    }
  }

  /// The host without its port and without an IPv6 address's brackets.
  package var hostname: [UInt8] {
    var name = host[...]
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), name[(colon + 1)...].allSatisfy({ $0 &- 0x30 < 10 }) {
      name = name[..<colon]
    }
    if name.count >= 2, name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]") {
      name = name.dropFirst().dropLast()
    }
    return Array(name)
  }

  /// Reads the address of a request, which has no fragment, as net/url's ParseRequestURI reads one that has a scheme.
  package init(request text: [UInt8]) throws(ParseError) { try parse(text[...]) }

  private static func cut(
    _ text: ArraySlice<UInt8>, at mark: Unicode.Scalar
  ) -> (ArraySlice<UInt8>, ArraySlice<UInt8>?) {
    guard let place = text.firstIndex(of: UInt8(ascii: mark)) else { return (text, nil) }
    return (text[..<place], text[(place + 1)...])
  }

  private mutating func parse(_ text: ArraySlice<UInt8>) throws(ParseError) {
    if text.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw ParseError(description: "net/url: invalid control character in URL")
    }
    if text.elementsEqual("*".utf8) {
      path = Array(text)
      return
    }
    var rest = text
    try parseScheme(&rest)
    let (beforeQuery, query) = Self.cut(rest, at: "?")
    rest = beforeQuery
    self.query = Array(query ?? [])
    if rest.first != UInt8(ascii: "/") {
      if !scheme.isEmpty {
        opaque = Array(rest)
        return
      }
      if Self.cut(rest, at: "/").0.contains(UInt8(ascii: ":")) {
        throw ParseError(description: "first path segment in URL cannot contain colon")
      }
    }
    let isNetworkPath = rest.starts(with: "//".utf8)
    if isNetworkPath, !scheme.isEmpty || !rest.starts(with: "///".utf8) {
      let authority = rest.dropFirst(2)
      let end = authority.firstIndex(of: UInt8(ascii: "/")) ?? authority.endIndex
      try parseAuthority(authority[..<end])
      rest = authority[end...]
    }
    path = try URLEncoding.unescape(rest, .path)
  }

  private mutating func parseScheme(_ rest: inout ArraySlice<UInt8>) throws(ParseError) {
    for (offset, byte) in rest.enumerated() {
      if (byte | 0x20) &- 0x61 < 26 { continue }
      switch Unicode.Scalar(byte) {
      case "0"..."9", "+", "-", ".": if offset == 0 { return }
      case ":":
        if offset == 0 { throw ParseError(description: "missing protocol scheme") }
        scheme = rest.prefix(offset).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        rest = rest.dropFirst(offset + 1)
        return
      default: return
      }
    }
  }

  private mutating func parseAuthority(_ authority: ArraySlice<UInt8>) throws(ParseError) {
    let at = authority.lastIndex(of: UInt8(ascii: "@"))
    host = try parseHost(at.map { authority[($0 + 1)...] } ?? authority)
    guard let at else { return }
    let userinfo = authority[..<at]
    let allowed = Array("-._:~!$&'()*+,;=%@".utf8)
    guard userinfo.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || allowed.contains($0) }) else {
      throw ParseError(description: "net/url: invalid userinfo")
    }
    let (name, password) = Self.cut(userinfo, at: ":")
    var unescapedPassword: [UInt8]?
    let unescapedName = try URLEncoding.unescape(name, .user)
    if let password { unescapedPassword = try URLEncoding.unescape(password, .user) }
    user = User(name: unescapedName, password: unescapedPassword)
  }

  private func parseHost(_ host: ArraySlice<UInt8>) throws(ParseError) -> [UInt8] {
    if let bracket = host.lastIndex(of: UInt8(ascii: "[")) {
      if bracket > host.startIndex { throw ParseError(description: "invalid IP-literal") }
      guard let end = host.lastIndex(of: UInt8(ascii: "]")) else {
        throw ParseError(description: "missing ']' in host")
      }
      try checkPort(host[(end + 1)...])
      let address = host[(bracket + 1)..<end]
      let zone = address.indices.first { address[$0...].starts(with: "%25".utf8) } ?? address.endIndex
      let plain = try URLEncoding.unescape(address[..<zone], .host)
      let unescaped = plain + (try URLEncoding.unescape(address[zone...], .zone))
      var storage = in6_addr()
      if inet_pton(AF_INET6, String(decoding: plain, as: UTF8.self), &storage) != 1 {
        var four = in_addr()
        if inet_pton(AF_INET, String(decoding: plain, as: UTF8.self), &four) == 1 {
          throw ParseError(description: "invalid IP-literal")
        }
        let quoted = GoQuote.quote(Bytes(unescaped))
        throw ParseError(description: "invalid host: ParseAddr(\(quoted)): unable to parse IP")
      }
      return [UInt8(ascii: "[")] + unescaped + [UInt8(ascii: "]")] + host[(end + 1)...]
    }
    if let first = host.firstIndex(of: UInt8(ascii: ":")) {
      let isStrict = scheme.elementsEqual("http".utf8) || scheme.elementsEqual("https".utf8)
      try checkPort(host[(isStrict ? first : host.lastIndex(of: UInt8(ascii: ":")) ?? first)...])
    }
    return try URLEncoding.unescape(host, .host)
  }

  private func checkPort(_ port: ArraySlice<UInt8>) throws(ParseError) {
    if port.isEmpty || (port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy { $0 &- 0x30 < 10 }) { return }
    throw ParseError(description: "invalid port \(GoQuote.quote(Bytes(port))) after host")
  }

  /// The whole URL, as URL.String of one whose parts were set by hand.
  package var text: [UInt8] {
    var out: [UInt8] = []
    if !scheme.isEmpty { out += scheme + [UInt8(ascii: ":")] }
    if !opaque.isEmpty {
      out += opaque
    } else {
      if !scheme.isEmpty || !host.isEmpty || user != nil {
        if !host.isEmpty || !path.isEmpty || user != nil { out += Array("//".utf8) }
        if let user { out += user.text + [UInt8(ascii: "@")] }
        out += URLEncoding.escape(host, .host)
      }
      let escaped = path.elementsEqual("*".utf8) ? path : URLEncoding.escape(path, .path)
      if let first = escaped.first, first != UInt8(ascii: "/"), !host.isEmpty { out.append(UInt8(ascii: "/")) }
      if out.isEmpty, Self.cut(escaped[...], at: "/").0.contains(UInt8(ascii: ":")) { out += Array("./".utf8) }
      out += escaped
    }
    if !query.isEmpty { out += [UInt8(ascii: "?")] + query }
    if !fragment.isEmpty { out += [UInt8(ascii: "#")] + URLEncoding.escape(fragment, .fragment) }
    return out
  }
}

/// Percent-encoding by the part of the URL.
package enum URLEncoding {
  case path, host, zone, user, query, fragment

  private func keeps(_ byte: UInt8) -> Bool {
    if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 { return true }
    let character = Unicode.Scalar(byte)
    switch (self, character) {
    case (_, "-"), (_, "_"), (_, "."), (_, "~"): return true
    case (.host, _), (.zone, _): return "!$&'()*+,;=:[]<>\"".unicodeScalars.contains(character)
    case (.path, _): return "$&+,/:;=@".unicodeScalars.contains(character)
    case (.user, _): return "$&+,;=".unicodeScalars.contains(character)
    case (.query, _): return false
    case (.fragment, _): return "$&+,/:;=?@!()*".unicodeScalars.contains(character)
    }
  }

  /// The text with what the part does not keep as `%XX`.
  package static func escape(_ text: [UInt8], _ part: URLEncoding) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    for byte in text {
      if part.keeps(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return out
  }

  /// The text with `%XX` decoded.
  package static func unescape(_ text: ArraySlice<UInt8>, _ part: URLEncoding) throws(GoURL.ParseError) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    let isHost = part == .host || part == .zone
    var rest = text
    while let byte = rest.first {
      if byte == UInt8(ascii: "%") {
        let escape = rest.prefix(3)
        guard escape.count == 3, let high = digit(escape[escape.startIndex + 1]),
          let low = digit(escape[escape.startIndex + 2])
        else { throw invalid(escape) }
        let value = high << 4 | low
        let isPercent = value == UInt8(ascii: "%")
        if part == .host, high < 8, !isPercent { throw invalid(escape) }
        if part == .zone, !isPercent, value != 0x20, !URLEncoding.host.keeps(value) { throw invalid(escape) }
        out.append(value)
        rest = rest.dropFirst(3)
      } else {
        if isHost, byte < 0x80, !part.keeps(byte) {
          let quoted = GoQuote.quote(Bytes([byte]))
          throw GoURL.ParseError(description: "invalid character \(quoted) in host name")
        }
        out.append(byte)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  private static func invalid(_ escape: ArraySlice<UInt8>) -> GoURL.ParseError {
    GoURL.ParseError(description: "invalid URL escape \(GoQuote.quote(Bytes(escape)))")
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    if byte &- 0x30 < 10 { return byte - 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
