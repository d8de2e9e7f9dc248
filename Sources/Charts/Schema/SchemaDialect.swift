/// What the keywords of a schema mean: a draft, and which of its vocabularies count.
struct SchemaDialect {
  /// 4, 6, 7, 2019 or 2020.
  let draft: Int
  /// The vocabularies that a metaschema of one's own asks for; nil for the draft's usual ones.
  var vocabularies: Set<String>?

  /// Whether a vocabulary's keywords count.
  func has(_ name: String) -> Bool {
    if draft < 2019 || name == "core" { return true }
    return vocabularies?.contains(name) ?? ["applicator", "unevaluated", "validation"].contains(name)
  }

  /// Whether `format` is a rule and not a remark.
  var assertsFormats: Bool { draft < 2019 || has(draft == 2019 ? "format" : "format-assertion") }

  /// What the name of a draft's own vocabulary starts with.
  static func prefix(of draft: Int) -> String {
    "https://json-schema.org/draft/\(draft == 2019 ? "2019-09" : "2020-12")/vocab/"
  }

  /// The names of a draft's own vocabularies.
  static func names(of draft: Int) -> Set<String> {
    draft == 2019
      ? ["core", "applicator", "validation", "meta-data", "format", "content"]
      : [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
        "content",
      ]
  }
}
