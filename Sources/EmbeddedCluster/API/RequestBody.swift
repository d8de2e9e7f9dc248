import Kubernetes
import Platform
import Values
import YAML

/// A request's body with its media type.
struct RequestBody {
  /// The most bytes that a request may carry, as kube-apiserver's limit.
  static let limit = 3 << 20

  /// The media type without parameters, in small letters; empty where none was given.
  let type: String
  private let bytes: [UInt8]

  init(_ request: HTTPRequest) throws(APIError) {
    guard request.body.count <= Self.limit else {
      throw .tooLarge("limit is \(Self.limit)")
    }
    let header = request.headers.header("Content-Type") ?? ""
    type = String(header.prefix { $0 != ";" }.filter { $0 != " " }).lowercased()
    bytes = request.body
  }

  /// Whether there is no body.
  var isEmpty: Bool { bytes.isEmpty }

  /// The body as JSON; clients that sent something else learn by the status to send JSON.
  func value() throws(APIError) -> Value {
    if type == KubernetesProtobuf.mediaType { return .map(try KubernetesProtobuf.decode(bytes)) }
    if type.hasSuffix("protobuf") || type.hasSuffix("cbor") {
      throw .unsupportedMediaType(
        type, "application/json, application/yaml, \(KubernetesProtobuf.mediaType)")
    }
    if type == "application/yaml" { return .map(try appliedObject()) }
    return try WireJSON.decode(bytes)
  }

  /// The body as a JSON object.
  func object() throws(APIError) -> ValueMap {
    guard let map = try value().asMap else {
      throw .badRequest("the object provided is unrecognized: it is no JSON object")
    }
    return map
  }

  /// The object in a body that may be YAML or, as most clients send it, in JSON.
  func appliedObject() throws(APIError) -> ValueMap {
    if bytes.first(where: { $0 > UInt8(ascii: " ") }) == UInt8(ascii: "{") {
      guard let map = try WireJSON.decode(bytes).asMap else { throw .badRequest("the body is no object") }
      return map
    }
    let bytes = bytes
    // The YAML reader recurses once a level, and what is read is deep only until it has been measured.
    return try LargeStack.run { () throws(APIError) -> ValueMap in
      let json: [UInt8]
      do {
        json = try JSON.encode(try YAML.decode(bytes, numbers: .jsonNumber), escapeHTML: false)
      } catch {
        throw .badRequest("error decoding YAML: \(error)")
      }
      guard let map = try WireJSON.decode(json).asMap else {
        throw .badRequest("the applied configuration is no object")
      }
      return map
    }
  }
}
