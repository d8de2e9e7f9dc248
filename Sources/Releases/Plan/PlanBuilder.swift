internal import Kubernetes
internal import Values

/// Compares what a release has with what it shall have, and with what is in the cluster.
struct PlanBuilder {
  let context: ActionContext
  let owner: Ownership

  /// What becomes of objects that exist without being the release's.
  enum Strangers {
    /// They are an error.
    case refused
    /// They are taken over.
    case takenOver
  }

  /// The plan that leads from the objects of one revision to those of another.
  ///
  /// - Parameters:
  ///   - old: the objects of the revision that is in force; none for an install.
  ///   - leftovers: objects that revisions which failed since may have created.
  ///   - new: the objects that the release shall have, in their order; they get the release's marks.
  func change(
    from old: [ResolvedObject], leftovers: [ResolvedObject] = [], to new: [ResolvedObject], strangers: Strangers
  ) async throws(ReleaseError) -> Plan {
    let oldByIdentity = Dictionary(old.map { ($0.reference.identity, $0) }, uniquingKeysWith: { first, _ in first })
    let named = new.filter { !$0.hasGeneratedName }
    let live = try await self.live(named)
    var steps: [Plan.Step] = []
    for object in new {
      let identity = object.reference.identity
      let previous = oldByIdentity[identity]
      let existing = object.hasGeneratedName ? nil : live[identity]
      if !object.hasGeneratedName { try checkName(object) }
      var note = ""
      if previous == nil, let existing, let problem = owner.problem(with: existing) {
        guard strangers == .takenOver else {
          throw ReleaseError(
            .notOwned,
            "\(object.reference) exists and cannot be imported into the current release: \(problem)",
            object: object.reference, hint: "--take-ownership makes it part of the release")
        }
        note = "taken over"
      }
      owner.mark(object.object)
      steps.append(
        Plan.Step(
          change: existing == nil ? .create : .update, target: object, previous: previous?.object, live: existing,
          note: note))
    }
    let kept = Set(new.map(\.reference.identity))
    let gone = old.filter { !kept.contains($0.reference.identity) }
    let goneIdentities = Set(gone.map(\.reference.identity))
    let stray = leftovers.filter {
      !kept.contains($0.reference.identity) && !goneIdentities.contains($0.reference.identity)
    }
    steps += try await removal(of: gone, requiresOwnership: false)
    steps += try await removal(of: stray, requiresOwnership: true)
    return Plan(steps: steps)
  }

  /// The plan that removes a release's objects, those of others and those that ask to be kept left alone.
  func removal(of objects: [ResolvedObject]) async throws(ReleaseError) -> Plan {
    Plan(steps: try await removal(of: objects, requiresOwnership: true))
  }

  private func removal(
    of objects: [ResolvedObject], requiresOwnership: Bool
  ) async throws(ReleaseError) -> [Plan.Step] {
    let objects = KindOrder.uninstall.sorted(objects.filter { !$0.hasGeneratedName }) { $0.mapping.gvk.kind }
    let live = try await live(objects)
    return objects.compactMap { object in
      guard let existing = live[object.reference.identity] else { return nil }
      var target = object
      target.liveUID = existing.uid
      func step(_ change: Plan.Change, _ note: String = "") -> Plan.Step {
        Plan.Step(change: change, target: target, previous: object.object, live: existing, note: note)
      }
      if ResolvedObject.isKept(existing) || ResolvedObject.isKept(object.object) {
        return step(.keep, PlanNote.resourcePolicy)
      }
      if requiresOwnership, !owner.owns(existing) { return step(.keep, PlanNote.notOwned) }
      return step(.delete)
    }
  }

  private func checkName(_ object: ResolvedObject) throws(ReleaseError) {
    if !object.object.name.isEmpty, !object.object.generateName.isEmpty {
      throw ReleaseError(
        .invalidManifest, "metadata.name and metadata.generateName cannot both be set", object: object.reference)
    }
    if object.object.name.isEmpty {
      throw ReleaseError(
        .invalidManifest, "resource name may not be empty", object: object.reference,
        hint: "a \(object.mapping.gvk.kind) in the manifest has no metadata.name")
    }
  }

  /// The objects as they are in the cluster, those that are not there left out.
  private func live(
    _ objects: [ResolvedObject]
  ) async throws(ReleaseError) -> [ObjectReference.Identity: KubernetesObject] {
    var result: [ObjectReference.Identity: KubernetesObject] = [:]
    let answers = await context.client.sendAll(objects.map(\.getRequest))
    for (object, answer) in zip(objects, answers) {
      do throws(KubernetesError) {
        guard let map = try KubernetesClient.value(of: answer).asMap else { continue }
        result[object.reference.identity] = KubernetesObject(map)
      } catch {
        if error.isNotFound { continue }
        throw ReleaseError(
          .cluster, "could not get information about the resource \(object.reference)", error,
          object: object.reference)
      }
    }
    return result
  }
}

/// Why an object is kept.
enum PlanNote {
  static let resourcePolicy = "kept due to the resource policy"
  static let notOwned = "not owned by this release"
}
