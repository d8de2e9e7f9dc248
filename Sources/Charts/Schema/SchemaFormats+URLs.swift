internal import Values

// URLs, by the rules of Go's net/url, and IPv6 addresses, by those of net/netip.
extension SchemaFormats {
  static func uri(_ text: String) -> String? {
    let url = GoURLText(text)
    return url.problem ?? (url.isAbsolute ? nil : "relative url")
  }

  static func uriReference(_ text: String) -> String? {
    text.utf8.contains(UInt8(ascii: "\\")) ? "contains \\" : GoURLText(text).problem
  }

  static func uriTemplate(_ text: String) -> String? {
    let url = GoURLText(text)
    if let problem = url.problem { return problem }
    for part in url.path.split(separator: UInt8(ascii: "/")) {
      var isOpen = false
      for byte in part where byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        if (byte == UInt8(ascii: "{")) == isOpen { return "nested curly braces" }
        isOpen.toggle()
      }
      if isOpen { return "no matching closing brace" }
    }
    return nil
  }

  static func ipv6(_ text: String) -> String? {
    if !text.utf8.contains(UInt8(ascii: ":")) { return "missing colon" }
    if let problem = IPv6Text.problem(text) { return problem }
    return text.utf8.contains(UInt8(ascii: "%")) ? "zone id is not a part of ipv6 address" : nil
  }
}

/// A URL as far as its form matters: whether net/url takes it, and why not.
struct GoURLText {
  /// What is wrong with the URL.
  private(set) var problem: String?
  /// Whether it has a scheme.
  private(set) var isAbsolute = false
  /// The path, as it was written.
  private(set) var path: ArraySlice<UInt8> = []

  init(_ text: String) {
    let bytes = Array(text.utf8)
    let hash = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
    if let reason = parse(bytes[..<hash]) {
      problem = "parse \(Self.quoted(bytes[..<hash])): \(reason)"
    } else if let host, let reason = Self.addressProblem(in: host) {
      problem = reason
    } else if let reason = Self.escapeProblem(bytes[hash...]) {
      problem = "parse \(GoText.quoted(text)): \(reason)"
    }
  }

  /// The host with its port.
  private var host: ArraySlice<UInt8>?

  private mutating func parse(_ text: ArraySlice<UInt8>) -> String? {
    if text.contains(where: { $0 < 0x20 || $0 == 0x7f }) { return "net/url: invalid control character in URL" }
    if text.first == UInt8(ascii: ":") { return "missing protocol scheme" }
    var rest = text
    var scheme = ""
    if let name = SchemaURL.scheme(of: String(decoding: text, as: UTF8.self)), name.utf8.allSatisfy({ $0 < 0x80 }) {
      scheme = name.lowercased()
      isAbsolute = true
      rest = text.dropFirst(name.utf8.count + 1)
    }
    rest = rest.prefix { $0 != UInt8(ascii: "?") }
    if rest.first != UInt8(ascii: "/") {
      if isAbsolute { return nil }
      if rest.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
        return "first path segment in URL cannot contain colon"
      }
    }
    if rest.starts(with: "//".utf8), isAbsolute || !rest.starts(with: "///".utf8) {
      let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
      rest = rest[authority.endIndex...]
      if let reason = parse(authority: authority, scheme: scheme) { return reason }
    }
    path = rest
    return Self.escapeProblem(rest)
  }

  private mutating func parse(authority: ArraySlice<UInt8>, scheme: String) -> String? {
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return parse(host: authority, scheme: scheme) }
    if let reason = parse(host: authority[(at + 1)...], scheme: scheme) { return reason }
    let user = authority[..<at]
    let others = Set("-._:~!$&'()*+,;=%@".utf8)
    if !user.allSatisfy({ Self.isAlphanumeric($0) || others.contains($0) }) { return "net/url: invalid userinfo" }
    return Self.escapeProblem(user)
  }

  private mutating func parse(host: ArraySlice<UInt8>, scheme: String) -> String? {
    self.host = host
    if let open = host.lastIndex(of: UInt8(ascii: "[")) {
      if open > host.startIndex { return "invalid IP-literal" }
      guard let close = host.lastIndex(of: UInt8(ascii: "]")) else { return "missing ']' in host" }
      if let reason = Self.portProblem(host[(close + 1)...]) { return reason }
      let address = SchemaURL.unescaped(String(decoding: host[(open + 1)..<close], as: UTF8.self))
      if !address.contains(":") {
        return SchemaFormats.ipv4(address) == nil
          ? "invalid IP-literal" : "invalid host: ParseAddr(\(GoText.quoted(address))): unable to parse IP"
      }
      return IPv6Text.problem(address).map { "invalid host: \($0)" }
    }
    if let first = host.firstIndex(of: UInt8(ascii: ":")), let last = host.lastIndex(of: UInt8(ascii: ":")) {
      let start = scheme == "http" || scheme == "https" ? first : last
      if let reason = Self.portProblem(host[start...]) { return reason }
    }
    return Self.hostProblem(host)
  }

  private static func portProblem(_ port: ArraySlice<UInt8>) -> String? {
    if port.isEmpty { return nil }
    let isPort = port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    return isPort ? nil : "invalid port \(quoted(port)) after host"
  }

  private static func hostProblem(_ host: ArraySlice<UInt8>) -> String? {
    let others = Set("-_.~!$&'()*+,;=:[]<>\"%".utf8)
    if let reason = escapeProblem(host) { return reason }
    for index in host.indices {
      let byte = host[index]
      if byte == UInt8(ascii: "%"), host[index + 1] < UInt8(ascii: "8"),
        host[index...].prefix(3) != Array("%25".utf8)[...]
      {
        return "invalid URL escape \(quoted(host[index...].prefix(3)))"
      }
      if byte < 0x80, !isAlphanumeric(byte), !others.contains(byte) {
        return "invalid character \(quoted([byte])) in host name"
      }
    }
    return nil
  }

  /// What the library asks of an address in a URL beyond net/url.
  private static func addressProblem(in host: ArraySlice<UInt8>) -> String? {
    guard let close = host.lastIndex(of: UInt8(ascii: "]")), host.first == UInt8(ascii: "[") else {
      let colons = host.filter { $0 == UInt8(ascii: ":") }.count
      return colons > 1 ? "ipv6 address not enclosed in brackets" : nil
    }
    let address = SchemaURL.unescaped(String(decoding: host[(host.startIndex + 1)..<close], as: UTF8.self))
    return SchemaFormats.ipv6(address).map { "invalid ipv6 address: \($0)" }
  }

  /// The first `%` that no two hexadecimal digits follow.
  static func escapeProblem(_ text: ArraySlice<UInt8>) -> String? {
    var rest = text
    while let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
      let escape = rest[percent...].prefix(3)
      if escape.count < 3 || !escape.dropFirst().allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) {
        return "invalid URL escape \(quoted(escape))"
      }
      rest = rest[escape.endIndex...]
    }
    return nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { SchemaFormats.isLetterOrDigit(Unicode.Scalar(byte)) }

  private static func quoted(_ text: ArraySlice<UInt8>) -> String {
    String(describing: GoQuote.quote(Bytes(Array(text))))
  }
}

