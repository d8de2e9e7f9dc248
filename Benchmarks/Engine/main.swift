// Prints what parts of the engine take, as a Markdown table: `benchmarks [TEXT]`, those whose name holds the text.
import Platform

extension Double {
  /// Rounded, with its digits in groups of three.
  fileprivate var grouped: String {
    let digits = String(Int(rounded()))
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
      })
  }
}

let wanted = CommandLine.arguments.dropFirst().first ?? ""
// The engine recurses as deep as its input nests: it is at home on a large stack.
try LargeStack.run { () throws in
  print("| work | ns/op | least | most | ops/s | ops |")
  print("|---|--:|--:|--:|--:|--:|")
  for benchmark in try EngineBenchmarks.all() where wanted.isEmpty || benchmark.name.contains(wanted) {
    let result = try benchmark.measure()
    let cells = [result.median, result.least, result.most, 1e9 / result.median, Double(result.operations)].map(
      \.grouped)
    print("| \(benchmark.name) | \(cells.joined(separator: " | ")) |")
  }
}
