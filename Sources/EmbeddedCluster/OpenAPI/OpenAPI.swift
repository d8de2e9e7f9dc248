import Kubernetes
import Values

/// The OpenAPI v3 documents of what is served: what kubectl explains, and merges lists by.
///
/// Fields have names and types but no descriptions.
enum OpenAPI {
  /// `/openapi/v3`: where each group's version is described.
  static func index(_ discovery: Discovery) -> Value {
    let paths = ValueMap()
    for group in [""] + discovery.groupNames {
      for version in discovery.versions(ofGroup: group) {
        let path = group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
        paths[Bytes(path)] = .map(["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(Discovery.gitVersion)")])
      }
    }
    return .map(["paths": .map(paths)])
  }

  /// `/openapi/v2`, without any type: clients that find a kind in no document of version 3 look here, and go on when it is
  /// not here either.
  static func oldDocument(isProtobuf: Bool) -> HTTPResponse {
    let (title, version) = (Array("Kubernetes".utf8), Array(Discovery.gitVersion.utf8))
    guard isProtobuf else {
      let text =
        "{\"swagger\":\"2.0\",\"info\":{\"title\":\"Kubernetes\",\"version\":\"\(Discovery.gitVersion)\"},\"paths\":{}}"
      return HTTPResponse(
        status: 200, headers: [(name: "Content-Type", value: "application/json")], body: Array(text.utf8))
    }
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(content.count)] + content }
    return HTTPResponse(
      status: 200, headers: [(name: "Content-Type", value: protobufType)],
      body: field(1, Array("2.0".utf8)) + field(2, field(1, title) + field(2, version)) + field(8, []) + field(9, []))
  }

  /// How clients ask for that document in gnostic's protobuf.
  static let protobufType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"

  /// `/openapi/v3/apis/GROUP/VERSION`; nil where the version is not served.
  static func document(_ group: String, _ version: String, _ discovery: Discovery) -> Value? {
    let resources = discovery.resources(inGroup: group).filter { $0.versions.contains(version) }
    if resources.isEmpty { return nil }
    let paths = ValueMap()
    var schemas = SchemaWriter()
    for resource in resources {
      for (path, operations) in OpenAPIPaths.of(resource, version) { paths[Bytes(path)] = .map(operations) }
      schemas.add(resource, version: version)
    }
    schemas.addMessage("meta.v1.DeleteOptions")
    return .map([
      "openapi": .string("3.0.0"),
      "info": .map(["title": .string("Kubernetes"), "version": .string(Discovery.gitVersion)]),
      "paths": .map(paths), "components": .map(["schemas": .map(schemas.schemas)]),
    ])
  }

  /// The group, version and kind that an operation or a schema is of.
  static func groupVersionKind(_ group: String, _ version: String, _ kind: String) -> Value {
    .map(["group": .string(group), "version": .string(version), "kind": .string(kind)])
  }
}

/// The paths of a resource with the operations that clients look for.
enum OpenAPIPaths {
  static func of(_ resource: Resource, _ version: String) -> [(String, ValueMap)] {
    let root = resource.group.isEmpty ? "/api/\(version)" : "/apis/\(resource.group)/\(version)"
    let scope = resource.isNamespaced ? "\(root)/namespaces/{namespace}" : root
    let collection = operations(resource, version, [("post", "post")])
    if resource.isReview { return [("\(scope)/\(resource.plural)", collection)] }
    let lists = operations(resource, version, [("get", "list"), ("post", "post"), ("delete", "deletecollection")])
    let object = operations(
      resource, version, [("get", "get"), ("put", "put"), ("patch", "patch"), ("delete", "delete")])
    return [("\(scope)/\(resource.plural)", lists), ("\(scope)/\(resource.plural)/{name}", object)]
  }

  private static func operations(
    _ resource: Resource, _ version: String, _ actions: [(method: Bytes, action: String)]
  ) -> ValueMap {
    let map = ValueMap()
    for (method, action) in actions {
      let parameters = ["post", "put", "patch"].contains(action) ? ["dryRun", "fieldManager", "fieldValidation"] : []
      map[method] = .map([
        "x-kubernetes-action": .string(action),
        "x-kubernetes-group-version-kind": OpenAPI.groupVersionKind(resource.group, version, resource.kind),
        "parameters": .list(parameters.map(parameter)),
        "responses": .map(["200": .map(["description": .string("OK")])]),
      ])
    }
    return map
  }

  private static func parameter(_ name: String) -> Value {
    .map([
      "name": .string(name), "in": .string("query"),
      "schema": .map(["type": .string("string"), "uniqueItems": .bool(true)]),
    ])
  }
}

/// Writes the schemas of kinds and of everything in them.
struct SchemaWriter {
  /// The schemas by name.
  let schemas = ValueMap()

