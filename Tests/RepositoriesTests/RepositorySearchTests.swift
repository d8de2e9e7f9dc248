import Repositories
import Testing

@Suite struct RepositorySearchTests {
  private static let index = """
    apiVersion: v1
    entries:
      mariadb:
      - {name: mariadb, version: 2.0.0, description: A database., keywords: [mysql]}
      mysql:
      - {name: mysql, version: 1.0.0, appVersion: "8", description: Old words.}
      - {name: mysql, version: 1.1.0, appVersion: "9", description: New words about MariaDB.}
      - {name: mysql, version: 2.0.0-rc.1, description: A prerelease.}
    """

  private func search(
    _ query: RepositorySearch.Query, version: String = "", all: Bool = false
  ) throws -> [String] {
    let index = try RepositoryIndex(Array(Self.index.utf8), source: "index.yaml")
    let search = try RepositorySearch(query, version: version, wantsAllVersions: all)
    return RepositorySearch.sorted(try search.matches(in: index, named: "r")).map { "\($0.name) \($0.entry.version)" }
  }

  /// The answers are those of `helm search repo` on the same index.
  @Test func wordsAreLookedForInNamesDescriptionsAndKeywords() throws {
    #expect(try search(.all) == ["r/mariadb 2.0.0", "r/mysql 1.1.0"])
    #expect(try search(.text("MySQL")) == ["r/mysql 1.1.0", "r/mariadb 2.0.0"])
    #expect(try search(.text("mariadb")) == ["r/mariadb 2.0.0", "r/mysql 1.1.0"])
    #expect(try search(.text("old words")) == ["r/mysql 1.0.0"])
    #expect(try search(.text("nothing")).isEmpty)
    #expect(try search(.text("mysql"), version: ">0.0.0-0").first == "r/mysql 2.0.0-rc.1")
    #expect(try search(.text("mysql"), all: true) == ["r/mysql 1.1.0", "r/mysql 1.0.0", "r/mariadb 2.0.0"])
  }

  @Test func aPatternIsLookedForInTheSameLine() throws {
    #expect(try search(.pattern { $0.hasPrefix("mysql") ? 0 : nil }) == ["r/mysql 1.1.0"])
  }
}
