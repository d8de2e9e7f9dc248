internal import Kubernetes

extension KubernetesError {
  /// Whether the same request may succeed a moment later: the server was not reached, is busy or failed, or has met
  /// another writer where no version was asked for.
  var isPassing: Bool {
    switch self {
    case .unreachable: true
    case .status(let status): status.code >= 500 || status.code == 429 || isConflict
    case .noMatch, .malformedAnswer: false
    }
  }
}

extension KubernetesClient {
  private static let attempts = 3

  /// Asks again, a few times, where a fault may pass; only for what may be done twice.
  func retrying<Answer>(
    _ body: () async throws(KubernetesError) -> Answer
  ) async throws(KubernetesError) -> Answer {
    var pause = Duration.milliseconds(20)
    for _ in 1..<Self.attempts {
      do throws(KubernetesError) {
        return try await body()
      } catch {
        if !error.isPassing { throw error }
      }
      try? await Task.sleep(for: pause)
      pause *= 2
    }
    return try await body()
  }
}
