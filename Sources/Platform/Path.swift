/// Paths as text, by Go's path package's rules; nothing here touches the file system.
package enum Path {
  /// The last element: `c` of `a/b/c`.
  package static func base(_ path: String) -> String {
    // Over bytes: every file of a chart is asked for its name.
    let bytes = path.utf8
    guard let last = bytes.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return path.isEmpty ? "." : "/" }
    let end = bytes.index(after: last)
    let start = bytes[..<last].lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(path[start..<end])
  }

  /// All but the last element: `a/b` of `a/b/c`, `.` where there is one element, `/` at the root.
  package static func parent(_ path: String) -> String {
    var end = path[...]
    while end.count > 1, end.last == "/" { end = end.dropLast() }
    guard let slash = end.lastIndex(of: "/") else { return "." }
    let head = end[..<slash]
    return head.isEmpty ? "/" : String(head)
  }

  /// The elements joined with single slashes; an absolute second element starts anew.
  package static func join(_ first: String, _ second: String) -> String {
    if second.hasPrefix("/") || first.isEmpty { return second }
    if second.isEmpty { return first }
    return first.hasSuffix("/") ? first + second : first + "/" + second
  }

  /// The shortest equal path: no empty or `.` elements, and `..` resolved by text alone, as Go's path.Clean.
  package static func clean(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    // By hand: the library's joined() is generic here, and looks its types up at run time.
    var joined = isAbsolute ? "/" : ""
    for (index, part) in parts.enumerated() {
      if index > 0 { joined.append("/") }
      joined.append(contentsOf: part)
    }
    return joined.isEmpty ? "." : joined
  }
}
