internal import Platform
internal import SemanticVersions
internal import Values

extension Metadata {
  /// Cleans the text of line breaks and characters that do not print, and refuses what Helm refuses.
  ///
  /// As pkg/chart/v2 Metadata.Validate, in its order, with its texts.
  package mutating func validate() throws(ChartError) {
    sanitize()
    if apiVersion.isEmpty { throw Self.refusal("chart.metadata.apiVersion is required") }
    if name.isEmpty { throw Self.refusal("chart.metadata.name is required") }
    if name == "." || name == ".." {
      throw Self.refusal("chart.metadata.name \(GoQuote.quote(name)) is not allowed")
    }
    if name != Path.base(name) { throw Self.refusal("chart.metadata.name \(GoQuote.quote(name)) is invalid") }
    if version.isEmpty { throw Self.refusal("chart.metadata.version is required") }
    if (try? SemanticVersion(version)) == nil {
      throw Self.refusal("chart.metadata.version \(GoQuote.quote(version)) is invalid")
    }
    if !["", "application", "library"].contains(type) {
      throw Self.refusal("chart.metadata.type must be application or library")
    }
    for index in maintainers.indices {
      guard maintainers[index] != nil else {
        throw Self.refusal("maintainers must not contain empty or null nodes")
      }
      maintainers[index]?.sanitize()
    }
    try validateDependencies()
  }

  private mutating func sanitize() {
    name = name.sanitized
    description = description.sanitized
    home = home.sanitized
    icon = icon.sanitized
    condition = condition.sanitized
    tags = tags.sanitized
    appVersion = appVersion.sanitized
    kubeVersion = kubeVersion.sanitized
    sources = sources.map(\.sanitized)
    keywords = keywords.map(\.sanitized)
  }

  private mutating func validateDependencies() throws(ChartError) {
    guard var list = declaredDependencies else { return }
    var names: Set<String> = []
    for index in list.indices {
      guard var dependency = list[index] else {
        throw Self.refusal("dependencies must not contain empty or null nodes")
      }
      dependency.sanitize()
      list[index] = dependency
      if !dependency.alias.utf8.allSatisfy(Self.isAliasCharacter) {
        throw Self.refusal("dependency \(GoQuote.quote(dependency.name)) has disallowed characters in the alias")
      }
      let key = dependency.alias.isEmpty ? dependency.name : dependency.alias
      if !names.insert(key).inserted {
        throw Self.refusal("more than one dependency with name or alias \(GoQuote.quote(key))")
      }
    }
    declaredDependencies = list
  }

  private static func isAliasCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func refusal(_ text: String) -> ChartError {
    ChartError(.metadata, "validation: " + text, file: "Chart.yaml")
  }
}

extension Maintainer {
  fileprivate mutating func sanitize() {
    name = name.sanitized
    email = email.sanitized
    url = url.sanitized
  }
}

extension Dependency {
  fileprivate mutating func sanitize() {
    name = name.sanitized
    version = version.sanitized
    repository = repository.sanitized
    condition = condition.sanitized
    tags = tags.map(\.sanitized)
  }
}

extension String {
  /// As Helm's sanitizeString: every kind of space becomes a space, what does not print goes.
  fileprivate var sanitized: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return self }
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      if GoRune.isSpace(scalar.value) {
        result.append(" ")
      } else if GoRune.isPrint(scalar.value) {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
