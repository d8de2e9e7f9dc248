import Testing
import Values

@testable import Charts

@Suite struct SchemaFormTests {
  private func isEvidentlyValid(_ text: String, _ draft: Int) throws -> Bool {
    SchemaForm.isEvidentlyValid(try JSON.decode(Array(text.utf8), numbers: .jsonNumber), draft: draft)
  }

  @Test(arguments: [
    #"{"type":"object","properties":{"a":{"type":["string","null"],"minLength":1,"pattern":"^a"}},"required":["a"]}"#,
    ##"{"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"#/definitions/x"}}"##,
    #"{"properties":{"type":{"type":"string"},"id":{"type":"string"}},"x-own":{"type":3},"default":{"type":3}}"#,
    #"{"dependencies":{"a":["b"],"c":{"not":{}}},"multipleOf":0.5,"uniqueItems":true}"#,
  ])
  func `a schema that its metaschema accepts is seen to be right`(text: String) throws {
    #expect(try isEvidentlyValid(text, 7))
  }

  @Test(arguments: [
    #"{"type":"text"}"#, #"{"type":[]}"#, #"{"type":["string","string"]}"#, #"{"required":"a"}"#,
    #"{"required":["a","a"]}"#, #"{"properties":[]}"#, #"{"properties":{"a":3}}"#, #"{"allOf":[]}"#,
    #"{"minLength":-1}"#, #"{"minLength":1.5}"#, #"{"multipleOf":0}"#, #"{"pattern":"("}"#,
    #"{"patternProperties":{"(":{}}}"#, #"{"title":3}"#, #"{"uniqueItems":"yes"}"#, #"{"$ref":3}"#,
    #"{"$schema":"relative"}"#, #"{"definitions":{"a":{"type":"text"}}}"#, #"{"items":[{"type":"text"}]}"#, "[]", "3",
  ])
  func `a schema that its metaschema refuses is never seen to be right`(text: String) throws {
    for draft in [4, 6, 7, 2019, 2020] { #expect(try !isEvidentlyValid(text, draft)) }
  }

  @Test func `what the drafts see differently is told by the strictest or left open`() throws {
    #expect(try !isEvidentlyValid("true", 4))
    #expect(try isEvidentlyValid("true", 6))
    #expect(try !isEvidentlyValid(#"{"items":[{}]}"#, 2020))
    #expect(try isEvidentlyValid(#"{"items":[{}]}"#, 7))
    #expect(try !isEvidentlyValid(#"{"exclusiveMaximum":3}"#, 4))
    #expect(try !isEvidentlyValid(#"{"$anchor":"a"}"#, 2020))
  }
}
