package import Platform
package import Values

/// A function that templates can call: its name, what it takes, and what it does.
///
/// The parser resolves names to functions once; the executor checks and converts the arguments by `parameters` before
/// the call, with Go's own error texts, so that an implementation can rely on their types.
package struct Function: Sendable {
  /// What an implementation does with its checked arguments.
  package typealias Implementation =
    @Sendable (_ arguments: [Value], _ host: any FunctionHost) throws(FunctionError) ->
    Value

  /// The name that templates call it by.
  package let name: String
  /// The types of the parameters; where `isVariadic`, the last one's stands for any number of further arguments.
  package let parameters: [ParameterType]
  /// Whether the last parameter takes any number of arguments.
  package let isVariadic: Bool
  /// One line that says what it does, for `chart functions`.
  package let summary: StaticString
  /// A call and what it gives.
  package let example: StaticString
  /// What it does.
  package let implementation: Implementation

  /// Describes a function.
  package init(
    _ name: String, _ parameters: [ParameterType] = [], isVariadic: Bool = false, summary: StaticString = "",
    example: StaticString = "", implementation: @escaping Implementation
  ) {
    self.name = name
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.summary = summary
    self.example = example
    self.implementation = implementation
  }
}

/// What functions need from the rendering that runs them: other templates, the cluster, the clock, the dice.
package protocol FunctionHost: AnyObject {
  /// Executes a named template with `data` as its dot, as Helm's `include`.
  func include(_ name: Bytes, _ data: Value) throws(FunctionError) -> Bytes
  /// Parses and executes template text with `data` as its dot, as Helm's `tpl`.
  func tpl(_ text: Bytes, _ data: Value) throws(FunctionError) -> Bytes
  /// Asks the cluster for an object, as Helm's `lookup`; an empty map where there is no cluster or no object.
  func lookup(apiVersion: Bytes, kind: Bytes, namespace: Bytes, name: Bytes) throws(FunctionError) -> Value
  /// Whether `required` and `fail` only note what they refuse, as under `lint`.
  var isLinting: Bool { get }
  /// Whether `getHostByName` may ask the network.
  var allowsDNS: Bool { get }
  /// What time it is.
  var clock: WallClock { get }
  /// Where random bytes come from.
  var randomness: Randomness { get }
  /// The names' zone: `TZ` of the environment, or `Local`.
  var localTimeZone: String { get }
}
