internal import Platform
internal import Templating
internal import Values

extension FunctionLibrary {
  static let math: [Function] = [
    Function("int", [.any], summary: "A number as int; 0 for what is none.", example: #"{{ int "12" }} → 12"#) {
      arguments, _ in .integer(GoCast.int64(arguments.value(0)), .int)
    },
    Function("int64", [.any], summary: "A number as int64; 0 for what is none.", example: #"{{ int64 "12" }} → 12"#) {
      arguments, _ in .int64(GoCast.int64(arguments.value(0)))
    },
    Function(
      "float64", [.any], summary: "A number as float64; 0 for what is none.", example: #"{{ float64 "1.5" }} → 1.5"#
    ) { arguments, _ in .float(GoCast.float64(arguments.value(0))) },
    Function("atoi", [.string], summary: "The number that a text writes.", example: #"{{ atoi "12" }} → 12"#) {
      arguments, _ in .integer(atoi(arguments.string(0)), .int)
    },
    Function("toDecimal", [.any], summary: "Reads an octal number.", example: #"{{ toDecimal "0777" }} → 511"#) {
      arguments, _ throws(FunctionError) in
      .int64((try? GoNumber.parseInt(try GoText.of(arguments.value(0)), base: 8)) ?? 0)
    },
    Function("add", [.any], isVariadic: true, summary: "The sum, as int64.", example: "{{ add 1 2 3 }} → 6") {
      arguments, _ in .int64(arguments.reduce(0) { $0 &+ GoCast.int64($1) })
    },
    Function("add1", [.any], summary: "The number and one.", example: "{{ add1 2 }} → 3") { arguments, _ in
      .int64(GoCast.int64(arguments.value(0)) &+ 1)
    },
    Function("sub", [.any, .any], summary: "The difference, as int64.", example: "{{ sub 5 2 }} → 3") {
      arguments, _ in .int64(GoCast.int64(arguments.value(0)) &- GoCast.int64(arguments.value(1)))
    },
    Function("mul", [.any, .any], isVariadic: true, summary: "The product, as int64.", example: "{{ mul 2 3 }} → 6") {
      arguments, _ in .int64(arguments.reduce(1) { $0 &* GoCast.int64($1) })
    },
    Function("div", [.any, .any], summary: "The quotient without its fraction.", example: "{{ div 7 2 }} → 3") {
      arguments, _ throws(FunctionError) in
      let divisor = GoCast.int64(arguments.value(1))
      if divisor == 0 { throw GoPanic.divideByZero }
      return .int64(GoCast.int64(arguments.value(0)).dividedReportingOverflow(by: divisor).partialValue)
    },
    Function("mod", [.any, .any], summary: "The remainder.", example: "{{ mod 7 2 }} → 1") {
      arguments, _ throws(FunctionError) in
      let divisor = GoCast.int64(arguments.value(1))
      if divisor == 0 { throw GoPanic.divideByZero }
      return .int64(GoCast.int64(arguments.value(0)).remainderReportingOverflow(dividingBy: divisor).partialValue)
    },
    Function(
      "max", [.any, .any], isVariadic: true, summary: "The largest, as int64.", example: "{{ max 1 3 2 }} → 3"
    ) { arguments, _ in .int64(arguments.map(GoCast.int64).max() ?? 0) },
    Function(
      "biggest", [.any, .any], isVariadic: true, summary: "Another name of max.", example: "{{ biggest 1 3 2 }} → 3"
    ) { arguments, _ in .int64(arguments.map(GoCast.int64).max() ?? 0) },
    Function(
      "min", [.any, .any], isVariadic: true, summary: "The smallest, as int64.", example: "{{ min 1 3 2 }} → 1"
    ) { arguments, _ in .int64(arguments.map(GoCast.int64).min() ?? 0) },
    Function(
      "maxf", [.any, .any], isVariadic: true, summary: "The largest, as float64.", example: "{{ maxf 1.5 2 }} → 2"
    ) { arguments, _ in .float(extreme(arguments) { $0 > $1 || $1 == 0 && $0 == 0 && $1.sign == .minus }) },
    Function(
      "minf", [.any, .any], isVariadic: true, summary: "The smallest, as float64.", example: "{{ minf 1.5 2 }} → 1.5"
    ) { arguments, _ in .float(extreme(arguments) { $0 < $1 || $1 == 0 && $0 == 0 && $0.sign == .minus }) },
    Function("ceil", [.any], summary: "The next whole number above.", example: "{{ ceil 1.1 }} → 2") { arguments, _ in
      .float(GoCast.float64(arguments.value(0)).rounded(.up))
    },
    Function("floor", [.any], summary: "The next whole number below.", example: "{{ floor 1.9 }} → 1") { arguments, _ in
      .float(GoCast.float64(arguments.value(0)).rounded(.down))
    },
    Function(
      "round", [.any, .int, .float64], isVariadic: true,
      summary: "Rounds to so many places, up from a fraction of .5 or the one given.",
      example: "{{ round 123.555 2 }} → 123.56"
    ) { arguments, _ in
      let power = pow(10, Double(arguments.integer(1)))
      let shifted = power * GoCast.float64(arguments.value(0))
      let fraction = shifted.isInfinite ? .nan : shifted - shifted.rounded(.towardZero)
      let threshold = arguments.count > 2 ? arguments.number(2) : 0.5
      return .float(shifted.rounded(fraction >= threshold ? .up : .down) / power)
    },
    Function(
      "addf", [.any], isVariadic: true, summary: "The sum, computed in decimals.", example: "{{ addf 0.1 0.2 }} → 0.3"
    ) { arguments, _ throws(FunctionError) in
      try decimal([.float(0)] + arguments) { (a, b) throws(FunctionError) in a.adding(b) }
    },
    Function("add1f", [.any], summary: "The number and one, computed in decimals.", example: "{{ add1f 1.5 }} → 2.5") {
      arguments, _ throws(FunctionError) in
      try decimal([arguments.value(0), .int(1)]) { (a, b) throws(FunctionError) in a.adding(b) }
    },
    Function(
      "subf", [.any, .any], isVariadic: true, summary: "The difference, computed in decimals.",
      example: "{{ subf 7.5 2 }} → 5.5"
    ) { arguments, _ throws(FunctionError) in
      try decimal(arguments) { (a, b) throws(FunctionError) in a.adding(b.negated) }
    },
    Function(
      "mulf", [.any, .any], isVariadic: true, summary: "The product, computed in decimals.",
      example: "{{ mulf 1.5 2 }} → 3"
    ) { arguments, _ throws(FunctionError) in
      try decimal(arguments) { (a, b) throws(FunctionError) in a.multiplied(by: b) }
    },
    Function(
      "divf", [.any, .any], isVariadic: true, summary: "The quotient, computed in decimals to 16 places.",
      example: "{{ divf 10 4 }} → 2.5"
    ) { arguments, _ throws(FunctionError) in
      try decimal(arguments) { (a, b) throws(FunctionError) in
        guard let quotient = a.divided(by: b) else { throw FunctionError("decimal division by 0") }
        return quotient
      }
    },
    Function("until", [.int], summary: "The numbers from 0 up to a bound.", example: "{{ until 3 }} → [0 1 2]") {
      arguments, _ throws(FunctionError) in
      let count = arguments.integer(0)
      return integers(try numbers(from: 0, to: count, by: count < 0 ? -1 : 1))
    },
    Function(
      "untilStep", [.int, .int, .int], summary: "The numbers from a start up to a bound, by steps.",
      example: "{{ untilStep 0 6 2 }} → [0 2 4]"
    ) { arguments, _ throws(FunctionError) in
      integers(try numbers(from: arguments.integer(0), to: arguments.integer(1), by: arguments.integer(2)))
    },
    Function(
      "seq", [.int], isVariadic: true, summary: "The numbers of a sequence as text, as the shell's seq.",
      example: "{{ seq 1 2 5 }} → 1 3 5"
    ) { arguments, _ throws(FunctionError) in
      let numbers = try sequence(arguments.indices.map { arguments.integer($0) })
      return .string(Bytes(numbers.map { String($0) }.joined(separator: " ")))
    },
  ]

