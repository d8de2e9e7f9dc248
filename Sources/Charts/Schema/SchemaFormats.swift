internal import Platform
internal import RegularExpressions
internal import Values

/// The `format`s of strings, with the reasons that santhosh-tekuri/jsonschema gives for refusing one.
enum SchemaFormats {
  /// Why a value is not of a format; nil where it is, where it is no string, and for formats that are not known.
  static func problem(_ value: Value, _ format: String) -> String? {
    guard case .string(let bytes) = value else { return nil }
    let text = String(describing: bytes)
    switch format {
    case "regex": return regex(bytes)
    case "json-pointer": return jsonPointer(text)
    case "relative-json-pointer": return relativeJSONPointer(text)
    case "uuid": return uuid(text)
    case "duration": return duration(text)
    case "period": return period(text)
    case "ipv4": return ipv4(text)
    case "ipv6": return ipv6(text)
    case "hostname": return hostname(text)
    case "email": return email(text)
    case "date": return date(text)
    case "time": return time(text)
    case "date-time": return dateTime(text)
    case "uri", "iri": return url(text) ?? (SchemaURL.scheme(of: text) == nil ? "relative url" : nil)
    case "uri-reference", "iri-reference": return text.contains("\\") ? "contains \\" : url(text)
    case "uri-template": return url(text) ?? braces(text)
    case "semver": return semver(text)
    default: return nil
    }
  }

  private static func regex(_ text: Bytes) -> String? {
    do throws(RegularExpressionError) {
      _ = try RegularExpression.compiled(text.storage)
      return nil
    } catch {
      return error.description
    }
  }

  private static func jsonPointer(_ text: String) -> String? {
    if text.isEmpty { return nil }
    if !text.hasPrefix("/") { return "not starting with /" }
    return JSONPointer.tokens(text) == nil ? "~ must be followed by 0 or 1" : nil
  }

  private static func relativeJSONPointer(_ text: String) -> String? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if digits.isEmpty { return "must start with non-negative integer" }
    if digits.count > 1, digits.hasPrefix("0") { return "starts with zero" }
    let rest = text.dropFirst(digits.count)
    return rest == "#" ? nil : jsonPointer(String(rest))
  }

  private static func uuid(_ text: String) -> String? {
    let lengths = [8, 4, 4, 4, 12]
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    if groups.count != lengths.count { return "must have 5 elements" }
    for (index, group) in groups.enumerated() {
      if group.utf8.count != lengths[index] {
        return "element \(index + 1) must be \(lengths[index]) characters long"
      }
      if let wrong = group.unicodeScalars.first(where: { !$0.properties.isASCIIHexDigit }) {
        return "non-hex character \(quoted(wrong))"
      }
    }
    return nil
  }

  // MARK: Hosts and addresses

  private static func ipv4(_ text: String) -> String? {
    let groups = text.split(separator: ".", omittingEmptySubsequences: false)
    if groups.count != 4 { return "expected four decimals" }
    for group in groups {
      if group.count > 1, group.hasPrefix("0") { return "leading zeros" }
      do throws(GoNumberError) {
        let number = try GoNumber.parseInt(Bytes(String(group)))
        if !(0...255).contains(number) { return "decimal must be between 0 and 255" }
      } catch {
        let reason = error.reason == .range ? "value out of range" : "invalid syntax"
        return "strconv.Atoi: parsing \(GoQuote.quote(String(group))): \(reason)"
      }
    }
    return nil
  }

  private static func ipv6(_ text: String) -> String? {
    if !text.contains(":") { return "missing colon" }
    if text.contains("%") { return "zone id is not a part of ipv6 address" }
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1 ? nil : "ParseAddr(\(GoQuote.quote(text))): unable to parse IP"
  }

  private static func hostname(_ text: String) -> String? {
    let name = text.hasSuffix(".") ? text.dropLast() : text[...]
    if name.utf8.count > 253 { return "more than 253 characters long" }
    for label in name.split(separator: ".", omittingEmptySubsequences: false) {
      if !(1...63).contains(label.utf8.count) { return "label must be 1 to 63 characters long" }
      if label.hasPrefix("-") { return "label starts with hyphen" }
      if label.hasSuffix("-") { return "label ends with hyphen" }
      if let wrong = label.unicodeScalars.first(where: { !isLetterOrDigit($0) && $0 != "-" }) {
        return "invalid character \(quoted(wrong))"
      }
    }
    return nil
  }

  private static func email(_ text: String) -> String? {
    if text.utf8.count > 254 { return "more than 255 characters long" }
    guard let at = text.lastIndex(of: "@") else { return "missing @" }
    let local = text[..<at]
    let domain = text[text.index(after: at)...]
    if local.utf8.count > 64 { return "local part more than 64 characters long" }
    if local.count > 1, local.hasPrefix("\"") {
      if local.dropFirst().dropLast().contains(where: { $0 == "\\" || $0 == "\"" }) {
        return "backslash and quote are not allowed within quoted local part"
      }
    } else {
      if local.hasPrefix(".") { return "starts with dot" }
      if local.hasSuffix(".") { return "ends with dot" }
      if local.contains("..") { return "consecutive dots" }
      let others = ".!#$%&'*+-/=?^_`{|}~".unicodeScalars
      if let wrong = local.unicodeScalars.first(where: { !isLetterOrDigit($0) && !others.contains($0) }) {
        return "invalid character \(quoted(wrong))"
      }
    }
    if domain.hasPrefix("["), domain.hasSuffix("]") {
      let inner = domain.dropFirst().dropLast()
      if inner.hasPrefix("IPv6:") {
        return ipv6(String(inner.dropFirst("IPv6:".count))).map { "invalid ipv6 address: \($0)" }
      }
      return ipv4(String(inner)).map { "invalid ipv4 address: \($0)" }
    }
    return hostname(String(domain)).map { "invalid domain: \($0)" }
  }

  // MARK: URLs

  /// What net/url refuses, as far as charts can meet it.
  private static func url(_ text: String) -> String? {
    func refusal(_ reason: String) -> String { "parse \(GoQuote.quote(text)): \(reason)" }
    if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      return refusal("net/url: invalid control character in URL")
    }
    if text.hasPrefix(":") { return refusal("missing protocol scheme") }
    let bytes = Array(text.utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
      let escape = bytes[index..<min(index + 3, bytes.count)]
      let isHex = escape.count == 3 && escape.dropFirst().allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
      if !isHex { return refusal("invalid URL escape \(GoQuote.quote(String(decoding: escape, as: UTF8.self)))") }
    }
    if SchemaURL.scheme(of: text) == nil,
      text.prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).contains(":")
    {
      return refusal("first path segment in URL cannot contain colon")
    }
    return nil
  }

  private static func braces(_ text: String) -> String? {
    var isOpen = false
    for character in text where character == "{" || character == "}" {
      if (character == "{") == isOpen { return "nested curly braces" }
      isOpen.toggle()
    }
    return isOpen ? "no matching closing brace" : nil
  }

  // MARK: Parts

  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  static func quoted(_ scalar: Unicode.Scalar) -> String { String(describing: GoQuote.quoteRune(scalar.value)) }
}
