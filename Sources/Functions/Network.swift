internal import Platform
internal import Templating
internal import Values

extension FunctionLibrary {
  static let network: [Function] = [
    Function(
      "getHostByName", [.string], summary: "An address of a host; empty unless DNS is allowed (--enable-dns).",
      example: #"{{ getHostByName "localhost" }} → 127.0.0.1"#
    ) { arguments, host throws(FunctionError) in
      guard host.allowsDNS else { return .string(Bytes()) }
      let addresses = addresses(of: arguments.string(0).description)
      // Sprig draws one of no addresses at all.
      if addresses.isEmpty { throw FunctionError("invalid argument to Intn") }
      var dice = Dice(host.randomness)
      return .string(addresses[Int(dice.next(below: UInt64(addresses.count)))])
    }
  ]

  /// The addresses that the system's resolver knows for a name.
  private static func addresses(of name: String) -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var found: [String] = []
    var next = list
    while let entry = next?.pointee {
      next = entry.ai_next
      let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer -> String? in
        guard let start = buffer.baseAddress,
          getnameinfo(entry.ai_addr, entry.ai_addrlen, start, 64, nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        return String(cString: start)
      }
      if let text, !found.contains(text) { found.append(text) }
    }
    return found
  }
}
