/// What kept a repository, a package or a dependency from being had: Helm's own words where it has some.
package struct RepositoryError: Error, CustomStringConvertible {
  /// The words.
  package let description: String
  /// What to do about it, where that is not plain from the words.
  package let hint: String?

  /// An error in words.
  package init(_ description: String, hint: String? = nil) {
    self.description = description
    self.hint = hint
  }

  /// The same error seen from further out.
  package func wrapped(_ prefix: String) -> RepositoryError { RepositoryError(prefix + description, hint: hint) }
}
