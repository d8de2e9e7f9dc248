import ArgumentParser
import Repositories
import Values

/// `chart repo update [NAME …]`: brings the indexes of added repositories up to date.
struct RepoUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Bring repositories' indexes up to date.", aliases: ["up"])

  @Argument(help: "The repositories; all where none is named.")
  var names: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("How long a server may say nothing.", valueName: "duration"))
  var timeout = GoDuration.seconds(120)

  @Flag(name: .customLong("fail-on-repo-update-fail"), help: .hidden) var failsOnFailure = false

  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() async throws {
    let invocation = Invocation.current
    let console = invocation.console
    let world = RepositoryWorld(invocation, common.folders, patience: .nanoseconds(timeout.nanoseconds))
    let known = try world.repositories().entries
    guard !known.isEmpty else {
      throw CommandError("no repositories found. You must add one before updating", hint: "chart repo add NAME URL")
    }
    if let stranger = names.first(where: { name in !known.contains { $0.name == name } }) {
      throw CommandError("no repositories found matching '\(stranger)'.  Nothing will be updated")
    }
    let entries = names.isEmpty ? known : known.filter { names.contains($0.name) }
    console.print("Hang tight while we grab the latest from your chart repositories...")
    let indexes = world.indexes
    var failed: [String] = []
    await withTaskGroup(of: (RepositoryEntry, RepositoryError?).self) { group in
      for entry in entries {
        group.addTask {
          do throws(RepositoryError) {
            try await indexes.update(entry)
            return (entry, nil)
          } catch {
            return (entry, error)
          }
        }
      }
      for await (entry, error) in group {
        if let error {
          failed.append(entry.url)
          console.print(
            "...Unable to get an update from the \"\(entry.name)\" chart repository (\(entry.url)):\n\t\(error.description)"
          )
        } else {
          console.print("...Successfully got an update from the \"\(entry.name)\" chart repository")
        }
      }
    }
    guard failed.isEmpty else {
      throw CommandError("failed to update the following repositories: [\(failed.sorted().joined(separator: " "))]")
    }
    console.print("Update Complete. ⎈Happy Helming!⎈")
  }
}
