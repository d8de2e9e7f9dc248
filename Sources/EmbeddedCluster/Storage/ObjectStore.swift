import Values

/// Objects in their current state and the revisions that led to it, as etcd keeps them for a real API server.
///
/// Each write appends one revision, whose number is the object's resourceVersion; an object's row points to its newest
/// revision, so a body is stored once. Old revisions stay for a while, so that a watch can begin in the past.
final class ObjectStore {
  private let database: Database
  /// What the definitions of custom resources say, read once a version.
  let definitions = DefinitionCache()
  /// How many revisions are kept behind the newest.
  private let window: Int64 = 1000

  /// A store over an open database whose schema it creates where it is missing.
  init(_ database: Database) throws(APIError) {
    self.database = database
    try Schema.prepare(database)
  }

  // MARK: Transactions

  /// Runs `body` with one consistent view of all objects.
  func reading<Result>(_ body: () throws(APIError) -> Result) throws(APIError) -> Result {
    try transaction("BEGIN", body)
  }

  /// Runs `body` with the sole right to write; what it did is undone when it throws, or when it is not to be kept.
  func writing<Result>(keep: Bool = true, _ body: () throws(APIError) -> Result) throws(APIError) -> Result {
    try transaction("BEGIN IMMEDIATE", end: keep ? "COMMIT" : "ROLLBACK", body)
  }

  private func transaction<Result>(
    _ begin: String, end: String = "COMMIT", _ body: () throws(APIError) -> Result
  ) throws(APIError) -> Result {
    try database.execute(begin)
    do throws(APIError) {
      let result = try body()
      try database.execute(end)
      if end == "ROLLBACK" { definitions.forget() }
      return result
    } catch {
      definitions.forget()
      // SQLite has rolled back itself after some errors; then this is refused, and rightly so.
      do throws(APIError) { try database.execute("ROLLBACK") } catch {}
      throw error
    }
  }

  // MARK: Reading

  /// The newest revision's number.
  func version() throws(APIError) -> Int64 {
    try database.first("SELECT max(version) FROM revisions") { $0.integer(0) } ?? 0
  }

  /// An object's stored JSON.
  func body(_ key: ObjectKey) throws(APIError) -> [UInt8]? {
    try database.first(
      """
      SELECT r.body FROM objects o JOIN revisions r ON r.version = o.version
      WHERE o.resource = ? AND o.namespace = ? AND o.name = ?
      """, .text(key.resource), .text(key.namespace), .text(key.name)
    ) { $0.blob(0) }
  }

  /// The JSON of one revision, where it is still kept.
  func body(ofRevision version: Int64) throws(APIError) -> [UInt8]? {
    try database.first("SELECT body FROM revisions WHERE version = ?", .integer(version)) { $0.blob(0) }
  }

  /// One state that an object had.
  struct Revision {
    let version: Int64
    let key: ObjectKey
    let isDeletion: Bool
    /// The revision before, 0 for a new object.
    let previous: Int64
    /// The object; of a deletion its last state.
    let body: [UInt8]
  }

  /// The newest revision up to which some are gone: whoever knows less than it has to look at everything again.
  func horizon() throws(APIError) -> Int64 {
    try database.first("SELECT value FROM counters WHERE name = ?", .text(Self.horizonName)) { $0.integer(0) } ?? 0
  }

  private static let horizonName = "horizon"

  /// Visits the revisions of a resource's objects after one, in order, until `visit` answers false.
  func forEachRevision(
    after version: Int64, of resource: String, namespace: String?, visit: (Revision) throws(APIError) -> Bool
  ) throws(APIError) {
    var sql = """
      SELECT version, namespace, name, deletion, previous, body FROM revisions WHERE version > ? AND resource = ?
      """
    var bindings: [Database.Binding] = [.integer(version), .text(resource)]
    if let namespace {
      sql += " AND namespace = ?"
      bindings.append(.text(namespace))
    }
    try database.query(sql + " ORDER BY version", bindings) { row throws(APIError) in
      try visit(
        Revision(
          version: row.integer(0), key: ObjectKey(resource: resource, namespace: row.text(1), name: row.text(2)),
          isDeletion: row.integer(3) != 0, previous: row.integer(4), body: row.blob(5)))
    }
  }

  /// The number of an object's newest revision; nil where there is no such object.
  func version(of key: ObjectKey) throws(APIError) -> Int64? {
    try database.first(
      "SELECT version FROM objects WHERE resource = ? AND namespace = ? AND name = ?", .text(key.resource),
      .text(key.namespace), .text(key.name)
    ) { $0.integer(0) }
  }

