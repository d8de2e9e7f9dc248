import Functions
import Templating
import Values

/// Turns a template's error into the text that Helm 4.3.1 prints for it (as its engine's reformatExecErrorMsg).
enum ErrorTrace {
  /// The error of a template that could not be parsed: the place, and the last part of the message.
  static func parseError(_ error: TemplateError, file: String) -> RenderError {
    let tokens = error.description.components(separatedBy: ": ")
    if tokens.count == 1 { return RenderError("parse error in (\(file)): \(error.description)", cause: error) }
    return RenderError("parse error at (\(tokens[1])): \(tokens[tokens.count - 1])", cause: error)
  }

  /// The error of a template that failed while it ran: a refusal's message, or the trace from the file inwards.
  static func executionError(_ error: TemplateError, file: String) -> RenderError {
    let text = error.description
    let tokens = text.components(separatedBy: ": ", limit: 3)
    if tokens.count < 3 { return RenderError("execution error in (\(file)): \(text)", cause: error) }
    if let start = tokens[2].range(of: Refusal.start), let end = tokens[2].lastRange(of: Refusal.end),
      start.upperBound <= end.lowerBound
    {
      let message = tokens[2][start.upperBound..<end.lowerBound]
      return RenderError("execution error at (\(tokens[1])): \(message)", cause: error)
    }
    guard let steps = steps(of: error) else { return RenderError(text, cause: error) }
    return RenderError(GoSpace.trimming(steps.map(\.text).joined()), cause: error)
  }

  /// The steps of an error and of the errors that it wraps, outermost first, as Go's errors.Unwrap would give them; nil
  /// where one of them has none of the forms that text/template writes.
  private static func steps(of error: TemplateError) -> [Step]? {
    var steps: [Step] = []
    func append(_ step: Step?) -> Bool {
      guard let step else { return false }
      if steps.last != step { steps.append(step) }
      return true
    }
    var outer = error
    while true {
      guard append(Step(outer)) else { return nil }
      let words = outer.words
      guard words.hasPrefix(call) else { return steps }
      let own = words.drop { $0 != ":" }.dropFirst(2)
      guard let inner = outer.continuation as? TemplateError else {
        return append(Step(String(outer.message.drop { $0 != ":" }.dropFirst(2)))) ? steps : nil
      }
      // `include` passes the inner error on as it is; whatever puts words before it is a step of its own.
      if !own.isEmpty, !append(Step("\(own)\(inner)")) { return nil }
      outer = inner
    }
  }

  /// How the message of an error in a function starts.
  private static let call = "error calling "

  /// One line group of the trace: where, what was being executed, and what went wrong.
  private struct Step: Equatable {
    var location = ""
    var executed = ""
    var message = ""

    /// Reads an error's text, of which what it wraps is no part beyond its first word.
    init?(_ error: TemplateError) {
      let own = error.ownDescription
      let isEnough = error.continuation is TemplateError && own.range(of: ": executing ") != nil
      self.init(isEnough ? own + "template:" : error.description)
    }

    /// Reads one error text by the forms that Go's text/template writes; nil where it has none of them.
    init?(_ text: String) {
      let start = "template: "
      guard text.hasPrefix(start) else { return nil }
      let rest = text.dropFirst(start.count)
      if rest.hasPrefix("no template ") {
        message = text
        return
      }
      if let executing = rest.range(of: ": executing "), readExecuting(rest, executing) { return }
      guard let separator = rest.lastRange(of: ": ") else { return nil }
      location = String(rest[..<separator.lowerBound])
      message = Step.cut(rest[separator.upperBound...])
    }

    private mutating func readExecuting(_ rest: Substring, _ executing: Range<Substring.Index>) -> Bool {
      let after = rest[executing.upperBound...]
      guard after.first == "\"", let quote = after.dropFirst().firstIndex(of: "\"") else { return false }
      let name = after[after.index(after: after.startIndex)..<quote]
      let tail = after[after.index(after: quote)...]
      guard tail.hasPrefix(" at <"), let close = tail.range(of: ">: ") else { return false }
      let node = tail[tail.index(tail.startIndex, offsetBy: 5)..<close.lowerBound]
      location = String(rest[..<executing.lowerBound])
      executed = "executing \"\(name)\" at <\(node)>:"
      message = Step.cut(tail[close.upperBound...])
      return true
    }

    /// The message without the inner error that follows it.
    private static func cut(_ message: Substring) -> String {
      guard let inner = message.range(of: " template:") else { return String(message) }
      return String(message[..<inner.lowerBound])
    }

    var text: String {
      (location.isEmpty ? "" : location + "\n  ") + (executed.isEmpty ? "" : executed + "\n    ")
        + (message.isEmpty ? "" : message + "\n")
    }
  }
}

extension StringProtocol {
  /// The first place where `text` stands.
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].utf8.starts(with: text.utf8) {
        return at..<(utf8.index(at, offsetBy: text.utf8.count))
      }
      at = utf8.index(after: at)
    }
    return nil
  }

  /// The last place where `text` stands.
  fileprivate func lastRange(of text: String) -> Range<Index>? {
    var found: Range<Index>?
    var rest = startIndex
    while let next = self[rest...].range(of: text) {
      found = next
      rest = next.upperBound
    }
    return found
  }

  /// The parts between the places where `separator` stands, at most `limit` of them.
  fileprivate func components(separatedBy separator: String, limit: Int = .max) -> [String] {
    var parts: [String] = []
    var rest = startIndex
    while parts.count + 1 < limit, let next = self[rest...].range(of: separator) {
      parts.append(String(self[rest..<next.lowerBound]))
      rest = next.upperBound
    }
    parts.append(String(self[rest...]))
    return parts
  }
}
