import Functions
import Testing

/// Durations and Helm 4's functions of them; expected answers are the real Helm's.
@Suite struct DurationsTests {
  @Test(arguments: [
    (#""1h""#, "1h0m0s"), (#""-1.5h""#, "-1h30m0s"), (#""1µs""#, "1µs"), (#"".5s""#, "500ms"), (#""1.s""#, "1s"),
    (#""1ns""#, "1ns"), (#""+0""#, "0s"), (#""3h1m2.000000003s""#, "3h1m2.000000003s"),
    (#""-9223372036854775808ns""#, "-2562047h47m16.854775808s"), (#""2.5""#, "2.5s"), (#"" 1h ""#, "1h0m0s"),
    ("90", "1m30s"), ("1.5", "1.5s"), (#"(int64 "5")"#, "5s"), (#"(toDate "2006" "2024").Month"#, "1s"),
    (#""0x10p0""#, "16s"), (#""1_0""#, "10s"), (#""0.000000000000000000001h""#, "0s"),
  ])
  func `A duration is read out of text and numbers`(value: String, expected: String) {
    #expect(Snippet.evaluate("{{ mustToDuration \(value) }}") == expected)
  }

  @Test(arguments: [
    ("nil", "invalid duration"), (#""""#, "empty duration"), (#""1x""#, #"could not parse duration "1x""#),
    (#""9223372036854775808ns""#, #"could not parse duration "9223372036854775808ns""#),
    ("true", "unsupported duration type bool"), ("(list 1)", "unsupported duration type []interface {}"),
    ("99999999999", "duration seconds overflow: 99999999999"), ("1e19", "duration seconds overflow: 1e+19"),
    (#""inf""#, "invalid duration seconds: +Inf"),
  ])
  func `What is no duration is refused in Helm's words`(value: String, expected: String) {
    #expect(Snippet.evaluate("{{ mustToDuration \(value) }}") == "! error calling mustToDuration: \(expected)")
    #expect(Snippet.evaluate("{{ durationSeconds \(value) }}") == "0")
  }

  @Test(arguments: [
    ("", "invalid duration \"\""), ("1", "missing unit in duration \"1\""),
    ("1h-1m", "unknown unit \"h-\" in duration \"1h-1m\""),
    ("1é", #"unknown unit "\xc3\xa9" in duration "1\xc3\xa9""#), ("2562048h", "invalid duration \"2562048h\""),
  ])
  func `Go's errors of durations name the text`(text: String, expected: String) {
    #expect(
      Snippet.evaluate(#"{{ mustDateModify "\#(text)" now }}"#) == "! error calling mustDateModify: time: \(expected)")
  }

  @Test(arguments: [
    (#"durationSeconds "1m30s""#, "float64|90"), (#"durationMilliseconds "1.5s""#, "int64|1500"),
    (#"durationMicroseconds "1ms""#, "int64|1000"), (#"durationNanoseconds "1µs""#, "int64|1000"),
    (#"durationMinutes "90s""#, "float64|1.5"), (#"durationHours "90m""#, "float64|1.5"),
    (#"durationDays "36h""#, "float64|1.5"), (#"durationWeeks "84h""#, "float64|0.5"),
    (#"durationRoundTo "1h30m" "1h""#, "time.Duration|2h0m0s"),
    (#"durationRoundTo "-1h30m" "1h""#, "time.Duration|-2h0m0s"),
    (#"durationRoundTo "2562047h47m16.8s" "1h""#, "time.Duration|2562047h47m16.854775807s"),
    (#"durationTruncateTo "1h59m" "1h""#, "time.Duration|1h0m0s"),
    (#"durationTruncateTo "1h59m" "x""#, "time.Duration|1h59m0s"),
    (#"durationTruncateTo "x" "1h""#, "time.Duration|0s"),
    (#"(mustToDuration "-3h29m59.123456789s").Seconds"#, "float64|-12599.123456789"),
    (#"(mustToDuration "-3h29m").Abs"#, "time.Duration|3h29m0s"),
    (#"eq (mustToDuration "1h") (mustToDuration "60m")"#, "bool|true"),
    (#"kindOf (mustToDuration "1s")"#, "string|int64"),
  ])
  func `Durations convert and round`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
