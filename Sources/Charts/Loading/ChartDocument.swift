internal import Values
internal import YAML

/// Reads a chart's own YAML files, with the words that Helm has for what is wrong in them.
enum ChartDocument {
  /// The document in `data`.
  static func decode(_ data: [UInt8], named name: String) throws(ChartError) -> Value {
    do throws(YAMLError) {
      return try YAML.decode(data, numbers: .typed)
    } catch {
      throw ChartError(.loading, "cannot load \(name): \(error.description)", file: name)
    }
  }

  /// Runs `work`, which reads a document into a struct.
  static func reading<Result>(
    _ name: String, _ work: () throws(GoDecodingError) -> Result
  ) throws(ChartError) -> Result {
    do throws(GoDecodingError) {
      return try work()
    } catch {
      throw ChartError(
        .loading, "cannot load \(name): error unmarshaling JSON: while decoding JSON: \(error.description)", file: name)
    }
  }
}