  /// Whether there is an object of that key.
  func contains(_ key: ObjectKey) throws(APIError) -> Bool {
    try version(of: key) != nil
  }

  /// Visits the objects of a resource by namespace and name, until `visit` answers false.
  ///
  /// - Parameters:
  ///   - namespace: the only namespace to look at; nil for all.
  ///   - start: where to go on after an earlier list.
  ///   - matches: decides by name and labels, before the body is read, whether an object is visited.
  func forEach(
    _ resource: String, namespace: String? = nil, after start: (namespace: String, name: String)? = nil,
    matching matches: (ObjectKey, Labels) -> Bool = { _, _ in true },
    visit: (ObjectKey, [UInt8]) throws(APIError) -> Bool
  ) throws(APIError) {
    var sql = "SELECT namespace, name, labels, version FROM objects WHERE resource = ?"
    var bindings: [Database.Binding] = [.text(resource)]
    if let namespace {
      sql += " AND namespace = ?"
      bindings.append(.text(namespace))
    }
    if let start, start.namespace == namespace {
      // Said so, the index leads to the place; a comparison of pairs would walk the namespace from its start.
      sql += " AND name > ?"
      bindings.append(.text(start.name))
    } else if let start {
      sql += " AND (namespace, name) > (?, ?)"
      bindings += [.text(start.namespace), .text(start.name)]
    }
    sql += " ORDER BY namespace, name"
    try database.query(sql, bindings) { row throws(APIError) in
      let key = ObjectKey(resource: resource, namespace: row.text(0), name: row.text(1))
      guard matches(key, Labels(stored: row.text(2))) else { return true }
      let version = Database.Binding.integer(row.integer(3))
      let body = try database.first("SELECT body FROM revisions WHERE version = ?", version) { $0.blob(0) }
      return try visit(key, body ?? [])
    }
  }

