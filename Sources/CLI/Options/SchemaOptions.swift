import ArgumentParser
import Charts
import Platform
import Repositories

/// The options that say how values are held against charts' schemas.
struct SchemaOptions: ParsableArguments {
  @Flag(name: .customLong("skip-schema-validation"), help: "Do not check the values against values.schema.json.")
  var skipSchemaValidation = false

  @Flag(
    name: .customLong("remote-schemas"),
    help: "Fetch schemas that values.schema.json refers to (CHART_REMOTE_SCHEMAS=true).")
  var remoteSchemas = false

  /// The most bytes that one schema may have.
  private static let limit = 16 << 20

  /// The check that was asked for.
  func check(_ invocation: Invocation) -> SchemaCheck {
    skipSchemaValidation ? .skipped : Self.check(invocation, isRemote: remoteSchemas)
  }

  /// The check of a command without these options, which the environment may still send to the network.
  ///
  /// Where it may fetch, the thread that renders waits for the servers, so it must be none of a task's.
  static func check(_ invocation: Invocation, isRemote: Bool = false) -> SchemaCheck {
    let isWanted = invocation.context.environment["CHART_REMOTE_SCHEMAS"].map { ["1", "true"].contains($0) } ?? false
    guard isRemote || isWanted else { return .local }
    let fetcher = NetworkFetching(invocation.context, patience: .seconds(15))
    return .fetching { url throws(ChartError) in
      let answer: FetchResponse
      do throws(RepositoryError) {
        answer = try fetcher.fetchWaiting(FetchRequest(url, limit: Self.limit))
      } catch {
        throw ChartError(.schema, "HTTP request failed for \(url): \(error)", hint: error.hint)
      }
      if answer.status == 200 { return answer.body }
      throw ChartError(.schema, "HTTP request to \(url) returned status \(answer.status)")
    }
  }
}
