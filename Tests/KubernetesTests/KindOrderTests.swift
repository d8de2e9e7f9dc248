import Kubernetes
import Testing

struct KindOrderTests {
  @Test func `Kinds are installed as Helm installs them, unknown ones last by name, equal ones in their order`() {
    let kinds = ["Zebra", "Deployment", "Apple", "Service", "Namespace", "PriorityClass", "Zebra", "Job"]
    #expect(
      KindOrder.install.sorted(kinds.enumerated().map { "\($1)\($0)" }) { String($0.dropLast()) } == [
        "PriorityClass5", "Namespace4", "Service3", "Deployment1", "Job7", "Apple2", "Zebra0", "Zebra6",
      ])
  }

  @Test func `Kinds are removed as Helm removes them, unknown ones last`() {
    #expect(
      KindOrder.uninstall.sorted(["Namespace", "Foo", "Secret", "Deployment", "Service"]) { $0 } == [
        "Service", "Deployment", "Secret", "Namespace", "Foo",
      ])
  }
}
