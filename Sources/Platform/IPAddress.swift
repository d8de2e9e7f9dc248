/// An IPv4 or IPv6 address.
package struct IPAddress: Sendable, Hashable {
  /// Four bytes or sixteen; an IPv4 address in IPv6's clothes is kept as the four that it means.
  package let bytes: [UInt8]

  /// Reads an address as the system does; nil for a text that is none.
  package init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: &four) { Array($0) }
      return
    }
    var sixteen = in6_addr()
    guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
    let all = withUnsafeBytes(of: &sixteen) { Array($0) }
    let isMapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
    bytes = isMapped ? Array(all[12...]) : all
  }

  /// Whether it leads back to this machine.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  /// Whether its first bits are a network's.
  package func lies(in network: IPAddress, bits: Int) -> Bool {
    if bytes.count != network.bytes.count { return false }
    for (index, pair) in zip(bytes, network.bytes).enumerated() {
      let left = bits - index * 8
      if left <= 0 { return true }
      let mask: UInt8 = left >= 8 ? 0xFF : 0xFF << UInt8(8 - left)
      if (pair.0 ^ pair.1) & mask != 0 { return false }
    }
    return true
  }
}
