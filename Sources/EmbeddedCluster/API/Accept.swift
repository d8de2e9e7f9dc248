import Kubernetes
import Platform

/// The form in which a client wants objects, from its Accept header.
struct Accept: Sendable, Equatable {
  /// How an object is shown.
  enum Form: Sendable, Equatable {
    /// As it is.
    case object
    /// Its metadata alone, in a version of meta.k8s.io.
    case metadata(String)
    /// As a row of a table, in a version of meta.k8s.io.
    case table(String)
    /// The aggregated document of discovery, in a version of apidiscovery.k8s.io.
    case aggregatedDiscovery(String)
  }

  /// What JSON can be asked for at an endpoint.
  enum Offer {
    case objects, discovery
  }

  let form: Form

  /// Chooses what the client likes best of what there is.
  init(_ request: HTTPRequest, offering offer: Offer) throws(APIError) {
    let header = request.headers.header("Accept") ?? ""
    let ranges = Self.ranges(header)
    if ranges.isEmpty {
      form = .object
      return
    }
    for range in ranges {
      if let form = Self.form(range.parameters, offer) {
        self.form = form
        return
      }
    }
    throw APIError(
      code: 406, reason: "NotAcceptable",
      message: "only the following media types are accepted: application/json")
  }

  private typealias Range = (quality: Double, parameters: [Substring: Substring])

  /// The ranges that JSON satisfies, the best liked first.
  private static func ranges(_ header: String) -> [Range] {
    var ranges: [Range] = []
    for part in header.split(separator: ",") {
      var words = part.split(separator: ";").map { trimmed($0) }[...]
      guard let type = words.popFirst() else { continue }
      var range: Range = (1, [:])
      for word in words {
        let sides = word.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else { continue }
        if sides[0] == "q" {
          range.quality = Double(sides[1]) ?? 1
        } else {
          range.parameters[sides[0]] = sides[1]
        }
      }
      let isJSON = ["application/json", "application/*", "*/*"].contains(type.lowercased())
      // What names no type that is served stays in the list, so that it is not taken for "anything".
      if !isJSON { range.parameters["as"] = "unknown" }
      ranges.append(range)
    }
    return ranges.enumerated().sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
      .map(\.element)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  private static func form(_ parameters: [Substring: Substring], _ offer: Offer) -> Form? {
    guard let transformed = parameters["as"] else { return .object }
    let (group, version) = (parameters["g"], String(parameters["v"] ?? ""))
    switch (offer, transformed, group) {
    case (.objects, "Table", "meta.k8s.io") where ["v1", "v1beta1"].contains(version): return .table(version)
    case (.objects, "PartialObjectMetadata", "meta.k8s.io") where ["v1", "v1beta1"].contains(version),
      (.objects, "PartialObjectMetadataList", "meta.k8s.io") where ["v1", "v1beta1"].contains(version):
      return .metadata(version)
    case (.discovery, "APIGroupDiscoveryList", "apidiscovery.k8s.io") where ["v2", "v2beta1"].contains(version):
      return .aggregatedDiscovery(version)
    default: return nil
    }
  }
}
