internal import CFermat

/// The strong test of Fermat with base 2: what fails it is no prime, what passes it nearly always is one.
///
/// Where the processor has the instructions, eight numbers are tested at once in about the time of one.
enum FermatTest {
  /// How many numbers are best tested at once.
  static let batchSize = isParallel ? Int(FERMAT_LANES) : 1

  private static let isParallel = fermat_is_supported() != 0
  private static let digitBits = Int(FERMAT_DIGIT_BITS)

  /// Those of the numbers that pass, in their order; all have so many bits and end in binary 11.
  static func survivors(of numbers: [BigInteger], bits: Int) -> [BigInteger] {
    let digits = (bits + 4 + digitBits - 1) / digitBits
    guard isParallel, digits <= Int(FERMAT_MAXIMUM) else { return numbers.filter(passes) }
    return stride(from: 0, to: numbers.count, by: batchSize).flatMap { start in
      parallelSurvivors(of: numbers[start..<min(start + batchSize, numbers.count)], bits: bits, digits: digits)
    }
  }

  private static func passes(_ number: BigInteger) -> Bool {
    // Numbers that end in 11 pass where this power is 1 or -1.
    let power = BigInteger(2).power(number.half, modulo: number)
    return power.isOne || power + 1 == number
  }

  private static func parallelSurvivors(of numbers: ArraySlice<BigInteger>, bits: Int, digits: Int) -> [BigInteger] {
    // Lanes without a number of their own get an odd one.
    var moduli = [UInt64](repeating: 1, count: digits * batchSize)
    var powers = [UInt64](repeating: 0, count: digits * batchSize)
    var inverses = [UInt64](repeating: 0, count: batchSize)
    let radix = BigInteger.powerOfTwo(digits * digitBits)
    var ones: [BigInteger] = []
    for (lane, number) in numbers.enumerated() {
      let one = radix % number
      ones.append(one)
      let moduliDigits = number.digits(ofBits: digitBits, count: digits)
      let oneDigits = one.digits(ofBits: digitBits, count: digits)
      for digit in 0..<digits {
        moduli[digit * batchSize + lane] = moduliDigits[digit]
        powers[digit * batchSize + lane] = oneDigits[digit]
      }
      inverses[lane] = negatedInverse(moduliDigits[0])
    }
    fermat_power(&powers, moduli, inverses, digits, bits)
    return zip(numbers, ones).enumerated().compactMap { lane, pair in
      let (number, one) = pair
      let digits = (0..<digits).map { powers[$0 * batchSize + lane] }
      let power = BigInteger(digits: digits, ofBits: digitBits) % number
      return power == one || power + one == number ? number : nil
    }
  }

  /// -1 / an odd number modulo 2^52.
  private static func negatedInverse(_ number: UInt64) -> UInt64 {
    var inverse = number  // right in its last three bits, and in twice as many each time
    for _ in 0..<5 { inverse = inverse &* (2 &- number &* inverse) }
    return (0 &- inverse) & (1 << UInt64(digitBits) - 1)
  }
}
