@testable import EmbeddedCluster
import Testing
import Values

/// What kubectl 1.37.1 sends as protobuf, and what it prints for the same command with `--dry-run=client -o json`.
@Suite struct ProtobufTests {
  struct Sent: Sendable, CustomTestStringConvertible {
    let command: String
    let body: String
    let json: String
    var testDescription: String { command }
  }

  @Test(arguments: sent)
  func whatKubectlSendsIsReadAsWhatItPrints(_ sent: Sent) throws {
    let body = try Base64.decode(Array(sent.body.utf8)).get()
    let decoded = Value.map(try KubernetesProtobuf.decode(body))
    let expected = try JSON.decode(Array(sent.json.utf8), numbers: .jsonNumber)
    // What a client says of the status, a server does not listen to.
    for object in [decoded, expected] { object.asMap?["status"] = nil }
    let text = String(decoding: try JSON.encode(decoded), as: UTF8.self)
    #expect(decoded.isSame(as: expected), "\(text)")
  }

  @Test(arguments: sent)
  func whatIsCutShortIsRefusedOrReadInPart(_ sent: Sent) throws {
    let body = try Base64.decode(Array(sent.body.utf8)).get()
    // The last four bytes are two empty fields about the content's encoding.
    for length in 0..<(body.count - 4) {
      do throws(APIError) {
        let part = try KubernetesProtobuf.decode(Array(body.prefix(length)))
        #expect(!Value.map(part).isSame(as: .map(try KubernetesProtobuf.decode(body))))
      } catch {
        #expect(error.code == 400)
      }
    }
  }

  @Test func messagesInsideMessagesWithoutEndAreRefused() throws {
    // A schema of a definition holds schemas: field 28 is `not`.
    var schema: [UInt8] = []
    for _ in 0..<2000 { schema = field(28, schema) }
    let definition = field(2, field(7, field(1, Array("v1".utf8)) + field(4, field(1, schema))))
    let type = field(1, Array("apiextensions.k8s.io/v1".utf8)) + field(2, Array("CustomResourceDefinition".utf8))
    let body: [UInt8] = [0x6b, 0x38, 0x73, 0x00] + field(1, type) + field(2, definition)
    let error = #expect(throws: APIError.self) { try KubernetesProtobuf.decode(body) }
    #expect(error?.message == "the body is nested deeper than 100 levels")
  }

