import Kubernetes
import Releases

/// Tells people, on standard error, what an action does while it does it.
struct Progress: Sendable {
  private let console: Console
  private let isDetailed: Bool

  /// Progress for a console; in detail, each object that is applied or ready is told.
  init(_ console: Console, isDetailed: Bool) {
    self.console = console
    self.isDetailed = isDetailed
  }

  /// Tells one event.
  func report(_ event: ActionEvent) {
    switch event {
    case .warning(let text): console.note(console.paint("warning:", .yellow) + " " + text)
    case .installedCustomResourceDefinition(let name): detail("installed the custom resource definition \(name)")
    case .applied(let change, let object): detail("\(change.rawValue) \(object)")
    case .waiting(let count): console.note("waiting for \(count) objects to become ready")
    case .notReady(let object, let readiness):
      if case .failed(let reason) = readiness {
        console.note(console.paint("failed:", .red) + " \(object): \(reason)")
      } else {
        detail("not ready: \(object): \(readiness)")
      }
    case .ready(let object): detail("ready: \(object)")
    case .hookStarted(let event, let path): detail("\(event.rawValue) hook \(path) started")
    case .hookEnded(let event, let path, let succeeded):
      if succeeded {
        detail("\(event.rawValue) hook \(path) succeeded")
      } else {
        console.note(console.paint("failed:", .red) + " \(event.rawValue) hook \(path)")
      }
    case .hookLog(let pod, let container, let text):
      console.note("log of \(pod)/\(container):\n" + String(decoding: text, as: UTF8.self))
    case .recovered(let key, let reason):
      console.note("revision \(key.revision) of \(key.name) was left unfinished and is now marked as failed: \(reason)")
    case .rollingBack(let revision): console.note("the upgrade failed, rolling back to revision \(revision)")
    // What Helm prints on standard output is the command's to print.
    case .installingInstead: break
    }
  }

  private func detail(_ text: String) {
    if isDetailed { console.note(text) }
  }
}
