import CSQLite
import Platform

/// One connection to the cluster's SQLite file, with its prepared statements kept.
///
/// What SQLite refuses comes out as an `APIError`, since every caller is answering a request.
final class Database {
  /// What is bound to a statement's parameters.
  enum Binding {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  private var connection: OpaquePointer?
  /// Whether SQLite has found that the file is none of its own, or does not hold what it must.
  private(set) var isDamaged = false
  private var statements: [String: [OpaquePointer]] = [:]

  /// Opens the file, which must exist already so that its permissions are the caller's choice.
  init(path: String, busyTimeout milliseconds: Int32) throws(APIError) {
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &connection, flags, nil) == SQLITE_OK else { throw failure() }
    sqlite3_busy_timeout(connection, milliseconds)
  }

  deinit {
    for statement in statements.values.joined() { sqlite3_finalize(statement) }
    sqlite3_close_v2(connection)
  }

  /// Runs one or several statements that give no rows and take no parameters.
  func execute(_ sql: String) throws(APIError) {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
  }

  /// Runs a statement to its end, its rows ignored.
  func run(_ sql: String, _ bindings: Binding...) throws(APIError) {
    let statement = try prepare(sql, bindings)
    defer { release(statement, sql) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: continue
      case SQLITE_DONE: return
      default: throw failure()
      }
    }
  }

  /// Runs a query and hands each row to `visit` until that answers false.
  func query(
    _ sql: String, _ bindings: [Binding] = [], _ visit: (Row) throws(APIError) -> Bool
  ) throws(APIError) {
    let statement = try prepare(sql, bindings)
    defer { release(statement, sql) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: if try !visit(Row(statement: statement)) { return }
      case SQLITE_DONE: return
      default: throw failure()
      }
    }
  }

  /// The first row's answer, or nil where there is no row.
  func first<Result>(_ sql: String, _ bindings: Binding..., read: (Row) -> Result) throws(APIError) -> Result? {
    var result: Result?
    try query(sql, bindings) { row throws(APIError) in
      result = read(row)
      return false
    }
    return result
  }

  /// A row that a query stands on.
  struct Row {
    fileprivate let statement: OpaquePointer

    /// The number in a column.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// The text in a column.
    func text(_ column: Int32) -> String {
      guard let bytes = sqlite3_column_text(statement, column) else { return "" }
      return String(decoding: UnsafeBufferPointer(start: bytes, count: size(column)), as: UTF8.self)
    }

    /// The bytes in a column.
    func blob(_ column: Int32) -> [UInt8] {
      guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
      return Array(UnsafeRawBufferPointer(start: bytes, count: size(column)))
    }

    private func size(_ column: Int32) -> Int { Int(sqlite3_column_bytes(statement, column)) }
  }

  private func prepare(_ sql: String, _ bindings: [Binding]) throws(APIError) -> OpaquePointer {
    let statement: OpaquePointer
    if let cached = statements[sql]?.popLast() {
      statement = cached
    } else {
      var prepared: OpaquePointer?
      guard sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil) == SQLITE_OK,
        let prepared
      else { throw failure() }
      statement = prepared
    }
    for (index, binding) in bindings.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch binding {
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .text(let text): sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), Self.transient)
        case .blob(let bytes):
          bytes.withUnsafeBytes {
            // An empty array has no address, and SQLite would bind NULL for it.
            $0.isEmpty
              ? sqlite3_bind_zeroblob(statement, place, 0)
              : sqlite3_bind_blob64(statement, place, $0.baseAddress, UInt64($0.count), Self.transient)
          }
        }
      guard code == SQLITE_OK else {
        let error = failure()
        release(statement, sql)
        throw error
      }
    }
    return statement
  }

  /// Puts a statement back for the next who needs it; one that a row's visitor starts again meanwhile is another.
  private func release(_ statement: OpaquePointer, _ sql: String) {
    sqlite3_reset(statement)
    statements[sql, default: []].append(statement)
  }

  /// SQLITE_TRANSIENT: SQLite copies what is bound before the call returns.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func failure() -> APIError {
    let code = sqlite3_errcode(connection)
    let reason = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "out of memory"
    if code & 0xff == SQLITE_BUSY || code & 0xff == SQLITE_LOCKED {
      return .unavailable("the embedded cluster's database is busy: \(reason)")
    }
    let file = sqlite3_db_filename(connection, "main").map { String(cString: $0) } ?? ""
    isDamaged = [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR].contains(code & 0xff)
    let system = sqlite3_system_errno(connection)
    let cause = code & 0xff == SQLITE_CANTOPEN && system != 0 ? ": \(FileError.reason(system))" : ""
    return .internalError("the embedded cluster's database \(file): \(reason)\(cause) (code \(code))")
  }
}
