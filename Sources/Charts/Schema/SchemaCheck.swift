/// Whether charts' values are held against their schemas, and where the schemas may lead.
package enum SchemaCheck: Sendable {
  /// Gives the document at an http or https address.
  package typealias Fetch = @Sendable (_ url: String) throws(ChartError) -> [UInt8]

  /// Nothing is checked.
  case skipped
  /// References to files of the chart are followed; one that leads to the network is an error.
  case local
  /// References are followed wherever they lead.
  case fetching(Fetch)
}
