import RegularExpressions
import Values

/// The forms of addresses in Chart.yaml, as govalidator (Helm's library for them) accepts them.
enum ContactForms {
  /// Whether a text is an e-mail address: a dotted or quoted name, and a host of at least two labels.
  static func isEmail(_ text: String) -> Bool { matches(text, emailForm) }

  /// Whether a text is an address on the web, its scheme and most else being optional.
  static func isURL(_ text: String) -> Bool {
    let length = text.unicodeScalars.count
    if length >= 2083 || text.utf8.count <= 3 || text.hasPrefix(".") { return false }
    return matches(text, urlForm)
  }

  /// Whether a text is an absolute address as a request line would have it: a scheme, and nothing that cannot be there.
  static func isRequestURL(_ text: String) -> Bool {
    guard let url = try? GoURL(request: Array(text.utf8)) else { return false }
    return !url.scheme.isEmpty
  }

  private static func matches(_ text: String, _ form: String) -> Bool {
    guard let expression = try? RegularExpression.compiled(Array(form.utf8)) else { return false }
    return expression.matches(Array(text.utf8))
  }

  private static let beyondASCII = #"\x{00A0}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFEF}"#
  private static let emailForm: String = {
    let atom = #"[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~"# + beyondASCII + "]+"
    let quoted = #""(?:[^"\\\r\n]|\\.)*""#
    let letter = "[a-zA-Z\(beyondASCII)]"
    let sign = "[a-zA-Z0-9\(beyondASCII)]"
    let label = #"\#(sign)(?:[a-zA-Z0-9\-._~\#(beyondASCII)]*\#(sign))?"#
    let last = #"\#(letter)(?:[a-zA-Z0-9\-_~\#(beyondASCII)]*\#(letter))?"#
    return #"^(?:\#(atom)(?:\.\#(atom))*|\#(quoted))@(?:\#(label)\.)+\#(last)\.?$"#
  }()

  private static let urlForm: String = {
    let scheme = #"(?:(?:ftp|tcp|udp|wss?|https?)://)?"#
    let user = #"(?:\S+(?::\S*)?@)?"#
    let address = #"\[[0-9a-fA-F:.]+\]"#
    let name = #"[a-zA-Z0-9\x{00a1}-\x{ffff}](?:[a-zA-Z0-9_.\-\x{00a1}-\x{ffff}]*[a-zA-Z0-9\x{00a1}-\x{ffff}])?"#
    return #"^\#(scheme)\#(user)(?:\#(address)|\#(name))\.?(?::\d{1,5})?(?:[/?#]\S*)?$"#
  }()
}
