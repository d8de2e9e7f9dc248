import Kubernetes
import Releases
import Testing
import Values

/// What a dead process, a broken connection or a refusing server leaves behind must not stand in anybody's way: after a
/// fault at any request of an operation, the same operation once more brings the release in order.
struct FaultTests {
  enum Step: CaseIterable {
    case install, installOfSplitRecord, upgrade, upgradeOrInstall, failingUpgrade, rollback, uninstall
  }

  private static let bigFile = RecordedChart.File(name: "big.bin", data: incompressible(7 << 10, seed: 1))

  private static var first: ScriptedSource {
    ScriptedSource(configMaps(["a": "1", "b": "1"]), hooks: [hook])
  }
  private static var second: ScriptedSource {
    ScriptedSource(configMaps(["b": "2", "c": "2"]), hooks: [hook])
  }
  private static var broken: ScriptedSource { ScriptedSource(configMaps(["b": "2", "c": "2"]) + refusedManifest) }
  private static var split: ScriptedSource {
    ScriptedSource(configMaps(["a": "1", "b": "1"]), files: [bigFile])
  }

  /// A hook whose object goes once it has succeeded.
  private static var hook: Hook {
    Hook(
      name: "hook", kind: "ConfigMap", path: "demo/templates/hook.yaml", manifest: Bytes(configMaps(["hook": "1"])),
      events: [.preInstall, .preUpgrade, .preRollback], weight: 0,
      deletePolicies: [.beforeHookCreation, .succeeded, .failed])
  }

  /// So many bytes fit one object here.
  private static let recordLimit = 3 << 10
  private static let partsOfSplitRecord = 3

  /// A process that is known to be dead for everybody else.
  private static let dead = LockHolder(
    host: "here", boot: "b", processNamespace: "n", process: 1, started: "1", nonce: "")
  private static let living = LockHolder(
    host: "here", boot: "b", processNamespace: "n", process: 2, started: "2", nonce: "")

  private static func policy(_ holder: LockHolder) -> LockPolicy {
    LockPolicy(holder: holder, hasEnded: { $0.process == dead.process })
  }

  private func prepare(_ step: Step, _ workbench: Workbench) async throws {
    switch step {
    case .install, .installOfSplitRecord, .upgradeOrInstall: return
    case .upgrade, .failingUpgrade, .uninstall:
      _ = try await Install(workbench.context()).run("web", source: Self.first, values: ValueMap())
    case .rollback:
      _ = try await Install(workbench.context()).run("web", source: Self.first, values: ValueMap())
      _ = try await Upgrade(workbench.context()).run("web", source: Self.second, values: ValueMap())
    }
  }

  /// The user's command.
  private func run(_ step: Step, _ context: ActionContext) async throws(ReleaseError) {
    switch step {
    case .install, .installOfSplitRecord:
      var options = Install.Options()
      // As in Helm, the name of an install that failed for good is not free.
      options.replaces = true
      _ = try await Install(context, options: options).run(
        "web", source: step == .install ? Self.first : Self.split, values: ValueMap())
    case .upgrade: _ = try await Upgrade(context).run("web", source: Self.second, values: ValueMap())
    case .upgradeOrInstall:
      var options = Upgrade.Options()
      options.installs = true
      _ = try await Upgrade(context, options: options).run("web", source: Self.first, values: ValueMap())
    case .failingUpgrade:
      var options = Upgrade.Options()
      options.rollsBackOnFailure = true
      options.wait.timeout = .seconds(20)
      _ = try await Upgrade(context, options: options).run("web", source: Self.broken, values: ValueMap())
    case .rollback:
      var options = Rollback.Options()
      options.revision = 1
      _ = try await Rollback(context, options: options).run("web")
    case .uninstall: _ = try await Uninstall(context).run("web")
    }
  }

  /// What is not as it must be after the command has been repeated; nothing where all is in order.
  private func faults(_ step: Step, _ workbench: Workbench) async throws -> [String] {
    var faults: [String] = []
    func check(_ isFine: Bool, _ fault: @autoclosure () -> String) { if !isFine { faults.append(fault()) } }
    let objects = [
      try await workbench.configMap("a")?["key"], try await workbench.configMap("b")?["key"],
      try await workbench.configMap("c")?["key"], try await workbench.configMap("hook")?["key"],
    ]
    let summaries = try await workbench.context().storage.list(ReleaseQuery(name: "web"))
    let secrets = try await workbench.names(of: "Secret")
    switch step {
    case .install, .installOfSplitRecord, .upgradeOrInstall, .failingUpgrade, .rollback:
      check(objects == ["1", "1", nil, nil], "objects \(objects)")
    case .upgrade: check(objects == [nil, "2", "2", nil], "objects \(objects)")
    case .uninstall:
      check(objects == [nil, nil, nil, nil], "objects \(objects)")
      check(summaries.isEmpty, "records \(summaries.map(\.key.revision))")
      check(secrets.isEmpty, "secrets \(secrets)")
      return faults
    }
    check(try await !workbench.hasLease("web"), "a lease is left")
    let statuses = summaries.map(\.status)
    check(statuses.first == .deployed, "newest \(statuses)")
    check(statuses.count { $0 == .deployed } == 1, "deployed \(statuses)")
    check(!statuses.contains { $0.isPending || $0 == .uninstalling }, "pending \(statuses)")
    let revisions = summaries.map(\.key.revision)
    check(revisions == Array((1...max(1, revisions.count)).reversed()), "revisions \(revisions)")
    // Each command makes one revision, a failing upgrade two; and it was given twice at most.
    let most = [Step.rollback: 4, .failingUpgrade: 5, .upgrade: 3][step] ?? 2
    check(revisions.count <= most, "revisions \(revisions)")
    for key in summaries.map(\.key) {
      let whole = try await workbench.context().storage.get(key, .whole)
      check(
        whole.chart.files == (step == .installOfSplitRecord ? [Self.bigFile] : []),
        "the chart of revision \(key.revision) is not whole")
    }
    let parts = step == .installOfSplitRecord ? Self.partsOfSplitRecord * revisions.count : 0
    check(secrets.count == revisions.count + parts, "secrets \(secrets)")
    return faults
  }

