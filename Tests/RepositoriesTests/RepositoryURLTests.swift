import Repositories
import Testing

@Suite struct RepositoryURLTests {
  @Test(arguments: [
    ("http://a.example/charts", "http://a.example/charts/", true),
    ("http://a.example", "http://a.example/", true),
    ("http://a.example/x/../charts", "http://a.example/charts", true),
    ("http://a.example/charts", "https://a.example/charts", false),
    ("http://a.example/charts", "http://a.example/chart", false),
  ]) func addressesOfOneRepositoryAreEqual(_ a: String, _ b: String, _ areEqual: Bool) {
    #expect(RepositoryURL.areEqual(a, b) == areEqual)
  }

  @Test(arguments: [
    ("redis-1.tgz", "http://a.example/charts", "http://a.example/charts/redis-1.tgz"),
    ("redis-1.tgz", "http://a.example/charts/", "http://a.example/charts/redis-1.tgz"),
    ("/redis-1.tgz", "http://a.example/charts", "http://a.example/redis-1.tgz"),
    ("../redis-1.tgz", "http://a.example/charts/stable", "http://a.example/charts/redis-1.tgz"),
    ("https://b.example/redis-1.tgz", "http://a.example/charts", "https://b.example/redis-1.tgz"),
    ("redis-1.tgz", "http://a.example/charts?token=1", "http://a.example/charts/redis-1.tgz?token=1"),
  ]) func aChartsAddressIsSeenFromItsRepository(_ reference: String, _ base: String, _ url: String) throws {
    #expect(try RepositoryURL.resolve(reference, from: base) == url)
  }

  @Test func aPasswordIsNeverShown() {
    #expect(RepositoryURL.redacted("https://me:secret@a.example/x") == "https://me:xxxxx@a.example/x")
  }
}
