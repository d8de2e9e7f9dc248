import Values

extension Capabilities {
  /// The value of `.Capabilities`.
  var templateValue: Value { .object(CapabilitiesObject(self)) }
}

/// `.Capabilities`: Go's *common.Capabilities.
private final class CapabilitiesObject: GoObject {
  private let kubeVersion: Value
  private let apiVersions: Value
  private let helmVersion: Value

  init(_ capabilities: Capabilities) {
    kubeVersion = .object(KubeVersionObject(capabilities.kubeVersion))
    apiVersions = .object(VersionSetObject(capabilities.apiVersions.map { Bytes($0) }))
    helmVersion = .object(HelmVersionObject())
  }

  var typeName: String { "*common.Capabilities" }
  var kind: GoKind { .pointer }

  func field(_ name: Bytes) -> Value? {
    switch name {
    case "KubeVersion": kubeVersion
    case "APIVersions": apiVersions
    case "HelmVersion": helmVersion
    default: nil
    }
  }

  // Go prints a pointer to a struct as & and the struct; an action prints what it points to.
  var text: Bytes { Bytes("&") + printed }
  var printed: Bytes {
    let inner = [kubeVersion, apiVersions, helmVersion].map { value -> Bytes in
      if case .object(let box) = value { box.object.text } else { Bytes() }
    }
    return Bytes("{") + inner[0] + Bytes(" ") + inner[1] + Bytes(" ") + inner[2] + Bytes("}")
  }

  var members: [(name: Bytes, value: Value)]? {
    [("KubeVersion", kubeVersion), ("APIVersions", apiVersions), ("HelmVersion", helmVersion)]
  }
  var fields: [(name: Bytes, value: Value)]? { members }
  var isStringer: Bool { false }

  var plain: Value {
    .map(["APIVersions": apiVersions, "HelmVersion": helmVersion, "KubeVersion": kubeVersion])
  }
}

/// `.Capabilities.KubeVersion`: Go's common.KubeVersion.
private final class KubeVersionObject: GoObject {
  private let version: KubeVersion

  init(_ version: KubeVersion) { self.version = version }

  var typeName: String { "common.KubeVersion" }
  var kind: GoKind { .structure }
  var text: Bytes { Bytes("{\(version.version) \(version.normalized) \(version.major) \(version.minor)}") }
  // The method String is the pointer's, which an action takes and print does not.
  var printed: Bytes { Bytes(version.normalized) }
  var members: [(name: Bytes, value: Value)]? {
    [("Version", .string(version.version)), ("Major", .string(version.major)), ("Minor", .string(version.minor))]
  }
  var fields: [(name: Bytes, value: Value)]? {
    [
      ("Version", .string(version.version)), ("normalizedVersion", .string(version.normalized)),
      ("Major", .string(version.major)), ("Minor", .string(version.minor)),
    ]
  }
  var isStringer: Bool { false }
  var plain: Value {
    .map(["Major": .string(version.major), "Minor": .string(version.minor), "Version": .string(version.version)])
  }

  func field(_ name: Bytes) -> Value? {
    switch name {
    case "Version": .string(version.version)
    case "Major": .string(version.major)
    case "Minor": .string(version.minor)
    default: nil
    }
  }

  func method(_ name: Bytes) -> GoMethod? {
    let answer: Value
    switch name {
    case "String": answer = .string(version.normalized)
    case "GitVersion": answer = .string(version.version)
    default: return nil
    }
    return GoMethod { _ in answer }
  }
}

/// `.Capabilities.APIVersions`: Go's common.VersionSet, a slice with a method.
private final class VersionSetObject: GoObject {
  private let versions: [Bytes]
  private let members: Set<Bytes>

  init(_ versions: some Sequence<Bytes>) {
    self.versions = Array(versions)
    members = Set(self.versions)
  }

  var typeName: String { "common.VersionSet" }
  var kind: GoKind { .slice }
  var isTrue: Bool { !versions.isEmpty }
  var plain: Value { .strings(versions) }
  var text: Bytes { Bytes("[") + Bytes(versions.map(\.storage).joined(separator: [UInt8(ascii: " ")])) + Bytes("]") }
  var isStringer: Bool { false }
  func isEqual(to other: any GoObject) -> Bool? { nil }
  func slice(_ range: Range<Int>) -> Value? { .object(VersionSetObject(versions[range])) }

  func method(_ name: Bytes) -> GoMethod? {
    guard name == "Has" else { return nil }
    return GoMethod([.string]) { [members] arguments in
      .bool(arguments.first?.asString.map(members.contains) ?? false)
    }
  }
}

/// `.Capabilities.HelmVersion`: Go's version.BuildInfo.
private final class HelmVersionObject: GoObject {
  var typeName: String { "version.BuildInfo" }
  var kind: GoKind { .structure }
  var text: Bytes { Bytes("{" + Capabilities.helmVersion.map(\.value).joined(separator: " ") + "}") }
  var plain: Value {
    .map(ValueMap(Capabilities.helmVersion.map { (Bytes($0.json), .string($0.value)) }))
  }

  var members: [(name: Bytes, value: Value)]? {
    Capabilities.helmVersion.map { (Bytes($0.json), .string($0.value)) }
  }
  var fields: [(name: Bytes, value: Value)]? {
    Capabilities.helmVersion.map { (Bytes($0.field), .string($0.value)) }
  }
  var isStringer: Bool { false }

  func field(_ name: Bytes) -> Value? {
    Capabilities.helmVersion.first { Bytes($0.field) == name }.map { .string($0.value) }
  }
}
