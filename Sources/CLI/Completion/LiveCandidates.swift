import ArgumentParser
import Kubernetes
import Platform
import Releases
import Repositories
import Values

/// Candidates that are looked up: in the cluster in use, in the added repositories, in settings.
struct LiveCandidates {
  typealias Candidate = CompletionAnswer.Candidate

  /// How long a cluster may take to answer; who waits longer has typed the name.
  static let patience = Duration.milliseconds(1500)

  private let request: CompletionRequest
  private let invocation: Invocation
  private let patience: Duration

  /// - Parameter patience: how long a cluster may take to answer.
  init(_ request: CompletionRequest, _ context: ProcessContext, patience: Duration) {
    self.request = request
    self.patience = patience
    invocation = Invocation(context: context, console: Console(output: { _ in }, errors: { _ in }))
  }

  // MARK: The cluster

  /// The releases of the namespace that the line names.
  func releases() async -> [Candidate] {
    await ask { actions in
      let newest = try await actions.storage.list(ReleaseQuery(newestOnly: true))
      return newest.map { Candidate($0.key.name, "revision \($0.key.revision), \($0.status.rawValue)") }
        .sorted { $0.text < $1.text }
    }
  }

  /// The revisions of the release that the line names, the newest first.
  func revisions() async -> [Candidate] {
    guard let name = request.positionals.first else { return [] }
    return await ask { actions in
      try await History(actions).run(name).reversed().map { release in
        let words = [release.info.status.rawValue, ReleaseText.chart(release), release.info.description]
        return Candidate("\(release.revision)", words.joined(separator: ", "))
      }
    }
  }

  /// The namespaces of the cluster.
  func namespaces() async -> [Candidate] {
    await ask { actions in
      var names: [String] = []
      let kind = GroupVersionKind(group: "", version: "v1", kind: "Namespace")
      try await actions.client.listMetadata(kind, namespace: "") { names.append($0.name) }
      return names.sorted().map { Candidate($0) }
    }
  }

  /// What the cluster that the line and the environment name says, if it says it soon.
  private func ask(_ question: @escaping @Sendable (ActionContext) async throws -> [Candidate]) async -> [Candidate] {
    guard let options = clusterOptions else { return [] }
    let (invocation, patience) = (invocation, patience)
    let (answers, answer) = AsyncStream.makeStream(of: [Candidate].self)
    // An API server that cannot be reached may be asked again and again: nobody waits for that to end.
    let asking = Task {
      guard Self.isThere(options, invocation), let connection = try? ClusterConnection(options, invocation) else {
        answer.yield([])
        return
      }
      answer.yield((try? await question(connection.actions)) ?? [])
    }
    let waiting = Task {
      try? await Task.sleep(for: patience)
      answer.yield([])
    }
    defer {
      asking.cancel()
      waiting.cancel()
    }
    for await candidates in answers { return candidates }
    return []
  }

  /// Whether there is a cluster to ask; an embedded one is not made for this.
  private static func isThere(_ options: ClusterOptions, _ invocation: Invocation) -> Bool {
    let context = invocation.context
    let choice = try? ClusterChoice.decide(options.settings(context), environment: context.environment) {
      FileSystem.kind(invocation.path($0)) != nil
    }
    switch choice {
    case .kubernetes: return true
    case .embedded: return (try? EmbeddedClusterPlace(invocation))?.exists ?? false
    case nil: return false
    }
  }

  /// What the line says about the cluster.
  private var clusterOptions: ClusterOptions? {
    let known: Set<String> = [
      "--namespace", "--kubeconfig", "--kube-context", "--kube-apiserver", "--kube-token", "--kube-as-user",
      "--kube-as-group", "--kube-ca-file", "--kube-tls-server-name", "--kube-insecure-skip-tls-verify",
    ]
    return try? ClusterOptions.parse(words(of: known))
  }

  /// The line's options of these names, as a command is given them.
  private func words(of known: Set<String>) -> [String] {
    request.options.filter { known.contains($0.name) }.map { option in
      option.value.map { "\(option.name)=\($0)" } ?? option.name
    }
  }

  /// The contexts of the kubeconfig.
  func contexts() -> [Candidate] {
    var settings = ClusterSettings(environment: invocation.context.environment)
    if let file = request.values(of: "--kubeconfig").last { settings.kubeconfig = invocation.path(file) }
    guard let kubeconfig = try? settings.loadKubeconfig(invocation.context) else { return [] }
    return kubeconfig.contexts.keys.sorted().map {
      Candidate($0, $0 == kubeconfig.currentContext ? "the current context" : "")
    }
  }

