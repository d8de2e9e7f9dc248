/// A command that cannot be carried out: what is wrong, and what to do about it.
package struct CommandError: Error, CustomStringConvertible {
  /// What is wrong, as the first line after `Error: `.
  package let description: String
  /// What to do about it, where that is known.
  package let hint: String?

  /// An error in words.
  package init(_ description: String, hint: String? = nil) {
    self.description = description
    self.hint = hint
  }
}
