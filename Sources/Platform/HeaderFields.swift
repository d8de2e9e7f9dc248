extension Sequence<(name: String, value: String)> {
  /// The value of the first header field of a name, in any case; nil where there is none.
  package func header(_ name: String) -> String? {
    let name = name.lowercased()
    return first { $0.name.lowercased() == name }?.value
  }
}
