import Platform
import Testing
import Values

@testable import Functions

@Suite struct PrimeSearchTests {
  /// Primes of 512 bits, each of a key that OpenSSL made; both end in binary 11.
  private static var primes: [BigInteger] {
    [
      "db7c7da9f0c3c26382c8533efbbb26840d6368beed91552e2ed19b898ab22be0"
        + "f8176268b0c9fa5cffa5a07de889c183760496ce8685adbfa0ea5f7518f4fadb",
      "cb25ee143afafdd9fddebb6d77d85d4748728b4327e705db2a6590c2424bf804"
        + "a1b231f6ce8a1cbfda047efdd4628eae4d72e1b01ca1d69a8547f732e5623fbb",
    ].compactMap(number)
  }

  private static func number(_ digits: String) -> BigInteger? {
    var bytes: [UInt8] = []
    for pair in stride(from: 0, to: digits.utf8.count, by: 2) {
      guard let byte = UInt8(digits.dropFirst(pair).prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return BigInteger(bytes: bytes)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 17])
  func `Of a prime and its neighbours the prime is left, wherever it stands among them`(place: Int) {
    for prime in Self.primes {
      let numbers = (0..<18).map { prime + UInt(4 * $0) - UInt(4 * place) }
      #expect(FermatTest.survivors(of: numbers, bits: 512) == [prime])
    }
  }

  @Test func `Several primes are found at once`() {
    let primes = Self.primes + Self.primes + Self.primes + Self.primes + Self.primes
    #expect(primes.count == 10)
    #expect(FermatTest.survivors(of: primes, bits: 512) == primes)
    #expect(FermatTest.survivors(of: [], bits: 512) == [])
  }

  /// 2^p - 1 deceives the base 2 for each prime p; the last two are too large to be tested eight at a time.
  @Test(arguments: [(1061, false), (1117, false), (1279, true), (2039, false), (2239, false), (2281, true)])
  func `What deceives the base 2 does not deceive random bases`(exponent: Int, isPrime: Bool) {
    let number = BigInteger.powerOfTwo(exponent) - 1
    #expect(FermatTest.survivors(of: [number], bits: exponent) == [number])
    #expect(PrimeSearch(bits: (exponent + 7) / 8 * 8, randomness: .system).isPrime(number) == isPrime)
  }

  @Test func `One base of many that tells is enough`() {
    let number = BigInteger.powerOfTwo(1061) - 1
    let two = BigInteger(2)
    // 2, 4 and 8 are deceived, 3 is not.
    for count in [1, 7, 8, 9] {
      let deceived = [BigInteger](repeating: BigInteger(4), count: count)
      #expect(FermatTest.passes(number, bases: deceived + [two, BigInteger(8)], bits: 1061))
      #expect(!FermatTest.passes(number, bases: deceived + [two, BigInteger(3)], bits: 1061))
    }
  }

  @Test func `A search gives two primes with their two highest bits`() throws {
    let pair = try #require(PrimeSearch(bits: 512, randomness: .system).pair())
    #expect(pair.0 != pair.1)
    for prime in [pair.0, pair.1] {
      #expect(prime.bitWidth == 512)
      #expect(try #require(prime.bytes.first) >= 0xC0)
      #expect(PrimeSearch(bits: 512, randomness: .system).isPrime(prime))
    }
  }

  @Test func `Dice that always fall alike lead to an error, not into a circle`() {
    do throws(FunctionError) {
      _ = try RSAKey.generate(bits: 1024, randomness: Randomness { [UInt8](repeating: 0x5A, count: $0) })
      Issue.record("two primes of one throw make no key")
    } catch {
      #expect(error.message == "error generating rsa key: the random numbers lead to no key")
    }
  }
}
