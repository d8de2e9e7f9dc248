/// What names, labels and annotations may look like, in the words of apimachinery's util/validation.
enum Names {
  static let subdomainRule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    + "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  static let labelRule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
    + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
  static let serviceRule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
    + "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
    + "'[a-z]([-a-z0-9]*[a-z0-9])?')"
  static let qualifiedNameRule =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
    + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
  static let labelValueRule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and "
    + "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
    + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

  /// What a resource's names have to be.
  enum Style {
    case subdomain, label, serviceLabel, pathSegment
  }

  /// The style of a resource's names.
  static func style(_ resource: Resource) -> Style {
    if resource.isCustom { return .subdomain }
    if resource.group == "rbac.authorization.k8s.io" { return .pathSegment }
    switch resource.qualified {
    case "namespaces": return .label
    case "services": return .serviceLabel
    default: return .subdomain
    }
  }

  /// What is wrong with an object's name.
  static func problems(_ name: String, _ style: Style) -> [String] {
    switch style {
    case .subdomain: return isSubdomain(name) ? [] : tooLong(name, 253) + [subdomainRule]
    case .label: return isLabel(name) ? [] : tooLong(name, 63) + (isLabelText(name) ? [] : [labelRule])
    case .serviceLabel:
      return isServiceLabel(name) ? [] : tooLong(name, 63) + (isServiceText(name) ? [] : [serviceRule])
    case .pathSegment:
      if name == "." || name == ".." { return ["may not be '\(name)'"] }
      return ["/", "%"].filter { name.contains($0) }.map { "may not contain '\($0)'" }
    }
  }

  /// What is wrong with the name of a port, as apimachinery's IsValidPortName.
  static func problemsWithPortName(_ name: String) -> [String] {
    let bytes = Array(name.utf8)
    let hyphen = UInt8(ascii: "-")
    var problems: [String] = []
    if bytes.count > 15 { problems.append("must be no more than 15 characters") }
    if !bytes.allSatisfy({ isSmallAlphanumeric($0) || $0 == hyphen }) {
      problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !bytes.contains(where: { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) {
      problems.append("must contain at least one letter (a-z)")
    }
    if name.contains("--") { problems.append("must not contain consecutive hyphens") }
    if bytes.first == hyphen || bytes.last == hyphen { problems.append("must not begin or end with a hyphen") }
    return problems
  }

  private static func tooLong(_ name: String, _ limit: Int) -> [String] {
    name.utf8.count > limit ? ["must be no more than \(limit) bytes"] : []
  }

  private static func isSmallAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLabelText(_ text: some Collection<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    var last = first
    for byte in text {
      guard isSmallAlphanumeric(byte) || byte == UInt8(ascii: "-") else { return false }
      last = byte
    }
    return isSmallAlphanumeric(first) && isSmallAlphanumeric(last)
  }

  private static func isLabelText(_ text: String) -> Bool { isLabelText(Array(text.utf8)) }

  private static func isServiceText(_ text: String) -> Bool {
    isLabelText(text) && !(text.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? true)
  }

  /// Whether a text is an RFC 1123 label.
  static func isLabel(_ text: String) -> Bool { text.utf8.count <= 63 && isLabelText(text) }

  /// Whether a text is a DNS-1035 label.
  static func isServiceLabel(_ text: String) -> Bool { text.utf8.count <= 63 && isServiceText(text) }

  /// Whether a text is an RFC 1123 subdomain.
  static func isSubdomain(_ text: String) -> Bool {
    text.utf8.count <= 253
      && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { isLabelText($0) }
  }

  private static func isQualifiedPart(_ text: some StringProtocol) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      isSmallAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
      return false
    }
    return bytes.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  /// What is wrong with a label's or annotation's key: `[prefix/]name`.
  static func problemWithQualifiedName(_ key: String) -> String? {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    var name = key[...]
    switch parts.count {
    case 1: break
    case 2:
      if parts[0].isEmpty { return "prefix part must be non-empty" }
      if !isSubdomain(String(parts[0])) { return "prefix part \(subdomainRule)" }
      name = parts[1]
    default:
      return "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with "
        + "an alphanumeric character with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
    }
    if name.isEmpty { return "name part must be non-empty" }
    if name.utf8.count > 63 { return "name part must be no more than 63 bytes" }
    return isQualifiedPart(name) ? nil : qualifiedNameRule
  }

  /// What is wrong with a label's value.
  static func problemWithLabelValue(_ value: String) -> String? {
    if value.utf8.count > 63 { return "must be no more than 63 bytes" }
    return value.isEmpty || isQualifiedPart(value) ? nil : labelValueRule
  }

  /// Whether a text can be the key of a ConfigMap's or Secret's data.
  static func isDataKey(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 253 && key != "." && !key.hasPrefix("..")
      && key.utf8.allSatisfy { byte in
        isSmallAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          || "-_.".utf8.contains(byte)
      }
  }
}
