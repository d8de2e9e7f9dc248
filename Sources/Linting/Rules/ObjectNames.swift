import Values

/// The rules for objects' names, as apimachinery's validation words them and Helm's lint chooses them by kind.
enum ObjectNames {
  /// What is wrong with the name of an object of a kind; nil where nothing is.
  static func problem(kind: String, name: String) -> String? {
    let problems = problems(kind.lowercased(), Array(name.utf8))
    if problems.isEmpty { return nil }
    let quoted = GoQuote.quote(Bytes(name))
    let errors = problems.map { "metadata.name: Invalid value: \(quoted): \($0)" }
    let text = errors.count == 1 ? errors[0] : "[\(errors.joined(separator: ", "))]"
    return "object name does not conform to Kubernetes naming requirements: \(quoted): \(text)"
  }

  private static func problems(_ kind: String, _ name: [UInt8]) -> [String] {
    switch kind {
    case "service":
      return tooLong(name, 63)
        + (isLabel(name, startsWithLetter: true)
          ? []
          : [
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
              + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "
              + "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
          ])
    case "namespace":
      return tooLong(name, 63)
        + (isLabel(name)
          ? []
          : [
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
              + "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
              + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
          ])
    case "certificatesigningrequest": return []
    case "role", "clusterrole", "rolebinding", "clusterrolebinding":
      if name == [0x2e] || name == [0x2e, 0x2e] { return ["may not be '\(String(decoding: name, as: UTF8.self))'"] }
      return ["/", "%"].filter { name.contains($0.utf8.first ?? 0) }.map { "may not contain '\($0)'" }
    default:
      let isSubdomain = name.split(separator: 0x2e, omittingEmptySubsequences: false).allSatisfy { isLabel(Array($0)) }
      return tooLong(name, 253)
        + (isSubdomain
          ? []
          : [
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
              + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
              + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#
          ])
    }
  }

  private static func tooLong(_ name: [UInt8], _ limit: Int) -> [String] {
    name.count > limit ? ["must be no more than \(limit) characters"] : []
  }

  private static func isLabel(_ name: [UInt8], startsWithLetter: Bool = false) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
    func isSign(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }
    guard let first = name.first, let last = name.last else { return false }
    return (startsWithLetter ? isLetter(first) : isSign(first)) && isSign(last)
      && name.allSatisfy { isSign($0) || $0 == 0x2d }
  }
}