/// An IPv6 address as text, read as netip.ParseAddr reads one that has a colon.
private struct IPv6Text {
  private var rest: ArraySlice<UInt8>
  /// How many of the sixteen bytes have been read.
  private var count = 0
  private var hasGap = false

  /// Why the text is no address.
  static func problem(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var reader = IPv6Text(rest: bytes[...])
    // What comes before the first colon decides what is read: a dot there means the older kind of address.
    let first = bytes.first { [UInt8(ascii: "%"), UInt8(ascii: "."), UInt8(ascii: ":")].contains($0) }
    if first == UInt8(ascii: "%") { return "ParseAddr(\(GoText.quoted(text))): missing IPv6 address" }
    if let percent = bytes.firstIndex(of: UInt8(ascii: "%")) {
      reader.rest = bytes[..<percent]
      if percent + 1 == bytes.count { return "ParseAddr(\(GoText.quoted(text))): zone must be a non-empty string" }
    }
    if first == UInt8(ascii: ".") { (reader.rest, reader.count) = (bytes[...], 12) }
    let problem = first == UInt8(ascii: ".") ? reader.readIPv4() : reader.read()
    return problem.map { message, place in
      let at = place.map { " (at \(GoQuote.quote(Bytes(Array($0)))))" } ?? ""
      return "ParseAddr(\(GoText.quoted(text))): \(message)\(at)"
    }
  }

  private init(rest: ArraySlice<UInt8>) { self.rest = rest }

  private mutating func read() -> (String, ArraySlice<UInt8>?)? {
    if rest.starts(with: "::".utf8) {
      hasGap = true
      rest = rest.dropFirst(2)
      if rest.isEmpty { return nil }
    }
    while count < 16 {
      let digits = rest.prefix { Unicode.Scalar($0).properties.isASCIIHexDigit }
      if digits.count > 4 { return ("each group must have 4 or less digits", rest) }
      if digits.isEmpty { return ("each colon-separated field must have at least one digit", rest) }
      if digits.endIndex < rest.endIndex, rest[digits.endIndex] == UInt8(ascii: ".") {
        if let problem = readIPv4() { return problem }
        break
      }
      count += 2
      rest = rest[digits.endIndex...]
      if rest.isEmpty { break }
      if rest.first != UInt8(ascii: ":") { return ("unexpected character, want colon", rest) }
      if rest.count == 1 { return ("colon must be followed by more characters", rest) }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: ":") {
        if hasGap { return ("multiple :: in address", rest) }
        hasGap = true
        rest = rest.dropFirst()
        if rest.isEmpty { break }
      }
    }
    if !rest.isEmpty { return ("trailing garbage after address", rest) }
    if count < 16 { return hasGap ? nil : ("address string too short", nil) }
    return hasGap ? ("the :: must expand to at least one field of zeros", nil) : nil
  }

  private mutating func readIPv4() -> (String, ArraySlice<UInt8>?)? {
    if !hasGap, count != 12 {
      return ("embedded IPv4 address must replace the final 2 fields of the address", rest)
    }
    if count > 12 { return ("too many hex fields to fit an embedded IPv4 at the end of the address", rest) }
    var fields = 0
    var digits: [UInt8] = []
    for index in rest.indices {
      switch rest[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if digits == [UInt8(ascii: "0")] { return ("IPv4 field has octet with leading zero", nil) }
        digits.append(rest[index])
        if Int(String(decoding: digits, as: UTF8.self)) ?? 256 > 255 { return ("IPv4 field has value >255", nil) }
      case UInt8(ascii: "."):
        if digits.isEmpty || index == rest.endIndex - 1 {
          return ("IPv4 field must have at least one digit", rest[index...])
        }
        if fields == 3 { return ("IPv4 address too long", nil) }
        fields += 1
        digits = []
      default: return ("unexpected character", rest[index...])
      }
    }
    if fields < 3 { return ("IPv4 address too short", nil) }
    rest = []
    count += 4
    return nil
  }
}
