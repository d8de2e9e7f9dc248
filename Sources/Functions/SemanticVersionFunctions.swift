internal import Platform
internal import SemanticVersions
internal import Synchronization
internal import Templating
internal import Values

extension FunctionLibrary {
  static let semanticVersions: [Function] = [
    Function(
      "semver", [.string], summary: "A semantic version, whose parts can be asked for.",
      example: #"{{ (semver "1.2.3").Minor }} → 2"#
    ) { arguments, _ throws(FunctionError) in
      .object(VersionObject(try version(arguments.string(0)), isPointer: true))
    },
    Function(
      "semverCompare", [.string, .string], summary: "Whether a version satisfies a constraint.",
      example: #"{{ semverCompare "^1.2" "1.3.0" }} → true"#
    ) { arguments, _ throws(FunctionError) in
      let constraint = try constraint(arguments.bytes(0))
      return .bool(constraint.check(try version(arguments.string(1))))
    },
  ]

  private static func version(_ text: Bytes) throws(FunctionError) -> SemanticVersion {
    do throws(SemanticVersionError) {
      return try SemanticVersion(utf8: text.storage)
    } catch {
      throw FunctionError(error.description)
    }
  }

  /// Constraints by their texts; charts ask the same few again and again.
  private static let constraints = Mutex<[[UInt8]: VersionConstraint]>([:])
  private static let constraintsLimit = 256

  private static func constraint(_ text: [UInt8]) throws(FunctionError) -> VersionConstraint {
    if let known = constraints.withLock({ $0[text] }) { return known }
    let constraint: VersionConstraint
    do throws(VersionConstraintError) {
      constraint = try VersionConstraint(utf8: text)
    } catch {
      throw FunctionError(error.description)
    }
    constraints.withLock { constraints in
      if constraints.count >= constraintsLimit { constraints.removeAll() }
      constraints[text] = constraint
    }
    return constraint
  }
}

/// A `*semver.Version`, or the `semver.Version` that some of its methods answer and that has fewer methods itself.
private final class VersionObject: GoObject {
  let version: SemanticVersion
  private let isPointer: Bool

  init(_ version: SemanticVersion, isPointer: Bool) {
    self.version = version
    self.isPointer = isPointer
  }

  var typeName: String { isPointer ? "*semver.Version" : "semver.Version" }
  var kind: GoKind { isPointer ? .pointer : .structure }
  var text: Bytes { Bytes(version.description) }
  var plain: Value { .string(version.description) }
  var fields: [(name: Bytes, value: Value)]? {
    [
      ("major", .integer(Int64(bitPattern: version.major), .uint64)),
      ("minor", .integer(Int64(bitPattern: version.minor), .uint64)),
      ("patch", .integer(Int64(bitPattern: version.patch), .uint64)),
      ("pre", .string(version.prerelease)), ("metadata", .string(version.metadata)),
      ("original", .string(version.original)),
    ]
  }

  func isEqual(to other: any GoObject) -> Bool? {
    guard let other = other as? VersionObject else { return false }
    return version == other.version && version.metadata == other.version.metadata
      && version.original == other.version.original
  }

  func method(_ name: Bytes) -> GoMethod? {
    let version = version
    switch name.description {
    case "String": return GoMethod { _ in .string(version.description) }
    case "Major": return GoMethod { _ in .integer(Int64(bitPattern: version.major), .uint64) }
    case "Minor": return GoMethod { _ in .integer(Int64(bitPattern: version.minor), .uint64) }
    case "Patch": return GoMethod { _ in .integer(Int64(bitPattern: version.patch), .uint64) }
    case "Prerelease": return GoMethod { _ in .string(version.prerelease) }
    case "Metadata": return GoMethod { _ in .string(version.metadata) }
    case "IncPatch": return next("patch", version.incrementingPatch())
    case "IncMinor": return next("minor", version.incrementingMinor())
    case "IncMajor": return next("major", version.incrementingMajor())
    case "SetPrerelease": return setter { (text) throws(SemanticVersionError) in try version.settingPrerelease(text) }
    case "SetMetadata": return setter { (text) throws(SemanticVersionError) in try version.settingMetadata(text) }
    default: return isPointer ? pointerMethod(name) : nil
    }
  }

  private func pointerMethod(_ name: Bytes) -> GoMethod? {
    let version = version
    switch name.description {
    case "Original": return GoMethod { _ in .string(version.original) }
    case "Compare": return comparison { .int($0) }
    case "Equal": return comparison { .bool($0 == 0) }
    case "LessThan": return comparison { .bool($0 < 0) }
    case "LessThanEqual": return comparison { .bool($0 <= 0) }
    case "GreaterThan": return comparison { .bool($0 > 0) }
    case "GreaterThanEqual": return comparison { .bool($0 >= 0) }
    default: return nil
    }
  }

  private func next(_ part: String, _ version: SemanticVersion?) -> GoMethod {
    GoMethod { _ throws(FunctionError) in
      guard let version else { throw FunctionError("\(part) version increment would overflow uint64") }
      return .object(VersionObject(version, isPointer: false))
    }
  }

  private func setter(
    _ change: @escaping (String) throws(SemanticVersionError) -> SemanticVersion
  ) -> GoMethod {
    GoMethod([.string]) { arguments throws(FunctionError) in
      do throws(SemanticVersionError) {
        return .object(VersionObject(try change(arguments.string(0).description), isPointer: false))
      } catch {
        throw FunctionError(error.description)
      }
    }
  }

  private func comparison(_ answer: @escaping (Int) -> Value) -> GoMethod {
    let version = version
    return GoMethod([.version]) { arguments throws(FunctionError) in
      guard case .object(let box) = arguments.value(0), let other = box.object as? VersionObject else {
        throw GoPanic.nilDereference
      }
      return answer(version.compare(other.version))
    }
  }
}
