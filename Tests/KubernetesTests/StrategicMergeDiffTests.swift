import Kubernetes
import Testing
import Values

struct StrategicMergeDiffTests {
  /// Three versions of an object, and the patch that apimachinery's CreateThreeWayMergePatch makes of them.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let previous: String
    let desired: String
    let live: String
    let patch: String

    init(_ description: String, previous: String, desired: String, live: String, patch: String) {
      testDescription = description
      self.previous = previous
      self.desired = desired
      self.live = live
      self.patch = patch
    }
  }

  private func map(_ json: String) throws -> ValueMap { try #require(JSONCodec.decode(Array(json.utf8))?.asMap) }

  private func patch(_ previous: String, _ desired: String, _ live: String) throws -> String {
    let desired = KubernetesObject(try map(desired))
    let schema = try #require(PatchSchema(clientSide: desired.gvk))
    let patch = try StrategicMergeDiff.patch(
      previous: try map(previous), desired: desired.root, live: try map(live), schema)
    return String(decoding: JSONCodec.encode(.map(patch)), as: UTF8.self)
  }

  @Test(arguments: [
    Case(
      "two ports of one number stay as they are",
      previous:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      desired:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      live:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      patch:
        #"{}"#
    ),
    Case(
      "of two ports of one number the second is renamed",
      previous:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      desired:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"v","port":53,"protocol":"UDP"}]}}"#,
      live:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      patch:
        #"{"spec":{"$setElementOrder/ports":[{"port":80},{"port":53},{"port":53}],"ports":[{"name":"v","port":53}]}}"#
    ),
    Case(
      "of two ports of one number one goes",
      previous:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      desired:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"}]}}"#,
      live:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"name":"h","port":80,"protocol":"TCP"},{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}"#,
      patch:
        #"{"spec":{"$setElementOrder/ports":[{"port":80},{"port":53}],"ports":[{"$patch":"delete","port":53}]}}"#
    ),
    Case(
      "a container's image changes, a container of another's stays",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i:1"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i:2"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s"},{"name":"a","image":"i:1","imagePullPolicy":"Always"}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"image":"i:2","name":"a"}]}}}}"#
    ),
    Case(
      "a container goes",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"$patch":"delete","name":"b"}]}}}}"#
    ),
    Case(
      "what somebody else has deleted comes back",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s"}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"image":"i","name":"a"}]}}}}"#
    ),
    Case(
      "environment variables are matched by name",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"A","value":"1"},{"name":"B","value":"1"}]}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"C","value":"1"},{"name":"A","value":"2"}]}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"A","value":"1"},{"name":"B","value":"1"},{"name":"X","value":"x"}]}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"$setElementOrder/env":[{"name":"C"},{"name":"A"}],"env":[{"name":"C","value":"1"},{"name":"A","value":"2"},{"$patch":"delete","name":"B"}],"name":"a"}]}}}}"#
    ),
    Case(
      "containers only change places",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}}}"#,
      patch: #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}}}}"#),
    Case(
      "container ports are matched by number",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"}]}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"},{"containerPort":443}]}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"}]}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"$setElementOrder/ports":[{"containerPort":80},{"containerPort":443}],"name":"a","ports":[{"containerPort":80,"name":"web"},{"containerPort":443}]}]}}}}"#
    ),
    Case(
      "a volume's source changes, and the old one goes",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"}],"volumes":[{"name":"v","emptyDir":{}}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"}],"volumes":[{"name":"v","configMap":{"name":"c"}}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"}],"volumes":[{"name":"v","emptyDir":{}}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/volumes":[{"name":"v"}],"volumes":[{"$retainKeys":["configMap","name"],"configMap":{"name":"c"},"emptyDir":null,"name":"v"}]}}}}"#
    ),
    Case(
      "mounts are matched by their path",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"name":"v","mountPath":"/a"}]}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"name":"w","mountPath":"/a"}]}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"injected","mountPath":"/i"}]}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"$setElementOrder/volumeMounts":[{"mountPath":"/a"}],"name":"a","volumeMounts":[{"mountPath":"/a","name":"w"}]}]}}}}"#
    ),
    Case(
      "a strategy keeps only what is named",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"strategy":{"type":"Recreate"}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}}}}"#,
      patch: #"{"spec":{"strategy":{"$retainKeys":["type"],"rollingUpdate":null,"type":"Recreate"}}}"#),
    Case(
      "tolerations and arguments are taken whole",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","args":["x"]}],"tolerations":[{"key":"k"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","args":["y"]}],"tolerations":[{"key":"l"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","args":["x"]}],"tolerations":[{"key":"k"},{"key":"by-others"}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"args":["y"],"name":"a"}],"tolerations":[{"key":"l"}]}}}}"#
    ),
    Case(
      "labels are merged, and replicas that are no longer named are forgotten",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","labels":{"a":"1","b":"1"}},"spec":{"replicas":2}}"#,
      desired: #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","labels":{"a":"2"}},"spec":{}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","labels":{"a":"1","b":"1","c":"by-others"}},"spec":{"replicas":5}}"#,
      patch: #"{"metadata":{"labels":{"a":"2","b":null}},"spec":{"replicas":null}}"#),
    Case(
      "finalizers are a set",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","finalizers":["x/a","x/b"]},"spec":{}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","finalizers":["x/b","x/c"]},"spec":{}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","finalizers":["x/a","x/b","x/other"]},"spec":{}}"#,
      patch:
        #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["x/a"],"$setElementOrder/finalizers":["x/b","x/c"],"finalizers":["x/c"]}}"#
    ),
    Case(
      "owners are matched by uid",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","ownerReferences":[{"uid":"u","name":"a"}]},"spec":{}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","ownerReferences":[{"uid":"v","name":"b"}]},"spec":{}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","ownerReferences":[{"uid":"u","name":"a"},{"uid":"w","name":"c"}]},"spec":{}}"#,
      patch:
        #"{"metadata":{"$setElementOrder/ownerReferences":[{"uid":"v"}],"ownerReferences":[{"name":"b","uid":"v"},{"$patch":"delete","uid":"u"}]}}"#
    ),
    Case(
      "pull secrets are matched by name",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"}],"imagePullSecrets":[{"name":"p"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"}],"imagePullSecrets":[{"name":"q"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a"}],"imagePullSecrets":[{"name":"p"},{"name":"other"}]}}}}"#,
      patch:
        #"{"spec":{"template":{"spec":{"$setElementOrder/imagePullSecrets":[{"name":"q"}],"imagePullSecrets":[{"name":"q"},{"$patch":"delete","name":"p"}]}}}}"#
    ),
    Case(
      "a service account's pull secrets are not",
      previous:
        #"{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"n"},"imagePullSecrets":[{"name":"p"}],"secrets":[{"name":"s"}]}"#,
      desired:
        #"{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"n"},"imagePullSecrets":[{"name":"q"}],"secrets":[{"name":"t"}]}"#,
      live:
        #"{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"n"},"imagePullSecrets":[{"name":"p"},{"name":"o"}],"secrets":[{"name":"s"},{"name":"token"}]}"#,
      patch:
        #"{"$setElementOrder/secrets":[{"name":"t"}],"imagePullSecrets":[{"name":"q"}],"secrets":[{"name":"t"},{"$patch":"delete","name":"s"}]}"#
    ),
    Case(
      "a service's ports are matched by port",
      previous:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"port":80,"targetPort":80}]}}"#,
      desired:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"ports":[{"port":80,"targetPort":"http"}]}}"#,
      live:
        #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"n"},"spec":{"clusterIP":"10.0.0.1","ports":[{"port":80,"targetPort":80,"protocol":"TCP","nodePort":30080}]}}"#,
      patch: #"{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"port":80,"targetPort":"http"}]}}"#),
    Case(
      "a disruption budget's selector is always sent whole",
      previous:
        #"{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"n"},"spec":{"selector":{"matchLabels":{"a":"1"}}}}"#,
      desired:
        #"{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"n"},"spec":{"selector":{"matchLabels":{"a":"1"}}}}"#,
      live:
        #"{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"n"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"a":"1","b":"1"}}}}"#,
      patch: #"{"spec":{"selector":{"matchLabels":{"a":"1"}}}}"#),
    Case(
      "nothing changes",
      previous:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"}]}}}}"#,
      desired:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i"}]}}}}"#,
      live:
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i","imagePullPolicy":"Always"}]}}}}"#,
      patch: #"{}"#),
  ])
  func `The patch is apimachinery's`(_ example: Case) throws {
    #expect(try patch(example.previous, example.desired, example.live) == example.patch)
  }

  @Test func `An item without its key is refused, and its values are not shown`() {
    let pod = #"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a"}]}}"#
    let nameless = #"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"secret"}]}}"#
    #expect(throws: (any Error).self) { try patch(pod, nameless, pod) }
    do {
      _ = try patch(pod, nameless, pod)
    } catch {
      #expect("\(error)" == "map: map[image] does not contain declared merge key: name")
    }
  }

  @Test(arguments: [
    ("example.com/v1", "Deployment"), ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition"),
    ("apiregistration.k8s.io/v1", "APIService"), ("snapshot.storage.k8s.io/v1", "VolumeSnapshot"),
  ])
  func `A kind that client-go does not know has no schema`(_ apiVersion: String, _ kind: String) {
    #expect(PatchSchema(clientSide: GroupVersionKind(apiVersion: apiVersion, kind: kind)) == nil)
  }
}
