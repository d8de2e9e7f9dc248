@testable import EmbeddedCluster
import Testing

@Suite struct ObjectSliceTests {
  @Test(arguments: [
    (#"{"a":1,"metadata":{"x":"}"},"z":2}"#, #"{"x":"}"}"#), (#"{"metadata":[1,[2]]}"#, "[1,[2]]"),
    (#"{"metadata":"a\"b"}"#, #""a\"b""#), (#"{"metadata":12}"#, "12"), (#"{"metadata":12,"b":{}}"#, "12"),
    (#"{"a":{"metadata":1},"metadata":true}"#, "true"), (#"{"a":"\\","metadata":null}"#, "null"),
    (#"{"a":"\"metadata\":7","metadata":8}"#, "8"),
  ])
  func aMemberIsFoundWhereverItStands(object: String, value: String) {
    #expect(ObjectSlice.member("metadata", of: Array(object.utf8)).map { String(decoding: $0, as: UTF8.self) } == value)
  }

  @Test(arguments: [
    "", "{}", "[]", "{", #"{"metadata"#, #"{"metadata""#, #"{"metadata":"#, #"{"metadata":{"#, #"{"metadata":"a"#,
    #"{"a":1;"metadata":2}"#, #"{"b":1}"#, #"{"metadata":"\"#,
  ])
  func whatIsMissingOrMalformedIsNotFound(object: String) {
    #expect(ObjectSlice.member("metadata", of: Array(object.utf8)) == nil)
  }
}
