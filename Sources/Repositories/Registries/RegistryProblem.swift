internal import Values

/// What a registry says in the body of an answer that is no success, by the distribution specification.
enum RegistryProblem {
  /// The problems in words, as oras-go's errcode prints them: `name unknown: repository name not known: map[name:x]`.
  static func words(_ answer: FetchResponse) -> String {
    let document = try? JSON.decode(answer.body)
    let problems = (document?.at("errors")?.asList ?? []).map { problem in
      let code = text(problem.at("code")).lowercased().replacing("_", with: " ")
      return [code, text(problem.at("message")), detail(problem.at("detail"))].filter { !$0.isEmpty }
        .joined(separator: ": ")
    }
    if problems.isEmpty { return HTTPStatus.text(answer.status) }
    return problems.joined(separator: "; ")
  }

  private static func text(_ value: Value?) -> String { value?.asString.map { "\($0)" } ?? "" }

  /// What Go prints of a text or of a map of texts; nothing of whatever is more than that.
  private static func detail(_ value: Value?) -> String {
    guard let map = value?.asMap else { return text(value) }
    return "map[" + map.entries.map { "\($0.key):\(text($0.value))" }.joined(separator: " ") + "]"
  }
}
