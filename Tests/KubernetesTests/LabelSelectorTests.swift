import Kubernetes
import Testing

struct LabelSelectorTests {
  private static let labels = ["a": "1", "b": "", "n": "5"]

  @Test(arguments: [
    ("", true), ("a=1", true), ("a==1", true), ("a = 1 , b=", true), ("a=2", false), ("a!=2", true), ("c!=2", true),
    ("a in (1,2)", true), ("a notin (1,2)", false), ("c notin (1)", true), ("c in (1)", false), ("b", true),
    ("c", false), ("!c", true), ("!a", false), ("n>4", true), ("n<5", false), ("a=1,n>5", false),
    ("x.io/name!=y", true),
  ])
  func `A selector selects as Kubernetes' does`(_ selector: String, _ expected: Bool) throws {
    #expect(try LabelSelector(selector).matches(Self.labels) == expected)
  }

  @Test(arguments: ["=1", "a in 1", "a in (1", "a=1 b=2", "!", "a>x", ",", "a=1,,b"])
  func `What is no selector is an error`(_ selector: String) {
    #expect(throws: LabelSelector.ParseError.self) { _ = try LabelSelector(selector) }
  }
}
