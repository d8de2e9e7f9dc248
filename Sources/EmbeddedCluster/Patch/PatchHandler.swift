import Kubernetes
import Values

/// patch: PATCH with one of the four patch types.
struct PatchHandler {
  private let write: WriteRequest

  init(_ write: WriteRequest) {
    self.write = write
  }

  private static let types =
    "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"

  func answer() throws(APIError) -> HTTPResponse {
    let change: (Value) throws(APIError) -> Value
    switch write.body.type {
    case "application/apply-patch+yaml", "application/apply-patch+cbor":
      if write.path.subresource == "scale" { throw .methodNotAllowed(write.resource) }
      return try ApplyHandler(write).answer()
    case "application/merge-patch+json":
      let patch = try write.body.object()
      change = { target in MergePatch.apply(.map(patch), to: target) }
    case "application/strategic-merge-patch+json" where !write.resource.isCustom:
      let patch = try write.body.object()
      let schema = PatchSchema(group: write.resource.group, kind: write.resource.kind)
      change = { target throws(APIError) in
        .map(try StrategicMergePatch.apply(patch, to: target.asMap ?? ValueMap(), schema))
      }
    case "application/json-patch+json":
      guard let operations = try write.body.value().asList else {
        throw .badRequest("error decoding patch: a JSON patch is a list of operations")
      }
      change = { target throws(APIError) in
        do throws(JSONPatch.Failure) {
          return try JSONPatch.apply(operations, to: target)
        } catch {
          // Without details, as a real server has it: kubectl would tell them and not the message.
          throw APIError(
            code: 422, reason: "Invalid",
            message: "the server rejected our request due to an error in our request: \(error.message)")
        }
      }
    default:
      let types = Self.types + (write.resource.isCustom ? "" : ", application/strategic-merge-patch+json")
      throw .unsupportedMediaType(write.body.type, types)
    }
    return try patch(change)
  }

  private func patch(_ change: (Value) throws(APIError) -> Value) throws(APIError) -> HTTPResponse {
    let old = try write.existing()
    if write.path.subresource == "scale" {
      let scale = Scale.of(old, write.resource)
      guard let patched = try change(.map(scale)).asMap else { throw .badRequest("the patched object is no object") }
      return try UpdateHandler(write).scale(patched)
    }
    let shown = Conversion.fromStorage(old.deepCopy(), write.resource, version: write.path.version)
    guard let object = try change(.map(shown)).asMap else { throw .badRequest("the patched object is no object") }
    // A patch may be deeper than what is stored, and shares nothing with it.
    let copy = object.deepCopy()
    try write.check(copy)
    let handler = UpdateHandler(write)
    try handler.checkIdentity(copy)
    Conversion.toStorage(copy, write.resource)
    return try handler.update(old, to: copy)
  }
}
