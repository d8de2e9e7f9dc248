/// Rewrites arguments from the forms that Go's flag library takes to those of ArgumentParser.
///
/// Helm's users write `--dry-run` as well as `--dry-run=server`, `--wait=false` and `--create-namespace=true`; scripts
/// written for Helm run unchanged because of it.
enum ArgumentNormalizer {
  /// Options whose value may be left out, and the value that they then have.
  static let optionalValues = [
    "--dry-run": "unset", "--wait": "watcher", "--server-side": "true", "--wait-for-lock": "5m0s",
  ]
  /// Names that Helm kept for older scripts, and what they are called now.
  private static let renamed = ["--atomic": "--rollback-on-failure", "--force": "--force-replace"]

  /// What Helm prints of flags that it calls deprecated, once for each.
  static func deprecations(_ arguments: [String]) -> [String] {
    let given = Set(arguments.prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) })
    var texts = renamed.mapValues { "use \($0) instead" }
    if arguments.first == "template" {
      texts["--validate"] = "use '--dry-run=server' instead"
      texts["--render-subchart-notes"] =
        "this flag has no effect for 'helm template' and will be removed in Helm 5"
    }
    return texts.filter { given.contains($0.key) }.sorted { $0.key < $1.key }
      .map { "Flag \($0.key) has been deprecated, \($0.value)" }
  }

  /// The arguments as the parser wants them, in the same order.
  static func normalize(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    if isRegistrySearch(arguments) {
      result = ["search", "registry"]
      rest = rest.dropFirst()
    }
    while let argument = rest.popFirst() {
      if argument == "--" { return result + [argument] + rest }
      guard argument.hasPrefix("--") else {
        result += separated(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = renamed[String(parts[0])] ?? String(parts[0])
      if parts.count == 1 {
        result.append(optionalValues[name].map { "\(name)=\($0)" } ?? name)
      } else if optionalValues[name] == nil, isSwitch(name) {
        // A switch that is told "false" is a switch that is not given.
        switch GoBool.parse(parts[1]) {
        case true?: result.append(name)
        case false?: break
        case nil: result.append(argument)
        }
      } else if parts[1].isEmpty {
        // The parser would take the next argument for the value.
        result += [name, ""]
      } else {
        result.append("\(name)=\(parts[1])")
      }
    }
    return result
  }

  /// Whether the line is `search oci://…`, which says already where to look.
  private static func isRegistrySearch(_ arguments: [String]) -> Bool {
    guard arguments.first == "search", let place = arguments.dropFirst().first(where: { !$0.hasPrefix("-") }) else {
      return false
    }
    return place.hasPrefix("oci://")
  }

  /// A short option and its value as two arguments: `-nother` and `-n=other` are `-n other`.
  private static func separated(_ argument: String) -> [String] {
    guard argument.utf8.count > 2, let letter = argument.dropFirst().first, argument.first == "-",
      shortOptions.contains(letter)
    else { return [argument] }
    let value = argument.dropFirst(2)
    return ["-\(letter)", String(value.first == "=" ? value.dropFirst() : value)]
  }

  /// The short options that take a value in every command that has them.
  private static let shortOptions: Set<Character> = ["f", "l", "m", "n", "o", "s"]

  private static func isSwitch(_ name: String) -> Bool { switches.contains(name) }

  /// Every option that takes no value.
  private static let switches: Set<String> = [
    "--all", "--all-namespaces", "--cleanup-on-fail", "--create-namespace", "--date", "--debug", "--deployed",
    "--dependency-update", "--devel", "--fail-on-no-result", "--helm-only", "--list-repo-url",
    "--insecure-skip-tls-verify", "--pass-credentials", "--plain-http",
    "--verify",
    "--disable-openapi-validation", "--enable-dns", "--fail-fast", "--failed", "--force-conflicts", "--force-replace",
    "--generate-name", "--hide-notes", "--hide-secret", "--ignore-not-found", "--include-crds", "--install",
    "--is-upgrade", "--keep-history", "--kube-insecure-skip-tls-verify", "--no-headers", "--no-hooks", "--pending",
    "--quiet", "--release-name",
    "--render-subchart-notes", "--replace", "--reset-then-reuse-values", "--reset-values", "--reuse-values",
    "--reverse",
    "--remote-schemas", "--rollback-on-failure", "--short", "--show-rollback-revision", "--skip-crds",
    "--skip-schema-validation",
    "--skip-tests", "--strict", "--strict-all", "--superseded", "--take-ownership", "--uninstalled", "--uninstalling",
    "--validate", "--kube-insecure-skip-tls-verify", "--wait-for-jobs", "--with-subcharts",
  ]
}
