/// Keeps a writer of nested values from going round in circles: a map that holds itself is found once the nesting is
/// deep, as encoding/json does it, and nesting without end is refused.
package struct CycleGuard {
  /// The maps that are being written, remembered only past the depth where looking for cycles starts.
  private var open: Set<ObjectIdentifier> = []

  /// As encoding/json's startDetectingCyclesAfter.
  private static let cycleCheckDepth = 1000

  /// A guard for one run of a writer.
  package init() {}

  /// Notes that a list, map or object at a depth is about to be written.
  package mutating func enter(_ map: ValueMap?, depth: Int) throws(JSONError) {
    if depth >= JSON.maximumDepth { throw JSONError("exceeded max depth") }
    guard let map, depth > Self.cycleCheckDepth else { return }
    if !open.insert(ObjectIdentifier(map)).inserted {
      throw JSONError("json: unsupported value: encountered a cycle via \(map.type.name)")
    }
  }

  /// Notes that a map has been written.
  package mutating func leave(_ map: ValueMap, depth: Int) {
    if depth > Self.cycleCheckDepth { open.remove(ObjectIdentifier(map)) }
  }
}
