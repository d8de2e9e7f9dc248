import Testing
import Values

@Suite struct GoURLTests {
  /// Answers of the real Helm, whose lint takes an icon for an address only if net/url does.
  @Test(
    "A request's address is what net/url takes for one",
    arguments: [
      ("http://[::1", false), ("http://a b", false), ("mailto:%zz", true), ("http://a/%zz", false),
      ("http://a?b=%zz", true), ("/a", false), ("x", false), ("*", false), ("a:b", true), ("http://a#b", false),
      ("http://a/b#c%zz", false), ("http://a:x/", false), ("1a:b", false), ("http:///x", true),
      ("http://u:p@h/", true), ("http://u u@h/", false), ("http://a<b", true), ("HTTP://A", true), ("http:", true),
      (":x", false), ("http://[fe80::1%25en0]/", true),
    ])
  func readsRequests(text: String, isAddress: Bool) {
    let url = try? GoURL(request: Array(text.utf8))
    #expect((url?.scheme.isEmpty == false) == isAddress)
  }
}
