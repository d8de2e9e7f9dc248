/// A token, a password or a key: it is handed on, and never printed, not even by a debugger's reflection.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What is kept secret; ask for it only where it goes on the wire.
  package let revealed: String

  /// A secret.
  package init(_ text: String) { revealed = text }

  /// Whether there is none.
  package var isEmpty: Bool { revealed.isEmpty }
  /// That there is one, and no more.
  package var description: String { isEmpty ? "" : "REDACTED" }
  /// That there is one, and no more.
  package var debugDescription: String { description }
  /// Nothing.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
