internal import Values

/// Finds what is of the wrong type in an object's metadata before anything of the release is done.
///
/// Helm decodes the metadata of every object into Kubernetes' structure when it reads a manifest. A server would refuse
/// it as well, but only when the objects before it have been changed.
enum MetadataCheck {
  /// What a field of the structure holds.
  private enum Form {
    case text, number, texts
    case list(of: String)
  }

  private static let forms: [Bytes: Form] = [
    "annotations": .texts, "deletionGracePeriodSeconds": .number, "finalizers": .list(of: "string"),
    "generateName": .text, "generation": .number, "labels": .texts, "name": .text, "namespace": .text,
    "ownerReferences": .list(of: "v1.OwnerReference"), "resourceVersion": .text, "selfLink": .text, "uid": .text,
  ]

  /// What is wrong, in the words of the decoder, which goes by the keys' order; nil where nothing is.
  static func problem(in metadata: ValueMap) -> String? {
    for entry in metadata.entries {
      guard let form = forms[entry.key], !entry.value.isNil, let (value, type) = mismatch(entry.value, form) else {
        continue
      }
      return "unable to decode \"\": json: cannot unmarshal \(JSON.kind(value)) into Go struct field "
        + "ObjectMeta.metadata.\(entry.key) of type \(type)"
    }
    return nil
  }

  private static func mismatch(_ value: Value, _ form: Form) -> (Value, String)? {
    switch (form, value) {
    case (.text, .string), (.number, .integer), (.number, .float), (.number, .number), (.list, .list): nil
    case (.text, _): (value, "string")
    case (.number, _): (value, "int64")
    case (.list(let type), _): (value, "[]\(type)")
    case (.texts, .map(let map)):
      map.entries.first { !$0.value.isNil && $0.value.asString == nil }.map { ($0.value, "string") }
    case (.texts, _): (value, "map[string]string")
    }
  }
}
