/// Unicode's general categories under the long names that Go's regexp takes and RE2 does not.
enum UnicodeCategory {
  /// RE2's name for a category; nil where it has none other.
  ///
  /// As canonicalName and unicodeTable of Go's regexp/syntax: case, underscores, hyphens and spaces do not count.
  static func shortName(of name: ArraySlice<UInt8>) -> String? {
    let separators = Array("_- ".utf8)
    let letters = name.filter { !separators.contains($0) }.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    return shortNames[String(decoding: letters, as: UTF8.self)]
  }

  private static let shortNames: [String: String] = [
    "closepunctuation": "Pe", "combiningmark": "M", "connectorpunctuation": "Pc", "control": "Cc",
    "currencysymbol": "Sc",
    "dashpunctuation": "Pd", "decimalnumber": "Nd", "enclosingmark": "Me", "finalpunctuation": "Pf", "format": "Cf",
    "initialpunctuation": "Pi", "letter": "L", "letternumber": "Nl", "lineseparator": "Zl", "lowercaseletter": "Ll",
    "mark": "M", "mathsymbol": "Sm", "modifierletter": "Lm", "modifiersymbol": "Sk", "nonspacingmark": "Mn",
    "number": "N", "openpunctuation": "Ps", "otherletter": "Lo", "othernumber": "No", "otherpunctuation": "Po",
    "othersymbol": "So", "paragraphseparator": "Zp", "privateuse": "Co", "punctuation": "P", "separator": "Z",
    "spaceseparator": "Zs", "spacingmark": "Mc", "surrogate": "Cs", "symbol": "S", "titlecaseletter": "Lt",
    "uppercaseletter": "Lu", "cntrl": "Cc", "digit": "Nd", "punct": "P",
  ]
}
