import Kubernetes
import Platform
import Releases
import Testing
import Values

/// What a dead process, a broken connection or a refusing server leaves behind must not stand in anybody's way.
struct InterruptionTests {
  enum Step: CaseIterable {
    case install, upgrade, failingUpgrade, rollback, uninstall
  }

  private static let first = configMaps(["a": "1", "b": "1"])
  private static let second = configMaps(["b": "2", "c": "2"])
  private static let final = configMaps(["a": "3", "c": "3"])

  /// A process that is known to be dead for everybody else.
  private static let dead = LockHolder(
    host: "here", boot: "b", processNamespace: "n", process: 1, started: "1", nonce: "")
  private static let living = LockHolder(
    host: "here", boot: "b", processNamespace: "n", process: 2, started: "2", nonce: "")

  private static func policy(_ holder: LockHolder) -> LockPolicy {
    LockPolicy(holder: holder, hasEnded: { $0.process == dead.process })
  }

  private func prepare(_ step: Step, _ workbench: Workbench) async throws {
    if step == .install { return }
    let context = workbench.context()
    _ = try await Install(context).run("web", source: ScriptedSource(Self.first), values: ValueMap())
    if step == .rollback {
      _ = try await Upgrade(context).run("web", source: ScriptedSource(Self.second), values: ValueMap())
    }
  }

  private func run(_ step: Step, _ context: ActionContext) async throws {
    switch step {
    case .install:
      _ = try await Install(context).run("web", source: ScriptedSource(Self.first), values: ValueMap())
    case .upgrade:
      _ = try await Upgrade(context).run("web", source: ScriptedSource(Self.second), values: ValueMap())
    case .failingUpgrade:
      var options = Upgrade.Options()
      options.rollsBackOnFailure = true
      options.wait.timeout = .milliseconds(50)
      _ = try await Upgrade(context, options: options).run(
        "web", source: ScriptedSource(Self.second + refusedManifest), values: ValueMap())
    case .rollback: _ = try await Rollback(context).run("web")
    case .uninstall: _ = try await Uninstall(context).run("web")
    }
  }

  private func converge(_ workbench: Workbench, _ context: ActionContext, _ comment: Comment) async throws {
    var options = Upgrade.Options()
    options.installs = true
    do {
      _ = try await Upgrade(context, options: options).run(
        "web", source: ScriptedSource(Self.final), values: ValueMap())
    } catch {
      Issue.record(error, comment)
      return
    }
    #expect(try await workbench.configMap("a") == ["key": "3"], comment)
    #expect(try await workbench.configMap("b") == nil, comment)
    #expect(try await workbench.configMap("c") == ["key": "3"], comment)
    #expect(try await !workbench.hasLease("web"), comment)
    let history = try await History(context).run("web")
    #expect(history.filter { $0.info.status == .deployed }.map(\.revision) == [history.last?.revision], comment)
    #expect(!history.contains { $0.info.status.isPending }, comment)
    let revisions = history.map(\.revision)
    #expect(revisions == Array((revisions.first ?? 0)..<(revisions.first ?? 0) + revisions.count), comment)
  }

  @Test(arguments: Step.allCases)
  func `A process that dies at any request leaves a release that upgrade --install brings in order`(
    _ step: Step
  ) async throws {
    var survived = 0
    for number in 0... {
      let workbench = try Workbench()
      try await prepare(step, workbench)
      let transport = FaultyTransport(workbench.cluster, .refused, from: number)
      let context = workbench.context(through: transport, lock: Self.policy(Self.dead))
      do { try await run(step, context) } catch {}
      if transport.requests <= number { break }
      try await converge(
        workbench, workbench.context(lock: Self.policy(Self.living)), "\(step) dead at request \(number)")
      survived += 1
    }
    #expect(survived > 8)
  }

  @Test(arguments: FaultyTransport.Fault.allCases, Step.allCases)
  func `One fault at any request leaves a release that upgrade --install brings in order`(
    _ fault: FaultyTransport.Fault, _ step: Step
  ) async throws {
    var survived = 0
    for number in 0... {
      let workbench = try Workbench()
      try await prepare(step, workbench)
      let transport = FaultyTransport(workbench.cluster, fault, from: number, to: number)
      let context = workbench.context(through: transport, lock: Self.policy(Self.dead))
      do { try await run(step, context) } catch {}
      if transport.requests <= number { break }
      try await converge(
        workbench, workbench.context(lock: Self.policy(Self.living)), "\(fault) of \(step) at request \(number)")
      survived += 1
    }
    #expect(survived > 8)
  }

  @Test func `What a dead process left pending is marked as failed with the reason`() async throws {
    let workbench = try Workbench()
    // Everything up to the pending record is answered, and nothing after it.
    var number = 0
    while true {
      let transport = FaultyTransport(workbench.cluster, .refused, from: number)
      let context = workbench.context(through: transport, lock: Self.policy(Self.dead))
      do {
        _ = try await Install(context).run("web", source: ScriptedSource(Self.first), values: ValueMap())
      } catch {}
      if (try? await workbench.history("web"))?.first?.hasPrefix("1 pending-install") == true { break }
      number += 1
      try #require(number < 40)
    }
    let living = workbench.context(lock: Self.policy(Self.living))
    let error = await failure {
      _ = try await Install(living).run("web", source: ScriptedSource(Self.first), values: ValueMap())
    }
    #expect(error?.code == .nameInUse)
    #expect(
      try await workbench.history("web") == [
        "1 failed Release \"web\" failed: pending-install was interrupted: process 1 on here ended before it was done"
      ])
  }
}
