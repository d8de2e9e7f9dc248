import Platform
import Rendering
import Testing
import Values

/// Templates that are given as options.
@Suite struct OptionTemplateTests {
  private func expand(_ template: String) -> String {
    let context = ProcessContext(environment: ["BRANCH": "main", "_1": "one", "1": "first"], workingFolder: "/")
    do {
      return String(
        decoding: try OptionTemplate.expand(template, name: "name-template", context: context), as: UTF8.self)
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "They read the environment",
    arguments: [
      (#"{{ env "BRANCH" }}-{{ env "NONE" }}"#, "main-"),
      (#"{{ expandenv "$BRANCH-${BRANCH}x$_1" }}"#, "main-mainxone"),
      (#"{{ expandenv "$NONE|$1a|${}|$|$ |$$|a${BRANCH" }}"#, "|firsta||$|$ ||aBRANCH"),
    ])
  func readsTheEnvironment(template: String, expected: String) {
    #expect(expand(template) == expected)
  }

  @Test(
    "They have Sprig's functions and none of Helm's",
    arguments: [
      (#"{{ "A" | lower }}"#, "a"),
      (#"{{ required "a" "" }}"#, #"template: name-template:1: function "required" not defined"#),
      ("{{ toYaml 1 }}", #"template: name-template:1: function "toYaml" not defined"#),
      ("{{ durationSeconds 1 }}", #"template: name-template:1: function "durationSeconds" not defined"#),
      (
        #"{{ fail "no" }}"#,
        #"template: name-template:1:3: executing "name-template" at <fail "no">: error calling fail: no"#
      ),
    ])
  func hasSprigsFunctions(template: String, expected: String) {
    #expect(expand(template) == expected)
  }
}
