import Platform
import Values

/// What the cells of one object's row are made from.
struct TableRow {
  let object: ValueMap
  /// The moment that ages are told from.
  let now: Int64

  init(_ object: ValueMap, now: Int64) {
    self.object = object
    self.now = now
  }

  var name: Value { .string(object.name) }
  var spec: ValueMap { object.spec }
  var status: ValueMap { object.map("status") ?? ValueMap() }

  /// How long ago the object was made.
  var age: Value { .string(since(object.metadata["creationTimestamp"])) }

  /// How long ago a time was, or `<unknown>`.
  func since(_ time: Value?) -> String {
    guard let text = time?.asString?.description, let moment = Timestamp(text)?.moment.seconds else {
      return "<unknown>"
    }
    return Self.duration(now &- moment)
  }

  /// A length in seconds in at most two units, as apimachinery's duration.HumanDuration.
  static func duration(_ seconds: Int64) -> String {
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    if seconds < 120 { return "\(seconds)s" }
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
    if minutes < 180 { return "\(minutes)m" }
    if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    let days = hours / 24
    if days < 8 { return pair(days, "d", hours % 24, "h") }
    if days < 730 { return "\(days)d" }
    let years = days / 365
    return years < 8 ? pair(years, "y", days % 365, "d") : "\(years)y"
  }

  private static func pair(_ large: Int64, _ unit: String, _ small: Int64, _ smallUnit: String) -> String {
    small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
  }

  /// The seconds between two times; nil where one cannot be read.
  func seconds(from start: Value, to end: String) -> Int64? {
    guard let start = start.asString.flatMap({ Timestamp($0.description) }), let end = Timestamp(end) else {
      return nil
    }
    return end.moment.seconds &- start.moment.seconds
  }

  // MARK: Parts of objects

  /// A number of the status, 0 where it is missing.
  func count(_ field: Bytes) -> Int64 { status.integer(field) ?? 0 }

  /// Text, or `<none>`.
  static func orNone(_ text: String?) -> Value { .string(text.flatMap { $0.isEmpty ? nil : $0 } ?? "<none>") }

  /// Labels as `a=b,c=d`, or `<none>`.
  static func labels(_ map: ValueMap?) -> Value {
    let pairs = (map?.entries ?? []).map { "\($0.key)=\($0.value.asString?.description ?? "")" }
    return orNone(pairs.joined(separator: ","))
  }

  /// A LabelSelector as kubectl writes it.
  static func selector(_ selector: ValueMap?) -> Value {
    var parts = (selector?.map("matchLabels")?.entries ?? []).map {
      "\($0.key)=\($0.value.asString?.description ?? "")"
    }
    for expression in selector?.maps("matchExpressions") ?? [] {
      let key = expression.text("key") ?? ""
      let values = (expression.list("values") ?? []).compactMap { $0.asString?.description }.joined(separator: ",")
      switch expression.text("operator") {
      case "In": parts.append("\(key) in (\(values))")
      case "NotIn": parts.append("\(key) notin (\(values))")
      case "Exists": parts.append(key)
      default: parts.append("!\(key)")
      }
    }
    return orNone(parts.joined(separator: ","))
  }

  /// The names and the images of a pod template's containers.
  var containersAndImages: [Value] {
    let containers = (spec.map("template")?.map("spec") ?? spec).maps("containers")
    return [
      .string(containers.compactMap { $0.text("name") }.joined(separator: ",")),
      .string(containers.compactMap { $0.text("image") }.joined(separator: ",")),
    ]
  }

  /// The addresses of a load balancer.
  var addresses: String {
    (status.map("loadBalancer")?.maps("ingress") ?? []).compactMap { $0.text("ip") ?? $0.text("hostname") }
      .joined(separator: ",")
  }

  /// `RWO,ROX`.
  static func accessModes(_ map: ValueMap) -> Value {
    let short = [
      "ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP",
    ]
    return .string(
      (map.list("accessModes") ?? []).compactMap { $0.asString.flatMap { short[$0.description] } }
        .joined(separator: ","))
  }

  /// An IntOrString or a number as text.
  static func text(_ value: Value?) -> String {
    switch value {
    case .string(let text), .number(let text): text.description
    case .bool(let flag): "\(flag)"
    default: value?.wholeNumber.map { "\($0)" } ?? ""
    }
  }
}
