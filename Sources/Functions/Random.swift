internal import Platform
internal import Templating
internal import Values

extension FunctionLibrary {
  static let random: [Function] = [
    Function(
      "randAlphaNum", [.int], summary: "So many random letters and digits.", example: "{{ randAlphaNum 8 }} → k3Xw09Zb"
    ) { arguments, host throws(FunctionError) in
      try randomText(arguments.integer(0), of: letters + digits, host)
    },
    Function(
      "randAlpha", [.int], summary: "So many random letters.", example: "{{ randAlpha 8 }} → kXwZbQar"
    ) { arguments, host throws(FunctionError) in try randomText(arguments.integer(0), of: letters, host) },
    Function(
      "randNumeric", [.int], summary: "So many random digits.", example: "{{ randNumeric 4 }} → 7313"
    ) { arguments, host throws(FunctionError) in try randomText(arguments.integer(0), of: digits, host) },
    Function(
      "randAscii", [.int], summary: "So many random characters that can be printed.",
      example: "{{ randAscii 5 }} → a{;%Q"
    ) { arguments, host throws(FunctionError) in
      try randomText(arguments.integer(0), of: Array(32...126), host)
    },
    Function(
      "randBytes", [.int], summary: "So many random bytes, as base64.", example: "{{ randBytes 4 }} → mwVh1w=="
    ) { arguments, host throws(FunctionError) in
      let count = arguments.integer(0)
      if count < 0 { throw GoPanic.makeSlice }
      try Limit.check(bytes: count)
      return .string(Bytes(Base64.encode(host.randomness.bytes(count))))
    },
    Function(
      "randInt", [.int, .int], summary: "A random number from the first up to, but not including, the second.",
      example: "{{ randInt 12 30 }} → 17"
    ) { arguments, host throws(FunctionError) in
      let low = arguments.integer(0)
      let range = arguments.integer(1) &- low
      if range <= 0 { throw FunctionError("invalid argument to Intn") }
      var dice = Dice(host.randomness)
      return .int(Int(truncatingIfNeeded: dice.next(below: UInt64(range))) &+ low)
    },
    Function(
      "shuffle", [.string], summary: "The characters of a text in random order.", example: #"{{ shuffle "abc" }} → bca"#
    ) { arguments, host in
      var dice = Dice(host.randomness)
      var runes = ByteText.runes(arguments.bytes(0))
      runes.shuffle(using: &dice)
      return .string(ByteText.text(runes))
    },
    Function(
      "uuidv4", summary: "A random UUID.", example: "{{ uuidv4 }} → 6a5e9c1e-8f6b-4f0a-9d6c-2b1f0d3c4e5f"
    ) { _, host in
      var bytes = host.randomness.bytes(16)
      guard bytes.count == 16 else { return .string(Bytes()) }
      bytes[6] = bytes[6] & 0x0F | 0x40
      bytes[8] = bytes[8] & 0x3F | 0x80
      var out: [UInt8] = []
      for (index, byte) in bytes.enumerated() {
        if [4, 6, 8, 10].contains(index) { out.append(UInt8(ascii: "-")) }
        Hexadecimal.append(byte, to: &out)
      }
      return .string(Bytes(out))
    },
  ]

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let digits = Array("0123456789".utf8)

  private static func randomText(
    _ count: Int, of alphabet: [UInt8], _ host: any FunctionHost
  ) throws(FunctionError) -> Value {
    if count <= 0 { return .string(Bytes()) }
    try Limit.check(bytes: count)
    var dice = Dice(host.randomness)
    var out: [UInt8] = []
    out.reserveCapacity(count)
    for _ in 0..<count { out.append(alphabet[Int(dice.next(below: UInt64(alphabet.count)))]) }
    return .string(Bytes(out))
  }
}

/// Random numbers out of the host's random bytes, fetched some at a time.
struct Dice: RandomNumberGenerator {
  private let source: Randomness
  private var pool: [UInt8] = []

  init(_ source: Randomness) { self.source = source }

  mutating func next() -> UInt64 {
    if pool.count < 8 { pool = source.bytes(256) }
    var number: UInt64 = 0
    for _ in 0..<8 { number = number << 8 | UInt64(pool.popLast() ?? 0) }
    return number
  }

  /// A number below a positive bound, each as likely as the other.
  mutating func next(below bound: UInt64) -> UInt64 { next(upperBound: bound) }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
  static func append(_ byte: UInt8, to out: inout [UInt8]) {
    func digit(_ number: UInt8) -> UInt8 { number < 10 ? 0x30 + number : 0x57 + number }
    out.append(digit(byte >> 4))
    out.append(digit(byte & 0xF))
  }

  static func text(_ bytes: some Sequence<UInt8>) -> Bytes {
    var out: [UInt8] = []
    for byte in bytes { append(byte, to: &out) }
    return Bytes(out)
  }
}
