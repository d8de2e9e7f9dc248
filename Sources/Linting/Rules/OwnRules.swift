import Values

/// The checks that Helm does not have, on a chart that rendered.
enum OwnRules {
  static func run(_ target: inout LintTarget, _ linted: LintedChart) {
    target.add(ValueRules.messages(linted, given: target.options.values))
    target.add(ManifestRules.messages(linted, kubeVersion: target.kubeVersion))
  }
}
