import EmbeddedCluster
import Kubernetes
import Releases
import Testing
import Values

struct RaceTests {
  private let workbench: Workbench

  init() throws { workbench = try Workbench() }

  @Test func `Racing upgrades and rollbacks leave a history without gaps and one deployed revision`() async throws {
    _ = try await Install(workbench.context()).run(
      "web", source: ScriptedSource(configMaps(["a": "0"])), values: ValueMap())
    let folder = workbench.folder + "/cluster"
    let outcomes = await withTaskGroup(of: [ReleaseError?].self) { group in
      for racer in 0..<10 {
        group.addTask {
          guard let cluster = try? EmbeddedCluster(folder: folder) else { return [] }
          let client = KubernetesClient(transport: cluster)
          let context = ActionContext(
            client: client, storage: ClusterStorage(.secret, client: client, namespace: "default"),
            namespace: "default")
          var outcomes: [ReleaseError?] = []
          for round in 0..<3 {
            do throws(ReleaseError) {
              if racer % 3 == 2 {
                _ = try await Rollback(context).run("web")
              } else {
                _ = try await Upgrade(context).run(
                  "web", source: ScriptedSource(configMaps(["a": "\(racer).\(round)"])), values: ValueMap())
              }
              outcomes.append(nil)
            } catch {
              outcomes.append(error)
            }
          }
          return outcomes
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(outcomes.count == 30)
    let won = outcomes.count { $0 == nil }
    let lost = outcomes.compactMap { $0 }
    // A rollback before the first upgrade finds nothing to go back to.
    #expect(lost.allSatisfy { $0.code == .operationInProgress || $0.code == .notFound }, "\(lost)")
    let history = try await workbench.context().storage.list(ReleaseQuery(name: "web"))
    let newest = try #require(history.first?.key.revision)
    #expect(newest == won + 1)
    #expect(history.map(\.key.revision) == Array((newest - history.count + 1...newest).reversed()))
    #expect(history.map(\.status) == [.deployed] + Array(repeating: .superseded, count: history.count - 1))
    #expect(try await !workbench.hasLease("web"))
  }
}
