import Values

/// The cells of Services, Ingresses and what tells their endpoints.
enum ServiceTable {
  static func service(_ row: TableRow) -> [Value] {
    let external = (row.spec.list("externalIPs") ?? []).compactMap { $0.asString?.description }
    let address: String
    switch row.spec.text("type") {
    case "ExternalName": address = row.spec.text("externalName") ?? ""
    case "LoadBalancer": address = row.addresses.isEmpty ? "<pending>" : row.addresses
    default: address = external.isEmpty ? "<none>" : external.joined(separator: ",")
    }
    let ports = row.spec.maps("ports").map { port -> String in
      let node = port.integer("nodePort").map { $0 > 0 ? ":\($0)" : "" } ?? ""
      return "\(port.integer("port") ?? 0)\(node)/\(port.text("protocol") ?? "TCP")"
    }
    return [
      row.name, .string(row.spec.text("type") ?? "ClusterIP"), TableRow.orNone(row.spec.text("clusterIP")),
      .string(address), TableRow.orNone(ports.joined(separator: ",")), row.age,
      TableRow.labels(row.spec.map("selector")),
    ]
  }

  static func ingress(_ row: TableRow) -> [Value] {
    let hosts = row.spec.maps("rules").compactMap { $0.text("host") }.filter { !$0.isEmpty }
    return [
      row.name, TableRow.orNone(row.spec.text("ingressClassName")),
      .string(hosts.isEmpty ? "*" : hosts.joined(separator: ",")), .string(row.addresses),
      .string(row.spec.maps("tls").isEmpty ? "80" : "80, 443"), row.age,
    ]
  }

  static func endpoints(_ row: TableRow) -> [Value] {
    let addresses = row.object.maps("subsets").flatMap { subset in
      subset.maps("addresses").flatMap { address in
        let ip = address.text("ip") ?? ""
        let ports = subset.maps("ports").compactMap { $0.integer("port") }
        return ports.isEmpty ? [ip] : ports.map { "\(ip):\($0)" }
      }
    }
    return [row.name, TableRow.orNone(addresses.joined(separator: ",")), row.age]
  }

  static func slice(_ row: TableRow) -> [Value] {
    let ports = row.object.maps("ports").compactMap { $0.integer("port").map { "\($0)" } }
    let addresses = row.object.maps("endpoints").flatMap { $0.list("addresses") ?? [] }
      .compactMap { $0.asString?.description }
    return [
      row.name, .string(row.object.text("addressType") ?? ""),
      .string(ports.isEmpty ? "<unset>" : ports.joined(separator: ",")),
      .string(addresses.isEmpty ? "<unset>" : addresses.joined(separator: ",")), row.age,
    ]
  }
}
