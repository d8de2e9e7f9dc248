import Charts
import Kubernetes
import Testing
import Values

@testable import Rendering

/// What the documents of one template become: objects by kind and name, hooks by their events, notes and refusals.
private func outcome(_ text: String) -> String {
  var warnings: [ChartWarning] = []
  do {
    let file = RenderedFile(path: "c/templates/a.yaml", content: Bytes(text))
    let sorted = try ManifestSorter.sort([file], warnings: &warnings)
    let objects = sorted.manifests.map { "object \($0.head.kind)/\($0.head.name)" }
    let hooks = sorted.hooks.map { "hook \($0.events.map(\.rawValue))" }
    return (objects + hooks + warnings.map(\.line)).joined(separator: ", ")
  } catch {
    return "\(error)".replacing("YAML parse error on c/templates/a.yaml: error unmarshaling JSON: ", with: "")
  }
}

@Suite struct ManifestSorterTests {
  @Test(
    "The fields that decide where an object goes are found in any case, the later key over the earlier",
    arguments: [
      ("kind: A\nmetadata: {name: b}", "object A/b"),
      ("KIND: A\nMetaData: {NAME: b}", "object A/b"),
      ("KIND: A\nkind: B", "object B/"),
      ("\u{212A}ind: A", "object A/"),
      ("kind: 1\nmetadata: {name: true}", "object 1/true"),
      ("kind: null\nmetadata: null", "object /"),
      ("metadata: {Annotations: {helm.sh/hook: pre-install}}", #"hook ["pre-install"]"#),
      ("metadata: {annotations: {a: x}, Annotations: {helm.sh/hook: pre-install}}", #"hook ["pre-install"]"#),
      ("metadata: {annotations: {helm.sh/hook: pre-install}, aNNotations: null}", #"hook ["pre-install"]"#),
      ("metadata: {annotations: null, Annotations: {helm.sh/hook: pre-install}}", "object /"),
      ("metadata: {annotations: {helm.sh/hook: pre-install}}\nMetadata: null", #"hook ["pre-install"]"#),
    ])
  func findsFields(text: String, expected: String) {
    #expect(outcome(text) == expected)
  }

  @Test(
    "A field of the wrong type is refused by its path, as the document spells it",
    arguments: [
      ("kind: []", "array into Go struct field .kind of type string"),
      ("apiVersion: {}", "object into Go struct field .apiVersion of type string"),
      ("kind: A\nKiNd: []\nkinds: {}", "array into Go struct field .KiNd of type string"),
      ("metadata: {name: a, Name: []}", "array into Go struct field .metadata.Name of type string"),
      (
        "metadata: {name: [], annotations: 3}",
        "number into Go struct field .metadata.annotations of type map[string]string"
      ),
      ("metadata: {annotations: {a: [1]}}", "array into Go struct field .metadata.annotations.a of type string"),
      (
        "metadata: x",
        #"string into Go struct field .metadata of type struct { Name string "json:\"name\""; "#
          + #"Annotations map[string]string "json:\"annotations\"" }"#
      ),
      ("[1]", "array into Go value of type util.SimpleHead"),
    ])
  func refusesTypes(text: String, expected: String) {
    #expect(outcome(text) == "while decoding JSON: json: cannot unmarshal " + expected)
  }

  @Test(
    "A hook of which an event is unknown is left out and noted",
    arguments: [
      ("foo", "hookTypes=foo"), ("pre-install, foo", #"hookTypes="pre-install, foo""#), ("''", #"hookTypes="""#),
    ])
  func notesUnknownHooks(events: String, expected: String) {
    let quoted = events == "''" ? events : "'\(events)'"
    #expect(
      outcome("metadata: {annotations: {helm.sh/hook: \(quoted)}}")
        == #"level=INFO msg="skipping unknown hooks" "# + expected)
  }
}
