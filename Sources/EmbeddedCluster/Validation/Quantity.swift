/// A resource quantity, as apimachinery's api/resource reads it: `100m`, `1Gi`, `2e3`.
enum Quantity {
  /// What a text must match.
  static let rule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

  private static let suffixes: [String: Double] = [
    "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
    "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776, "Pi": 1_125_899_906_842_624,
    "Ei": 1_152_921_504_606_846_976,
  ]

  /// The number that a text says, close enough to compare two; nil where it is no quantity.
  static func number(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+" || $0 == "-") }
    guard let mantissa = Double(digits), digits.contains(where: \.isNumber) else { return nil }
    let suffix = String(text[digits.endIndex...])
    if let factor = suffixes[suffix] { return mantissa * factor }
    guard let first = suffix.first, first == "e" || first == "E", let exponent = Int(suffix.dropFirst()),
      exponent.magnitude < 300, let number = Double("\(digits)e\(exponent)")
    else { return nil }
    return number
  }
}
