internal import Kubernetes
internal import Values

/// Carries a plan out.
struct PlanApplier {
  let session: ReleaseSession
  let method: Release.ApplyMethod
  let options: ApplyOptions
  /// What comes before the server's words when an object cannot be created.
  let createPrefix: String
  /// What stands between the errors of several objects: Helm's install and upgrade differ here.
  let separator: String

  /// How far a plan was carried out.
  struct Outcome {
    /// The objects that were created, or may have been.
    var created: [ObjectReference] = []
    /// What stopped it, or went wrong on the way.
    var error: ReleaseError?
  }

  private var context: ActionContext { session.context }

  /// Carries out the steps, rank by rank; steps of one rank at the same time.
  func apply(_ plan: Plan) async -> Outcome {
    var outcome = Outcome()
    var errors: [ReleaseError] = []
    for rank in plan.ranks {
      let isDeletion = rank.first?.change == .delete
      // Nothing is deleted before all else is in place.
      if isDeletion, !errors.isEmpty { break }
      do throws(ReleaseError) { try session.checkStillHeld() } catch {
        errors.append(error)
        break
      }
      let steps = rank.filter { $0.change != .keep }
      let answers = await context.client.sendAll(steps.map(request))
      var mustStop = false
      for (step, answer) in zip(steps, answers) {
        if step.change == .create, !step.target.hasGeneratedName { outcome.created.append(step.target.reference) }
        do throws(KubernetesError) {
          _ = try KubernetesClient.value(of: answer)
          context.report(.applied(step.change, step.target.reference))
        } catch {
          if step.change == .delete, error.isNotFound { continue }
          errors.append(failure(of: step, error))
          if step.change == .create { mustStop = true }
        }
      }
      if mustStop { break }
    }
    outcome.error = joined(errors)
    return outcome
  }

  private func request(_ step: Plan.Step) -> HTTPRequest {
    let target = step.target
    let write = KubernetesRequest.WriteOptions(
      fieldManager: context.fieldManager, fieldValidation: "Strict", forcesConflicts: options.forcesConflicts)
    switch step.change {
    case .delete, .keep:
      return KubernetesRequest.delete(
        target.mapping, namespace: target.reference.namespace, name: target.reference.name, uid: target.liveUID)
    case .create, .update:
      if target.hasGeneratedName { return KubernetesRequest.create(target.object, target.mapping, options: write) }
      if method == .serverSide { return KubernetesRequest.apply(target.object, target.mapping, options: write) }
      guard let live = step.live else {
        return KubernetesRequest.create(target.object, target.mapping, options: write)
      }
      if options.forcesReplacement {
        let replacement = target.object.copy()
        replacement.metadata["resourceVersion"] = .string(live.resourceVersion)
        return KubernetesRequest.update(replacement, target.mapping, options: write)
      }
      let patch = ThreeWayMerge.patch(previous: step.previous, desired: target.object, live: live)
      return KubernetesRequest.patch(
        .merge, OrderedJSON.text(of: .map(patch)), target.mapping, namespace: target.reference.namespace,
        name: target.reference.name, options: write)
    }
  }

  /// A step's failure in Helm's words.
  private func failure(of step: Plan.Step, _ error: KubernetesError) -> ReleaseError {
    let reference = step.target.reference
    let gvk = reference.gvk
    let prefix: String
    switch step.change {
    case .delete, .keep:
      prefix =
        "failed to delete resource namespace=\(reference.namespace), name=\(reference.name), kind=\(gvk.kind)"
    case .create, .update:
      let name = "\(reference.namespace)/\(reference.name) \(gvk)"
      if method == .serverSide {
        prefix =
          error.isConflict
          ? "conflict occurred while applying object \(name)" : "server-side apply failed for object \(name)"
      } else if step.change == .create {
        prefix = ""
      } else if options.forcesReplacement {
        prefix = "failed to replace object"
      } else {
        prefix = "cannot patch \"\(reference.name)\" with kind \(gvk.kind)"
      }
    }
    var failure = ReleaseError(.apply, prefix, error, object: reference)
    if method == .serverSide, error.isConflict {
      failure.hint = "other managers own these fields: --force-conflicts takes them over"
    }
    return step.change == .create && !createPrefix.isEmpty ? failure.wrapped(createPrefix) : failure
  }

  private func joined(_ errors: [ReleaseError]) -> ReleaseError? {
    guard var first = errors.first else { return nil }
    first.message = errors.map(\.message).joined(separator: separator)
    return first
  }
}