  /// How the command ends whose requests the transport passes on.
  private func outcome(_ step: Step, through transport: FaultyTransport, _ workbench: Workbench) async -> ReleaseError?
  {
    let context = workbench.context(
      through: transport, lock: Self.policy(Self.dead), recordLimit: Self.recordLimit)
    let process = Task { () -> ReleaseError? in
      do throws(ReleaseError) {
        try await run(step, context)
        return nil
      } catch {
        return error
      }
    }
    transport.stands(for: process)
    return await process.value
  }

  @Test(arguments: Step.allCases)
  func `The same command again brings in order what a fault at any request has left`(_ step: Step) async throws {
    let prepared = try Workbench()
    try await prepare(step, prepared)
    var survived = 0
    var count = 0
    for fault in FaultyTransport.Fault.allCases {
      for number in 0... {
        let workbench = try Workbench(copyOf: prepared)
        let transport = FaultyTransport(workbench.cluster, fault, from: number, to: number)
        var outcomes = [await outcome(step, through: transport, workbench)]
        if transport.requests <= number { break }
        // A process that ended well is not started again; one that has died cannot tell how it ended.
        if outcomes[0] != nil || fault.isDeath {
          let context = workbench.context(lock: Self.policy(Self.living), recordLimit: Self.recordLimit)
          do throws(ReleaseError) {
            try await run(step, context)
            outcomes.append(nil)
          } catch {
            outcomes.append(error)
          }
        }
        let faults = try await faults(step, workbench)
        #expect(faults.isEmpty, "\(fault) of \(step) at request \(number): \(outcomes.map { $0?.message ?? "fine" })")
        survived += faults.isEmpty ? 1 : 0
        count += 1
      }
    }
    print("\(step): \(count) faults, \(survived) survived")
    #expect(count > 100)
  }

  @Test func `An install that has died is gone on from, and says what happened to it`() async throws {
    let workbench = try Workbench()
    // Everything up to the pending record is answered, and nothing after it.
    var number = 0
    while true {
      let transport = FaultyTransport(workbench.cluster, .killedAfter, from: number)
      let context = workbench.context(through: transport, lock: Self.policy(Self.dead))
      do { _ = try await Install(context).run("web", source: Self.first, values: ValueMap()) } catch {}
      if (try? await workbench.history("web"))?.first?.hasPrefix("1 pending-install") == true { break }
      number += 1
      try #require(number < 40)
    }
    let living = workbench.context(lock: Self.policy(Self.living))
    _ = try await Install(living).run("web", source: Self.first, values: ValueMap())
    #expect(
      try await workbench.history("web") == [
        "1 failed Release \"web\" failed: pending-install was interrupted: process 1 on here ended before it was done",
        "2 deployed Install complete",
      ])
    let again = await failure { _ = try await Install(living).run("web", source: Self.first, values: ValueMap()) }
    #expect(again?.code == .nameInUse)
  }

  @Test func `A rollback that has died goes back to the same revision when it is repeated`() async throws {
    for number in 0... {
      let workbench = try Workbench()
      try await prepare(.rollback, workbench)
      let transport = FaultyTransport(workbench.cluster, .killedBefore, from: number)
      let context = workbench.context(through: transport, lock: Self.policy(Self.dead))
      let process = Task { () -> ReleaseError? in
        do throws(ReleaseError) {
          _ = try await Rollback(context).run("web")
          return nil
        } catch {
          return error
        }
      }
      transport.stands(for: process)
      let error = await process.value
      if transport.requests <= number { break }
      // Once the new revision is recorded as deployed, all is done that the user sees.
      if error == nil { continue }
      _ = try await Rollback(workbench.context(lock: Self.policy(Self.living))).run("web")
      #expect(try await workbench.configMap("a") == ["key": "1"], "dead at request \(number)")
    }
  }
}
