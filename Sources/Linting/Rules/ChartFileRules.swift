import Charts
import Platform
import SemanticVersions
import Values
import YAML

/// Checks Chart.yaml, as Helm's rules.Chartfile.
enum ChartFileRules {
  private static let file = "Chart.yaml"

  static func run(_ target: inout LintTarget) {
    let path = target.path(file)
    target.check(.error, file, FileSystem.kind(path) == .folder ? "should be a file, not a directory" : nil)
    let content: [UInt8]
    let metadata: Metadata
    do throws(ReadingError) {
      content = try ReadingError.wrapping { () throws(FileError) in try FileSystem.read(path) }
      metadata = try read(content)
    } catch {
      target.check(.error, file, "unable to parse YAML\n\t\(error.text)")
      return
    }
    target.check(.warning, file, strictProblem(content))
    let plain = (try? YAML.decode(content))?.asMap
    target.check(.error, file, nameProblem(metadata))
    target.check(.error, file, apiVersionProblem(metadata))
    target.check(.error, file, typeProblem(plain, "version"))
    target.check(.error, file, versionProblem(metadata))
    target.check(.error, file, typeProblem(plain, "appVersion"))
    target.check(.error, file, maintainerProblem(metadata))
    target.check(.error, file, sourceProblem(metadata))
    target.check(.info, file, metadata.icon.isEmpty ? "icon is recommended" : nil)
    let hasBadIcon = !metadata.icon.isEmpty && !ContactForms.isRequestURL(metadata.icon)
    target.check(.error, file, hasBadIcon ? "invalid icon URL '\(metadata.icon)'" : nil)
    target.check(.error, file, kindProblem(metadata))
    target.check(.error, file, dependencyProblem(metadata))
    let isStrict = (try? SemanticVersion(strict: metadata.version)) != nil
    target.check(.warning, file, isStrict ? nil : "version '\(metadata.version)' is not a valid SemVerV2")
  }

  /// Why a file could not be read, whatever kept it.
  private struct ReadingError: Error {
    let text: String

    static func wrapping<Result, Failure: Error & CustomStringConvertible>(
      _ work: () throws(Failure) -> Result
    ) throws(ReadingError) -> Result {
      do throws(Failure) { return try work() } catch { throw ReadingError(text: error.description) }
    }
  }

  private static func read(_ content: [UInt8]) throws(ReadingError) -> Metadata {
    let document = try ReadingError.wrapping { () throws(YAMLError) in try YAML.decode(content, numbers: .typed) }
    var metadata = Metadata()
    do throws(GoDecodingError) {
      try metadata.merge(document)
    } catch {
      throw ReadingError(text: "error unmarshaling JSON: while decoding JSON: \(error.description)")
    }
    return metadata
  }

  /// What a strict reader says: a key that is there twice, or one that means nothing.
  private static func strictProblem(_ content: [UInt8]) -> String? {
    let start = "failed to strictly parse chart metadata file\n\t"
    do throws(YAMLError) {
      let document = try YAML.decode(content, isStrict: true)
      guard let unknown = unknownField(in: document, Field.metadata) else { return nil }
      return start + "error unmarshaling JSON: while decoding JSON: json: unknown field \(GoQuote.quote(unknown))"
    } catch {
      return start + error.description
    }
  }

  /// The fields of one of Chart.yaml's structs, each with those of the structs that it holds.
  private struct Field {
    let names: [String: [String]]

    static let metadata = Field(names: [
      "name": [], "home": [], "sources": [], "version": [], "description": [], "keywords": [],
      "maintainers": ["name", "email", "url"], "icon": [], "apiversion": [], "condition": [], "tags": [],
      "appversion": [], "deprecated": [], "annotations": [], "kubeversion": [],
      "dependencies": ["name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias"],
      "type": [],
    ])
  }

  private static func unknownField(in document: Value, _ fields: Field) -> Bytes? {
    for entry in document.asMap?.entries ?? [] {
      guard let inner = fields.names[entry.key.description.lowercased()] else { return entry.key }
      if inner.isEmpty { continue }
      for item in entry.value.asList ?? [] {
        let unknown = item.asMap?.keys.first { !inner.contains($0.description.lowercased()) }
        if let unknown { return unknown }
      }
    }
    return nil
  }

  private static func typeProblem(_ fields: ValueMap?, _ key: Bytes) -> String? {
    guard let value = fields?[key] else { return nil }
    let type = value.isNil ? "<nil>" : value.typeName
    return type == "string" ? nil : "\(key) should be of type string but it's of type \(type)"
  }

  private static func nameProblem(_ metadata: Metadata) -> String? {
    if metadata.name.isEmpty { return "name is required" }
    if Path.base(metadata.name) == metadata.name { return nil }
    return "chart name \(GoQuote.quote(Bytes(metadata.name))) is invalid"
  }

  private static func apiVersionProblem(_ metadata: Metadata) -> String? {
    let known = "The value must be either \"v1\" or \"v2\""
    switch metadata.apiVersion {
    case "v1", "v2": return nil
    case "": return "apiVersion is required. \(known)"
    case let version: return "apiVersion '\(version)' is not valid. \(known)"
    }
  }

  private static func versionProblem(_ metadata: Metadata) -> String? {
    if metadata.version.isEmpty { return "version is required" }
    guard let version = try? SemanticVersion(metadata.version), let range = try? VersionConstraint(">0.0.0-0") else {
      return "version '\(metadata.version)' is not a valid SemVer"
    }
    return range.reasonsToRefuse(version).first.map { "version \($0)" }
  }

  private static func maintainerProblem(_ metadata: Metadata) -> String? {
    for maintainer in metadata.maintainers {
      guard let maintainer else { return "a maintainer entry is empty" }
      if maintainer.name.isEmpty { return "each maintainer requires a name" }
      if !maintainer.email.isEmpty, !ContactForms.isEmail(maintainer.email) {
        return "invalid email '\(maintainer.email)' for maintainer '\(maintainer.name)'"
      }
      if !maintainer.url.isEmpty, !ContactForms.isURL(maintainer.url) {
        return "invalid url '\(maintainer.url)' for maintainer '\(maintainer.name)'"
      }
    }
    return nil
  }

  private static func sourceProblem(_ metadata: Metadata) -> String? {
    metadata.sources.first { !ContactForms.isRequestURL($0) }.map { "invalid source URL '\($0)'" }
  }

  private static func kindProblem(_ metadata: Metadata) -> String? {
    if metadata.type.isEmpty || metadata.apiVersion == "v2" { return nil }
    return "chart type is not valid in apiVersion '\(metadata.apiVersion)'. It is valid in apiVersion 'v2'"
  }

  private static func dependencyProblem(_ metadata: Metadata) -> String? {
    if metadata.declaredDependencies?.isEmpty ?? true || metadata.apiVersion == "v2" { return nil }
    return "dependencies are not valid in the Chart file with apiVersion '\(metadata.apiVersion)'. "
      + "They are valid in apiVersion 'v2'"
  }
}
