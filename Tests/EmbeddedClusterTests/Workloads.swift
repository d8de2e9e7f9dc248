/// Objects that several tests need.
enum Workloads {
  static let deployments = "/apis/apps/v1/namespaces/default/deployments"
  static let pods = "/api/v1/namespaces/default/pods"

  static func deployment(
    _ name: String = "web", image: String = "nginx:1", replicas: Int = 1, outcome: String? = nil, extra: String = ""
  ) -> String {
    let annotations = outcome.map { #""annotations":{"embedded.chart/outcome":"\#($0)"},"# } ?? ""
    return """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{\(annotations)"name":"\(name)"},
       "spec":{\(extra)"replicas":\(replicas),"selector":{"matchLabels":{"app":"\(name)"}},
        "template":{"metadata":{"labels":{"app":"\(name)"}},
         "spec":{"containers":[{"name":"main","image":"\(image)"}]}}}}
      """
  }

  static func workload(_ kind: String, _ name: String, outcome: String? = nil, extra: String = "") -> String {
    let annotations = outcome.map { #","annotations":{"embedded.chart/outcome":"\#($0)"}"# } ?? ""
    return """
      {"apiVersion":"apps/v1","kind":"\(kind)","metadata":{"name":"\(name)"},
       "spec":{\(extra)"selector":{"matchLabels":{"app":"\(name)"}},
        "template":{"metadata":{"labels":{"app":"\(name)"}\(annotations)},
         "spec":{"containers":[{"name":"main","image":"nginx"}]}}}}
      """
  }

  static func job(_ name: String, outcome: String? = nil, extra: String = "") -> String {
    let annotations = outcome.map { #","annotations":{"embedded.chart/outcome":"\#($0)"}"# } ?? ""
    return """
      {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"\(name)"\(annotations)},
       "spec":{\(extra)"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"busybox"}]}}}}
      """
  }

  static let definition = """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},
     "spec":{"group":"example.com","scope":"Namespaced",
      "names":{"plural":"widgets","kind":"Widget","shortNames":["wd"]},
      "versions":[
       {"name":"v1beta1","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object"}}},
       {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}},
        "subresources":{"status":{}}}]}}
    """

  static func widget(_ name: String, _ spec: String = "{}", version: String = "v1") -> String {
    #"{"apiVersion":"example.com/\#(version)","kind":"Widget","metadata":{"name":"\#(name)"},"spec":\#(spec)}"#
  }
}
