import Testing
import Values

@Suite struct GoDurationTests {
  @Test(
    "A duration is read as time.ParseDuration reads it, and printed as Duration.String prints it",
    arguments: [
      ("0", 0, "0s"), ("5m", 300_000_000_000, "5m0s"), ("1h30m", 5_400_000_000_000, "1h30m0s"),
      ("-1.5h", -5_400_000_000_000, "-1h30m0s"), ("300ms", 300_000_000, "300ms"), ("+1.5us", 1_500, "1.5µs"),
      ("1\u{B5}s", 1_000, "1µs"), ("1\u{3BC}s", 1_000, "1µs"), (".5s", 500_000_000, "500ms"), ("7ns", 7, "7ns"),
      ("72h3m0.5s", 259_380_500_000_000, "72h3m0.5s"), ("9223372036854775807ns", .max, "2562047h47m16.854775807s"),
      ("-9223372036854775808ns", .min, "-2562047h47m16.854775808s"),
    ] as [(String, Int64, String)])
  func readsAndPrints(text: String, nanoseconds: Int64, printed: String) throws {
    let duration = try GoDuration(parsing: Array(text.utf8))
    #expect(duration.nanoseconds == nanoseconds)
    #expect(duration.description == printed)
  }

  @Test(
    "What is no duration is refused in Go's words",
    arguments: [
      ("", #"time: invalid duration """#), ("5", #"time: missing unit in duration "5""#),
      ("5x", #"time: unknown unit "x" in duration "5x""#), (".s", #"time: invalid duration ".s""#),
      ("1h-1m", #"time: unknown unit "h-" in duration "1h-1m""#),
      ("9223372036854775808ns", #"time: invalid duration "9223372036854775808ns""#),
    ])
  func refuses(text: String, message: String) {
    #expect { try GoDuration(parsing: Array(text.utf8)) } throws: { ($0 as? GoTimeError)?.message == message }
  }
}
