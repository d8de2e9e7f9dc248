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

  @Test func valuesWithoutLinesOfTheirOwnAreListedToo() throws {
    let text = Array(
      """
      ## @param flow.b.zz [array] Numbers
      z: &z {k: 1}
      flow: {b: {zz: [1, 2], x: 3}, a: {}}
      alias: *z
      merged:
        <<: *z
        own: 2
      """.utf8)
    let values = try #require(try YAML.decode(text).asMap)
    let lines = ValuesReference(text, values: values).entries.map { "\($0.key) \($0.type): \($0.description)" }
    #expect(
      lines == [
        "z.k integer: ", "flow.a object: ", "flow.b.x integer: ", "flow.b.zz array: Numbers", "alias.k integer: ",
        "merged.own integer: ", "merged.k integer: ",
      ])
  }

  @Test func aCommentMaySayWhatIsShownAsTheDefault() throws {
    let text = Array(
      """
      # -- Top
      # @default -- none
      top: {}
      # Plain
      # @default -- the chart's `version`
      plain: ""
      # -- Branch
      # @section -- Odd ones
      # of two lines
      branch:
        # @default --
        leaf: 1
        # @default -- of somebody else

        last: 2
      """.utf8)
    let values = try #require(try YAML.decode(text).asMap)
    let lines = ValuesReference(text, values: values).entries.map { entry in
      "\(entry.key) \(entry.statedDefault ?? "-"): \(entry.description)"
    }
    #expect(
      lines == [
        "top none: Top", "plain the chart's `version`: Plain", "branch -: Branch of two lines", "branch.leaf -: ",
        "branch.last -: ",
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
