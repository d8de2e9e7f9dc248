internal import Platform
package import Values
internal import YAML

/// Reads values files: YAML documents, merged one over the other.
package enum ValuesDocuments {
  /// The most bytes of a values file that is read.
  static let maximumSize = 64 << 20

  /// The values that the documents in `data` make together.
  ///
  /// As loader.LoadValues: documents end where a line starts with `---`, and the last line ends as all others do.
  package static func decode(_ data: [UInt8]) throws(ValuesError) -> ValueMap {
    var data = data
    if let last = data.last, last != 0x0A { data.append(0x0A) }
    var values: ValueMap?
    var reader = DocumentReader(data)
    while let document = try reader.next() {
      let value: Value
      do throws(YAMLError) {
        value = try YAML.decode(document.count == data.count ? data : Array(document), numbers: .float64)
      } catch {
        throw ValuesError("cannot unmarshal yaml document: \(error.description)")
      }
      switch value {
      case .null: continue
      case .map(let map):
        if let values { merge(map, into: values) } else { values = map }
      default:
        throw ValuesError(
          """
          cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: \
          \(JSON.mismatch(value, type: "map[string]interface {}"))
          """)
      }
    }
    return values ?? ValueMap()
  }

  /// Puts what `map` has over `base`: tables are merged, all else is replaced.
  ///
  /// Parts of `map` become `base`'s.
  static func merge(_ map: ValueMap, into base: ValueMap) {
    for entry in map.entries {
      if case .map(let inner) = entry.value, let table = base[entry.key]?.asMap {
        merge(inner, into: table)
      } else {
        base[entry.key] = entry.value
      }
    }
  }
}

/// Takes a text apart into documents as k8s.io/apimachinery's YAMLReader: by its lines alone, whatever YAML stands there.
private struct DocumentReader {
  private let data: [UInt8]
  private var start = 0

  init(_ data: [UInt8]) { self.data = data }

  /// The next document, nil at the end.
  ///
  /// A separator ends what came before it, and where that is nothing, it is part of what follows.
  mutating func next() throws(ValuesError) -> ArraySlice<UInt8>? {
    let start = start
    var position = start
    while position < data.count {
      let end = lineEnd(from: position)
      if data[position] == UInt8(ascii: "-"), try isSeparator(data[position..<end]), position > start {
        self.start = end
        return data[start..<position]
      }
      position = end
    }
    self.start = position
    return start < position ? data[start...] : nil
  }

  /// The end of the line that starts at a position, with its line feed.
  private func lineEnd(from position: Int) -> Int {
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let newline = memchr(base + position, 0x0A, bytes.count - position) else {
        return bytes.count
      }
      return UnsafeRawPointer(newline) - base + 1
    }
  }

  private func isSeparator(_ line: ArraySlice<UInt8>) throws(ValuesError) -> Bool {
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    let rest = GoSpace.trimming(line.dropFirst(3))
    guard rest.isEmpty || rest.first == UInt8(ascii: "#") else {
      throw ValuesError(
        "error reading yaml document: invalid Yaml document separator: \(String(decoding: rest, as: UTF8.self))")
    }
    return true
  }
}
