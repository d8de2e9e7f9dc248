import Kubernetes
import Platform
import Values

/// What a request's query asks for.
struct RequestOptions: Sendable {
  /// `dryRun=All`: do everything but keep it.
  var isDryRun: Bool
  /// Who sends the fields: `fieldManager`, else the user agent up to its first slash.
  let fieldManager: String
  /// Whether `fieldManager` itself was given.
  let namesFieldManager: Bool
  /// `force=true`: take over fields that others manage.
  let force: Bool
  let labelSelector: String
  let fieldSelector: String
  /// 0 for all.
  let limit: Int
  let continueToken: String
  let watch: Bool
  let propagationPolicy: String?
  let gracePeriodSeconds: Int64?
  /// The form in which objects are wanted.
  let accept: Accept
  /// What a table's rows carry: `None`, `Metadata` or `Object`.
  let includedObject: String
  /// Where a watch or a list begins; empty for the newest.
  let resourceVersion: String
  /// `NotOlderThan`, `Exact` or empty.
  let resourceVersionMatch: String
  /// Whether a watch is told from time to time how far it has come.
  let allowsBookmarks: Bool
  /// Whether a watch begins with all objects there are; nil where the request does not say.
  let sendsInitialEvents: Bool?
  /// How long a watch lasts.
  let timeoutSeconds: Int64?
  /// What becomes of fields that a kind does not have.
  let fieldValidation: FieldValidation

  /// What becomes of fields that a kind does not have.
  enum FieldValidation: String {
    case ignore = "Ignore"
    case warn = "Warn"
    case strict = "Strict"
  }

  init(_ request: HTTPRequest) throws(APIError) {
    func value(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
    let dryRun = request.query.filter { $0.name == "dryRun" && !$0.value.isEmpty }.map(\.value)
    if let wrong = dryRun.first(where: { $0 != "All" }) {
      throw .badRequest("invalid dryRun value \"\(wrong)\": supported values: \"All\"")
    }
    isDryRun = !dryRun.isEmpty
    let manager = value("fieldManager") ?? ""
    guard manager.utf8.count <= 128 else {
      throw .badRequest("metadata.fieldManager: Too long: may not be more than 128 bytes")
    }
    let agent = request.headers.header("User-Agent") ?? ""
    namesFieldManager = !manager.isEmpty
    fieldManager = namesFieldManager ? manager : agent.isEmpty ? "unknown" : String(agent.prefix { $0 != "/" })
    force = value("force").map(Self.isTrue) ?? false
    labelSelector = value("labelSelector") ?? ""
    fieldSelector = value("fieldSelector") ?? ""
    limit = max(0, Int(value("limit") ?? "") ?? 0)
    continueToken = value("continue") ?? ""
    watch = value("watch").map(Self.isTrue) ?? false
    propagationPolicy = value("propagationPolicy")
    gracePeriodSeconds = value("gracePeriodSeconds").flatMap { Int64($0) }
    accept = try Accept(request, offering: .objects)
    includedObject = value("includeObject") ?? "Metadata"
    resourceVersion = value("resourceVersion") ?? ""
    resourceVersionMatch = value("resourceVersionMatch") ?? ""
    allowsBookmarks = value("allowWatchBookmarks").map(Self.isTrue) ?? false
    sendsInitialEvents = value("sendInitialEvents").map(Self.isTrue)
    timeoutSeconds = value("timeoutSeconds").flatMap { Int64($0) }
    let validation = value("fieldValidation") ?? ""
    guard let wanted = validation.isEmpty ? .warn : FieldValidation(rawValue: validation) else {
      throw .badRequest(
        "fieldValidation: Unsupported value: \"\(validation)\": supported values: \"Ignore\", \"Strict\", \"Warn\"")
    }
    fieldValidation = wanted
  }

  private static func isTrue(_ text: String) -> Bool { text == "true" || text == "1" }
}
