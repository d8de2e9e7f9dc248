/// What a server says in `WWW-Authenticate`: by which scheme it wants to be asked, and with which parameters.
struct AuthenticationChallenge: Equatable {
  /// `basic` or `bearer`, in small letters.
  let scheme: String
  /// `realm`, `service`, `scope`, … in small letters.
  let parameters: [String: String]

  /// Reads the field's value; of several challenges the first is taken.
  init?(_ field: String) {
    let words = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = words.first else { return nil }
    scheme = first.lowercased()
    var parameters: [String: String] = [:]
    var rest = Array((words.count > 1 ? words[1] : "").utf8)[...]
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let name = String(decoding: rest[..<equals], as: UTF8.self).lowercased()
        .filter { $0 != " " && $0 != "," }
      rest = rest[(equals + 1)...]
      var value: [UInt8] = []
      if rest.first == UInt8(ascii: "\"") {
        rest = rest.dropFirst()
        while let byte = rest.first, byte != UInt8(ascii: "\"") {
          rest = rest.dropFirst()
          if byte == UInt8(ascii: "\\"), let escaped = rest.first {
            value.append(escaped)
            rest = rest.dropFirst()
          } else {
            value.append(byte)
          }
        }
        rest = rest.dropFirst()
      } else {
        while let byte = rest.first, byte != UInt8(ascii: ",") {
          value.append(byte)
          rest = rest.dropFirst()
        }
      }
      parameters[name] = String(decoding: value, as: UTF8.self)
    }
    self.parameters = parameters
  }
}
