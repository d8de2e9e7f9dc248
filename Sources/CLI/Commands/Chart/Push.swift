import ArgumentParser
import Platform
import Repositories

/// `chart push PACKAGE REPOSITORY`: puts a package into a registry.
struct PushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Put a package into a registry.",
    discussion: "A provenance file beside the package goes along.")

  @Argument(help: "The package.")
  var package: String

  @Argument(help: "Where it goes: oci://HOST/PATH; its name and version are added.")
  var repository: String

  @Option(
    name: .customLong("mount-from"),
    help: ArgumentHelp(
      "A repository of the same registry that has the package already, so that it need not be sent.",
      valueName: "repository"))
  var mountFrom: String?

  @OptionGroup var server: ServerOptions
  @OptionGroup(visibility: .hidden) var common: CommonOptions

  func run() async throws {
    let invocation = Invocation.current
    guard repository.hasPrefix("oci://") else {
      throw CommandError(
        "scheme prefix missing from remote (e.g. \"oci://\")", hint: "chart push \(package) oci://HOST/PATH")
    }
    let path = invocation.path(package)
    let bytes = try FileSystem.read(path, limit: RepositoryLimits.package)
    let provenance =
      FileSystem.kind(path + ".prov") == .file ? try FileSystem.read(path + ".prov", limit: 1 << 20) : nil
    let created = try SourceDate.moment(invocation.context) ?? FileSystem.modified(path)
    let pushed = try await RepositoryWorld(invocation, common.folders).registry(server).push(
      bytes, provenance: provenance, to: repository.last == "/" ? String(repository.dropLast()) : repository,
      created: created, mountingFrom: mountFrom ?? "")
    if mountFrom != nil { invocation.console.note("Mounted: \(pushed.mounted) of the package's blobs") }
    invocation.console.print("Pushed: \(pushed.reference)\nDigest: \(pushed.digest)")
    if pushed.reference.tag.contains("+") {
      invocation.console.note("A registry takes no + in a tag: it is kept as _, and shown as + again.")
    }
  }
}

/// The moment that SOURCE_DATE_EPOCH names, so that what is made says the same whenever it is made.
enum SourceDate {
  /// The moment; nil where the variable is not set.
  static func moment(_ context: ProcessContext) throws(CommandError) -> Moment? {
    guard let text = context.environment["SOURCE_DATE_EPOCH"], !text.isEmpty else { return nil }
    guard let seconds = Int64(text), seconds >= 0 else {
      throw CommandError(
        "SOURCE_DATE_EPOCH is \"\(text)\", which is no number of seconds", hint: "Correct it, or leave it out.")
    }
    return Moment(seconds: seconds)
  }
}
