/// What a changing action came to.
package struct ReleaseResult {
  /// The revision that was made.
  package var release: Release
  /// What was, or would be, done to the cluster; nil where the cluster was not asked (`--dry-run=client`).
  package var plan: Plan?
  /// Whether there was no release before.
  package var isNewRelease: Bool

  init(_ release: Release, plan: Plan?, isNewRelease: Bool = false) {
    self.release = release
    self.plan = plan
    self.isNewRelease = isNewRelease
  }
}
