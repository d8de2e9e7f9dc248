/// A values file or flag that could not be understood; `ValuesOptions` adds which one it was.
package struct ValuesError: Error, CustomStringConvertible {
  /// Helm's text.
  package let description: String

  /// An error with Helm's text.
  package init(_ description: String) {
    self.description = description
  }
}
