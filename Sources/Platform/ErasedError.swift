/// Carries an error of any kind through code that throws one type only.
package struct ErasedError: Error {
  /// The error itself.
  package let error: any Error

  /// Wraps an error.
  package init(_ error: any Error) { self.error = error }
}
