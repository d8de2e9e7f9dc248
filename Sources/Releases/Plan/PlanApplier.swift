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

  private typealias Answer = Result<HTTPResponse, TransportError>

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
      outcome.created += steps.filter { $0.change == .create && !$0.target.hasGeneratedName }.map(\.target.reference)
      let failures = await carryOut(steps)
      errors += failures.map(\.error)
      // As in Helm, an install goes on to the kinds that are left, an upgrade does not.
      if !plan.isInstall, failures.contains(where: { $0.change == .create }) { break }
    }
    outcome.error = joined(errors)
    return outcome
  }

  private typealias Failure = (change: Plan.Change, error: ReleaseError)

  /// Carries out steps that do not depend on each other; the answer is what failed.
  private func carryOut(_ steps: [Plan.Step]) async -> [Failure] {
    var failures: [Failure] = []
    var ready: [(step: Plan.Step, request: HTTPRequest)] = []
    let takenOver = method == .serverSide ? await takeOverFields(of: steps, &failures) : steps
    for step in takenOver {
      do throws(PatchError) {
        if let request = try request(step) { ready.append((step, request)) }
      } catch {
        failures.append(
          (
            step.change,
            ReleaseError(.apply, "failed to create patch: \(error)", object: step.target.reference, cause: error)
          ))
      }
    }
    for (index, answer) in await send(ready.map(\.request)).enumerated() {
      let step = ready[index].step
      do throws(KubernetesError) {
        _ = try KubernetesClient.value(of: answer)
        context.report(.applied(step.change, step.target.reference))
      } catch {
        if step.change == .delete, error.isNotFound { continue }
        failures.append((step.change, failure(of: step, error)))
      }
      if case .success(let response) = answer { reportWarnings(of: response, about: step.target.reference) }
    }
    return failures
  }

  /// Sends requests, and again those that met a quota, or an object to delete, while it was being changed.
  private func send(_ requests: [HTTPRequest]) async -> [Answer] {
    var answers = await context.client.sendAll(requests)
    var pause = Duration.milliseconds(10)
    for _ in 0..<Self.attempts {
      let again = answers.indices.filter { Self.isWorthAnotherTry(answers[$0], requests[$0]) }
      if again.isEmpty { break }
      try? await Task.sleep(for: pause)
      pause *= 2
      for (index, answer) in zip(again, await context.client.sendAll(again.map { requests[$0] })) {
        answers[index] = answer
      }
    }
    return answers
  }

  private static let attempts = 5

  /// Whether a refusal is one of those that Helm's client asks again after.
  private static func isWorthAnotherTry(_ answer: Answer, _ request: HTTPRequest) -> Bool {
    guard case .success(let response) = answer, response.status == 409 else { return false }
    do throws(KubernetesError) {
      _ = try KubernetesClient.value(of: answer)
      return false
    } catch {
      guard error.isConflict else { return false }
      if request.method == "POST" || request.method == "DELETE" { return true }
      return error.description.contains("Operation cannot be fulfilled on resourcequotas")
        && error.description.contains("the object has been modified")
    }
  }

  private func request(_ step: Plan.Step) throws(PatchError) -> HTTPRequest? {
    let target = step.target
    var write = KubernetesRequest.WriteOptions(
      fieldManager: context.fieldManager, fieldValidation: "Strict", forcesConflicts: options.forcesConflicts)
    switch step.change {
    case .delete, .keep:
      return KubernetesRequest.delete(
        target.mapping, namespace: target.reference.namespace, name: target.reference.name, uid: target.liveUID)
    case .create, .update:
      if method == .serverSide {
        return target.hasGeneratedName
          ? KubernetesRequest.create(target.object, target.mapping, options: write)
          : KubernetesRequest.apply(target.object, target.mapping, options: write)
      }
      if let live = step.live, options.forcesReplacement {
        let replacement = target.object.copy()
        replacement.metadata["resourceVersion"] = .string(live.resourceVersion)
        return KubernetesRequest.update(replacement, target.mapping, options: write)
      }
      // As Helm: what is written client-side is not checked for unknown fields.
      write.fieldValidation = ""
      guard let live = step.live, !target.hasGeneratedName else {
        return KubernetesRequest.create(target.object, target.mapping, options: write)
      }
      guard let (kind, patch) = try ClientSideMerge.patch(for: step, live: live) else { return nil }
      return KubernetesRequest.patch(
        kind, OrderedJSON.text(of: .map(patch)), target.mapping, namespace: target.reference.namespace,
        name: target.reference.name, options: write)
    }
  }

  // MARK: - Fields written client-side

  /// Makes server-side apply the owner of the fields that the release has written client-side; the answer is the steps
  /// that can go on.
  private func takeOverFields(of steps: [Plan.Step], _ failures: inout [Failure]) async -> [Plan.Step] {
    var left: [Plan.Step] = []
    for step in steps {
      guard step.change == .update, let live = step.live, !options.forcesReplacement else {
        left.append(step)
        continue
      }
      do throws(KubernetesError) {
        try await takeOverFields(of: live, step.target)
        left.append(step)
      } catch {
        let reference = step.target.reference
        failures.append(
          (
            step.change,
            ReleaseError(
              .apply, "failed to patch object to upgrade CSA field manager \(Self.name(reference))", error,
              object: reference)
          ))
      }
    }
    return left
  }

  private func takeOverFields(of live: KubernetesObject, _ target: ResolvedObject) async throws(KubernetesError) {
    var live = live
    let reference = target.reference
    for attempt in 1... {
      guard let patch = FieldManagerUpgrade.patch(for: live, manager: context.fieldManager) else { return }
      let request = KubernetesRequest.patch(
        .json, JSONCodec.encode(patch), target.mapping, namespace: reference.namespace, name: reference.name,
        options: KubernetesRequest.WriteOptions(fieldManager: context.fieldManager, fieldValidation: "Strict"))
      do throws(KubernetesError) {
        _ = try await context.client.read(request)
        return
      } catch {
        if error.isNotFound { return }
        guard error.isConflict, attempt < Self.attempts else { throw error }
      }
      live = try await context.client.object(target.getRequest)
    }
  }

  // MARK: - Words

  private static func name(_ reference: ObjectReference) -> String {
    "\(reference.namespace)/\(reference.name) \(reference.gvk)"
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
      if method == .serverSide {
        prefix =
          error.isConflict
          ? "conflict occurred while applying object \(Self.name(reference))"
          : "server-side apply failed for object \(Self.name(reference))"
      } else if step.change == .create {
        prefix = ""
      } else if options.forcesReplacement {
        prefix = "failed to replace object"
      } else {
        prefix = "cannot patch \"\(reference.name)\" with kind \(gvk.kind)"
      }
    }
    var failure = ReleaseError(.apply, prefix, error, object: reference)
    if method == .serverSide, error.isConflict { failure.hint = Self.hint(aboutConflict: error) }
    if step.change == .update { failure.hint = failure.hint ?? Self.hint(aboutImmutability: error, of: reference) }
    return step.change == .create && !createPrefix.isEmpty ? failure.wrapped(createPrefix) : failure
  }

  /// What to do where the server says that a field cannot be changed; nil where it says no such thing.
  private static func hint(aboutImmutability error: KubernetesError, of reference: ObjectReference) -> String? {
    guard case .status(let status) = error, status.code == 422 else { return nil }
    let fields = status.causes.filter { cause in
      cause.message.hasSuffix("field is immutable") || cause.message.contains("updates to statefulset spec for fields")
    }
    if fields.isEmpty { return nil }
    var command = "kubectl delete \(reference.gvk.kind.lowercased()) \(reference.name)"
    if !reference.namespace.isEmpty { command += " -n \(reference.namespace)" }
    return "\(fields.map(\.field).joined(separator: ", ")) cannot be changed once the object is there: after "
      + "`\(command)` the same upgrade makes it anew"
  }

  /// Each field that is in conflict, and who owns it.
  private static func hint(aboutConflict error: KubernetesError) -> String {
    guard case .status(let status) = error else { return "" }
    let fields = status.causes.filter { $0.reason == "FieldManagerConflict" }.map { cause in
      "\n  \(cause.field): \(cause.message.hasPrefix("conflict with ") ? String(cause.message.dropFirst(14)) : cause.message)"
    }
    return "other managers own these fields: --force-conflicts takes them over" + fields.joined()
  }

  /// Tells what the server has to say about an object that it took all the same: deprecated versions, unknown fields.
  private func reportWarnings(of response: HTTPResponse, about reference: ObjectReference) {
    for header in response.headers where header.name.lowercased() == "warning" {
      // `299 - "text"`
      guard let quote = header.value.firstIndex(of: "\"") else { continue }
      let text = header.value[header.value.index(after: quote)...].prefix { $0 != "\"" }
      context.report(.warning("\(reference.path): \(text)"))
    }
  }

  private func joined(_ errors: [ReleaseError]) -> ReleaseError? {
    guard var first = errors.first else { return nil }
    first.message = errors.map(\.message).joined(separator: separator)
    return first
  }
}
