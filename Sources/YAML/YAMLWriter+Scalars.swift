internal import Values

/// How a scalar is written.
private enum ScalarStyle {
  case plain, singleQuoted, doubleQuoted, literal
}

extension YAMLWriter {
  /// The column past which a line is folded at the next single space.
  private var bestWidth: Int { dialect == .version2 ? 80 : .max }

  /// Writes a string in the style that go-yaml chooses for it.
  mutating func writeScalar(_ text: Bytes, indent: Int, place: Place) throws(YAMLError) {
    let inner = indent < 0 ? 2 : indent + 2
    text.storage.withUnsafeBufferPointer { bytes in
      if YAMLCharacter.isEvidentlyPlain(bytes) { return writeUnlooked(bytes, characters: bytes.count) }
      if dialect == .version3, !GoRune.isValid(text.storage) {
        return writeBinary(text, indent: inner, place: place)
      }
      writeScalar(bytes, wanted: wantedStyle(bytes), indent: inner, place: place)
    }
  }

  /// What go-yaml v3 makes of a string that is no text.
  private mutating func writeBinary(_ text: Bytes, indent: Int, place: Place) {
    let encoded = Base64.encode(text.storage)
    var lines: [UInt8] = []
    for start in stride(from: 0, to: encoded.count, by: 70) {
      lines.append(contentsOf: encoded[start..<min(start + 70, encoded.count)])
      if encoded.count >= 70 { lines.append(0x0A) }
    }
    writeIndicator("!!binary")
    lines.withUnsafeBufferPointer {
      writeScalar($0, wanted: encoded.count >= 70 ? .literal : .plain, indent: indent, place: place)
    }
  }

  /// The style by meaning, as go-yaml's encoder asks for it: quotes where a plain scalar would not read as a string.
  private func wantedStyle(_ text: UnsafeBufferPointer<UInt8>) -> ScalarStyle {
    if text.contains(0x0A) { return .literal }
    switch ScalarResolver.resolve(text) {
    case .string: return Base60.matches(text) ? .doubleQuoted : .plain
    case .bool, .null, .int, .uint, .float, .timestamp: return .doubleQuoted
    }
  }

  /// The style by form, as the emitter's yaml_emitter_select_scalar_style, and the scalar in it.
  private mutating func writeScalar(
    _ text: UnsafeBufferPointer<UInt8>, wanted: ScalarStyle, indent: Int, place: Place
  ) {
    let form = ScalarForm(text, allowsTabsInBlocks: dialect == .version3)
    let isKey = place == .simpleKey
    var style = wanted
    if isKey, form.isMultiline { style = .doubleQuoted }
    if style == .plain, !form.allowsPlain || (text.isEmpty && isKey) { style = .singleQuoted }
    if style == .singleQuoted, !form.allowsSingleQuotes { style = .doubleQuoted }
    if style == .literal, !form.allowsBlock || isKey { style = .doubleQuoted }
    switch style {
    case .plain: writePlain(text, indent: indent, folds: !isKey)
    case .singleQuoted: writeSingleQuoted(text, indent: indent, folds: !isKey)
    case .doubleQuoted: writeDoubleQuoted(text, indent: indent, folds: !isKey)
    case .literal: writeLiteral(text, indent: indent)
    }
  }

  // MARK: Styles

  private mutating func writePlain(_ text: UnsafeBufferPointer<UInt8>, indent: Int, folds: Bool) {
    // A line is folded past the best width only.
    if !folds || column < bestWidth - text.count {
      return writeUnlooked(text, characters: text.count(where: { $0 & 0xC0 != 0x80 }))
    }
    if !isAfterSpace {
      out.append(0x20)
      column += 1
    }
    var isAfterBlank = false
    var index = 0
    while index < text.count {
      if text[index] == 0x20 {
        if folds, !isAfterBlank, column > bestWidth, !isSpace(text, index + 1) {
          writeIndent(indent)
          index += 1
        } else {
          writeCharacter(text, &index)
        }
        isAfterBlank = true
      } else {
        writeWord(text, &index)
        isAtIndentation = false
        isAfterBlank = false
      }
    }
    isAfterSpace = false
    isAtIndentation = false
  }

  private mutating func writeSingleQuoted(_ text: UnsafeBufferPointer<UInt8>, indent: Int, folds: Bool) {
    writeIndicator("'")
    var isAfterBlank = false
    var isAfterBreak = false
    var index = 0
    while index < text.count {
      if text[index] == 0x20 {
        if folds, !isAfterBlank, column > bestWidth, index > 0, index < text.count - 1, !isSpace(text, index + 1) {
          writeIndent(indent)
          index += 1
        } else {
          writeCharacter(text, &index)
        }
        isAfterBlank = true
      } else if YAMLCharacter.isBreak(text, index) {
        if !isAfterBreak, text[index] == 0x0A { writeBreak() }
        writeLineBreak(text, &index)
        isAtIndentation = true
        isAfterBreak = true
      } else {
        if isAfterBreak { writeIndent(indent) }
        if text[index] == UInt8(ascii: "'") {
          out.append("''")
          column += 2
          index += 1
        } else {
          writeWord(text, &index)
        }
        isAtIndentation = false
        isAfterBlank = false
        isAfterBreak = false
      }
    }
    writeIndicator("'", needsSpace: false)
    isAtIndentation = false
  }

