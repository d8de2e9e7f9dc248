import Kubernetes
import Platform
import Releases
import Synchronization

/// Tells people, on standard error, what an action does while it does it.
///
/// On a terminal the objects that are waited for are shown in lines that change; elsewhere each change is a line.
final class Progress: Sendable {
  private let console: Console
  private let isDetailed: Bool
  private let board: Mutex<WaitBoard>

  /// Progress for a console; in detail, each object that is applied is told.
  init(_ console: Console, isDetailed: Bool) {
    self.console = console
    self.isDetailed = isDetailed
    board = Mutex(WaitBoard(console))
  }

  /// Tells one event.
  func report(_ event: ActionEvent) {
    switch event {
    case .warning(let text): note(console.paint("warning:", .yellow) + " " + text)
    case .installedCustomResourceDefinition(let name): detail("installed the custom resource definition \(name)")
    case .applied(let change, let object): detail("\(change.rawValue) \(object)")
    case .waiting(let count): board.withLock { $0.begin(count) }
    case .notReady(let object, let readiness): board.withLock { $0.set(object, readiness) }
    case .troubled(let object, let trouble):
      note(console.paint("trouble:", .yellow) + " \(object.path): \(trouble)")
    case .ready(let object): board.withLock { $0.set(object, .ready("")) }
    case .waitEnded: board.withLock { $0.end() }
    case .hookStarted(let event, let path): detail("\(event.rawValue) hook \(path) started")
    case .hookEnded(let event, let path, let succeeded):
      if succeeded {
        detail("\(event.rawValue) hook \(path) succeeded")
      } else {
        note(console.paint("failed:", .red) + " \(event.rawValue) hook \(path)")
      }
    // As Helm: to standard error, as it is.
    case .hookLog(_, _, let text): console.note(text)
    case .waitingForLock(let holder): note("waiting for another operation to end: \(holder)")
    case .doubtingLock(let holder, let duration):
      note("waiting \(duration.components.seconds) s for a sign of life of another operation: \(holder)")
    case .recovered(let key, let reason):
      note("revision \(key.revision) of \(key.name) was left unfinished and is now marked as failed: \(reason)")
    case .rollingBack(let revision): note("the upgrade failed, rolling back to revision \(revision)")
    // What Helm prints on standard output is the command's to print.
    case .installingInstead: break
    }
  }

  private func note(_ text: String) { board.withLock { $0.note(text) } }

  private func detail(_ text: String) {
    if isDetailed { note(text) }
  }
}

/// The objects that are waited for, and how far they are.
private struct WaitBoard {
  private let console: Console
  private var total = 0
  private var ready: Set<String> = []
  private var open: [(object: ObjectReference, state: Readiness)] = []
  /// How many lines of the terminal show the board.
  private var shown = 0

  private static let maximumLines = 8

  init(_ console: Console) { self.console = console }

  mutating func begin(_ count: Int) {
    (total, ready, open) = (count, [], [])
    if !console.isTerminal { console.note("waiting for \(count) object\(count == 1 ? "" : "s") to become ready") }
  }

  mutating func set(_ object: ObjectReference, _ state: Readiness) {
    let place = open.firstIndex { $0.object == object }
    if state.isReady {
      ready.insert(object.path)
      if let place { open.remove(at: place) }
    } else {
      ready.remove(object.path)
      if let place { open[place].state = state } else { open.append((object, state)) }
    }
    if console.isTerminal { return redraw() }
    if state.isReady {
      // What was ready at the first look needs no line.
      if place != nil { console.note("ready: \(object.path) (\(ready.count)/\(total))") }
    } else {
      console.note("\(state.isFailed ? "failed" : "not ready"): \(object.path): \(state.message)")
    }
  }

  mutating func note(_ text: String) {
    clear()
    console.note(text)
    if total > 0 { redraw() }
  }

  mutating func end() {
    clear()
    // What has failed is the error's to tell.
    total = 0
  }

  private mutating func redraw() {
    guard console.isTerminal, total > 0 else { return }
    clear()
    var lines = [console.paint("waiting: \(ready.count)/\(total) ready", .cyan)]
    for (object, state) in open.prefix(Self.maximumLines) {
      let text = "  \(object.path): \(state.message)"
      // A line that wraps could not be taken back.
      let line = String(text.prefix(while: { !$0.isNewline }).prefix(console.width - 1))
      lines.append(state.isFailed ? console.paint(line, .red) : line)
    }
    if open.count > Self.maximumLines { lines.append("  and \(open.count - Self.maximumLines) more") }
    for line in lines { console.note(line) }
    shown = lines.count
  }

  /// Takes the board's lines off the terminal.
  private mutating func clear() {
    if shown > 0 { console.erase(lines: shown) }
    shown = 0
  }
}
