import Values

/// What the data of Secrets and ConfigMaps must be.
enum DataValidation {
  /// The most bytes of all values together.
  static let limit = 1 << 20

  private static let keyRule =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or "
    + "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"

  static func secretProblems(_ object: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    var size = 0
    for entry in object.map("data")?.entries ?? [] {
      problems += keyProblems(entry.key)
      size += Base64Size.decoded(entry.value.asString) ?? 0
    }
    if size > limit { problems.append(.tooLong("data", limit: limit)) }
    for key in requiredKeys[object.text("type") ?? ""] ?? [] where object.map("data")?[Bytes(key)] == nil {
      problems.append(.required("data[\(key)]"))
    }
    return problems
  }

  private static let requiredKeys: [String: [String]] = [
    "kubernetes.io/tls": ["tls.crt", "tls.key"],
    "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
    "kubernetes.io/dockercfg": [".dockercfg"],
    "kubernetes.io/ssh-auth": ["ssh-privatekey"],
  ]

  static func configMapProblems(_ object: ValueMap) -> [Problem] {
    var problems: [Problem] = []
    var size = 0
    for entry in object.map("data")?.entries ?? [] {
      problems += keyProblems(entry.key)
      if object.map("binaryData")?[entry.key] != nil {
        problems.append(
          .invalid("data[\(entry.key)]", Shown.quoted(entry.key.description), "duplicate of key present in binaryData"))
      }
      size += entry.value.asString?.count ?? 0
    }
    for entry in object.map("binaryData")?.entries ?? [] {
      problems += keyProblems(entry.key, of: "binaryData")
      size += Base64Size.decoded(entry.value.asString) ?? 0
    }
    // The whole object is shown empty, as kube-apiserver does it.
    if size > limit { problems.append(.tooLong("", limit: limit)) }
    return problems
  }

  private static func keyProblems(_ key: Bytes, of field: String = "data") -> [Problem] {
    Names.isDataKey(key.description)
      ? [] : [.invalid("\(field)[\(key)]", Shown.quoted(key.description), keyRule)]
  }
}

/// How many bytes a base64 text stands for.
private enum Base64Size {
  static func decoded(_ text: Bytes?) -> Int? {
    guard let text else { return nil }
    let padding = text.storage.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
    return text.count / 4 * 3 - padding
  }
}
