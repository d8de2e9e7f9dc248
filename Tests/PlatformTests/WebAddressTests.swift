import Platform
import Testing

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://host", "https", "host", 443, "", "https://host"),
    ("HTTP://Host:8080/a/b?c=d#e", "http", "Host", 8080, "/a/b", "http://Host:8080/a/b?c=d"),
    ("https://[::1]:6443/x", "https", "::1", 6443, "/x", "https://[::1]:6443/x"),
    ("https://host:443/", "https", "host", 443, "/", "https://host/"),
    ("socks5://proxy", "socks5", "proxy", 1080, "", "socks5://proxy"),
  ])
  func aURLHasParts(text: String, scheme: String, host: String, port: Int, path: String, description: String) throws {
    let address = try #require(WebAddress(text))
    #expect(address.scheme == scheme && address.host == host && address.port == port && address.path == path)
    #expect("\(address)" == description)
  }

  @Test(arguments: [
    "", "host:80", "https://", "https://a b", "https://h:99999", "://h", "https://[::1", "http://a:b:c",
  ])
  func whatIsNoURLIsRefused(text: String) { #expect(WebAddress(text) == nil) }

  @Test func userAndPasswordAreReadAndNotPrinted() throws {
    let address = try #require(WebAddress("https://a%40b:p%3Aq@host/x"))
    #expect(address.user == "a@b" && address.password == "p:q" && "\(address)" == "https://host/x")
  }

  /// RFC 3986's examples, as Go's URL.ResolveReference answers them.
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("", "http://a/b/c/d;p?q"),
    (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../../../g", "http://a/g"),
    ("https://other:1/x", "https://other:1/x"), ("g#s", "http://a/b/c/g"),
  ])
  func aReferenceIsResolved(reference: String, expected: String) throws {
    let base = try #require(WebAddress("http://a/b/c/d;p?q"))
    #expect(base.resolving(reference)?.description == expected)
  }
}
