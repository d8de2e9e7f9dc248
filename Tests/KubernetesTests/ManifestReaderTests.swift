import Kubernetes
import Testing
import Values

struct ManifestReaderTests {
  @Test(arguments: [
    ("", []), ("---\n---\n  \n", []), ("a: 1", ["a: 1"]), ("---\na: 1\n---\nb: 2\n", ["a: 1\n", "b: 2\n"]),
    ("a: 1\n--- # comment\nb: 2", ["a: 1\n", "b: 2"]), ("a: |\n  ---\n  x\n", ["a: |\n  ---\n  x\n"]),
    ("a: 1\n---b\n", ["a: 1\n---b\n"]), ("a: 1\r\n---\r\nb: 2", ["a: 1\r\n", "b: 2"]),
  ])
  func `Documents are split at separator lines`(_ text: String, _ expected: [String]) {
    #expect(ManifestReader.documents(Bytes(text)).map(\.description) == expected)
  }

  @Test func `The items of lists count as objects, and comments as nothing`() throws {
    let objects = try ManifestReader.objects(
      """
      # nothing here
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: b, namespace: shop, labels: {x: "1", y: 2}}}
      ---
      {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "c"}}
      """)
    #expect(
      objects.map { $0.reference.description } == [
        "ConfigMap \"a\" in namespace \"\"", "Deployment \"b\" in namespace \"shop\"", "Secret \"c\" in namespace \"\"",
      ])
    #expect(objects[1].labels == ["x": "1"])
    #expect(objects[1].gvk == GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"))
  }

  @Test(arguments: [
    (
      "apiVersion: v1\nmetadata: {}\n",
      "unable to decode \"\": Object 'Kind' is missing in '{\"apiVersion\":\"v1\",\"metadata\":{}}'"
    ),
    ("kind: X\n", "unable to decode \"\": Object 'apiVersion' is missing in '{\"kind\":\"X\"}'"),
    ("- 1\n", "error parsing : a manifest must be a map, not []interface {}"),
    ("apiVersion: v1\nkind: List\nitems: [1]\n", "an item of List is no object"),
  ])
  func `What is no object is an error`(_ text: String, _ expected: String) {
    let error = #expect(throws: ManifestReader.ParseError.self) { _ = try ManifestReader.objects(Bytes(text)) }
    #expect(error?.description == expected)
  }

  @Test(arguments: [(300, true), (9000, false)])
  func `A manifest that nests too deeply is an error and nothing worse`(_ depth: Int, _ isRead: Bool) {
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let objects = try? ManifestReader.objects(Bytes("{apiVersion: v1, kind: X, a: \(nested)}"))
    #expect((objects != nil) == isRead)
  }

  @Test func `Invalid YAML is an error`() {
    #expect(throws: ManifestReader.ParseError.self) { _ = try ManifestReader.objects("a: [") }
  }
}