  // MARK: Repositories

  /// The folders that the line and the environment name.
  private var folders: HelmFolders {
    let options = try? FolderOptions.parse(words(of: ["--repository-config", "--repository-cache"]))
    return options?.resolved(invocation) ?? HelmFolders(invocation.context)
  }

  /// The repositories that were added.
  func repositories() -> [Candidate] {
    let list = try? LargeStack.run { () throws(RepositoryError) in try RepositoryList(path: folders.repositories) }
    return (list?.entries ?? []).map { Candidate($0.name, RepositoryURL.redacted($0.url)) }
  }

  /// The charts of the repository that a word begins with; before its slash, the repositories, and what is here.
  func charts(_ begun: String) -> CompletionAnswer {
    if [".", "/", "~"].contains(where: begun.hasPrefix) { return .files }
    var candidates: [Candidate] = []
    let repositories = repositories()
    if let slash = begun.firstIndex(of: "/"), repositories.contains(where: { $0.text == begun[..<slash] }) {
      let name = String(begun[..<slash])
      candidates = chartNames(name).map { Candidate("\(name)/\($0)") }
    } else if !begun.contains("/") {
      candidates = repositories.map { Candidate("\($0.text)/", $0.description) }
    }
    candidates += files(begun)
    // Behind a slash, something is to follow.
    let chosen = candidates.filter { $0.text.hasPrefix(begun) }
    let isOpen = !chosen.isEmpty && chosen.allSatisfy { $0.text.hasSuffix("/") }
    return CompletionAnswer(candidates: candidates, directive: isOpen ? [.noFiles, .noSpace] : .noFiles)
  }

  /// Folders and packages here, or in the folder that the word has come to.
  private func files(_ begun: String) -> [Candidate] {
    let folder = begun.lastIndex(of: "/").map { String(begun[...$0]) } ?? ""
    let entries = (try? FileSystem.list(invocation.path(folder.isEmpty ? "." : folder))) ?? []
    return entries.compactMap { entry in
      if entry.name.hasPrefix(".") { return nil }
      let path = folder + entry.name
      if entry.name.hasSuffix(".tgz") { return Candidate(path) }
      guard FileSystem.kind(invocation.path(path)) == .folder else { return nil }
      let isChart = FileSystem.kind(invocation.path(path + "/Chart.yaml")) == .file
      return isChart ? Candidate(path, "the chart that is here") : Candidate(path + "/")
    }.sorted { $0.text < $1.text }
  }

  private func chartNames(_ repository: String) -> [String] {
    let names = Path.join(folders.repositoryCache, repository + "-charts.txt")
    if let bytes = try? FileSystem.read(names, limit: 64 << 20) {
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    return index(repository)?.names ?? []
  }

  /// The versions of the chart that the line names, the newest first.
  func versions() -> [Candidate] {
    guard let word = request.positionals.last(where: { $0.contains("/") }), let slash = word.firstIndex(of: "/"),
      let index = index(String(word[..<slash]))
    else { return [] }
    let name = String(word[word.index(after: slash)...])
    let entries = (try? LargeStack.run { () throws(RepositoryError) in try index.versions(of: name) }) ?? []
    return entries.map { Candidate($0.version, $0.appVersion.isEmpty ? "" : "App: \($0.appVersion)") }
  }

  private func index(_ repository: String) -> RepositoryIndex? {
    let path = Path.join(folders.repositoryCache, repository + "-index.yaml")
    return try? LargeStack.run { () throws(RepositoryError) in try RepositoryIndex(path: path) }
  }

  // MARK: Settings

  /// The starters for new charts.
  func starters() -> [Candidate] {
    let entries = (try? FileSystem.list(Path.join(folders.data, "starters"))) ?? []
    return entries.map(\.name).filter { !$0.hasPrefix(".") }.sorted().map { Candidate($0) }
  }

  /// The registries that somebody is logged in to.
  func registries() -> [Candidate] {
    guard let bytes = try? FileSystem.read(folders.registryConfiguration, limit: 16 << 20),
      let logins = try? JSON.decode(bytes).at("auths")?.asMap
    else { return [] }
    return logins.entries.map { Candidate("\($0.key)") }
  }

  /// The names of the environment's settings.
  func settings() -> [Candidate] {
    EnvCommand.settings(invocation, folders).sorted { $0.key < $1.key }.map { Candidate($0.key, $0.value) }
  }
}
