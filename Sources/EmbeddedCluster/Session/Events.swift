import Platform
import Values

/// The Events by which controllers tell people what they have done.
extension Session {
  /// Records an Event about an object.
  ///
  /// Nothing is recorded in a namespace that is going, nor about what is going itself.
  func record(
    _ reason: String, about object: ValueMap, by component: String, isWarning: Bool = false, _ message: String
  ) throws(APIError) {
    let namespace = object.namespace.isEmpty ? "default" : object.namespace
    if object.isBeingDeleted { return }
    guard try hasRoomForEvents(namespace) else { return }
    let reference = ValueMap([
      ("apiVersion", object["apiVersion"] ?? .string("")), ("kind", object["kind"] ?? .string("")),
      ("name", .string(object.name)), ("uid", .string(object.uid)),
    ])
    if !object.namespace.isEmpty { reference["namespace"] = .string(object.namespace) }
    reference.set("resourceVersion", object.metadata["resourceVersion"])
    let digits = String(try store.version() + 1, radix: 16)
    let name = "\(object.name).\(String(repeating: "0", count: max(0, 16 - digits.utf8.count)))\(digits)"
    let event = ValueMap([
      ("apiVersion", .string("v1")), ("kind", .string("Event")),
      (
        "metadata",
        .map([
          "name": .string(name), "namespace": .string(namespace), "uid": .string(environment.makeUID()),
          "creationTimestamp": timestamp,
        ])
      ),
      ("involvedObject", .map(reference)), ("reason", .string(reason)), ("message", .string(message)),
      ("type", .string(isWarning ? "Warning" : "Normal")), ("count", .int(1)), ("firstTimestamp", timestamp),
      ("lastTimestamp", timestamp), ("eventTime", .null), ("source", .map(["component": .string(component)])),
      ("reportingComponent", .string(component)), ("reportingInstance", .string("")),
    ])
    // Nobody looks after an Event, so that no controller need hear of it.
    try store.put(ObjectKey(resource: EventCleaner.resource, namespace: namespace, name: name), event)
    try EventCleaner.schedule(self)
  }
}

/// Removes Events after an hour, as kube-apiserver does.
enum EventCleaner {
  static let resource = "events"
  /// How many seconds an Event is kept.
  static let lifetime: Int64 = 3600

  /// Stands for all Events in the list of due work.
  private static let all = ObjectKey(resource: resource, namespace: "", name: "")

  /// Has the Events of this session looked at when they are old.
  static func schedule(_ session: Session) throws(APIError) {
    if session.hasScheduledCleaning { return }
    session.hasScheduledCleaning = true
    try session.store.scheduleOnce(all, at: session.now.seconds &+ lifetime)
  }

  /// Removes what is old, where the due work is this; false for other work.
  static func clean(_ key: ObjectKey, _ session: Session) throws(APIError) -> Bool {
    guard key == all else { return false }
    var old: [(ObjectKey, ValueMap)] = []
    var next: Int64?
    try session.store.forEach(resource) { key, body throws(APIError) in
      let event = try WireJSON.object(body)
      let time = event.text("lastTimestamp") ?? event.text("metadata", "creationTimestamp") ?? ""
      let end = (Timestamp(time)?.moment.seconds ?? 0) &+ lifetime
      if end <= session.now.seconds { old.append((key, event)) } else { next = min(next ?? end, end) }
      return true
    }
    for (key, event) in old { try session.store.remove(key, lastState: event) }
    if let next { try session.store.scheduleOnce(all, at: next) }
    return true
  }
}
