internal import CFermat

/// The strong test of Fermat (Miller's and Rabin's for one base): what fails it is no prime.
///
/// It is for numbers that end in binary 11, which pass where the power of the base to half the number is 1 or -1. Where
/// the processor has the instructions, eight powers are made at once in about the time of one.
enum FermatTest {
  /// How many numbers, or bases, are best tested at once.
  static let batchSize = isParallel ? Int(FERMAT_LANES) : 1

  private static let isParallel = fermat_is_supported() != 0
  private static let digitBits = Int(FERMAT_DIGIT_BITS)

  /// Those of the numbers that pass with base 2, in their order; all have so many bits.
  static func survivors(of numbers: [BigInteger], bits: Int) -> [BigInteger] {
    guard let digits = parallelDigits(bits) else {
      return numbers.filter { isPassed(BigInteger(2).power($0.half, modulo: $0), by: $0, one: BigInteger(1)) }
    }
    return stride(from: 0, to: numbers.count, by: batchSize).flatMap { start in
      let batch = numbers[start..<min(start + batchSize, numbers.count)]
      let passed = parallelTest(batch.map { ($0, nil) }, bits: bits, digits: digits)
      return zip(batch, passed).filter(\.1).map(\.0)
    }
  }

  /// Whether a number of so many bits passes with each of the bases.
  static func passes(_ number: BigInteger, bases: [BigInteger], bits: Int) -> Bool {
    guard let digits = parallelDigits(bits) else {
      return bases.allSatisfy { isPassed($0.power(number.half, modulo: number), by: number, one: BigInteger(1)) }
    }
    return stride(from: 0, to: bases.count, by: batchSize).allSatisfy { start in
      let batch = bases[start..<min(start + batchSize, bases.count)]
      return parallelTest(batch.map { (number, $0) }, bits: bits, digits: digits).allSatisfy(\.self)
    }
  }

  private static func isPassed(_ power: BigInteger, by number: BigInteger, one: BigInteger) -> Bool {
    power == one || power + one == number
  }

  /// How many digits numbers of so many bits have for the parallel test; nil where it is not to be had for them.
  private static func parallelDigits(_ bits: Int) -> Int? {
    let digits = (bits + 4 + digitBits - 1) / digitBits
    return isParallel && digits <= Int(FERMAT_MAXIMUM) ? digits : nil
  }

  /// The test's outcomes for different numbers and the base 2, or for one number and different bases.
  private static func parallelTest(
    _ cases: [(number: BigInteger, base: BigInteger?)], bits: Int, digits: Int
  ) -> [Bool] {
    let radix = BigInteger.powerOfTwo(digits * digitBits)
    let ones = cases.map { radix % $0.number }
    var powers = Lanes(ones, digits: digits)
    let moduli = Lanes(cases.map(\.number), digits: digits)
    let inverses = (0..<batchSize).map { $0 < cases.count ? negatedInverse(moduli.digits[$0]) : 0 }
    let bases = cases.compactMap { test in test.base.map { $0 * radix % test.number } }
    if bases.isEmpty {
      fermat_power(&powers.digits, nil, moduli.digits, inverses, digits, bits)
    } else {
      fermat_power(&powers.digits, Lanes(bases, digits: digits).digits, moduli.digits, inverses, digits, bits)
    }
    return cases.indices.map { lane in
      isPassed(powers[lane] % cases[lane].number, by: cases[lane].number, one: ones[lane])
    }
  }

  /// -1 / an odd number modulo 2^52.
  private static func negatedInverse(_ number: UInt64) -> UInt64 {
    var inverse = number  // right in its last three bits, and in twice as many each time
    for _ in 0..<5 { inverse = inverse &* (2 &- number &* inverse) }
    return (0 &- inverse) & (1 << UInt64(digitBits) - 1)
  }

  /// Numbers beside each other: the lowest digits of all, then the next ones.
  private struct Lanes {
    var digits: [UInt64]

    init(_ numbers: [BigInteger], digits count: Int) {
      digits = [UInt64](repeating: 0, count: count * batchSize)
      for (lane, number) in numbers.enumerated() {
        for (place, digit) in number.digits(ofBits: digitBits, count: count).enumerated() {
          digits[place * batchSize + lane] = digit
        }
      }
    }

    subscript(lane: Int) -> BigInteger {
      BigInteger(digits: stride(from: lane, to: digits.count, by: batchSize).map { digits[$0] }, ofBits: digitBits)
    }
  }
}
