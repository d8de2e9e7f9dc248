internal import Values

/// Basic authentication (RFC 7617).
enum BasicAuthorization {
  /// The value of the header.
  static func value(user: String, password: String) -> String {
    "Basic " + String(decoding: Base64.encode(Array("\(user):\(password)".utf8)), as: UTF8.self)
  }
}
