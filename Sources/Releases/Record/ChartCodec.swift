internal import Charts
internal import Kubernetes
internal import Values

/// A record's chart, with the fields in the order of Helm's structs.
extension ReleaseCodec {
  /// Go's zero time, which is what Helm writes for a chart without a schema.
  private static let zeroTime = "0001-01-01T00:00:00Z"

  static func json(_ chart: RecordedChart) -> [UInt8] {
    let null = Array("null".utf8)
    var object = OrderedJSON()
    object.add("metadata", json: chart.metadata.map(MetadataJSON.metadata) ?? null)
    object.add("lock", json: chart.lock.map(MetadataJSON.lock) ?? null)
    object.add("templates", json: json(chart.templates))
    object.add("values", chart.values.map { .map($0) } ?? .null)
    object.add("schema", chart.schema.map { .bytes($0) } ?? .null)
    object.add("schemamodtime", chart.schemaModificationTime.isEmpty ? zeroTime : chart.schemaModificationTime)
    object.add("files", json: json(chart.files))
    object.addUnlessEmpty("modtime", chart.modificationTime)
    return object.text
  }

  /// A list of files; an empty one is Go's nil slice.
  private static func json(_ files: [RecordedChart.File]) -> [UInt8] {
    if files.isEmpty { return Array("null".utf8) }
    let texts = files.map { file in
      var object = OrderedJSON()
      object.add("name", file.name)
      object.add("data", .bytes(file.data))
      object.addUnlessEmpty("modtime", file.modificationTime)
      return object.text
    }
    return OrderedJSON.array(texts)
  }

  static func chart(_ map: ValueMap) -> RecordedChart {
    let chart = KubernetesObject(map)
    let schemaTime = chart.text("schemamodtime")
    return RecordedChart(
      metadata: map["metadata"]?.asMap, lock: map["lock"]?.asMap, templates: files(map["templates"]),
      values: map["values"]?.asMap, schema: map["schema"]?.asString.flatMap(decoded),
      schemaModificationTime: schemaTime == zeroTime ? "" : schemaTime, files: files(map["files"]),
      modificationTime: chart.text("modtime"))
  }

  private static func files(_ value: Value?) -> [RecordedChart.File] {
    (value?.asList ?? []).compactMap { item in
      guard let map = item.asMap else { return nil }
      let file = KubernetesObject(map)
      return RecordedChart.File(
        name: file.text("name"), data: map["data"]?.asString.flatMap(decoded) ?? Bytes(),
        modificationTime: file.text("modtime"))
    }
  }

  private static func decoded(_ text: Bytes) -> Bytes? {
    if case .success(let bytes) = Base64.decode(text.storage) { Bytes(bytes) } else { nil }
  }
}
