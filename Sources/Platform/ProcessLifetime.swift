/// Things that are kept until the process ends.
///
/// A command that ends as soon as it has written its output would spend a tenth of its time on freeing, piece by piece,
/// what the end of the process frees at once.
package enum ProcessLifetime {
  private final class Box<Content> {
    let content: Content

    init(_ content: Content) { self.content = content }
  }

  /// Keeps a value, and all that it refers to, from ever being freed.
  package static func keep(_ content: some Any) {
    _ = Unmanaged.passRetained(Box(content))
  }
}
