import Platform
import Repositories
import TestSupport
import Testing

@Suite struct RepositoryListTests {
  @Test func aListIsWrittenAsHelmWritesItForItsOwnerAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/helm/repositories.yaml"
    try RepositoryList.change(path: path, clock: WallClock { Moment(seconds: 0) }) { list in
      var entry = RepositoryEntry(name: "bitnami", url: "https://charts.bitnami.com/bitnami")
      entry.options.username = "me"
      list.update(entry)
    }
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    #expect(
      text == """
        apiVersion: ""
        generated: "1970-01-01T00:00:00Z"
        repositories:
        - caFile: ""
          certFile: ""
          insecure_skip_tls_verify: false
          keyFile: ""
          name: bitnami
          pass_credentials_all: false
          password: ""
          url: https://charts.bitnami.com/bitnami
          username: me

        """)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try RepositoryList(path: path)["bitnami"]?.options.username == "me")
    let wasThere = try RepositoryList.change(path: path, clock: .system) { list in list.remove("bitnami") }
    #expect(wasThere)
    #expect(try RepositoryList(path: path).entries.isEmpty)
  }

  @Test func aListThatIsNotThereIsEmptyAndABrokenOneIsAnError() throws {
    let folder = try TemporaryFolder()
    #expect(try RepositoryList(path: folder.path + "/none.yaml").entries.isEmpty)
    try FileSystem.write(Array("a: [".utf8), to: folder.path + "/broken.yaml")
    #expect(throws: RepositoryError.self) { try RepositoryList(path: folder.path + "/broken.yaml") }
  }
}
