/// Guesses what a file is by its first bytes, as net/http's DetectContentType.
enum ContentType {
  /// The MIME type of data that starts with these bytes, at most 512.
  static func detect(_ bytes: [UInt8]) -> String {
    let text = bytes.drop { $0 == 0x09 || $0 == 0x0A || $0 == 0x0C || $0 == 0x0D || $0 == 0x20 }
    if htmlStarts.contains(where: { startsHTML(text, with: $0) }) { return "text/html; charset=utf-8" }
    if text.starts(with: "<?xml".utf8) { return "text/xml; charset=utf-8" }
    if let type = signatures.first(where: { $0.matches(bytes) })?.type { return type }
    // What has none of the control characters that text has no use for is text.
    let isText = text.allSatisfy { $0 > 0x1F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0C || $0 == 0x0D || $0 == 0x1B }
    return isText ? "text/plain; charset=utf-8" : "application/octet-stream"
  }

  private static let htmlStarts = [
    "<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE",
    "<TITLE", "<B", "<BODY", "<BR", "<P", "<!--",
  ]

  private static func startsHTML(_ text: ArraySlice<UInt8>, with tag: String) -> Bool {
    let start = text.prefix(tag.utf8.count)
    guard text.count > start.count else { return false }
    let isTag = zip(start, tag.utf8).allSatisfy { byte, letter in
      byte == letter || ((0x41...0x5A).contains(letter) && byte & 0xDF == letter)
    }
    let next = text[text.startIndex + start.count]
    return isTag && (next == UInt8(ascii: " ") || next == UInt8(ascii: ">"))
  }

  private struct Signature {
    let type: String
    let start: [UInt8]
    /// Bytes that stand eight bytes after the start's first, behind a size that may be any.
    let afterSize: [UInt8]

    init(_ type: String, _ start: [UInt8], afterSize: String = "") {
      self.type = type
      self.start = start
      self.afterSize = Array(afterSize.utf8)
    }

    init(_ type: String, _ start: String, afterSize: String = "") {
      self.init(type, Array(start.utf8), afterSize: afterSize)
    }

    func matches(_ bytes: [UInt8]) -> Bool {
      bytes.starts(with: start) && (afterSize.isEmpty || bytes.dropFirst(8).starts(with: afterSize))
    }
  }

  private static let signatures: [Signature] = [
    Signature("application/pdf", "%PDF-"),
    Signature("application/postscript", "%!PS-Adobe-"),
    Signature("text/plain; charset=utf-16be", [0xFE, 0xFF]),
    Signature("text/plain; charset=utf-16le", [0xFF, 0xFE]),
    Signature("text/plain; charset=utf-8", [0xEF, 0xBB, 0xBF]),
    Signature("image/x-icon", [0, 0, 1, 0]),
    Signature("image/x-icon", [0, 0, 2, 0]),
    Signature("image/bmp", "BM"),
    Signature("image/gif", "GIF87a"),
    Signature("image/gif", "GIF89a"),
    Signature("image/webp", "RIFF", afterSize: "WEBPVP"),
    Signature("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    Signature("image/jpeg", [0xFF, 0xD8, 0xFF]),
    Signature("audio/aiff", "FORM", afterSize: "AIFF"),
    Signature("audio/mpeg", "ID3"),
    Signature("application/ogg", "OggS\u{0}"),
    Signature("audio/midi", "MThd\u{0}\u{0}\u{0}\u{6}"),
    Signature("video/avi", "RIFF", afterSize: "AVI "),
    Signature("audio/wave", "RIFF", afterSize: "WAVE"),
    Signature("video/webm", [0x1A, 0x45, 0xDF, 0xA3]),
    Signature("font/ttf", [0, 1, 0, 0]),
    Signature("font/otf", "OTTO"),
    Signature("font/collection", "ttcf"),
    Signature("font/woff", "wOFF"),
    Signature("font/woff2", "wOF2"),
    Signature("application/x-gzip", [0x1F, 0x8B, 0x08]),
    Signature("application/zip", "PK\u{3}\u{4}"),
    Signature("application/x-rar-compressed", "Rar!\u{1A}\u{7}\u{0}"),
    Signature("application/x-rar-compressed", "Rar!\u{1A}\u{7}\u{1}\u{0}"),
    Signature("application/wasm", "\u{0}asm"),
  ]
}
