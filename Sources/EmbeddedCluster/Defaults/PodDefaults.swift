import Values

/// The defaults of pods and of the templates that they are made from.
enum PodDefaults {
  /// Completes `spec.template`.
  static func apply(template spec: ValueMap?) {
    guard let template = spec?.map("template"), let pod = template.map("spec") else { return }
    apply(pod)
  }

  /// Completes a pod's spec.
  static func apply(_ spec: ValueMap) {
    spec.setDefault("restartPolicy", .string("Always"))
    spec.setDefault("terminationGracePeriodSeconds", .int(30))
    spec.setDefault("dnsPolicy", .string("ClusterFirst"))
    spec.setDefault("securityContext", .map(ValueMap()))
    spec.setDefault("schedulerName", .string("default-scheduler"))
    if let account = spec["serviceAccountName"] ?? spec["serviceAccount"] {
      spec.setDefault("serviceAccountName", account)
      spec.setDefault("serviceAccount", account)
    }
    for list: Bytes in ["initContainers", "containers"] {
      for container in spec.maps(list) { apply(container: container) }
    }
    for volume in spec.maps("volumes") { apply(volume: volume) }
  }

  private static func apply(container: ValueMap) {
    container.setDefault("terminationMessagePath", .string("/dev/termination-log"))
    container.setDefault("terminationMessagePolicy", .string("File"))
    container.setDefault("resources", .map(ValueMap()))
    if let image = container.text("image"), !image.isEmpty {
      container.setDefault("imagePullPolicy", .string(isLatest(image) ? "Always" : "IfNotPresent"))
    }
    for port in container.maps("ports") { port.setDefault("protocol", .string("TCP")) }
    for variable in container.maps("env") {
      if let field = variable.map("valueFrom", "fieldRef") { field.setDefault("apiVersion", .string("v1")) }
    }
    for name: Bytes in ["livenessProbe", "readinessProbe", "startupProbe"] {
      guard let probe = container.map(name) else { continue }
      probe.setDefault("timeoutSeconds", .int(1))
      probe.setDefault("periodSeconds", .int(10))
      probe.setDefault("successThreshold", .int(1))
      probe.setDefault("failureThreshold", .int(3))
      probe.map("httpGet")?.setDefault("scheme", .string("HTTP"))
      probe.map("httpGet")?.setDefault("path", .string("/"))
    }
  }

  private static func isLatest(_ image: String) -> Bool {
    if image.contains("@") { return false }
    let last = image.split(separator: "/").last ?? ""
    guard let colon = last.lastIndex(of: ":") else { return true }
    return last[last.index(after: colon)...] == "latest"
  }

  private static func apply(volume: ValueMap) {
    for source: Bytes in ["configMap", "secret", "projected", "downwardAPI"] {
      volume.map(source)?.setDefault("defaultMode", .int(420))
    }
    volume.map("hostPath")?.setDefault("type", .string(""))
  }
}
