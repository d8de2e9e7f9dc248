/// What the cluster can do, as templates see it in `.Capabilities`.
package struct Capabilities: Sendable {
  /// The API server's version.
  package var kubeVersion: KubeVersion
  /// The API versions that it serves, and with `template` those that were asked for.
  package var apiVersions: [String]

  /// Capabilities by their parts.
  package init(kubeVersion: KubeVersion, apiVersions: [String]) {
    self.kubeVersion = kubeVersion
    self.apiVersions = apiVersions
  }

  /// What Helm 4.3.1 takes for granted without a cluster.
  package static let withoutCluster = Capabilities(
    kubeVersion: KubeVersion(version: "v1.37.0", normalized: "v1.37.0", major: "1", minor: "37"),
    apiVersions: knownVersions)

  /// The build information that `.Capabilities.HelmVersion` shows: charts compare it, so it is the reference's.
  package static let helmVersion: [(field: String, json: String, value: String)] = [
    ("Version", "version", "v4.3.1"),
    ("GitCommit", "git_commit", "c0d08d0d6d9424d4a14febb5e8a3e51b0dd00dff"),
    ("GitTreeState", "git_tree_state", "clean"),
    ("GoVersion", "go_version", "go1.27.2"),
    ("KubeClientVersion", "kube_client_version", "v1.37"),
  ]

  /// The API versions that Helm 4.3.1's Kubernetes client library knows, in its order.
  private static let knownVersions = [
    "v1", "admissionregistration.k8s.io/v1", "admissionregistration.k8s.io/v1alpha1",
    "admissionregistration.k8s.io/v1beta1", "internal.apiserver.k8s.io/v1alpha1", "apps/v1", "apps/v1beta1",
    "apps/v1beta2", "authentication.k8s.io/v1", "authentication.k8s.io/v1alpha1", "authentication.k8s.io/v1beta1",
    "authorization.k8s.io/v1", "authorization.k8s.io/v1beta1", "autoscaling/v1", "autoscaling/v2", "batch/v1",
    "batch/v1beta1", "certificates.k8s.io/v1", "certificates.k8s.io/v1beta1", "certificates.k8s.io/v1alpha1",
    "coordination.k8s.io/v1alpha2", "coordination.k8s.io/v1beta1", "coordination.k8s.io/v1", "discovery.k8s.io/v1",
    "discovery.k8s.io/v1beta1", "events.k8s.io/v1", "events.k8s.io/v1beta1", "extensions/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1", "flowcontrol.apiserver.k8s.io/v1beta1", "flowcontrol.apiserver.k8s.io/v1beta2",
    "flowcontrol.apiserver.k8s.io/v1beta3", "lifecycle.k8s.io/v1alpha1", "networking.k8s.io/v1",
    "networking.k8s.io/v1beta1", "node.k8s.io/v1", "node.k8s.io/v1alpha1", "node.k8s.io/v1beta1", "policy/v1",
    "policy/v1beta1", "rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1", "resource.k8s.io/v1", "resource.k8s.io/v1beta2", "resource.k8s.io/v1beta1",
    "resource.k8s.io/v1alpha3", "scheduling.k8s.io/v1alpha3", "scheduling.k8s.io/v1beta1", "scheduling.k8s.io/v1",
    "storage.k8s.io/v1beta1", "storage.k8s.io/v1", "storage.k8s.io/v1alpha1", "storagemigration.k8s.io/v1",
    "storagemigration.k8s.io/v1beta1", "apiextensions.k8s.io/v1beta1", "apiextensions.k8s.io/v1",
  ]
}

/// A Kubernetes version, as `--kube-version` or an API server gives it.
package struct KubeVersion: Sendable, Hashable {
  /// The version in full, such as `v1.33.4-gke.1245000`.
  package let version: String
  /// The version without suffixes, for constraint checks, such as `v1.33.4`.
  package let normalized: String
  /// The major number's digits.
  package let major: String
  /// The minor number's digits.
  package let minor: String

  /// A version by its parts.
  package init(version: String, normalized: String, major: String, minor: String) {
    self.version = version
    self.normalized = normalized
    self.major = major
    self.minor = minor
  }

  /// Parses a version by the rules of Kubernetes' own ParseGeneric: at least two numbers, whatever follows.
  package init(parsing text: String) throws(RenderError) {
    var rest = text.utf8[...]
    while let first = rest.first, first == 0x20 || (0x09...0x0d).contains(first) { rest = rest.dropFirst() }
    if rest.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    var numbers: [Substring.UTF8View] = []
    while true {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      if digits.isEmpty { break }
      numbers.append(digits)
      rest = rest[digits.endIndex...]
      let next = rest.dropFirst().first
      guard rest.first == UInt8(ascii: "."), let next, (0x30...0x39).contains(next) else { break }
      rest = rest.dropFirst()
    }
    let parts = numbers.map { String(Substring($0)) }
    if parts.isEmpty { throw RenderError("could not parse \"\(text)\" as version") }
    if parts.count < 2 { throw RenderError("illegal version string \"\(text)\"") }
    for part in parts where part.count > 1 && part.hasPrefix("0") {
      throw RenderError("illegal zero-prefixed version component \"\(part)\" in \"\(text)\"")
    }
    self.init(
      version: text.hasPrefix("v") ? text : "v" + text, normalized: "v" + parts.joined(separator: "."),
      major: parts[0], minor: parts[1])
  }
}
