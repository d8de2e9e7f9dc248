internal import Platform
package import Values
internal import YAML

/// Reads values files: YAML documents, merged one over the other.
package enum ValuesDocuments {
  /// The most bytes of a values file that is read.
  static let maximumSize = 64 << 20

  /// The values that the documents in `data` make together.
  ///
  /// As loader.LoadValues: documents end where a line starts with `---`.
  package static func decode(_ data: [UInt8]) throws(ValuesError) -> ValueMap {
    var values: ValueMap?
    for document in documents(data) {
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

  /// As k8s.io/apimachinery's YAMLReader: a separator ends what came before it and starts what follows an empty start.
  private static func documents(_ data: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    var position = 0
    while position < data.count {
      let end = lineEnd(data, from: position)
      if position > start, data[position] == UInt8(ascii: "-"), isSeparator(data[position..<end]) {
        result.append(data[start..<position])
        start = end
      }
      position = end
    }
    if start < data.count { result.append(data[start...]) }
    return result
  }

  /// The end of the line that starts at a position, with its line feed.
  private static func lineEnd(_ data: [UInt8], from position: Int) -> Int {
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let newline = memchr(base + position, 0x0A, bytes.count - position) else {
        return bytes.count
      }
      return UnsafeRawPointer(newline) - base + 1
    }
  }

  private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    let rest = line.dropFirst(3).first { ![9, 10, 11, 12, 13, 32].contains($0) }
    return rest == nil || rest == UInt8(ascii: "#")
  }
}
