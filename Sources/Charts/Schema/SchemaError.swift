/// A schema that cannot be read or compiled, in the words of santhosh-tekuri/jsonschema.
struct SchemaError: Error {
  /// The text.
  let text: String
  /// What to do about it.
  let hint: String?

  init(_ text: String, hint: String? = nil) {
    self.text = text
    self.hint = hint
  }
}
