/// Walks over the fields of one protobuf message.
struct ProtobufReader {
  /// A field's value as it stands on the wire.
  enum Payload {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  /// A reader of a message's bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next field's number and value; nil at the end.
  mutating func next() throws(APIError) -> (number: Int, payload: Payload)? {
    if rest.isEmpty { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0: return (number, .varint(try varint()))
    case 1: return (number, .fixed64(try fixed(8)))
    case 2: return (number, .bytes(try take(try varint())))
    case 5: return (number, .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
    default: throw Self.malformed
    }
  }

  /// A message that ends early or has a field of no known sort.
  static let malformed = APIError.badRequest("the body of the request is no well-formed protobuf message")

  private mutating func varint() throws(APIError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard let byte = rest.popFirst() else { throw Self.malformed }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw Self.malformed
  }

  private mutating func fixed(_ size: UInt64) throws(APIError) -> UInt64 {
    try take(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func take(_ count: UInt64) throws(APIError) -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw Self.malformed }
    let taken = rest.prefix(Int(count))
    rest = rest.dropFirst(Int(count))
    return taken
  }

  /// All numbers of a packed list.
  static func packed(_ bytes: ArraySlice<UInt8>) throws(APIError) -> [UInt64] {
    var reader = ProtobufReader(bytes)
    var numbers: [UInt64] = []
    while !reader.rest.isEmpty { numbers.append(try reader.varint()) }
    return numbers
  }
}
