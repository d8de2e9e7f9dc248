import Platform

/// Where a command writes: data to standard output, words for people to standard error.
package final class Console: Sendable {
  /// What becomes of the bytes; tests collect them.
  package typealias Sink = @Sendable (_ bytes: [UInt8]) -> Void

  private let output: Sink
  private let errors: Sink
  /// Whether standard error is a terminal that shows colour, by NO_COLOR and TERM.
  package let isColored: Bool
  /// Whether standard error is a terminal, where progress may be redrawn.
  package let isTerminal: Bool
  /// Whether standard output is a terminal that shows colour.
  private let colorsOutput: Bool

  /// A console that writes to the given sinks.
  package init(
    isTerminal: Bool = false, isColored: Bool = false, colorsOutput: Bool = false, output: @escaping Sink,
    errors: @escaping Sink
  ) {
    self.isTerminal = isTerminal
    self.isColored = isColored
    self.colorsOutput = colorsOutput
    self.output = output
    self.errors = errors
  }

  /// The process's own streams.
  package static func standard(environment: [String: String]) -> Console {
    let isTerminal = isatty(STDERR_FILENO) == 1
    let showsColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return Console(
      isTerminal: isTerminal, isColored: isTerminal && showsColor,
      colorsOutput: showsColor && isatty(STDOUT_FILENO) == 1,
      output: { bytes in
        let code = FileSystem.writeAll(bytes[...], to: STDOUT_FILENO)
        // A reader that has gone (`| head`) ends the work quietly; anything else is lost data.
        if code == EPIPE { exit(141) }
        if code != 0 {
          let words = "Error: cannot write to standard output: \(FileError.reason(code))\n"
          _ = FileSystem.writeAll(Array(words.utf8)[...], to: STDERR_FILENO)
          exit(1)
        }
      },
      errors: { bytes in _ = FileSystem.writeAll(bytes[...], to: STDERR_FILENO) })
  }

  /// Writes data as it is.
  package func write(_ bytes: [UInt8]) { if !bytes.isEmpty { output(bytes) } }

  /// Writes a line of data.
  package func print(_ line: String) { output(Array((line + "\n").utf8)) }

  /// Tells people something, on standard error.
  package func note(_ line: String) { errors(Array((line + "\n").utf8)) }

  /// Tells people something that is already text, on standard error.
  package func note(_ bytes: [UInt8]) { if !bytes.isEmpty { errors(bytes) } }

  /// Takes the last lines off the terminal that standard error is.
  package func erase(lines: Int) {
    // Up, and clear from there to the end.
    if isTerminal, lines > 0 { errors(Array("\u{1b}[\(lines)A\r\u{1b}[J".utf8)) }
  }

  /// How many characters fit on a line of the terminal; a usual number where that cannot be known.
  package var width: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Text for standard error in a colour where colour shows, bare elsewhere.
  package func paint(_ text: String, _ color: Color) -> String { isColored ? color.around(text) : text }

  /// The same for standard output.
  package func paintOutput(_ text: String, _ color: Color) -> String { colorsOutput ? color.around(text) : text }

  /// The few colours in use, as terminals number them.
  package enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36

    /// The text between the terminal's codes.
    fileprivate func around(_ text: String) -> String { "\u{1b}[\(rawValue)m\(text)\u{1b}[0m" }
  }
}