  private mutating func writeDoubleQuoted(_ text: UnsafeBufferPointer<UInt8>, indent: Int, folds: Bool) {
    writeIndicator("\"")
    // The emitter looks for a byte-order mark at the start of the text, whichever character it is about to write.
    let startsWithMark = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
    var isAfterBlank = false
    var index = 0
    while index < text.count {
      let byte = text[index]
      if startsWithMark || !YAMLCharacter.isPrintable(text, index) || YAMLCharacter.isBreak(text, index)
        || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
      {
        writeEscape(text, &index)
        isAfterBlank = false
      } else if byte == 0x20 {
        if folds, !isAfterBlank, column > bestWidth, index > 0, index < text.count - 1 {
          writeIndent(indent)
          if isSpace(text, index + 1) {
            out.append(UInt8(ascii: "\\"))
            column += 1
          }
          index += 1
        } else {
          writeCharacter(text, &index)
        }
        isAfterBlank = true
      } else {
        writeWord(text, &index)
        isAfterBlank = false
      }
    }
    writeIndicator("\"", needsSpace: false)
    isAtIndentation = false
  }

  private mutating func writeEscape(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    let (rune, width) = GoRune.decode(text, at: index)
    index += width
    let start = out.count
    out.append(UInt8(ascii: "\\"))
    let short: Unicode.Scalar? =
      switch rune {
      case 0x00: "0"
      case 0x07: "a"
      case 0x08: "b"
      case 0x09: "t"
      case 0x0A: "n"
      case 0x0B: "v"
      case 0x0C: "f"
      case 0x0D: "r"
      case 0x1B: "e"
      case 0x22: "\""
      case 0x5C: "\\"
      case 0x85: "N"
      case 0xA0: "_"
      case 0x2028: "L"
      case 0x2029: "P"
      default: nil
      }
    if let short {
      out.append(UInt8(ascii: short))
    } else {
      let digits = rune <= 0xFF ? 2 : rune <= 0xFFFF ? 4 : 8
      out.append(rune <= 0xFF ? UInt8(ascii: "x") : rune <= 0xFFFF ? UInt8(ascii: "u") : UInt8(ascii: "U"))
      for place in stride(from: digits - 1, through: 0, by: -1) {
        let digit = UInt8(truncatingIfNeeded: rune >> UInt32(4 * place) & 0xF)
        out.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") - 10 + digit)
      }
    }
    column += out.count - start
  }

  private mutating func writeLiteral(_ text: UnsafeBufferPointer<UInt8>, indent: Int) {
    writeIndicator("|")
    // A text that starts with space cannot show its indentation by itself.
    if isSpace(text, 0) || YAMLCharacter.isBreak(text, 0) { writeIndicator("2", needsSpace: false) }
    switch YAMLCharacter.finalBreaks(text) {
    case 0: writeIndicator("-", needsSpace: false)
    case 1 where text.count > 1: break
    default: writeIndicator("+", needsSpace: false)
    }
    writeBreak()
    isAtIndentation = true
    isAfterSpace = true
    var isAfterBreak = true
    var index = 0
    while index < text.count {
      if YAMLCharacter.isBreak(text, index) {
        writeLineBreak(text, &index)
        isAtIndentation = true
        isAfterBreak = true
        continue
      }
      if isAfterBreak { writeIndent(indent) }
      // The rest of the line goes out at once.
      var end = index
      var characters = 0
      while end < text.count, !YAMLCharacter.isBreak(text, end) {
        if text[end] & 0xC0 != 0x80 { characters += 1 }
        end += 1
      }
      out.append(UnsafeBufferPointer(rebasing: text[index..<end]))
      column += characters
      index = end
      isAtIndentation = false
      isAfterBreak = false
    }
  }

  // MARK: Characters

  private func isSpace(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index < text.count && text[index] == 0x20
  }

  /// Writes a character that is no quote, backslash or space, and the letters, digits and the like that follow it.
  private mutating func writeWord(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    let start = index
    while index < text.count, YAMLCharacter.isWordCharacter(text[index]) { index += 1 }
    if index == start { return writeCharacter(text, &index) }
    out.append(UnsafeBufferPointer(rebasing: text[start..<index]))
    column += index - start
  }

  private mutating func writeCharacter(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    out.append(text[index])
    index += 1
    while index < text.count, text[index] & 0xC0 == 0x80 {
      out.append(text[index])
      index += 1
    }
    column += 1
  }

  private mutating func writeLineBreak(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    if text[index] == 0x0A {
      index += 1
      writeBreak()
    } else {
      writeCharacter(text, &index)
      column = 0
    }
  }
}