  /// As strconv.Atoi without its error: what is too large is the largest, what is no number is 0.
  private static func atoi(_ text: Bytes) -> Int64 {
    do throws(GoNumberError) {
      return try GoNumber.parseInt(text)
    } catch {
      if error.reason == .syntax { return 0 }
      return text.storage.first == UInt8(ascii: "-") ? .min : .max
    }
  }

  /// As math.Max and math.Min: what is no number wins.
  private static func extreme(_ values: [Value], _ isBetter: (Double, Double) -> Bool) -> Double {
    guard let first = values.first else { return 0 }
    return values.dropFirst().reduce(GoCast.float64(first)) { best, value in
      let number = GoCast.float64(value)
      if best.isNaN || number.isNaN {
        // An infinity of the right sign beats even that.
        if best.isInfinite, isBetter(best, 0) { return best }
        if number.isInfinite, isBetter(number, 0) { return number }
        return .nan
      }
      return isBetter(number, best) ? number : best
    }
  }

  private static func decimal(
    _ values: [Value], _ operation: (Decimal, Decimal) throws(FunctionError) -> Decimal
  ) throws(FunctionError) -> Value {
    var result: Decimal?
    for value in values {
      let number = GoCast.float64(value)
      guard number.isFinite, let operand = Decimal(number) else {
        throw FunctionError("Cannot create a Decimal from \(GoFloat.shortest(number, .general))")
      }
      if let left = result { result = try operation(left, operand) } else { result = operand }
    }
    return .float(result?.double ?? 0)
  }

  private static func integers(_ numbers: [Int]) -> Value {
    .list(numbers.map { .int($0) }, .int)
  }

  /// As Sprig's untilStep.
  private static func numbers(from start: Int, to stop: Int, by step: Int) throws(FunctionError) -> [Int] {
    if stop < start ? step >= 0 : step <= 0 { return [] }
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    try Limit.check(elements: overflow ? .max : Int(clamping: distance.magnitude / step.magnitude))
    return Array(stride(from: start, to: stop, by: step))
  }

  private static func sequence(_ bounds: [Int]) throws(FunctionError) -> [Int] {
    switch bounds.count {
    case 1:
      let direction = bounds[0] < 1 ? -1 : 1
      return try numbers(from: 1, to: bounds[0] &+ direction, by: direction)
    case 2:
      let direction = bounds[1] < bounds[0] ? -1 : 1
      return try numbers(from: bounds[0], to: bounds[1] &+ direction, by: direction)
    case 3:
      let isFalling = bounds[2] < bounds[0]
      if isFalling, bounds[1] > 0 { return [] }
      return try numbers(from: bounds[0], to: bounds[2] &+ (isFalling ? -1 : 1), by: bounds[1])
    default: return []
    }
  }
}
