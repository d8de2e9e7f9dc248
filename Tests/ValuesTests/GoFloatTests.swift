import Testing
import Values

@Suite struct GoFloatTests {
  @Test(
    "The shortest digits take the form that Go's %v takes",
    arguments: [
      (1_000_000.0, "1e+06"), (100_000.0, "100000"), (1_234_567.0, "1.234567e+06"), (0.0001, "0.0001"),
      (0.00001, "1e-05"), (-0.0, "-0"), (0, "0"), (3.14, "3.14"), (1e100, "1e+100"), (.infinity, "+Inf"), (.nan, "NaN"),
    ] as [(Double, String)])
  func writesShortest(number: Double, expected: String) {
    #expect(GoFloat.shortest(number, .general) == expected)
  }

  @Test(
    "A given precision rounds exactly",
    arguments: [
      (2.5, "f", 0, "2"), (3.5, "f", 0, "4"), (0.1, "f", 20, "0.10000000000000000555"),
      (1234.5678, "e", 3, "1.235e+03"),
      (1234.5678, "g", 3, "1.23e+03"), (100_000, "g", 10, "100000"), (1.0, "g", 5, "1"), (1e300, "f", 1, nil),
      (1e-7, "E", 2, "1.00E-07"), (12345.678, "G", 0, "1E+04"), (-1.005, "f", 2, "-1.00"),
    ] as [(Double, String, Int, String?)])
  func roundsExactly(number: Double, verb: String, precision: Int, expected: String?) {
    let text = GoFloat.format(number, verb: verb.utf8.first ?? 0, precision: precision)
    if let expected { #expect(text == expected) } else { #expect(text.count == 303) }
  }
}
