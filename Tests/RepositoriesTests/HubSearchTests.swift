import Repositories
import Testing

@Suite struct HubSearchTests {
  private static let url = "http://hub.example/base/api/chartsvc/v1/charts/search?q=red+is+%26%2B"

  private func search(_ answer: FetchResponse) async throws -> [HubSearch.Match] {
    try await HubSearch("http://hub.example/base/", fetcher: TableOfAnswers([Self.url: answer])).matches("red is &+")
  }

  /// The question and what is made of the answer are those of `helm search hub`.
  @Test func aHubIsAskedAsHelmAsksIt() async throws {
    let body = """
      {"data": [
        {"id": "b/redis", "artifactHub": {"packageUrl": "https://a.example/redis"},
         "attributes": {"description": "A store.", "repo": {"name": "b", "url": "https://b.example"}},
         "relationships": {"latestChartVersion": {"data": {"version": "1.2.3", "app_version": "7"}}}},
        {"id": "x/y"}]}
      """
    let matches = try await search(FetchResponse(status: 200, body: Array(body.utf8)))
    let texts = matches.map {
      [$0.url, $0.version, $0.appVersion, $0.description, $0.repositoryName, $0.repositoryURL]
    }
    #expect(
      texts == [
        ["https://a.example/redis", "1.2.3", "7", "A store.", "b", "https://b.example"],
        ["http://hub.example/base//charts/x/y", "", "", "", "", ""],
      ])
  }

  @Test(arguments: [(200, "<html>"), (200, "[]"), (500, "{}"), (404, "")])
  func aHubThatGivesNoChartsIsAnError(_ status: Int, _ body: String) async throws {
    let error = await #expect(throws: RepositoryError.self) {
      try await search(FetchResponse(status: status, body: Array(body.utf8)))
    }
    #expect(error?.description == "unable to perform search against \"http://hub.example/base/\"")
  }

  @Test(arguments: [
    ("nohost", "unable to create connection to \"nohost\": no hostname provided"),
    ("http://[bad", "unable to create connection to \"http://[bad\": parse \"http://[bad\": missing ']' in host"),
  ]) func anAddressThatIsNoneIsRefused(_ endpoint: String, _ words: String) async throws {
    let error = #expect(throws: RepositoryError.self) { try HubSearch(endpoint, fetcher: TableOfAnswers([:])) }
    #expect(error?.description == words)
  }
}
