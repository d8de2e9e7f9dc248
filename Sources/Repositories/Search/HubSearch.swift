internal import Platform
internal import Values

/// Asks a hub for charts by the search of Monocular's API, as Artifact Hub answers it too (internal/monocular).
package struct HubSearch: Sendable {
  /// A chart that the hub knows.
  package struct Match: Sendable {
    /// Where people read about it.
    package let url: String
    /// Its newest version.
    package let version: String
    /// The version of what it installs.
    package let appVersion: String
    /// What it is.
    package let description: String
    /// The name of the repository that has it.
    package let repositoryName: String
    /// The address of that repository.
    package let repositoryURL: String
  }

  private let endpoint: String
  private let fetcher: any Fetching

  /// Searches the hub at an address.
  package init(_ endpoint: String, fetcher: any Fetching) throws(RepositoryError) {
    self.endpoint = endpoint
    self.fetcher = fetcher
    let address: GoURL
    do throws(GoURL.ParseError) {
      address = try GoURL(Array(endpoint.utf8))
    } catch {
      throw RepositoryError("unable to create connection to \"\(endpoint)\": \(error.description)")
    }
    if address.host.isEmpty {
      throw RepositoryError("unable to create connection to \"\(endpoint)\": no hostname provided")
    }
  }

  /// The charts that the hub finds for a text, in its order.
  package func matches(_ text: String) async throws(RepositoryError) -> [Match] {
    // As url.QueryEscape.
    let query = text.utf8.map { byte in
      byte == UInt8(ascii: " ") ? "+" : String(decoding: URLEncoding.escape([byte], .query), as: UTF8.self)
    }
    let url = RepositoryURL.join(endpoint, "api/chartsvc/v1/charts/search") + "?q=" + query.joined()
    let failure = "unable to perform search against \"\(endpoint)\""
    let answer: FetchResponse
    do throws(RepositoryError) {
      answer = try await fetcher.fetch(FetchRequest(url))
    } catch {
      throw RepositoryError(failure, hint: error.description)
    }
    guard answer.status == 200 else {
      throw RepositoryError(failure, hint: "The hub answers \(HTTPStatus.text(answer.status)).")
    }
    // Helm takes whatever cannot be read for an empty answer; a page that says "no such page" is none.
    guard let document = try? JSON.decode(answer.body), document.asMap != nil else {
      throw RepositoryError(failure, hint: "What the hub answers is not a list of charts.")
    }
    return (document.at("data")?.asList ?? []).map(match)
  }

  private func match(_ result: Value) -> Match {
    func text(_ path: Bytes...) -> String {
      var value: Value? = result
      for key in path { value = value?.at(key) }
      return value?.asString.map { "\($0)" } ?? ""
    }
    let page = text("artifactHub", "packageUrl")
    return Match(
      // Monocular itself has its pages below /charts.
      url: page.isEmpty ? "\(endpoint)/charts/\(text("id"))" : page,
      version: text("relationships", "latestChartVersion", "data", "version"),
      appVersion: text("relationships", "latestChartVersion", "data", "app_version"),
      description: text("attributes", "description"), repositoryName: text("attributes", "repo", "name"),
      repositoryURL: text("attributes", "repo", "url"))
  }
}
