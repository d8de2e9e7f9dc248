import Kubernetes
import Values

/// Where a watch stands: what it has been told, and what it is to hear.
///
/// It holds nothing of the store, so that it may wait as long as it likes.
struct Watch: Sendable {
  let path: RequestTarget.ObjectsPath
  let options: RequestOptions
  /// The revision up to which everything has been told.
  var position: Int64
  /// Whether the objects there are come first, as if they were new.
  var tellsExisting: Bool
  /// The second at which the server ends the watch.
  let end: Int64
  /// The second at which the client is told how far it has come, if it wants to be.
  var nextBookmark: Int64
  /// Whether there is nothing more to come.
  var isOver = false

  /// The seconds between two bookmarks, as kube-apiserver's.
  static let bookmarkInterval: Int64 = 60
  /// The seconds that a watch lasts where the client names none: half of kube-apiserver's hour.
  static let usualDuration: Int64 = 1800

  /// Begins a watch as a request asks.
  init(_ path: RequestTarget.ObjectsPath, _ options: RequestOptions, now: Int64) throws(APIError) {
    self.path = path
    self.options = options
    let version = options.resourceVersion
    if options.sendsInitialEvents == true {
      guard options.resourceVersionMatch == "NotOlderThan" else {
        throw .invalidListOptions(
          "resourceVersionMatch", "resourceVersionMatch must be set to \"NotOlderThan\" when sendInitialEvents is set")
      }
      guard options.allowsBookmarks else {
        throw .invalidListOptions(
          "sendInitialEvents", "sendInitialEvents is forbidden for watch unless allowWatchBookmarks is set")
      }
    }
    guard let position = version.isEmpty ? 0 : Int64(version), position >= 0 else {
      throw .invalidListOptions("resourceVersion", "Invalid value: \"\(version)\": must be a number")
    }
    self.position = position
    tellsExisting = options.sendsInitialEvents ?? (position == 0)
    end = now &+ max(0, min(options.timeoutSeconds ?? Self.usualDuration, 1 << 31))
    nextBookmark = now &+ Self.bookmarkInterval
  }
}

/// Tells a watch what has happened since it last heard.
struct WatchHandler {
  let store: ObjectStore
  let resource: Resource
  let form: AnswerForm

  /// The most events that are told at once.
  private static let batch = 500

  /// The events, each a line of JSON; nil where there is nothing to tell now.
  func next(_ watch: inout Watch, now: Int64) throws(APIError) -> [UInt8]? {
    var out: [UInt8] = []
    if watch.tellsExisting {
      try tellExisting(&watch, &out)
    } else {
      try tellChanges(&watch, &out)
    }
    if !watch.isOver, watch.options.allowsBookmarks, now >= watch.nextBookmark {
      watch.nextBookmark = now &+ Watch.bookmarkInterval
      append("BOOKMARK", try bookmark(watch.position), &out)
    }
    if now >= watch.end { watch.isOver = true }
    return out.isEmpty ? nil : out
  }

  private func tellExisting(_ watch: inout Watch, _ out: inout [UInt8]) throws(APIError) {
    let filter = try Filter(watch, resource)
    try store.forEach(
      resource.storage, namespace: watch.path.namespace, matching: { filter.matches($0, $1) }
    ) { key, body throws(APIError) in
      if try filter.matches(body) { append("ADDED", try form.document(body), &out) }
      return true
    }
    watch.tellsExisting = false
    watch.position = try store.version()
    if watch.options.sendsInitialEvents == true {
      append("BOOKMARK", try bookmark(watch.position, endsInitialEvents: true), &out)
    }
  }

  private func tellChanges(_ watch: inout Watch, _ out: inout [UInt8]) throws(APIError) {
    let newest = try store.version()
    if newest <= watch.position { return }
    let horizon = try store.horizon()
    if watch.position < horizon {
      let error = APIError(
        code: 410, reason: "Expired", message: "too old resource version: \(watch.position) (\(horizon))")
      append("ERROR", try WireJSON.encode(error.status), &out)
      watch.isOver = true
      return
    }
    let filter = try Filter(watch, resource)
    var told = 0
    var last = newest
    try store.forEachRevision(after: watch.position, of: resource.storage, namespace: watch.path.namespace) {
      revision throws(APIError) in
      if told == Self.batch {
        last = revision.version - 1
        return false
      }
      guard filter.matches(revision.key) else { return true }
      told += 1
      let isIn = revision.isDeletion ? false : try filter.matches(whole: revision.body)
      let wasIn: Bool
      if revision.previous == 0 {
        wasIn = false
      } else if filter.selectsByContent {
        let before = try store.body(ofRevision: revision.previous) ?? revision.body
        wasIn = try filter.matches(whole: before)
      } else {
        wasIn = true
      }
      switch (wasIn, isIn) {
      case (false, true): append("ADDED", try form.document(revision.body), &out)
      case (true, true): append("MODIFIED", try form.document(revision.body), &out)
      case (true, false): append("DELETED", try form.document(revision.body), &out)
      case (false, false): break
      }
      return true
    }
    watch.position = last
  }

  private func append(_ type: String, _ object: [UInt8], _ out: inout [UInt8]) {
    out += #"{"type":"\#(type)","object":"#.utf8
    out += object
    out += "}\n".utf8
  }

  private func bookmark(_ version: Int64, endsInitialEvents: Bool = false) throws(APIError) -> [UInt8] {
    let metadata = ValueMap([("resourceVersion", .string("\(version)")), ("creationTimestamp", .null)])
    if endsInitialEvents { metadata["annotations"] = .map(["k8s.io/initial-events-end": .string("true")]) }
    if case .table = form.accept.form { return try form.list([], metadata) }
    if case .metadata(let metaVersion) = form.accept.form {
      return try WireJSON.encode(.map(AnswerForm.metadata(ValueMap([("metadata", .map(metadata))]), metaVersion)))
    }
    return try WireJSON.encode(
      .map([
        "apiVersion": .string(resource.apiVersion(form.version)), "kind": .string(resource.kind),
        "metadata": .map(metadata),
      ]))
  }
}

/// Which objects a watch hears of.
private struct Filter {
  private let labels: LabelSelector
  private let fields: FieldSelector
  private let name: String?

  init(_ watch: Watch, _ resource: Resource) throws(APIError) {
    labels = try LabelSelector(query: watch.options.labelSelector)
    fields = try FieldSelector(watch.options.fieldSelector, resource)
    name = watch.path.name
  }

  /// Whether an object may be told of in one state and not in another.
  var selectsByContent: Bool { !labels.requirements.isEmpty || fields.needsBody }

  func matches(_ key: ObjectKey) -> Bool { (name == nil || key.name == name) && fields.matches(key) }

  func matches(_ key: ObjectKey, _ stored: Labels) -> Bool { matches(key) && labels.matches(stored.values) }

  /// Whether the fields of an object match whose labels do.
  func matches(_ body: [UInt8]) throws(APIError) -> Bool {
    fields.needsBody ? fields.matches(try WireJSON.object(body)) : true
  }

  func matches(whole body: [UInt8]) throws(APIError) -> Bool {
    if !selectsByContent { return true }
    let object = try WireJSON.object(body)
    return labels.matches(Labels(of: object).values) && fields.matches(object)
  }
}
