internal import Platform
internal import Synchronization

/// Finds large random primes, by FIPS 186-5's appendix A.1.3: candidates whose two highest bits are set, so that two of
/// them multiplied have all their bits, and tests of Miller and Rabin with random bases.
///
/// Candidates come not one by one but by windows from a random start, so that one sieve rids all of a window's of their
/// small factors: of 2048-bit numbers that end in 11, one in 700 is a prime, but of those left over one in 32.
struct PrimeSearch {
  private let bits: Int
  private let randomness: Randomness

  /// A search for primes of so many bits, a multiple of 8 from 512 on.
  init(bits: Int, randomness: Randomness) {
    self.bits = bits
    self.randomness = randomness
  }

  /// Two primes, found by two threads where there are two processors; nil where the dice are no dice.
  ///
  /// Whichever thread finds a prime, the first two count: neither thread ever waits for the other.
  func pair() -> (BigInteger, BigInteger)? {
    let found = Found()
    SideThread.share(among: 2) {
      while let prime = next(while: { found.count < 2 }) { found.append(prime) }
    }
    let primes = found.primes
    return primes.count < 2 ? nil : (primes[0], primes[1])
  }

  /// What the threads have found.
  private final class Found: Sendable {
    // As bytes, because an integer stays on its thread.
    private let encoded = Mutex<[[UInt8]]>([])

    var count: Int { encoded.withLock { $0.count } }

    var primes: [BigInteger] { encoded.withLock { $0.map(BigInteger.init(bytes:)) } }

    func append(_ prime: BigInteger) { encoded.withLock { $0.append(prime.bytes) } }
  }

  /// The first prime after a random start, or nil once none is wanted.
  private func next(while isWanted: () -> Bool) -> BigInteger? {
    guard isWanted() else { return nil }
    // Hardly one window in a hundred thousand is without a prime.
    for _ in 0..<16 {
      var start = randomness.bytes(bits / 8)
      start[0] |= 0b1100_0000
      start[start.count - 1] |= 0b11
      let window = CandidateWindow(start: BigInteger(bytes: start), count: bits * 2)
      for batch in window.batches(of: FermatTest.batchSize) {
        guard isWanted() else { return nil }
        if let prime = FermatTest.survivors(of: batch, bits: bits).first(where: isPrime) { return prime }
      }
    }
    return nil
  }

  /// Whether a number that passes Fermat's test is a prime, by Miller's and Rabin's with as many random bases as leave
  /// less than one chance in 2^112 for a random number (FIPS 186-5, table B.1, and Go's isPrime).
  func isPrime(_ number: BigInteger) -> Bool {
    let bases = (0..<(bits >= 1345 ? 4 : 5)).map { _ in
      BigInteger(bytes: randomness.bytes(bits / 8)) % (number - 3) + 2
    }
    return FermatTest.passes(number, bases: bases, bits: bits)
  }
}

/// The numbers `start`, `start` + 4, `start` + 8 … that no small prime divides.
private struct CandidateWindow {
  private let start: BigInteger
  /// How many times 4 each is after the start.
  private let places: [UInt]

  /// Sieves so many numbers.
  init(start: BigInteger, count: Int) {
    self.start = start
    var isComposite = [Bool](repeating: false, count: count)
    for group in SmallPrimes.groups {
      // One long division for as many primes as fit into a word.
      let common = start.remainder(dividingBy: group.product)
      for prime in SmallPrimes.primes[group.range] {
        let prime = UInt(prime)
        let missing = prime - common % prime
        // The first of the prime's multiples is as many times 4 after the start as `missing` is, once enough primes are
        // added to it to make it divisible by 4.
        var place = Int((missing + (3 * missing * prime & 3) * prime) / 4)
        while place < count {
          isComposite[place] = true
          place += Int(prime)
        }
      }
    }
    places = isComposite.indices.filter { !isComposite[$0] }.map(UInt.init)
  }

  /// The numbers in their order, so many at a time.
  func batches(of size: Int) -> some Sequence<[BigInteger]> {
    stride(from: 0, to: places.count, by: size).lazy.map { first in
      places[first..<min(first + size, places.count)].map { start + $0 * 4 }
    }
  }
}

/// The odd primes that are worth sieving with: as many as together cost about what the tests cost that they save.
private enum SmallPrimes {
  /// Neighbours whose product fits into a word.
  struct Group {
    var product: UInt
    var range: Range<Int>
  }

  private static let limit = 1 << 16

  static let primes: [UInt32] = {
    // Of the odd numbers, by Eratosthenes.
    var isComposite = [Bool](repeating: false, count: limit / 2)
    var primes: [UInt32] = []
    for half in 1..<(limit / 2) where !isComposite[half] {
      let prime = half * 2 + 1
      primes.append(UInt32(prime))
      for multiple in stride(from: prime * prime / 2, to: limit / 2, by: prime) { isComposite[multiple] = true }
    }
    return primes
  }()

  static let groups: [Group] = {
    var groups: [Group] = []
    var group = Group(product: 1, range: 0..<0)
    for (index, prime) in primes.enumerated() {
      let (product, overflows) = group.product.multipliedReportingOverflow(by: UInt(prime))
      if overflows {
        groups.append(group)
        group = Group(product: UInt(prime), range: index..<(index + 1))
      } else {
        group = Group(product: product, range: group.range.lowerBound..<(index + 1))
      }
    }
    groups.append(group)
    return groups
  }()
}
