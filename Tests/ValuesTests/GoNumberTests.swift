import Testing
import Values

@Suite struct GoNumberTests {
  @Test(
    "Integers are read as strconv.ParseInt reads them",
    arguments: [
      ("0", 10, "0"), ("-9223372036854775808", 10, "-9223372036854775808"), ("+7", 10, "7"),
      ("0x1F", 0, "31"), ("0b101", 0, "5"), ("0o17", 0, "15"), ("017", 0, "15"), ("1_000", 0, "1000"),
      ("0x_1f", 0, "31"), ("zz", 36, "1295"), ("-0xff", 0, "-255"), ("0", 0, "0"), ("0_7", 0, "7"),
      ("9223372036854775808", 10, #"strconv.ParseInt: parsing "9223372036854775808": value out of range"#),
      ("", 10, #"strconv.ParseInt: parsing "": invalid syntax"#),
      ("-", 10, #"strconv.ParseInt: parsing "-": invalid syntax"#),
      ("08", 0, #"strconv.ParseInt: parsing "08": invalid syntax"#),
      ("1_000", 10, #"strconv.ParseInt: parsing "1_000": invalid syntax"#),
      ("1__0", 0, #"strconv.ParseInt: parsing "1__0": invalid syntax"#),
      ("_1", 0, #"strconv.ParseInt: parsing "_1": invalid syntax"#),
      ("99999999999999999999h", 10, #"strconv.ParseInt: parsing "99999999999999999999h": value out of range"#),
      ("1_", 0, #"strconv.ParseInt: parsing "1_": invalid syntax"#),
      ("0x", 0, #"strconv.ParseInt: parsing "0x": invalid syntax"#),
      ("1.5", 10, #"strconv.ParseInt: parsing "1.5": invalid syntax"#),
    ])
  func parsesIntegers(text: String, base: Int, expected: String) {
    let result: String
    do {
      result = String(try GoNumber.parseInt(Bytes(text), base: base))
    } catch {
      result = "\(error)"
    }
    #expect(result == expected)
  }

  @Test("Integers are bounded by the size that is asked for")
  func boundsIntegers() throws {
    #expect(try GoNumber.parseInt("-128", bits: 8) == -128)
    #expect(throws: GoNumberError.self) { try GoNumber.parseInt("128", bits: 8) }
    #expect(try GoNumber.parseUint("18446744073709551615") == .max)
    #expect(throws: GoNumberError.self) { try GoNumber.parseUint("-1") }
    #expect(throws: GoNumberError.self) { try GoNumber.parseUint("256", bits: 8) }
  }

  @Test(
    "Floats are read as strconv.ParseFloat reads them",
    arguments: [
      ("1", "1"), ("-1.5e3", "-1500"), (".5", "0.5"), ("5.", "5"), ("1e23", "1e+23"), ("0x1p-2", "0.25"),
      ("1_0.5_0e1_0", "105000000000"), ("inf", "+Inf"), ("-Infinity", "-Inf"), ("NaN", "NaN"), ("4.9e-324", "5e-324"),
      ("1e-400", "0"),
      ("123456789012345678901234567890", "1.2345678901234568e+29"),
      ("2.2250738585072011e-308", "2.225073858507201e-308"),
      ("1e400", #"strconv.ParseFloat: parsing "1e400": value out of range"#),
      ("", #"strconv.ParseFloat: parsing "": invalid syntax"#),
      (".", #"strconv.ParseFloat: parsing ".": invalid syntax"#),
      ("1e", #"strconv.ParseFloat: parsing "1e": invalid syntax"#),
      ("1 ", #"strconv.ParseFloat: parsing "1 ": invalid syntax"#),
      (" 1", #"strconv.ParseFloat: parsing " 1": invalid syntax"#),
      ("0x1", #"strconv.ParseFloat: parsing "0x1": invalid syntax"#),
      ("+nan", #"strconv.ParseFloat: parsing "+nan": invalid syntax"#),
      ("1__0", #"strconv.ParseFloat: parsing "1__0": invalid syntax"#),
      ("_10", #"strconv.ParseFloat: parsing "_10": invalid syntax"#),
    ])
  func parsesFloats(text: String, expected: String) {
    let result: String
    do {
      result = GoFloat.shortest(try GoNumber.parseFloat(Bytes(text)), .general(exponentFrom: 21))
    } catch {
      result = "\(error)"
    }
    #expect(result == expected)
  }
}
