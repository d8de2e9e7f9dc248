/// Guesses what bytes are, by the first rules of net/http DetectContentType: enough to tell a user what was found.
enum ContentType {
  private static let signatures: [(prefix: [UInt8], type: String)] = [
    (Array("%PDF-".utf8), "application/pdf"),
    (Array("%!PS-Adobe-".utf8), "application/postscript"),
    ([0xFE, 0xFF], "text/plain; charset=utf-16be"),
    ([0xFF, 0xFE], "text/plain; charset=utf-16le"),
    ([0xEF, 0xBB, 0xBF], "text/plain; charset=utf-8"),
    (Array("\u{89}PNG\r\n\u{1a}\n".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }), "image/png"),
    (Array("GIF87a".utf8), "image/gif"),
    (Array("GIF89a".utf8), "image/gif"),
    ([0xFF, 0xD8, 0xFF], "image/jpeg"),
    ([0x50, 0x4B, 0x03, 0x04], "application/zip"),
    (Array("Rar!\u{1a}\u{07}".utf8), "application/x-rar-compressed"),
    ([0x00, 0x61, 0x73, 0x6D], "application/wasm"),
  ]

  static func detect(_ content: [UInt8]) -> String {
    // Helm shows the detector 512 bytes, with zeros after the end of a shorter file.
    let head = Array(content.prefix(512)) + [UInt8](repeating: 0, count: max(0, 512 - content.count))
    let text = head.drop { [9, 10, 12, 13, 32].contains($0) }
    let start = String(decoding: text.prefix(16), as: UTF8.self).uppercased()
    if start.hasPrefix("<!DOCTYPE HTML") || start.hasPrefix("<HTML") { return "text/html; charset=utf-8" }
    if String(decoding: text.prefix(5), as: UTF8.self) == "<?xml" { return "text/xml; charset=utf-8" }
    for signature in signatures where head.starts(with: signature.prefix) { return signature.type }
    let isBinary = head.contains { $0 <= 8 || $0 == 0x0B || (0x0E...0x1A).contains($0) || (0x1C...0x1F).contains($0) }
    return isBinary ? "application/octet-stream" : "text/plain; charset=utf-8"
  }
}
