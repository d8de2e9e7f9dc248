import Testing

@testable import Functions

@Suite struct BigIntegerTests {
  @Test(arguments: [[], [1], [0xFF], [1, 0], [0x80, 0, 0, 0, 0, 0, 0, 0, 1]] as [[UInt8]])
  func `Bytes come back, without zeros before them`(bytes: [UInt8]) {
    #expect(BigInteger(bytes: bytes).bytes == bytes)
    #expect(BigInteger(bytes: [0, 0] + bytes).bytes == bytes)
  }

  @Test func `Digits of any width come back`() {
    let number = BigInteger(bytes: (1...40).map { $0 })
    for bits in [52, 60, 64] {
      let digits = number.digits(ofBits: bits, count: 8)
      #expect(digits.allSatisfy { $0.leadingZeroBitCount >= 64 - bits })
      #expect(BigInteger(digits: digits, ofBits: bits) == number)
    }
    #expect(BigInteger(0x12_3456).digits(ofBits: 8, count: 4) == [0x56, 0x34, 0x12, 0])
  }

  @Test func `It reckons`() {
    let seven = BigInteger(7)
    #expect((BigInteger(3) - seven) % BigInteger(5) == BigInteger(1))
    #expect(seven.half == BigInteger(3))
    #expect(BigInteger.leastCommonMultiple(BigInteger(6), BigInteger(8)) == BigInteger(24))
    #expect(BigInteger(3).inverse(modulo: seven) == BigInteger(5))
    #expect(BigInteger(2).inverse(modulo: BigInteger(4)) == nil)
    #expect(BigInteger(3).power(BigInteger(5), modulo: seven) == BigInteger(5))
    #expect(BigInteger(3).secretPower(BigInteger(5), modulo: seven) == BigInteger(5))
    #expect(BigInteger.powerOfTwo(100).remainder(dividingBy: 101) == 1)
    #expect(BigInteger(0).bitWidth == 0 && BigInteger(0).isZero && BigInteger(8).bitWidth == 4)
  }
}
