/// The tables of the cluster's file, created once.
enum Schema {
  /// The number that `PRAGMA user_version` holds for these tables.
  private static let version: Int64 = 1

  /// Makes the tables where they are missing; a file of a newer version is refused.
  static func prepare(_ database: Database) throws(APIError) {
    // A process that dies loses nothing that was committed: NORMAL syncs at each checkpoint, which WAL needs only
    // against a loss of power.
    try database.execute("PRAGMA synchronous = NORMAL")
    var found = try currentVersion(database)
    if found == 0 {
      try database.execute("PRAGMA journal_mode = WAL")
      try database.execute("BEGIN IMMEDIATE")
      // Another process may have been first.
      found = try currentVersion(database)
      if found == 0 {
        try database.execute(tables)
        found = version
      }
      try database.execute("COMMIT")
    }
    if found != version {
      throw .internalError("the embedded cluster's database has version \(found), which this program does not know")
    }
  }

  private static func currentVersion(_ database: Database) throws(APIError) -> Int64 {
    try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
  }

  private static let tables = """
    CREATE TABLE revisions (
      version INTEGER PRIMARY KEY,
      deletion INTEGER NOT NULL,
      resource TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      previous INTEGER NOT NULL,
      body BLOB NOT NULL
    );
    CREATE TABLE objects (
      resource TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      uid TEXT NOT NULL,
      version INTEGER NOT NULL,
      labels TEXT NOT NULL,
      PRIMARY KEY (resource, namespace, name)
    ) WITHOUT ROWID;
    CREATE INDEX objects_namespace ON objects (namespace);
    CREATE INDEX objects_uid ON objects (uid);
    CREATE TABLE owners (
      owner TEXT NOT NULL,
      resource TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (owner, resource, namespace, name)
    ) WITHOUT ROWID;
    CREATE INDEX owners_object ON owners (resource, namespace, name);
    CREATE TABLE due (
      resource TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      second INTEGER NOT NULL,
      PRIMARY KEY (resource, namespace, name)
    ) WITHOUT ROWID;
    CREATE INDEX due_second ON due (second);
    CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = \(version);
    """
}
