import Values

/// An argument, an option or a flag of a command.
struct ArgumentDescription {
  /// How it is written.
  enum Kind: String {
    /// A word of its own.
    case positional
    /// A name with a value.
    case option
    /// A name alone.
    case flag
  }

  /// How it is written.
  let kind: Kind
  /// Its names with their dashes, short ones first; none for a positional one.
  let names: [String]
  /// What its value is called.
  let valueName: String
  /// What it is for.
  let abstract: String
  /// The value without it, empty where there is none to tell.
  let defaultValue: String
  /// All the values that it may have; empty where that is not a short list.
  let values: [String]
  /// Whether it may be left out.
  let isOptional: Bool
  /// Whether it may be given several times.
  let isRepeating: Bool
  /// Whether help shows it.
  let isShown: Bool

  /// `--help`, which every command has.
  static let help = ArgumentDescription(
    kind: .flag, names: ["-h", "--help"], valueName: "", abstract: "Show help information.", defaultValue: "",
    values: [], isOptional: true, isRepeating: false, isShown: true)

  /// The name to call it by.
  var name: String { names.last { $0.hasPrefix("--") } ?? names.first ?? valueName }

  /// Whether the value may be left out, and stands behind `=` where it is given.
  var hasOptionalValue: Bool { names.contains { ArgumentNormalizer.optionalValues[$0] != nil } }

  /// A positional argument as usage lines show it.
  var usage: String {
    let name = valueName.uppercased().replacing("-", with: "_") + (isRepeating ? " ..." : "")
    return isOptional ? "[\(name)]" : name
  }

  /// The names and the value as references show them: `-n, --namespace NAME`.
  var synopsis: String {
    let names = names.joined(separator: ", ")
    guard kind == .option else { return kind == .flag ? names : usage }
    return names + (hasOptionalValue ? "[=\(valueName)]" : " \(valueName)")
  }
}

extension ArgumentDescription {
  /// An argument as ArgumentParser's dump describes it.
  init?(_ dump: Value) {
    func text(_ value: Value?) -> String { value?.asString.map { "\($0)" } ?? "" }
    func flag(_ name: Bytes) -> Bool { if case .bool(true) = dump.at(name) { true } else { false } }
    guard let kind = Kind(rawValue: text(dump.at("kind"))) else { return nil }
    self.kind = kind
    names = (dump.at("names")?.asList ?? []).map { name in
      (text(name.at("kind")) == "long" ? "--" : "-") + text(name.at("name"))
    }.sorted { $0.utf8.count < $1.utf8.count }
    valueName = text(dump.at("valueName"))
    abstract = text(dump.at("abstract"))
    defaultValue = text(dump.at("defaultValue"))
    values = (dump.at("allValues")?.asList ?? []).map { text($0) }
    isOptional = flag("isOptional")
    isRepeating = flag("isRepeating")
    isShown = flag("shouldDisplay")
  }
}