  /// Adds a resource's kind.
  mutating func add(_ resource: Resource, version: String) {
    let identity = Value.list([OpenAPI.groupVersionKind(resource.group, version, resource.kind)])
    if resource.isCustom {
      let schema = resource.schema(version) ?? ValueMap([("type", .string("object"))])
      let properties = schema.child("properties")
      for field: Bytes in ["apiVersion", "kind"] { properties[field] = .map(["type": .string("string")]) }
      properties["metadata"] = reference("meta.v1.ObjectMeta")
      schema["x-kubernetes-group-version-kind"] = identity
      let reversed = resource.group.split(separator: ".").reversed().joined(separator: ".")
      schemas[Bytes("\(reversed).\(version).\(resource.kind)")] = .map(schema)
      return
    }
    guard let name = TypeSchema.name(group: resource.group, version: version, kind: resource.kind) else { return }
    addMessage(name)
    let schema = schemas.map(Bytes(Self.schemaName(name)))
    schema?["x-kubernetes-group-version-kind"] = identity
    let properties = schema?.child("properties")
    for field: Bytes in ["apiVersion", "kind"] { properties?[field] = .map(["type": .string("string")]) }
  }

  /// Adds a message and all that it holds.
  mutating func addMessage(_ name: String) {
    let key = Bytes(Self.schemaName(name))
    if schemas[key] != nil { return }
    guard let type = TypeSchema.message(name) else { return }
    let schema = ValueMap()
    schemas[key] = .map(schema)
    schema["description"] = .string("")
    switch type.form {
    case .time, .microTime: schema["format"] = .string("date-time"); schema["type"] = .string("string")
    case .duration, .quantity: schema["type"] = .string("string")
    case .intOrString: schema["format"] = .string("int-or-string"); schema["type"] = .string("string")
    case .raw: schema["type"] = .string("object")
    case .list:
      schema["type"] = .string("array")
      schema["items"] = .map(["type": .string("string")])
    case .schemaOrBool, .schemaOrList, .schemaOrStrings: break
    case .object:
      schema["type"] = .string("object")
      let properties = ValueMap()
      for field in type.flatFields { properties[field.name] = .map(property(field)) }
      if !properties.isEmpty { schema["properties"] = .map(properties) }
      let required = type.flatFields.filter { $0.isRequired && !$0.isInline }.map(\.name)
      if !required.isEmpty { schema["required"] = .strings(required) }
      if type.isAtomic { schema["x-kubernetes-map-type"] = .string("atomic") }
    }
  }

  private mutating func property(_ field: MessageType.Field) -> ValueMap {
    let single = value(field.kind)
    let property: ValueMap
    switch field.container {
    case .single: property = single
    case .list:
      property = ValueMap([("type", .string("array")), ("items", .map(single))])
      if let keys = field.listKeys {
        property["x-kubernetes-list-type"] = .string("map")
        property["x-kubernetes-list-map-keys"] = .list(keys.map { .string($0) })
      } else {
        property["x-kubernetes-list-type"] = .string(field.isSet ? "set" : "atomic")
      }
    case .map: property = ValueMap([("type", .string("object")), ("additionalProperties", .map(single))])
    }
    if field.isAtomic, field.container != .list { property["x-kubernetes-map-type"] = .string("atomic") }
    var strategy = field.retainsKeys ? ["retainKeys"] : []
    if let key = field.mergeKey {
      strategy.insert("merge", at: 0)
      if !key.isEmpty { property["x-kubernetes-patch-merge-key"] = .string(key) }
    }
    if !strategy.isEmpty { property["x-kubernetes-patch-strategy"] = .string(strategy.joined(separator: ",")) }
    property["description"] = .string("")
    return property
  }

  private mutating func value(_ kind: MessageType.Field.Kind) -> ValueMap {
    switch kind {
    case .text: return ValueMap([("type", .string("string")), ("default", .string(""))])
    case .bytes: return ValueMap([("type", .string("string")), ("format", .string("byte"))])
    case .bool: return ValueMap([("type", .string("boolean"))])
    case .int32: return ValueMap([("type", .string("integer")), ("format", .string("int32"))])
    case .int64: return ValueMap([("type", .string("integer")), ("format", .string("int64"))])
    case .double: return ValueMap([("type", .string("number")), ("format", .string("double"))])
    case .message(let name):
      addMessage(name)
      return ValueMap([("allOf", .list([reference(name)]))])
    }
  }

  private func reference(_ name: String) -> Value {
    .map(["$ref": .string("#/components/schemas/\(Self.schemaName(name))")])
  }

  /// The name that Kubernetes' own documents give a message: `io.k8s.api.core.v1.Pod`.
  private static func schemaName(_ name: String) -> String {
    switch name.prefix(while: { $0 != "." }) {
    case "meta": "io.k8s.apimachinery.pkg.apis.\(name)"
    case "resource" where name == "resource.Quantity": "io.k8s.apimachinery.pkg.api.resource.Quantity"
    case "intstr": "io.k8s.apimachinery.pkg.util.\(name)"
    case "runtime": "io.k8s.apimachinery.pkg.\(name)"
    case "apiextensions": "io.k8s.apiextensions-apiserver.pkg.apis.\(name)"
    case "apiregistration": "io.k8s.kube-aggregator.pkg.apis.\(name)"
    default: "io.k8s.api.\(name)"
    }
  }
}
