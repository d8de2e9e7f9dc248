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
    let values = ValueMap()
    for document in documents(data) {
      let value: Value
      do throws(YAMLError) {
        value = try YAML.decode(Array(document), numbers: .float64)
      } catch {
        throw ValuesError("cannot unmarshal yaml document: \(error.description)")
      }
      switch value {
      case .null: continue
      case .map(let map): merge(map, into: values)
      default:
        throw ValuesError(
          """
          cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: \
          \(JSON.mismatch(value, type: "map[string]interface {}"))
          """)
      }
    }
    return values
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
      let end = data[position...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? data.count
      if position > start, isSeparator(data[position..<end]) {
        result.append(data[start..<position])
        start = end
      }
      position = end
    }
    if start < data.count { result.append(data[start...]) }
    return result
  }

  private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    let rest = line.dropFirst(3).first { ![9, 10, 11, 12, 13, 32].contains($0) }
    return rest == nil || rest == UInt8(ascii: "#")
  }
}
