internal import Values

/// What a watch tells.
package enum WatchEvent {
  /// An object came, or is there already.
  case added(KubernetesObject)
  /// An object has changed.
  case modified(KubernetesObject)
  /// An object is gone; shown as it last was.
  case deleted(KubernetesObject)
  /// Nothing happened up to this resource version.
  case bookmark(resourceVersion: String)
  /// The watch cannot go on.
  case failed(KubernetesError.Status)
}

/// Takes a watch's answer apart, which comes in pieces cut anywhere: one JSON object a line.
package struct WatchDecoder {
  private var rest: [UInt8] = []

  /// A decoder at the beginning of an answer.
  package init() {}

  /// The events that the pieces so far have completed; what is no event of a watch is nil, and nothing can follow it.
  package mutating func append(_ piece: [UInt8]) -> [WatchEvent]? {
    var events: [WatchEvent] = []
    var start = piece.startIndex
    while let end = piece[start...].firstIndex(of: UInt8(ascii: "\n")) {
      rest += piece[start..<end]
      start = end + 1
      if rest.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: " ") }) {
        rest = []
        continue
      }
      guard let event = Self.event(rest) else { return nil }
      events.append(event)
      rest = []
    }
    rest += piece[start...]
    return events
  }

  private static func event(_ line: [UInt8]) -> WatchEvent? {
    guard let value = JSONCodec.decode(line), let map = value.at("object")?.asMap,
      let type = value.at("type")?.asString
    else { return nil }
    let object = KubernetesObject(map)
    switch type {
    case "ADDED": return .added(object)
    case "MODIFIED": return .modified(object)
    case "DELETED": return .deleted(object)
    case "BOOKMARK": return .bookmark(resourceVersion: object.resourceVersion)
    case "ERROR": return .failed(KubernetesError.Status(code: object.integer("code") ?? 500, body: .map(map)))
    default: return nil
    }
  }
}
