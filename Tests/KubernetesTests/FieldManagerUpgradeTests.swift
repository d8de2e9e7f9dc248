import Kubernetes
import Testing
import Values

struct FieldManagerUpgradeTests {
  /// An object whose `metadata.managedFields` is the given JSON.
  private func patch(_ managedFields: String) throws -> String? {
    let json = #"{"metadata":{"resourceVersion":"7","managedFields":\#(managedFields)}}"#
    let object = KubernetesObject(try #require(JSONCodec.decode(Array(json.utf8))?.asMap))
    return FieldManagerUpgrade.patch(for: object, manager: "helm").map {
      String(decoding: JSONCodec.encode($0), as: UTF8.self)
    }
  }

  private static func entry(
    _ manager: String, _ operation: String, _ fields: String, version: String = "v1"
  ) -> String {
    #"{"apiVersion":"\#(version)","fieldsType":"FieldsV1","fieldsV1":\#(fields),"manager":"\#(manager)","#
      + #""operation":"\#(operation)"}"#
  }

  /// What becomes of the entries, by the rules of client-go's csaupgrade.
  @Test(arguments: [
    (
      "an update becomes an apply", [entry("helm", "Update", #"{"f:a":{}}"#), entry("kubectl", "Update", "{}")],
      [entry("helm", "Apply", #"{"f:a":{}}"#), entry("kubectl", "Update", "{}")]
    ),
    (
      "an update is united with the apply that is there",
      [
        entry("helm", "Apply", #"{"f:a":{},"f:m":{".":{},"f:x":{}}}"#),
        entry("helm", "Update", #"{"f:b":{},"f:m":{"f:y":{}}}"#),
      ], [entry("helm", "Apply", #"{"f:a":{},"f:b":{},"f:m":{".":{},"f:x":{},"f:y":{}}}"#)]
    ),
    (
      "a field that one set has as a whole and the other by its fields is both",
      [entry("helm", "Apply", #"{"f:m":{}}"#), entry("helm", "Update", #"{"f:m":{"f:y":{}}}"#)],
      [entry("helm", "Apply", #"{"f:m":{".":{},"f:y":{}}}"#)]
    ),
    (
      "an update of another version is dropped",
      [entry("helm", "Apply", #"{"f:a":{}}"#), entry("helm", "Update", #"{"f:b":{}}"#, version: "v1beta1")],
      [entry("helm", "Apply", #"{"f:a":{}}"#)]
    ),
  ])
  func `What a manager wrote by updates is handed to its apply`(
    _ rule: String, _ before: [String], _ after: [String]
  ) throws {
    let expected =
      #"[{"op":"replace","path":"/metadata/managedFields","value":[\#(after.joined(separator: ","))]},"#
      + #"{"op":"replace","path":"/metadata/resourceVersion","value":"7"}]"#
    #expect(try patch("[\(before.joined(separator: ","))]") == expected, "\(rule)")
  }

  @Test(arguments: [
    "[]", "[\(entry("helm", "Apply", "{}"))]", "[\(entry("kubectl", "Update", "{}"))]",
    #"[{"apiVersion":"v1","manager":"helm","operation":"Update","subresource":"status"}]"#, "null", "[3]",
  ])
  func `Without updates of the manager nothing is to be done`(_ managedFields: String) throws {
    #expect(try patch(managedFields) == nil)
  }
}
