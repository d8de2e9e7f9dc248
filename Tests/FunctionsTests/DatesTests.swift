import Functions
import Platform
import Testing

/// Times, layouts and time zones; expected answers are the real Helm's.
@Suite struct DatesTests {
  @Test(
    arguments: [
      ("2006-01-02T15:04:05Z07:00", 1_700_000_000, "2023-11-14T22:13:20Z"),
      ("Mon Jan _2 15:04:05 MST 2006", 1_699_000_000, "Fri Nov  3 08:26:40 UTC 2023"),
      ("Monday, 02-Jan-06 15:04:05 MST", 0, "Thursday, 01-Jan-70 00:00:00 UTC"),
      ("3:04PM 3:4:5 pm 03", 1, "12:00AM 12:0:1 am 12"),
      ("__2 002 _2006 _2", 86_400, "  2 002 _1970  2"),
      (".000 ,000 .999 .9x .01", 7, ".000 ,000  x .01"),
      ("Z0700 Z07:00:00 -07 -0700 -07:00 -070000 -07:00:00", 0, "Z Z +00 +0000 +00:00 +000000 +00:00:00"),
      ("Jan January 1 01 2 Mons Janx", 0, "Jan January 1 01 1 Mons Janx"),
      ("2006", -99_999_999_999, "-1199"), ("2006", 9_223_372_036_854_775_807, "292277026596"), ("", 0, ""),
    ] as [(String, Int, String)])
  func `A layout shows how a time is written`(layout: String, seconds: Int, expected: String) {
    #expect(Snippet.evaluate(#"{{ dateInZone "\#(layout)" (int64 "\#(seconds)") "UTC" }}"#) == expected)
  }

  @Test(
    arguments: [
      ("America/New_York", 1_710_053_999, "2024-03-10 01:59:59 -0500 EST"),
      ("America/New_York", 1_710_054_000, "2024-03-10 03:00:00 -0400 EDT"),
      ("Europe/Berlin", 4_102_444_800, "2100-01-01 01:00:00 +0100 CET"),
      ("Europe/Berlin", 4_118_083_200, "2100-07-01 02:00:00 +0200 CEST"),
      ("Australia/Sydney", 4_102_444_800, "2100-01-01 11:00:00 +1100 AEDT"),
      ("Europe/Berlin", -9_000_000_000, "1684-10-19 08:53:28 +0053 LMT"),
      ("Asia/Kathmandu", 0, "1970-01-01 05:30:00 +0530 +0530"), ("Nope/Zone", 0, "1970-01-01 00:00:00 +0000 UTC"),
      ("../etc/localtime", 0, "1970-01-01 00:00:00 +0000 UTC"), ("", 0, "1970-01-01 00:00:00 +0000 UTC"),
    ] as [(String, Int, String)])
  func `A zone's clock follows its recorded changes and then its rule`(zone: String, seconds: Int, expected: String) {
    #expect(
      Snippet.evaluate(#"{{ dateInZone "2006-01-02 15:04:05 -0700 MST" (int64 "\#(seconds)") "\#(zone)" }}"#)
        == expected)
  }

  @Test(arguments: [
    ("2006-01-02", "2024-02-29", "2024-02-29 00:00:00 +0000 UTC"),
    ("06-1-2", "68-2-3", "2068-02-03 00:00:00 +0000 UTC"), ("06-1-2", "69-2-3", "1969-02-03 00:00:00 +0000 UTC"),
    ("2006 002", "2024 366", "2024-12-31 00:00:00 +0000 UTC"),
    ("2006 002 01-02", "2024 060 02-29", "2024-02-29 00:00:00 +0000 UTC"),
    ("15:04:05", "12:30:15,25", "0000-01-01 12:30:15.25 +0000 UTC"),
    ("15:04:05.999", "12:30:15.123456789012", "0000-01-01 12:30:15.123456789 +0000 UTC"),
    ("3PM", "12AM", "0000-01-01 00:00:00 +0000 UTC"), ("Jan 2", "feb 3", "0000-02-03 00:00:00 +0000 UTC"),
    ("2006-01-02  15", "2024-01-01 12", "2024-01-01 12:00:00 +0000 UTC"),
    ("2006 MST", "2024 GMT+3", "2024-01-01 03:00:00 +0300 GMT+3"),
    ("MST", "WITA", "0000-01-01 00:00:00 +0000 WITA"),
    ("Z07:00", "+24:00", "0000-01-01 00:00:00 +2400 +2400"),
    ("2006-01-02T15:04:05Z07:00", "2024-06-01T12:00:00.123+02:00", "2024-06-01 12:00:00.123 +0200 +0200"),
  ])
  func `A time is read as its layout says`(layout: String, text: String, expected: String) {
    #expect(Snippet.evaluate(#"{{ mustToDate "\#(layout)" "\#(text)" }}"#) == expected)
  }

