internal import CGMP
internal import Platform

/// An integer of any size, on GMP, in memory that is cleared before it is given back.
///
/// GMP's C names are macros, which Swift does not see: what stands here are the names behind them. No operation but
/// `secretPower` takes a time that does not depend on the numbers.
final class BigInteger {
  private var number = __mpz_struct()

  private init() {
    Self.clearsFreedMemory
    __gmpz_init(&number)
  }

  deinit { __gmpz_clear(&number) }

  /// GMP's memory is overwritten before it is freed: nearly all of it is private keys, whole or in parts.
  private static let clearsFreedMemory: Void = __gmp_set_memory_functions(
    nil,
    { old, oldSize, newSize in
      let new = malloc(newSize)
      // GMP has no way to be told that there is no memory left.
      guard let old, let new else { abort() }
      memcpy(new, old, min(oldSize, newSize))
      explicit_bzero(old, oldSize)
      free(old)
      return new
    },
    { memory, size in
      guard let memory else { return }
      explicit_bzero(memory, size)
      free(memory)
    })

  /// A small natural number.
  convenience init(_ value: UInt) {
    self.init()
    __gmpz_set_ui(&number, value)
  }

  /// The natural number whose digits to the base 256 are `bytes`, the highest first.
  convenience init(bytes: [UInt8]) {
    self.init()
    bytes.withUnsafeBytes { __gmpz_import(&number, $0.count, 1, 1, 1, 0, $0.baseAddress) }
  }

  /// The digits of the absolute value to the base 256, the highest first and not zero.
  var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: (bitWidth + 7) / 8) { buffer, count in
      _ = __gmpz_export(buffer.baseAddress, &count, 1, 1, 1, 0, &number)
    }
  }

  /// The natural number whose digits of so many bits are `digits`, the lowest first.
  convenience init(digits: [UInt64], ofBits bits: Int) {
    self.init()
    digits.withUnsafeBytes { __gmpz_import(&number, digits.count, -1, 8, 0, 64 - bits, $0.baseAddress) }
  }

  /// The lowest digits of so many bits of the absolute value, the lowest first; it has no more of them.
  func digits(ofBits bits: Int, count: Int) -> [UInt64] {
    var digits = [UInt64](repeating: 0, count: count)
    if bitWidth <= bits * count {
      digits.withUnsafeMutableBytes { _ = __gmpz_export($0.baseAddress, nil, -1, 8, 0, 64 - bits, &number) }
    }
    return digits
  }

  /// 2 to the power of a natural number.
  static func powerOfTwo(_ exponent: Int) -> BigInteger { made { __gmpz_setbit(&$0, UInt(exponent)) } }

  /// How many binary digits the absolute value has.
  var bitWidth: Int { isZero ? 0 : __gmpz_sizeinbase(&number, 2) }

  /// Whether it is 0.
  var isZero: Bool { number._mp_size == 0 }

  /// Whether it is 1.
  var isOne: Bool { __gmpz_cmp_ui(&number, 1) == 0 }

  /// Whether it is no multiple of 2.
  var isOdd: Bool { __gmpz_tstbit(&number, 0) != 0 }

  /// The remainder of a division by a small number other than 0.
  func remainder(dividingBy divisor: UInt) -> UInt { __gmpz_fdiv_ui(&number, divisor) }

  static func + (a: BigInteger, b: BigInteger) -> BigInteger { made { __gmpz_add(&$0, &a.number, &b.number) } }

  static func + (a: BigInteger, b: UInt) -> BigInteger { made { __gmpz_add_ui(&$0, &a.number, b) } }

  static func - (a: BigInteger, b: BigInteger) -> BigInteger { made { __gmpz_sub(&$0, &a.number, &b.number) } }

  static func - (a: BigInteger, b: UInt) -> BigInteger { made { __gmpz_sub_ui(&$0, &a.number, b) } }

  static func * (a: BigInteger, b: BigInteger) -> BigInteger { made { __gmpz_mul(&$0, &a.number, &b.number) } }

  /// The remainder from 0 on of a division by `modulus`, which is not 0.
  static func % (a: BigInteger, modulus: BigInteger) -> BigInteger {
    made { __gmpz_mod(&$0, &a.number, &modulus.number) }
  }

  /// Half of it, without what is left over.
  var half: BigInteger { Self.made { __gmpz_fdiv_q_2exp(&$0, &number, 1) } }

  /// The least number from 1 on that both divide.
  static func leastCommonMultiple(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    made { __gmpz_lcm(&$0, &a.number, &b.number) }
  }

  /// The number by which it must be multiplied to leave 1 in a division by `modulus`, if there is one.
  func inverse(modulo modulus: BigInteger) -> BigInteger? {
    if modulus.isZero { return nil }
    let result = BigInteger()
    return __gmpz_invert(&result.number, &number, &modulus.number) == 0 ? nil : result
  }

  /// Its power modulo `modulus`, which is not 0; nothing of it is secret.
  func power(_ exponent: BigInteger, modulo modulus: BigInteger) -> BigInteger {
    Self.made { __gmpz_powm(&$0, &number, &exponent.number, &modulus.number) }
  }

  /// Its power modulo `modulus`, which is odd, in the same time for all exponents of a length; the exponent is not 0.
  func secretPower(_ exponent: BigInteger, modulo modulus: BigInteger) -> BigInteger {
    Self.made { __gmpz_powm_sec(&$0, &number, &exponent.number, &modulus.number) }
  }

  private static func made(_ compute: (inout __mpz_struct) -> Void) -> BigInteger {
    let result = BigInteger()
    compute(&result.number)
    return result
  }
}

extension BigInteger: Comparable {
  static func == (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(&a.number, &b.number) == 0 }

  static func < (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(&a.number, &b.number) < 0 }
}
