import Values

/// Kubernetes' IntOrString: a number, or a percentage of some total.
enum Share {
  /// The number that a value stands for, at least 0 and at most what one workload can have.
  static func number(_ value: Value?, of total: Int, roundingUp: Bool) -> Int {
    if let number = value?.wholeNumber { return Int(max(0, min(Int64(Pods.limit), number))) }
    guard let text = value?.asString?.description, text.hasSuffix("%"), let percent = Int(text.dropLast()) else {
      return 0
    }
    let hundredths = total * max(0, min(100, percent))
    return roundingUp ? (hundredths + 99) / 100 : hundredths / 100
  }
}
