import Values

/// The defaults of Services, and the addresses and ports that the cluster gives them.
enum ServiceDefaults {
  static func apply(_ spec: ValueMap, session: Session, old: ValueMap?) throws(APIError) {
    spec.setDefault("type", .string("ClusterIP"))
    spec.setDefault("sessionAffinity", .string("None"))
    let type = spec.text("type") ?? ""
    for port in spec.maps("ports") {
      port.setDefault("protocol", .string("TCP"))
      if port["targetPort"]?.isNil ?? true { port.set("targetPort", port["port"]) }
    }
    if type == "ExternalName" {
      for field: Bytes in ["clusterIP", "clusterIPs"] where spec.text(field) != "" { spec[field] = nil }
      return
    }
    spec.setDefault("internalTrafficPolicy", .string("Cluster"))
    spec.setDefault("ipFamilies", .list([.string("IPv4")]))
    spec.setDefault("ipFamilyPolicy", .string("SingleStack"))
    if let addresses = spec.list("clusterIPs"), let first = addresses.first { spec.setDefault("clusterIP", first) }
    try giveAddress(spec, session: session, old: old?.map("spec"))
    if type == "NodePort" || type == "LoadBalancer" {
      spec.setDefault("externalTrafficPolicy", .string("Cluster"))
      if type == "LoadBalancer" { spec.setDefault("allocateLoadBalancerNodePorts", .bool(true)) }
      try givePorts(spec, session: session, old: old?.map("spec"))
    }
  }

  /// An empty clusterIP stays what it was, or becomes the next free one of 10.96.0.0/12.
  private static func giveAddress(_ spec: ValueMap, session: Session, old: ValueMap?) throws(APIError) {
    if (spec.text("clusterIP") ?? "").isEmpty {
      if let before = old?["clusterIP"] {
        spec["clusterIP"] = before
      } else {
        // The first addresses are the API server's and the DNS service's.
        let number = try session.store.nextNumber(of: "clusterIP") &+ 20
        let (high, middle, low) = (number >> 16 & 15, number >> 8 & 255, number & 255)
        spec["clusterIP"] = .string("10.\(96 + high).\(middle).\(low)")
      }
    }
    if let address = spec["clusterIP"] { spec.setDefault("clusterIPs", .list([address])) }
  }

  private static func givePorts(_ spec: ValueMap, session: Session, old: ValueMap?) throws(APIError) {
    for port in spec.maps("ports") where (port.integer("nodePort") ?? 0) == 0 {
      let before = old?.maps("ports") ?? []
      if let same = before.first(where: {
        Value.same($0["port"], port["port"]) && Value.same($0["protocol"], port["protocol"])
      }),
        let number = same["nodePort"]
      {
        port["nodePort"] = number
      } else {
        port["nodePort"] = .int64(30_000 + (try session.store.nextNumber(of: "nodePort")) % 2_768)
      }
    }
  }
}
