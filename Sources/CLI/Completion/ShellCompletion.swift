import Functions
import Platform
import Templating

/// Answers the shells' scripts: what could stand where the cursor is.
///
/// Nothing here may fail loudly, wait for long or change anything: somebody has pressed a key.
struct ShellCompletion {
  /// The words that the scripts call: the second one for no descriptions.
  static let names = ["__complete", "__completeNoDesc"]

  private let request: CompletionRequest
  private let live: LiveCandidates

  /// The lines for a command line whose last word is being written.
  ///
  /// - Parameter patience: how long a cluster may take to answer.
  static func answer(
    _ words: [String], withDescriptions: Bool, _ context: ProcessContext, patience: Duration = LiveCandidates.patience
  ) async -> String {
    guard let request = CompletionRequest(words) else {
      return CompletionAnswer.nothing.text(for: "", withDescriptions: withDescriptions)
    }
    let completion = ShellCompletion(request: request, live: LiveCandidates(request, context, patience: patience))
    var before = ""
    if case .value(_, let name) = request.target { before = name }
    return await completion.answer()
      .text(for: request.begun, before: before, withDescriptions: withDescriptions)
  }

  private func answer() async -> CompletionAnswer {
    switch request.target {
    case .command: return CompletionAnswer(candidates: commands(of: request.command))
    case .option: return options
    case .value(let option, _): return await answer(.option(option, of: request.command.words))
    case .positional(let index):
      let positionals = request.arguments.filter { $0.kind == .positional }
      guard let last = positionals.last else { return .nothing }
      // Words beyond the last argument are its own where it takes several.
      guard index < positionals.count || last.isRepeating else { return .nothing }
      let argument = index < positionals.count ? positionals[index] : last
      // A chart alone, with its release's name made up.
      let place = index + (request.options.contains { $0.name == "--generate-name" } ? 1 : 0)
      return await answer(.positional(argument, at: place, of: request.command.words))
    }
  }

  private func answer(_ rule: CompletionRule) async -> CompletionAnswer {
    switch rule {
    case .anything: .nothing
    case .file: .files
    case .folder: .folders
    case .oneOf(let values): list(values.map { CompletionAnswer.Candidate($0) }, keepsOrder: true)
    case .release: list(await live.releases().filter { !request.positionals.contains($0.text) })
    case .revision: list(await live.revisions(), keepsOrder: true)
    case .namespace: list(await live.namespaces())
    case .context: list(live.contexts())
    case .repository: list(live.repositories().filter { !request.positionals.contains($0.text) })
    case .chart: live.charts(request.begun)
    case .version: list(live.versions(), keepsOrder: true)
    case .starter: list(live.starters())
    case .registry: list(live.registries())
    case .function:
      list(
        FunctionLibrary.all.map { CompletionAnswer.Candidate($0.name, "\($0.summary)") }.sorted { $0.text < $1.text })
    case .setting: list(live.settings())
    case .command:
      list(request.positionals.reduce(CommandDescription.root) { $0?.subcommand($1) }.map(commands) ?? [])
    }
  }

  private func list(_ candidates: [CompletionAnswer.Candidate], keepsOrder: Bool = false) -> CompletionAnswer {
    CompletionAnswer(candidates: candidates, directive: keepsOrder ? [.noFiles, .keepOrder] : .noFiles)
  }

  private func commands(of command: CommandDescription) -> [CompletionAnswer.Candidate] {
    command.subcommands.map { CompletionAnswer.Candidate($0.name, $0.abstract) }
  }

  /// The options that may still come, by their long names; by the short ones too where two letters are all there is.
  private var options: CompletionAnswer {
    var answer = CompletionAnswer.nothing
    let given = Set(request.options.map(\.name))
    for option in request.arguments where option.kind != .positional && option.isShown {
      if given.contains(option.name), !option.isRepeating { continue }
      if option.hasOptionalValue {
        answer.candidates.append(CompletionAnswer.Candidate(option.name, option.abstract))
        guard case .oneOf(let values) = CompletionRule.option(option, of: request.command.words) else { continue }
        answer.candidates += values.map { CompletionAnswer.Candidate("\(option.name)=\($0)", option.abstract) }
      } else {
        answer.candidates += option.names.map { CompletionAnswer.Candidate($0, option.abstract) }
      }
    }
    return answer
  }
}