  @Test func schemasAndEmbeddedJSONComeOutAsJSONHasThem() throws {
    // additionalProperties is a schema or a boolean, items a schema or a list, default any JSON.
    let properties = field(1, Array("a".utf8)) + field(2, field(5, Array("object".utf8)) + field(30, [0x08, 0x01]))
    let schema =
      field(5, Array("object".utf8)) + field(8, field(1, Array(#"{"a":[1]}"#.utf8)))
      + field(24, field(1, field(5, Array("string".utf8)))) + field(29, properties) + [0xb0, 0x02, 0x01]
    let definition = field(2, field(7, field(1, Array("v1".utf8)) + field(4, field(1, schema))))
    let type = field(1, Array("apiextensions.k8s.io/v1".utf8)) + field(2, Array("CustomResourceDefinition".utf8))
    let object = try KubernetesProtobuf.decode(
      [0x6b, 0x38, 0x73, 0x00] + field(1, type) + field(2, definition))
    let version = object.spec.maps("versions").first
    let found = version?.map("schema")?.map("openAPIV3Schema")
    let inner = try JSON.encode(.map(found?.map("properties")?.map("a") ?? ValueMap()))
    #expect(String(decoding: inner, as: UTF8.self) == #"{"additionalProperties":true,"type":"object"}"#)
    let usual = try JSON.encode(found?["default"] ?? .null)
    #expect(String(decoding: usual, as: UTF8.self) == #"{"a":[1]}"#)
    #expect(found?.map("items")?.text("type") == "string")
    #expect(found?.bool("x-kubernetes-preserve-unknown-fields") == true)
  }

  /// A field of bytes on the wire.
  private func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    varint(UInt64(number << 3 | 2)) + varint(UInt64(content.count)) + content
  }

  private func varint(_ number: UInt64) -> [UInt8] {
    var (number, out) = (number, [UInt8]())
    while number >= 0x80 {
      out.append(UInt8(truncatingIfNeeded: number) | 0x80)
      number >>= 7
    }
    return out + [UInt8(number)]
  }

  static let sent: [Sent] = [
    Sent(
      command: "create deployment d --image=nginx --port=80 --replicas=2",
      body: """
        azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErABChsKAWQSABoAIgAqADIAOABCAFoICgNhcHASAWQSggEIAhIKCggKA2FwcBIB\
        ZBpqChoKABIAGgAiACoAMgA4AEIAWggKA2FwcBIBZBJMEi4KBW5naW54EgVuZ2lueCoAMgoKABAAGFAiACoAQgBqAHIAgAEAiAEA\
        kAEAogEAGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBACICCgAoADgAGgwIABAAGAAgACgAOAAaACIA
        """,
      json: #"""
        {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","labels":{"app":"d"}},"spec":{"re\#
        plicas":2,"selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"labels":{"app":"d"}},"spec\#
        ":{"containers":[{"name":"nginx","image":"nginx","ports":[{"containerPort":80}],"resources":{}}]}},"\#
        strategy":{}},"status":{}}
        """#),
    Sent(
      command: "create cronjob cj --image=busybox --schedule='*/5 * * * *'",
      body: """
        azhzAAoTCghiYXRjaC92MRIHQ3JvbkpvYhKeAQoSCgJjahIAGgAiACoAMgA4AEIAEoUBCgsqLzUgKiAqICogKhoAKnQKEgoCY2oS\
        ABoAIgAqADIAOABCABJeMlwKEAoAEgAaACIAKgAyADgAQgASSBIhCgJjahIHYnVzeWJveCoAQgBqAHIAgAEAiAEAkAEAogEAGglP\
        bkZhaWx1cmUyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBABoAGgAiAA==
        """,
      json: #"""
        {"kind":"CronJob","apiVersion":"batch/v1","metadata":{"name":"cj"},"spec":{"schedule":"*/5 * * * *",\#
        "jobTemplate":{"metadata":{"name":"cj"},"spec":{"template":{"metadata":{},"spec":{"containers":[{"na\#
        me":"cj","image":"busybox","resources":{}}],"restartPolicy":"OnFailure"}}}}},"status":{}}
        """#),
    Sent(
      command: "create secret generic s --from-literal=a=b",
      body: """
        azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBcxIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA=
        """,
      json: #"""
        {"kind":"Secret","apiVersion":"v1","metadata":{"name":"s"},"data":{"a":"Yg=="}}
        """#),
    Sent(
      command: "create configmap c --from-literal=a=b",
      body: """
        azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhsKEQoBYxIAGgAiACoAMgA4AEIAEgYKAWESAWIaACIA
        """,
      json: #"""
        {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c"},"data":{"a":"b"}}
        """#),
    Sent(
      command: "create quota qq --hard=cpu=1,pods=3",
      body: """
        azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRIxChIKAnFxEgAaACIAKgAyADgAQgASGQoKCgNjcHUSAwoBMQoLCgRwb2RzEgMKATMa\
        ABoAIgA=
        """,
      json: #"""
        {"kind":"ResourceQuota","apiVersion":"v1","metadata":{"name":"qq"},"spec":{"hard":{"cpu":"1","pods":\#
        "3"}},"status":{}}
        """#),
    Sent(
      command: "create ingress ing --rule=a.b/c=d:80",
      body: """
        azhzAAofChRuZXR3b3JraW5nLms4cy5pby92MRIHSW5ncmVzcxJAChMKA2luZxIAGgAiACoAMgA4AEIAEiUaIwoDYS5iEhwKGgoY\
        CgIvYxILIgkKAWQSBAoAEFAaBUV4YWN0GgIKABoAIgA=
        """,
      json: #"""
        {"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{"name":"ing"},"spec":{"rules":[{"h\#
        ost":"a.b","http":{"paths":[{"path":"/c","pathType":"Exact","backend":{"service":{"name":"d","port":\#
        {"number":80}}}}]}}]},"status":{"loadBalancer":{}}}
        """#),
    Sent(
      command: "create pdb p --selector=app=d --min-available=50%",
      body: """
        azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSOAoRCgFwEgAaACIAKgAyADgAQgASFwoJCAEQABoDNTAlEgoK\
        CAoDYXBwEgFkGgoIABgAIAAoADAAGgAiAA==
        """,
      json: #"""
        {"kind":"PodDisruptionBudget","apiVersion":"policy/v1","metadata":{"name":"p"},"spec":{"minAvailable\#
        ":"50%","selector":{"matchLabels":{"app":"d"}}},"status":{"disruptionsAllowed":0,"currentHealthy":0,\#
        "desiredHealthy":0,"expectedPods":0}}
        """#),
    Sent(
      command: "create rolebinding rb --role=r1 --serviceaccount=default:sa1",
      body: """
        azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtSb2xlQmluZGluZxJdChIKAnJiEgAaACIAKgAyADgAQgASIAoO\
        U2VydmljZUFjY291bnQSABoDc2ExIgdkZWZhdWx0GiUKGXJiYWMuYXV0aG9yaXphdGlvbi5rOHMuaW8SBFJvbGUaAnIxGgAiAA==
        """,
      json: #"""
        {"kind":"RoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"rb"},"subjects\#
        ":[{"kind":"ServiceAccount","name":"sa1","namespace":"default"}],"roleRef":{"apiGroup":"rbac.authori\#
        zation.k8s.io","kind":"Role","name":"r1"}}
        """#),
    Sent(
      command: "create role r1 --verb=get --resource=pods",
      body: """
        azhzAAokChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgRSb2xlEiMKEgoCcjESABoAIgAqADIAOABCABINCgNnZXQSABoE\
        cG9kcxoAIgA=
        """,
      json: #"""
        {"kind":"Role","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"r1"},"rules":[{"verbs\#
        ":["get"],"apiGroups":[""],"resources":["pods"]}]}
        """#),
  ]
}
