import Kubernetes
import Values

/// A field selector: `metadata.name=a,type!=b`.
struct FieldSelector {
  private struct Requirement {
    let path: [Bytes]
    let value: String
    let isEqual: Bool
  }

  private var names: [Requirement] = []
  private var others: [Requirement] = []

  /// Reads a query's selector; a field that the resource does not offer for selection is refused.
  init(_ text: String, _ resource: Resource) throws(APIError) {
    for part in text.split(separator: ",") {
      guard let equals = part.firstIndex(of: "=") else {
        throw .badRequest("invalid selector: '\(text)'; can't understand '\(part)'")
      }
      let isEqual = part[..<equals].last != "!"
      let field = isEqual ? part[..<equals] : part[..<equals].dropLast()
      var value = part[part.index(after: equals)...]
      if value.first == "=" { value = value.dropFirst() }
      let requirement = Requirement(
        path: field.split(separator: ".").map { Bytes(String($0)) }, value: String(value), isEqual: isEqual)
      switch String(field) {
      case "metadata.name", "metadata.namespace": names.append(requirement)
      case let name where Self.offered[resource.storage]?.contains(name) ?? false: others.append(requirement)
      default: throw .badRequest("field label not supported: \(field)")
      }
    }
  }

  /// Whether the object itself has to be seen.
  var needsBody: Bool { !others.isEmpty }

  /// Whether a name and namespace satisfy what is asked of them.
  func matches(_ key: ObjectKey) -> Bool {
    names.allSatisfy { (($0.path.last == "name" ? key.name : key.namespace) == $0.value) == $0.isEqual }
  }

  /// Whether an object satisfies what is asked of its other fields.
  func matches(_ object: ValueMap) -> Bool {
    others.allSatisfy { requirement in
      var value: Value? = .map(object)
      for key in requirement.path { value = value?.asMap?[key] }
      let text =
        switch value {
        case .string(let bytes): bytes.description
        case .bool(let flag): flag ? "true" : "false"
        default: value?.wholeNumber.map { String($0) } ?? ""
        }
      return (text == requirement.value) == requirement.isEqual
    }
  }

  private static let offered: [String: Set<String>] = [
    "secrets": ["type"],
    "pods": [
      "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
      "status.phase", "status.podIP", "status.nominatedNodeName",
    ],
    "namespaces": ["status.phase"],
    "nodes": ["spec.unschedulable"],
    "services": ["spec.clusterIP", "spec.type"],
    "replicationcontrollers": ["status.replicas"],
    "replicasets.apps": ["status.replicas"],
    "jobs.batch": ["status.successful"],
    "events": [
      "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
      "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
      "reportingComponent", "source", "type",
    ],
  ]
}

extension LabelSelector {
  /// The selector of a request's query, or the error that it cannot be read.
  init(query: String) throws(APIError) {
    do throws(ParseError) {
      self = try LabelSelector(query)
    } catch {
      throw .badRequest(error.description)
    }
  }
}
