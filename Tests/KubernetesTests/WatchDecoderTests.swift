import Kubernetes
import Testing
import Values

struct WatchDecoderTests {
  private static let answer = """
    {"type":"ADDED","object":{"kind":"Pod","metadata":{"name":"a","resourceVersion":"1"}}}
    {"type":"MODIFIED","object":{"kind":"Pod","metadata":{"name":"ä","resourceVersion":"2"}}}\r

    {"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"9"}}}
    {"type":"DELETED","object":{"kind":"Pod","metadata":{"name":"a","resourceVersion":"10"}}}
    {"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}

    """

  private static func text(_ event: WatchEvent) -> String {
    switch event {
    case .added(let object): "added \(object.name) \(object.resourceVersion)"
    case .modified(let object): "modified \(object.name) \(object.resourceVersion)"
    case .deleted(let object): "deleted \(object.name) \(object.resourceVersion)"
    case .bookmark(let version): "bookmark \(version)"
    case .failed(let status): "failed \(status.code) \(status.reason) \(status.message)"
    }
  }

  @Test(arguments: [1, 2, 7, 64, 10_000])
  func `Events are read wherever the answer is cut`(_ size: Int) throws {
    var decoder = WatchDecoder()
    var events: [String] = []
    var rest = Array(Self.answer.utf8)[...]
    while !rest.isEmpty {
      let piece = decoder.append(Array(rest.prefix(size)))
      events += try #require(piece).map(Self.text)
      rest = rest.dropFirst(size)
    }
    #expect(
      events == [
        "added a 1", "modified ä 2", "bookmark 9", "deleted a 10", "failed 410 Expired too old",
      ])
  }

  @Test(arguments: [
    #"{"kind":"PodList","items":[]}"#, "no JSON", #"{"type":"ADDED"}"#, #"{"type":"SUNG","object":{}}"#, "[]", "7",
  ])
  func `What is no watch is told from one`(_ line: String) {
    var decoder = WatchDecoder()
    let events = decoder.append(Array((line + "\n").utf8))
    #expect(events?.count == nil)
  }
}