  @Test(arguments: [
    ("2006-01-02", "2024-02-30", #"parsing time "2024-02-30": day out of range"#),
    ("2006-01-02", "x", #"parsing time "x" as "2006-01-02": cannot parse "x" as "2006""#),
    ("2006-01-02", "2024-13-01", #"parsing time "2024-13-01": month out of range"#),
    ("2006", "20245", #"parsing time "20245": extra text: "5""#),
    ("2006-01", "2024/01", #"parsing time "2024/01" as "2006-01": cannot parse "/01" as "-""#),
    ("2006 002", "2023 366", #"parsing time "2023 366": day-of-year out of range"#),
    ("2006 002 01", "2024 060 03", #"parsing time "2024 060 03": day-of-year does not match month"#),
    ("15:04:05.00", "12:30:15.-1", #"parsing time "12:30:15.-1": fractional second out of range"#),
    ("-0700", "+2560", #"parsing time "+2560": time zone offset hour out of range"#),
    ("MST", "ABCDE", #"parsing time "ABCDE" as "MST": cannot parse "ABCDE" as "MST""#),
    ("2006", "é", #"parsing time "\xc3\xa9" as "2006": cannot parse "\xc3\xa9" as "2006""#),
  ])
  func `A text that its layout does not fit is refused in Go's words`(layout: String, text: String, expected: String) {
    #expect(
      Snippet.evaluate(#"{{ mustToDate "\#(layout)" "\#(text)" }}"#) == "! error calling mustToDate: \(expected)")
    #expect(Snippet.evaluate(#"{{ toDate "\#(layout)" "\#(text)" }}"#) == "0001-01-01 00:00:00 +0000 UTC")
  }

  @Test func `A text without a zone is local, and a known abbreviation finds its place`() {
    let host = TestHost()
    host.localTimeZone = "America/New_York"
    #expect(
      Snippet.evaluate(#"{{ toDate "2006-01-02 15:04" "2024-07-01 12:00" }}"#, host: host)
        == "2024-07-01 12:00:00 -0400 EDT")
    #expect(
      Snippet.evaluate(#"{{ toDate "2006-01-02 MST" "2024-07-01 EST" }}"#, host: host)
        == "2024-07-01 01:00:00 -0400 EDT")
    #expect(
      Snippet.evaluate(#"{{ toDate "2006-01-02 15:04" "2024-03-10 02:30" }}"#, host: host)
        == "2024-03-10 01:30:00 -0500 EST")
    #expect(Snippet.evaluate(#"{{ date "15:04 MST" 0 }}"#, host: host) == "19:00 EST")
    #expect(Snippet.evaluate(#"{{ (now).Location }} {{ (now).UTC.Location }}"#, host: host) == "America/New_York UTC")
  }

  static let moment =
    #"(toDate "2006-01-02T15:04:05.999999999Z07:00" "2024-02-29T23:59:59.987654321+05:30")"#

  @Test(arguments: [
    ("Year", "2024"), ("Month", "February"), ("Day", "29"), ("Hour", "23"), ("Nanosecond", "987654321"),
    ("Weekday", "Thursday"), ("YearDay", "60"), ("Unix", "1709231399"), ("UnixMilli", "1709231399987"),
    ("UTC", "2024-02-29 18:29:59.987654321 +0000 UTC"), ("IsZero", "false"), (#"Format "Jan 06""#, "Feb 24"),
    ("Add 1000000000", "2024-03-01 00:00:00.987654321 +0530 +0530"),
    (#"Sub (toDate "2006" "2023")"#, "10194h29m59.987654321s"),
    ("AddDate 1 0 0", "2025-03-01 23:59:59.987654321 +0530 +0530"),
    ("AddDate 0 -14 -400", "2021-11-24 23:59:59.987654321 +0530 +0530"),
    (#"Round (mustToDuration "7s")"#, "2024-03-01 00:00:01 +0530 +0530"),
    (#"Truncate (mustToDuration "168h")"#, "2024-02-26 05:30:00 +0530 +0530"),
    (#"Before (toDate "2006" "2023")"#, "false"), (#"Compare (toDate "2006" "2023")"#, "1"),
    ("GoString", #"time.Date(2024, time.February, 29, 23, 59, 59, 987654321, time.Location(""))"#),
  ])
  func `A time answers its methods`(call: String, expected: String) {
    #expect(Snippet.evaluate("{{ \(Self.moment).\(call) }}") == expected)
  }

  @Test(arguments: [
    (#"htmlDate 0"#, "string|1970-01-01"), (#"htmlDateInZone 86399 "Asia/Tokyo""#, "string|1970-01-02"),
    (#"toDate "2006" "2024" | unixEpoch"#, "string|1704067200"),
    (#"now"#, "time.Time|2023-11-14 22:13:20.123456789 +0000 UTC"),
    (#"ago 1699999990"#, "string|10s"), (#"ago "x""#, "string|0s"),
    (#"durationRound (toDate "2006" "2020")"#, "string|3y"),
    (#"dateModify "-1.5h" (toDate "2006" "2024")"#, "time.Time|2023-12-31 22:30:00 +0000 UTC"),
    (#"dateModify "x" (toDate "2006" "2024")"#, "time.Time|2024-01-01 00:00:00 +0000 UTC"),
    (#"mustDateModify "x" now"#, #"! error calling mustDateModify: time: invalid duration "x""#),
    (#"duration "95""#, "string|1m35s"), ("duration 95", "string|0s"), (#"duration (int64 "95")"#, "string|1m35s"),
    (#"duration "99999999999999999999h""#, "string|-1s"), (#"durationRound "800h""#, "string|1mo"),
    (#"durationRound "24h""#, "string|24h"), (#"durationRound "61m""#, "string|1h"), (#"durationRound 5"#, "string|0s"),
    (#"date "06" nil"#, "string|23"), (#"date "06" 1.5"#, "string|23"),
  ])
  func `Sprig's date functions take what Sprig's take`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
