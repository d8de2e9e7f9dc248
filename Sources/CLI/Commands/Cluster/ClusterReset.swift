import ArgumentParser
import EmbeddedCluster
import Platform

/// `chart cluster reset`: an empty embedded cluster, for whoever works on it.
struct ClusterResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Delete everything in the embedded cluster.")

  @Flag(help: "Do not ask.")
  var yes = false

  func run() throws {
    let invocation = Invocation.current
    let place = try EmbeddedClusterPlace(invocation)
    guard place.exists else {
      invocation.console.print("There is no embedded cluster in \(place.folder).")
      return
    }
    if !yes, !isConfirmed(place.folder, invocation.console) {
      throw CommandError("nothing was deleted", hint: "Answer yes, or say --yes.")
    }
    do {
      try place.open().reset()
    } catch {
      // What cannot be opened, or has no room for what a reset writes, is put away; but not under a server's feet.
      if try place.server.running() != nil { throw error }
      try EmbeddedCluster.remove(folder: place.folder)
      _ = try place.open()
    }
    invocation.console.print("The embedded cluster in \(place.folder) is empty.")
  }

  /// Asks on a terminal; elsewhere nobody can answer.
  private func isConfirmed(_ folder: String, _ console: Console) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else { return false }
    console.note("Everything in the embedded cluster in \(folder) will be deleted. Go on? [y/N]")
    return ["y", "yes"].contains(readLine()?.lowercased())
  }
}
