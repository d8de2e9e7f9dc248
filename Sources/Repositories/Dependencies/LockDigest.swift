internal import Charts
internal import Values

/// The digest in Chart.lock, by which a lock that no longer belongs to Chart.yaml is told.
enum LockDigest {
  /// The digest of what Chart.yaml declares and what it was resolved to, as internal/resolver HashReq: the SHA-256 of
  /// Go's JSON of both lists.
  static func digest(_ declared: [Dependency], _ locked: [Dependency]) -> String {
    var text = Array("[".utf8)
    append(declared, to: &text)
    text.append(UInt8(ascii: ","))
    append(locked, to: &text)
    text.append(UInt8(ascii: "]"))
    return "sha256:" + Digest.sha256(text)
  }

  /// The digest of Helm 2's locks, which Helm still takes for charts of version 1, as HashV2Req.
  static func digestOfVersion2(_ declared: [Dependency]) -> String {
    var text = Array("{\"dependencies\":".utf8)
    append(declared, to: &text)
    text.append(UInt8(ascii: "}"))
    return "sha256:" + Digest.sha256(text)
  }

  private static func append(_ dependencies: [Dependency], to text: inout [UInt8]) {
    text.append(UInt8(ascii: "["))
    for (index, dependency) in dependencies.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      append(dependency, to: &text)
    }
    text.append(UInt8(ascii: "]"))
  }

  /// The fields stand in the order of Helm's struct, the empty ones but name and repository left out.
  private static func append(_ dependency: Dependency, to text: inout [UInt8]) {
    text += Array("{\"name\":".utf8)
    JSON.appendQuoted(Bytes(dependency.name), to: &text)
    func field(_ name: String, _ value: String) {
      guard !value.isEmpty || name == "repository" else { return }
      text += Array(",\"\(name)\":".utf8)
      JSON.appendQuoted(Bytes(value), to: &text)
    }
    field("version", dependency.version)
    field("repository", dependency.repository)
    field("condition", dependency.condition)
    if !dependency.tags.isEmpty {
      text += Array(",\"tags\":".utf8)
      appendList(dependency.tags.map { .string($0) }, to: &text)
    }
    if dependency.isEnabled { text += Array(",\"enabled\":true".utf8) }
    if !dependency.importValues.isEmpty {
      text += Array(",\"import-values\":".utf8)
      appendList(dependency.importValues.map(\.plain), to: &text)
    }
    field("alias", dependency.alias)
    text.append(UInt8(ascii: "}"))
  }

  private static func appendList(_ values: [Value], to text: inout [UInt8]) {
    // Texts and maps of texts always have a JSON form.
    text += (try? JSON.encode(.list(values))) ?? []
  }
}
