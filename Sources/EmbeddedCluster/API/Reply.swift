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

  /// The version of aggregated discovery that the client accepts first; nil where it wants the plain documents.
  static func aggregatedDiscoveryVersion(_ request: HTTPRequest) -> String? {
    let accept = request.headers.first { $0.name.lowercased() == "accept" }?.value ?? ""
    for range in accept.split(separator: ",") {
      let parameters = range.split(separator: ";").map { $0.filter { $0 != " " } }
      if parameters.contains("g=apidiscovery.k8s.io"), parameters.contains("as=APIGroupDiscoveryList") {
        for version in ["v2", "v2beta1"] where parameters.contains("v=\(version)") { return version }
      }
    }
    return nil
  }
}
