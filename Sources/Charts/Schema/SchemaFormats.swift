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
    case "uri", "iri": return uri(text)
    case "uri-reference", "iri-reference": return uriReference(text)
    case "uri-template": return uriTemplate(text)
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

  static func ipv4(_ text: String) -> String? {
    let groups = text.split(separator: ".", omittingEmptySubsequences: false)
    if groups.count != 4 { return "expected four decimals" }
    for group in groups {
      if group.count > 1, group.hasPrefix("0") { return "leading zeros" }
      do throws(GoNumberError) {
        let number = try GoNumber.parseInt(Bytes(String(group)))
        if !(0...255).contains(number) { return "decimal must be between 0 and 255" }
      } catch {
        let reason = error.reason == .range ? "value out of range" : "invalid syntax"
        return "strconv.Atoi: parsing \(GoText.quoted(String(group))): \(reason)"
      }
    }
    return nil
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

  // MARK: Parts

  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  static func quoted(_ scalar: Unicode.Scalar) -> String { String(describing: GoQuote.quoteRune(scalar.value)) }
}