  /// The keys of all objects in a namespace.
  func keys(inNamespace namespace: String) throws(APIError) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    try database.query(
      "SELECT resource, name FROM objects WHERE namespace = ? ORDER BY resource, name", [.text(namespace)]
    ) { row in
      keys.append(ObjectKey(resource: row.text(0), namespace: namespace, name: row.text(1)))
      return true
    }
    return keys
  }

  /// The keys of a resource's objects in a namespace.
  func keys(of resource: String, inNamespace namespace: String) throws(APIError) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    try database.query(
      "SELECT name FROM objects WHERE resource = ? AND namespace = ? ORDER BY name",
      [.text(resource), .text(namespace)]
    ) { row in
      keys.append(ObjectKey(resource: resource, namespace: namespace, name: row.text(0)))
      return true
    }
    return keys
  }

  /// The keys of all objects that name `uid` as an owner.
  func dependents(of uid: String) throws(APIError) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    try database.query(
      "SELECT resource, namespace, name FROM owners WHERE owner = ? ORDER BY resource, namespace, name", [.text(uid)]
    ) { row in
      keys.append(ObjectKey(resource: row.text(0), namespace: row.text(1), name: row.text(2)))
      return true
    }
    return keys
  }

  /// Whether an object with this uid lives.
  func contains(uid: String) throws(APIError) -> Bool {
    try database.first("SELECT 1 FROM objects WHERE uid = ?", .text(uid)) { _ in true } ?? false
  }

  // MARK: Writing

  /// Stores an object as a new revision and gives it that revision's number as resourceVersion.
  func put(_ key: ObjectKey, _ object: ValueMap) throws(APIError) {
    let version = try version() + 1
    object.child("metadata")["resourceVersion"] = .string(String(version))
    let uid = object.text("metadata", "uid") ?? ""
    let previous = try append(version, key, isDeletion: false, WireJSON.encode(.map(object)))
    try database.run(
      """
      INSERT INTO objects (resource, namespace, name, uid, version, labels) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET uid = excluded.uid, version = excluded.version, labels = excluded.labels
      """, .text(key.resource), .text(key.namespace), .text(key.name), .text(uid), .integer(version),
      .text(Labels(of: object).stored))
    if previous != nil { try forgetOwners(of: key) }
    for owner in object.ownerReferences {
      guard let owner = owner.text("uid") else { continue }
      try database.run(
        "INSERT OR IGNORE INTO owners (owner, resource, namespace, name) VALUES (?, ?, ?, ?)", .text(owner),
        .text(key.resource), .text(key.namespace), .text(key.name))
    }
  }

  /// Removes an object; its last state goes into the history as a deletion.
  func remove(_ key: ObjectKey, lastState object: ValueMap) throws(APIError) {
    let version = try version() + 1
    object.child("metadata")["resourceVersion"] = .string(String(version))
    _ = try append(version, key, isDeletion: true, WireJSON.encode(.map(object)))
    try database.run(
      "DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?", .text(key.resource),
      .text(key.namespace), .text(key.name))
    try forgetOwners(of: key)
  }

  private func forgetOwners(of key: ObjectKey) throws(APIError) {
    try database.run(
      "DELETE FROM owners WHERE resource = ? AND namespace = ? AND name = ?", .text(key.resource),
      .text(key.namespace), .text(key.name))
  }

  /// Appends a revision; the answer is the number of the one it supersedes.
  private func append(
    _ version: Int64, _ key: ObjectKey, isDeletion: Bool, _ body: [UInt8]
  ) throws(APIError) -> Int64? {
    let previous = try self.version(of: key)
    try database.run(
      """
      INSERT INTO revisions (version, deletion, resource, namespace, name, previous, body) VALUES (?, ?, ?, ?, ?, ?, ?)
      """, .integer(version), .integer(isDeletion ? 1 : 0), .text(key.resource), .text(key.namespace), .text(key.name),
      .integer(previous ?? 0), .blob(body))
    if version % Self.compactionInterval == 0 { try compact(before: version - window) }
    return previous
  }

  private static let compactionInterval: Int64 = 250

  /// Drops the revisions that one up to `horizon` supersedes, and the deletions up to it.
  private func compact(before horizon: Int64) throws(APIError) {
    guard horizon > 0 else { return }
    let since = horizon - Self.compactionInterval
    try setHorizon(horizon)
    try database.run(
      """
      DELETE FROM revisions
      WHERE version IN (SELECT previous FROM revisions WHERE version > ? AND version <= ? AND previous > 0)
      """, .integer(since), .integer(horizon))
    try database.run(
      "DELETE FROM revisions WHERE deletion = 1 AND version > ? AND version <= ?", .integer(since), .integer(horizon))
  }

  private func setHorizon(_ version: Int64) throws(APIError) {
    try database.run(
      "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      .text(Self.horizonName), .integer(version))
  }

  /// Forgets every object; the numbers of revisions go on, so that no watch takes new ones for known ones.
  func removeAll() throws(APIError) {
    let version = try version()
    try database.run("DELETE FROM revisions WHERE version < ?", .integer(version))
    for table in ["objects", "owners", "due", "counters"] { try database.run("DELETE FROM \(table)") }
    // Whoever knows the last of the old revisions has to look again too.
    try setHorizon(version + 1)
    definitions.forget()
  }

  /// How many objects each resource has.
  func counts() throws(APIError) -> [(resource: String, count: Int64)] {
    var counts: [(resource: String, count: Int64)] = []
    try database.query("SELECT resource, count(*) FROM objects GROUP BY resource ORDER BY resource") { row in
      counts.append((row.text(0), row.integer(1)))
      return true
    }
    return counts
  }

  // MARK: Due work

  /// Remembers that a controller has to look at an object at a later second.
  func schedule(_ key: ObjectKey, at second: Int64) throws(APIError) {
    try database.run(
      """
      INSERT INTO due (resource, namespace, name, second) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET second = excluded.second
      """, .text(key.resource), .text(key.namespace), .text(key.name), .integer(second))
  }

  /// The same for what is on the list at most once, and then at the second that it has already.
  func scheduleOnce(_ key: ObjectKey, at second: Int64) throws(APIError) {
    try database.run(
      "INSERT OR IGNORE INTO due (resource, namespace, name, second) VALUES (?, ?, ?, ?)", .text(key.resource),
      .text(key.namespace), .text(key.name), .integer(second))
  }

  /// Whether some work is due by `second`.
  func hasWork(due second: Int64) throws(APIError) -> Bool {
    try database.first("SELECT 1 FROM due WHERE second <= ? LIMIT 1", .integer(second)) { _ in true } ?? false
  }

  /// Takes the work that is due by `second` off the list.
  func takeWork(due second: Int64) throws(APIError) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    try database.query(
      "SELECT resource, namespace, name FROM due WHERE second <= ? ORDER BY second, resource, namespace, name",
      [.integer(second)]
    ) { row in
      keys.append(ObjectKey(resource: row.text(0), namespace: row.text(1), name: row.text(2)))
      return true
    }
    try database.run("DELETE FROM due WHERE second <= ?", .integer(second))
    return keys
  }

  // MARK: Allocations

  /// The next number of a counter that never gives one twice.
  func nextNumber(of counter: String) throws(APIError) -> Int64 {
    try database.run(
      "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1", .text(counter))
    return try database.first("SELECT value FROM counters WHERE name = ?", .text(counter)) { $0.integer(0) } ?? 0
  }
}
