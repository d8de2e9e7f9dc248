import Values

/// The cells of pods, as kubectl's printers tell a pod's state in one word.
enum PodTable {
  static func cells(_ row: TableRow) -> [Value] {
    let statuses = row.status.maps("containerStatuses")
    let restarts = statuses.reduce(0) { $0 + ($1.integer("restartCount") ?? 0) }
    let ready = statuses.filter { $0.bool("ready") ?? false && $0.map("state", "running") != nil }.count
    let gates = row.spec.maps("readinessGates").count
    return [
      row.name, .string("\(ready)/\(row.spec.maps("containers").count)"), .string(reason(row, statuses)),
      .string("\(restarts)"), row.age, TableRow.orNone(row.status.text("podIP")),
      TableRow.orNone(row.spec.text("nodeName")), TableRow.orNone(row.status.text("nominatedNodeName")),
      gates == 0 ? .string("<none>") : .string("\(gates)/\(gates)"),
    ]
  }

  private static func reason(_ row: TableRow, _ statuses: [ValueMap]) -> String {
    if row.object.isBeingDeleted { return "Terminating" }
    var reason = row.status.text("reason") ?? row.status.text("phase") ?? "Unknown"
    for status in statuses.reversed() {
      let state = status.map("state")
      if let waiting = state?.map("waiting")?.text("reason"), !waiting.isEmpty {
        reason = waiting
      } else if let ended = state?.map("terminated") {
        reason = ended.text("reason") ?? "ExitCode:\(ended.integer("exitCode") ?? 0)"
      }
    }
    return reason
  }
}
