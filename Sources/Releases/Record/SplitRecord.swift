internal import Archives
internal import Kubernetes
internal import Platform
internal import Values

/// Where the bulk of a record lies that does not fit one object.
///
/// It is noted in the record itself, as its chart's only file: Helm keeps it there when it writes the record anew.
package struct RecordParts: Sendable, Equatable {
  /// What lies in the parts and not in the record.
  package enum Content: String, Sendable {
    /// The chart's templates, files and schema, which only a rollback needs, to record them anew. Helm can do
    /// everything with what is left.
    case chart
    /// Objects, hooks, values and notes too. Helm must not touch such a release: it would take it for empty.
    case everything
  }

  /// The revision for which the parts were written: a rollback by Helm copies the chart, and with it this note.
  let revision: Int
  /// Tells the parts of one attempt to write the record from those of every other.
  let nonce: String
  /// How many there are.
  package let count: Int
  /// What lies in them.
  package let content: Content

  /// The name of one part.
  func name(of part: Int, release: String) -> String { "chart.release.v1.\(release).v\(revision).\(nonce).\(part)" }

  // MARK: In the record

  private static let fileName = "chart-record-parts.json"

  /// The note as a file of the record's chart.
  var file: RecordedChart.File {
    var object = OrderedJSON()
    object.add("revision", json: Array(String(revision).utf8))
    object.add("nonce", nonce)
    object.add("count", json: Array(String(count).utf8))
    object.add("content", content.rawValue)
    return RecordedChart.File(name: Self.fileName, data: Bytes(object.text))
  }

  /// Reads the note of a record's chart; nil where the record is whole.
  init?(in chart: RecordedChart) {
    guard chart.files.count == 1, let file = chart.files.first, file.name == Self.fileName,
      let map = JSONCodec.decode(file.data.storage)?.asMap
    else { return nil }
    let note = KubernetesObject(map)
    guard let revision = note.integer("revision"), let count = note.integer("count"), (1...10_000).contains(count),
      let content = Content(rawValue: note.text("content"))
    else { return nil }
    self.init(revision: revision, nonce: note.text("nonce"), count: count, content: content)
  }

  init(revision: Int, nonce: String, count: Int, content: Content) {
    self.revision = revision
    self.nonce = nonce
    self.count = count
    self.content = content
  }

  /// How every sign starts.
  static let signStart = " (record split by chart: "

  /// What the description says after its own words, for those who read the record with Helm.
  var sign: String {
    switch content {
    case .chart: Self.signStart + "the chart's templates and files are in \(count) more objects)"
    case .everything: Self.signStart + "only chart can show, change or remove this revision)"
    }
  }
}

/// A record in a head, which is a record that Helm can read, and parts that hold the rest.
struct SplitRecord {
  /// What goes into the record.
  let head: Release
  /// What goes into the parts.
  let parts: [ArraySlice<UInt8>]

  /// Splits a record.
  ///
  /// - Parameter limit: how many bytes of data fit one object.
  init(_ release: Release, nonce: String, limit: Int) {
    var record = Self.split(release, .chart, nonce, limit)
    // The head must have room for a longer description and for the runs of hooks.
    if ReleaseCodec.encode(record.head).count > limit - limit / 16 {
      record = Self.split(release, .everything, nonce, limit)
    }
    self = record
  }

  private static func split(
    _ release: Release, _ content: RecordParts.Content, _ nonce: String, _ limit: Int
  ) -> SplitRecord {
    let text = body(of: release, content)
    // Metadata count as well for etcd.
    let size = limit - limit / 64
    let parts = stride(from: 0, to: text.count, by: size).map { text[$0..<min($0 + size, text.count)] }
    let note = RecordParts(revision: release.revision, nonce: nonce, count: parts.count, content: content)
    return SplitRecord(head: head(of: release, note), parts: parts)
  }

  private init(head: Release, parts: [ArraySlice<UInt8>]) {
    self.head = head
    self.parts = parts
  }

  /// The bulk of a record, which does not change any more once it is written.
  private static func body(of release: Release, _ content: RecordParts.Content) -> [UInt8] {
    var body = release
    body.info = Release.Info(notes: release.info.notes)
    switch content {
    case .chart:
      body.info.notes = Bytes()
      body.config = nil
      body.manifest = Bytes()
      body.hooks = []
    case .everything:
      for index in body.hooks.indices { body.hooks[index].lastRun = Hook.Execution() }
    }
    return Gzip.compress(ReleaseCodec.text(body))
  }

  /// What is left in the record when the rest lies in parts.
  static func head(of release: Release, _ parts: RecordParts) -> Release {
    var head = release
    head.parts = parts
    head.info.description += parts.sign
    head.chart.templates = []
    head.chart.schema = nil
    head.chart.files = [parts.file]
    if parts.content == .everything {
      head.info.notes = Bytes("The record of this revision does not fit one object." + parts.sign)
      head.chart.values = nil
      head.config = nil
      head.manifest = Bytes(barrier(release))
      for index in head.hooks.indices {
        head.hooks[index].manifest = Bytes()
        head.hooks[index].events = []
      }
    }
    return head
  }

  /// An object of a kind that no cluster knows, in place of the release's own: Helm refuses to upgrade, to roll back
  /// or to uninstall what it cannot build, and says the kind's and the object's names.
  private static func barrier(_ release: Release) -> String {
    """
    ---
    # The record of this revision is split over several objects: only chart can read it.
    apiVersion: chart/v1
    kind: SplitRecord
    metadata:
      name: use-chart-for-release-\(release.name)-revision-\(release.revision)

    """
  }

  // MARK: Reading

  /// The revision that a record tells, its head's sign taken off; what lies in the parts is missing.
  static func opened(_ record: Release) -> Release {
    guard let parts = RecordParts(in: record.chart) else { return record }
    var release = record
    release.parts = parts
    release.chart.files = []
    if release.info.description.hasSuffix(parts.sign) {
      release.info.description.removeLast(parts.sign.count)
    }
    if parts.content == .everything {
      release.info.notes = Bytes()
      release.manifest = Bytes()
    }
    return release
  }

  /// The whole revision, from its opened head and its parts' bytes.
  static func joined(_ head: Release, _ parts: RecordParts, _ text: [UInt8]) throws(RecordError) -> Release {
    let body = try ReleaseCodec.decode(compressed: text)
    var release = head
    release.chart.templates = body.chart.templates
    release.chart.files = body.chart.files
    release.chart.schema = body.chart.schema
    if parts.content == .everything {
      release.info.notes = body.info.notes
      release.chart.values = body.chart.values
      release.config = body.config
      release.manifest = body.manifest
      release.hooks = body.hooks
      for (index, hook) in zip(release.hooks.indices, head.hooks) { release.hooks[index].lastRun = hook.lastRun }
    }
    return release
  }
}
