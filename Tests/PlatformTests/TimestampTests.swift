import Platform
import Testing

struct TimestampTests {
  @Test(arguments: [
    ("2026-11-22T20:59:03.857341048Z", 1_795_381_143, 857_341_048),
    ("2024-02-29T23:59:59Z", 1_709_251_199, 0),
    ("2024-01-02T03:04:05.5Z", 1_704_164_645, 500_000_000),
    ("1969-12-31T23:59:59Z", -1, 0),
    ("2000-03-01T00:00:00+01:30", 951_863_400, 0),
    ("2100-12-31T12:00:00.000000001-08:00", 4_133_966_400, 1),
  ])
  func `A time is read and written as Go does`(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) throws {
    let time = try #require(Timestamp(text))
    #expect(time.moment == Moment(seconds: seconds, nanoseconds: nanoseconds))
    #expect(time.description == text)
  }

  @Test(arguments: [
    "", "2024", "2024-13-01T00:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "2024-01-01T00:00:00.Z",
    "2024-01-01T24:00:00Z", "0001-01-01T00:00:00Z",
  ])
  func `What is no time, or Go's zero time, gives none`(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `Kubernetes' MicroTime has six digits`() {
    #expect(Timestamp(Moment(seconds: 0, nanoseconds: 1_234_567)).microseconds == "1970-01-01T00:00:00.001234Z")
  }
}
