import Values

/// The `conditions` of a status.
enum Conditions {
  /// Sets a condition; its transition time moves only with its status.
  static func set(
    _ status: ValueMap, _ type: String, _ value: String, reason: String = "", message: String = "", at time: Value,
    updates: Bool = false
  ) {
    var list = status.list("conditions") ?? []
    let place = list.firstIndex { $0.asMap?.text("type") == type }
    let before = place.flatMap { list[$0].asMap }
    let condition = ValueMap([("type", .string(type)), ("status", .string(value))])
    let isSame = before?.text("status") == value
    condition.set("lastTransitionTime", isSame ? before?["lastTransitionTime"] : time)
    if !reason.isEmpty { condition["reason"] = .string(reason) }
    if !message.isEmpty { condition["message"] = .string(message) }
    if updates {
      // Deployments also tell when a condition was last looked at with another outcome.
      let isSameOutcome = isSame && before?.text("reason") == reason && before?.text("message") == message
      condition.set("lastUpdateTime", isSameOutcome ? before?["lastUpdateTime"] : time)
    }
    if let place { list[place] = .map(condition) } else { list.append(.map(condition)) }
    status["conditions"] = .list(list)
  }

  /// Takes a condition away.
  static func remove(_ status: ValueMap, _ type: String) {
    guard let list = status.list("conditions") else { return }
    let left = list.filter { $0.asMap?.text("type") != type }
    status.set("conditions", left.isEmpty ? nil : .list(left))
  }
}
