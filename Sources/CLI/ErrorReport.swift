import ArgumentParser
import Charts
import EmbeddedCluster
import Kubernetes
import Platform
import Releases
import Rendering
import Repositories
import Templating
import Values

/// Turns whatever a command failed with into the text that people read and the exit code that scripts read.
///
/// Helm's own line comes first, byte for byte, so that people and scripts recognise it; where and what to do come after.
struct ErrorReport {
  /// The text for standard error.
  let text: String
  /// The process's exit code: 1 for whatever failed, as Helm has it.
  let exitCode: Int32

  /// Reports an error.
  init(_ error: any Error, console: Console) {
    var lines = [console.paint("Error:", .red) + " " + Self.message(error)]
    let rendering = Self.rendering(error)
    if let rendered = rendering?.rendered { lines += Self.show(rendered, console) }
    if let excerpt = rendering?.excerpt { lines += Self.show(excerpt, console) }
    if let details = (error as? ReleaseError)?.details { lines += ["", details] }
    if let hint = Self.hint(error) { lines += ["", console.paint("hint:", .cyan) + " " + hint] }
    for other in rendering?.others ?? [] {
      lines += ["", console.paint("also:", .red) + " " + other.description]
      if let excerpt = other.excerpt { lines += Self.show(excerpt, console) }
      if let hint = other.hint { lines += ["", console.paint("hint:", .cyan) + " " + hint] }
    }
    text = lines.joined(separator: "\n")
    exitCode = 1
  }

  /// The same error as Helm has it where it stopped a larger undertaking: under a heading.
  static func titled(_ title: String, _ error: any Error) -> CommandError {
    CommandError("\(title): \(message(error))", hint: hint(error))
  }

  private static func message(_ error: any Error) -> String {
    switch error {
    case let error as ErasedError: message(error.error)
    case let error as FileError: error.description
    case let error as any CustomStringConvertible: error.description
    default: "\(error)"
    }
  }

  private static func hint(_ error: any Error) -> String? {
    switch error {
    case let error as ErasedError: hint(error.error)
    case let error as RepositoryError: error.hint
    case let error as CommandError: error.hint
    case let error as EmbeddedClusterError: error.hint
    case let error as ChartError: error.hint
    case let error as RenderError: error.hint
    case let error as ReleaseError: error.hint ?? (error.cause as? RenderError)?.hint
    default: nil
    }
  }

  private static func rendering(_ error: any Error) -> RenderError? {
    error as? RenderError ?? (error as? ReleaseError)?.cause as? RenderError
  }

  /// The rendered lines, the bad one marked, below the name of the template that wrote them.
  private static func show(_ rendered: RenderedExcerpt, _ console: Console) -> [String] {
    let width = String(rendered.firstLine + rendered.lines.count).count
    var lines = ["", "\(String(repeating: " ", count: width)) --> what \(rendered.file) became"]
    for (index, line) in rendered.lines.enumerated() {
      let number = rendered.firstLine + index
      let text = String(number)
      let mark = number == rendered.line ? console.paint(">", .red) : " "
      lines.append(
        "\(mark)\(String(repeating: " ", count: width - text.count))\(text) | \(clipped(line, around: 0).text)")
    }
    return lines
  }

  private static func show(_ excerpt: SourceExcerpt, _ console: Console) -> [String] {
    let number = String(excerpt.line)
    let margin = String(repeating: " ", count: number.count)
    let place = [excerpt.file, number, excerpt.column.map { String($0 + 1) }].compactMap(\.self).joined(separator: ":")
    let shown = clipped(excerpt.text, around: excerpt.column ?? 0)
    var lines = ["", "\(margin) --> \(place)", "\(margin) |", "\(number) | \(shown.text)"]
    if excerpt.column != nil {
      // Tabs stay tabs, so that the caret stands under its character whatever a tab's width is.
      let before = shown.text.prefix(shown.column)
      let space = String(before.map { $0 == "\t" ? "\t" : " " })
      lines.append("\(margin) | \(space)\(console.paint("^", .red))")
    }
    return lines
  }

  /// How many characters of a line are shown on either side of the place that matters.
  private static let clip = 120

  /// A line without what is far from a place in it, and the character that the place is at then.
  ///
  /// - Parameter byte: the place, in bytes from the line's start.
  private static func clipped(_ line: String, around byte: Int) -> (text: String, column: Int) {
    let before = String(decoding: line.utf8.prefix(byte), as: UTF8.self)
    let after = String(decoding: line.utf8.dropFirst(byte), as: UTF8.self)
    let start = before.count > clip ? "…" + before.suffix(clip) : before
    let end = after.count > 2 * clip ? after.prefix(2 * clip) + "…" : after
    return (start + end, start.count)
  }
}
