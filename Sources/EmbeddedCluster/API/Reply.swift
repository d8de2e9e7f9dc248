import Kubernetes
import Values

/// Puts answers together.
enum Reply {
  /// A JSON document.
  static func json(_ status: Int, _ value: Value, type: String = "application/json") throws(APIError) -> HTTPResponse {
    bytes(status, try WireJSON.encode(value), type: type)
  }

  /// JSON that is there already.
  static func bytes(_ status: Int, _ body: [UInt8], type: String = "application/json") -> HTTPResponse {
    HTTPResponse(status: status, headers: [(name: "Content-Type", value: type)], body: body)
  }
}
