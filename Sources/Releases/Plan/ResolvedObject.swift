package import Kubernetes
internal import Values

/// An object of a manifest together with where the cluster serves its kind.
package struct ResolvedObject {
  /// The object; a namespaced one has its namespace.
  package let object: KubernetesObject
  /// How the API serves its kind.
  package let mapping: ResourceMapping
  /// The uid of the object as it was last seen in the cluster, empty where it was not looked at.
  package var liveUID = ""

  /// The object's name in the cluster.
  package var reference: ObjectReference {
    ObjectReference(mapping.gvk, namespace: mapping.isNamespaced ? object.namespace : "", name: object.name)
  }

  /// The request that reads the object.
  var getRequest: HTTPRequest {
    KubernetesRequest.get(mapping, namespace: reference.namespace, name: reference.name)
  }

  /// A Deployment that is paused never becomes ready, and is not meant to.
  var isPausedDeployment: Bool {
    object.kind == "Deployment" && object.value("spec", "paused")?.asBool == true
  }

  /// Whether the server chooses the name.
  var hasGeneratedName: Bool { object.name.isEmpty && !object.generateName.isEmpty }

  /// The annotation that keeps an object when its release no longer wants it.
  static let resourcePolicyAnnotation = "helm.sh/resource-policy"

  /// Whether the object asks to be kept.
  static func isKept(_ object: KubernetesObject) -> Bool {
    guard let policy = object.annotations[resourcePolicyAnnotation] else { return false }
    return policy.drop { $0 == " " }.lowercased().split(separator: " ").first == "keep"
  }
}

/// Finds out where the cluster serves the objects of a manifest.
struct ObjectResolver {
  let context: ActionContext

  /// What becomes of kinds that the cluster does not know.
  enum UnknownKinds {
    /// They are an error.
    case refused
    /// Objects of such kinds cannot exist, so they are left out.
    case gone
  }

  /// The objects of a manifest; those of namespaced kinds that name no namespace get the release's.
  func resolve(
    _ manifest: Bytes, namespace: String, unknownKinds: UnknownKinds = .refused
  ) async throws(ReleaseError) -> [ResolvedObject] {
    let objects: [KubernetesObject]
    do throws(ManifestReader.ParseError) {
      objects = try ManifestReader.objects(manifest)
    } catch {
      throw ReleaseError(.invalidManifest, error.description, cause: error)
    }
    var resolved: [ResolvedObject] = []
    var failures: [KubernetesError] = []
    for object in objects {
      // What is only looked for, to be deleted, may be as wrong as it likes.
      if unknownKinds == .refused, let problem = MetadataCheck.problem(in: object.metadata) {
        throw ReleaseError(.invalidManifest, problem, object: object.reference)
      }
      do throws(KubernetesError) {
        let mapping = try await context.client.mapping(object.gvk, name: object.name, namespace: object.namespace)
        if mapping.isNamespaced, object.namespace.isEmpty { object.namespace = namespace }
        resolved.append(ResolvedObject(object: object, mapping: mapping))
      } catch {
        guard error.isNoMatch else { throw ReleaseError(.cluster, "", error, object: object.reference) }
        switch unknownKinds {
        case .refused: failures.append(error)
        case .gone:
          context.report(
            .warning("\(object.reference) is taken as gone: the cluster does not know \(object.gvk.description)"))
        }
      }
    }
    guard let first = failures.first else { return resolved }
    let message =
      failures.count == 1
      ? first.description : "[" + failures.map(\.description).joined(separator: ", ") + "]"
    throw ReleaseError(.invalidManifest, message, cause: first)
  }
}
