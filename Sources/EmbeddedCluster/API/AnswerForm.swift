import Kubernetes
import Values

/// Writes stored objects in the form and version that a request asks for.
struct AnswerForm {
  let resource: Resource
  let version: String
  let accept: Accept
  /// What a table's rows carry: `None`, `Metadata` or `Object`.
  let includedObject: String
  /// The moment that ages are told from.
  let now: Int64

  /// One object of a list or a watch: itself, its metadata, or a table's row.
  func item(_ body: [UInt8]) throws(APIError) -> [UInt8] {
    switch accept.form {
    case .object, .aggregatedDiscovery: return try Conversion.bytes(body, resource, version: version)
    case .metadata(let metaVersion):
      guard let metadata = ObjectSlice.member("metadata", of: body) else {
        throw .internalError("a stored object has no metadata")
      }
      let start = #"{"apiVersion":"meta.k8s.io/\#(metaVersion)","kind":"PartialObjectMetadata","metadata":"#
      return Array(start.utf8) + metadata + [UInt8(ascii: "}")]
    case .table:
      let object = Conversion.fromStorage(try WireJSON.object(body), resource, version: version)
      return try WireJSON.encode(.map(row(object)))
    }
  }

  /// One object as a document of its own.
  func document(_ body: [UInt8]) throws(APIError) -> [UInt8] {
    guard case .table = accept.form else { return try item(body) }
    let metadata = ValueMap()
    metadata.set("resourceVersion", try WireJSON.object(body).metadata["resourceVersion"])
    return try list([try item(body)], metadata)
  }

  /// An object that is not stored as it stands.
  func document(_ object: ValueMap) throws(APIError) -> [UInt8] {
    if accept.form == .object {
      return try WireJSON.encode(.map(Conversion.fromStorage(object, resource, version: version)))
    }
    return try document(try WireJSON.encode(.map(object)))
  }

  /// A list of items that are written already.
  func list(_ items: [[UInt8]], _ metadata: ValueMap) throws(APIError) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(items.reduce(256) { $0 + $1.count + 1 })
    let kind: String
    var columns: [UInt8] = []
    let field: String
    let apiVersion: String
    switch accept.form {
    case .object, .aggregatedDiscovery:
      (kind, field, apiVersion) = (resource.kind + "List", "items", resource.apiVersion(version))
    case .metadata(let metaVersion):
      (kind, field, apiVersion) = ("PartialObjectMetadataList", "items", "meta.k8s.io/\(metaVersion)")
    case .table(let metaVersion):
      (kind, field, apiVersion) = ("Table", "rows", "meta.k8s.io/\(metaVersion)")
      columns = Array(#""columnDefinitions":"#.utf8) + (try WireJSON.encode(.list(table.definitions))) + [0x2c]
    }
    out += #"{"apiVersion":"\#(apiVersion)","#.utf8
    out += columns
    out += #""kind":"\#(kind)","metadata":"#.utf8
    out += try WireJSON.encode(.map(metadata))
    if items.isEmpty, case .metadata = accept.form {
      // A real server's list is a nil slice there.
      out += #","items":null}"#.utf8
      return out
    }
    out += #","\#(field)":["#.utf8
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(0x2c) }
      out += item
    }
    out += "]}".utf8
    return out
  }

  /// The media type of the answer.
  var mediaType: String { "application/json" }

  private var table: TableColumns { TableColumns(resource, version: version) }

  private func row(_ object: ValueMap) -> ValueMap {
    let row = ValueMap([("cells", .list(table.cells(object, now: now)))])
    switch includedObject {
    case "None": break
    case "Object": row["object"] = .map(object)
    default:
      if case .table(let metaVersion) = accept.form { row["object"] = .map(Self.metadata(object, metaVersion)) }
    }
    return row
  }

  /// An object's metadata as meta.k8s.io's PartialObjectMetadata.
  static func metadata(_ object: ValueMap, _ version: String) -> ValueMap {
    ValueMap([
      ("apiVersion", .string("meta.k8s.io/\(version)")), ("kind", .string("PartialObjectMetadata")),
      ("metadata", .map(object.metadata)),
    ])
  }
}
