import ArgumentParser
package import Values

extension GoDuration: ExpressibleByArgument {
  /// Reads Go's form; nil where the text is no duration.
  package init?(argument: String) {
    guard let duration = try? GoDuration(parsing: Array(argument.utf8)) else { return nil }
    self = duration
  }
}
