import Platform
import Testing
import Values

@testable import Charts

/// Schemas whose check would not end, or not before the stack does.
@Suite struct SchemaLimitTests {
  private func problem(_ schema: String, _ values: ValueMap = ValueMap([("a", .int(1))])) -> String? {
    LargeStack.run { Chart(metadata: Metadata()).schemaProblem(values, schema: Array(schema.utf8)) }
  }

  @Test func referencesThatDoubleTheWorkAtEveryLevelEndWithAnError() {
    let levels = (0..<60).map {
      "\"a\($0)\": {\"allOf\": [{\"$ref\": \"#/d/a\($0 + 1)\"}, {\"$ref\": \"#/d/a\($0 + 1)\"}]}"
    }
    let schema = "{\"$ref\": \"#/d/a0\", \"d\": {\(levels.joined(separator: ", ")), \"a60\": true}}"
    #expect(problem(schema) == "checking the values takes more than 5,000,000 steps")
  }

  @Test(arguments: ["1e-9223372036854775808", "1e9223372036854775807", "-1e-99999999999999999999"])
  func aPowerThatNoNumberHasTrapsNothing(number: String) {
    #expect(problem("{\"properties\": {\"a\": {\"maximum\": \(number), \"type\": \"string\"}}}") != nil)
  }

  @Test func aSchemaThatIsUsedManyTimesIsNoSuchThing() {
    let levels = (0..<10).map {
      "\"a\($0)\": {\"allOf\": [{\"$ref\": \"#/d/a\($0 + 1)\"}, {\"$ref\": \"#/d/a\($0 + 1)\"}]}"
    }
    let schema = "{\"$ref\": \"#/d/a0\", \"d\": {\(levels.joined(separator: ", ")), \"a10\": {\"required\": [\"b\"]}}}"
    #expect(problem(schema, ValueMap([("b", .int(1))])) == nil)
    #expect(problem(schema)?.contains("missing property 'b'") == true)
  }
}
