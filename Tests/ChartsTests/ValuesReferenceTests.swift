import Charts
import Testing
import Values
import YAML

@Suite struct ValuesReferenceTests {
  private static let text = """
    # Not about the next value.

    # How many
    # pods run.
    replicas: 2
    image:
      # -- The tag
      tag: ""
      pull: null
    ## @param service.port [number] Where it listens
    ##
    service:
      port: 80
      # Further ones.
      extra:
        - name: x  # not a key
          port: 1
    text: |
      # not: a comment
      key: value
    empty: {}
    ratio: 0.5
    """

  private static func reference() throws -> (ValuesReference, ValueMap) {
    let values = try #require(try YAML.decode(Array(text.utf8)).asMap)
    return (ValuesReference(Array(text.utf8), values: values), values)
  }

  @Test func eachValueIsDescribedByTheCommentAboveIt() throws {
    let lines = try Self.reference().0.entries.map { "\($0.key) \($0.type): \($0.description)" }
    #expect(
      lines == [
        "replicas integer: How many pods run.", "image.tag string: The tag", "image.pull any: ",
        "service.port integer: Where it listens", "service.extra array: Further ones.", "text string: ",
        "empty object: ", "ratio number: ",
      ])
  }

  @Test func aSchemaHasTheTypesOfTheDefaults() throws {
    let (reference, values) = try Self.reference()
    let schema = ValuesSchema.schema(of: values, reference: reference)
    #expect(schema.at("properties", "replicas", "type")?.asString == "integer")
    #expect(schema.at("properties", "replicas", "description")?.asString == "How many pods run.")
    #expect(schema.at("properties", "image", "properties", "pull", "type") == nil)
    #expect(schema.at("properties", "service", "properties", "extra", "items", "type")?.asString == "object")
  }
}
