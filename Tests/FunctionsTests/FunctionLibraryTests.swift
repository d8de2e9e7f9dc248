import Functions
import Templating
import Testing

@Suite struct FunctionLibraryTests {
  @Test func `Every function of Sprig and Helm is there once`() {
    let names = FunctionLibrary.all.map(\.name)
    #expect(names.count == 233)
    #expect(Set(names).count == names.count)
    #expect(!names.contains("env"))
    #expect(!names.contains("expandenv"))
  }

  @Test func `Every function documents itself in one line and an example that calls it`() {
    for function in FunctionLibrary.all {
      #expect(function.summary.utf8CodeUnitCount > 5, "\(function.name)")
      #expect(!function.summary.description.contains("\n"), "\(function.name)")
      let example = function.example.description
      // A function and its must- form may share one example.
      let plain = function.name.hasPrefix("must") ? function.name.dropFirst(4).lowercased() : function.name.lowercased()
      #expect(example.contains("{{"), "\(function.name)")
      #expect(
        example.lowercased().contains(plain) || plain.hasPrefix("os") || plain == "must_date_modify", "\(function.name)"
      )
    }
  }

  @Test(arguments: ["quote", "semverCompare", "genCA", "durationRoundTo"])
  func `A function is found by its name`(name: String) {
    #expect(FunctionLibrary.function(named: name)?.name == name)
    #expect(FunctionLibrary.function(named: name + "x") == nil)
  }

  @Test(arguments: [
    (#"include "a" ."#, "string|included a"), (#"tpl "x" ."#, "string|executed x"),
    (#"(lookup "v1" "Secret" "ns" "n").found"#, "string|v1/Secret/ns/n"),
    (#"fail "no way""#, "! error calling fail: HELM_ERR_STARTno wayHELM_ERR_END"),
    (#"required "needed" nil"#, "! error calling required: HELM_ERR_STARTneededHELM_ERR_END"),
    (#"required "needed" """#, "! error calling required: HELM_ERR_STARTneededHELM_ERR_END"),
    (#"getHostByName "localhost""#, "string|"),
  ])
  func `What the rendering does is asked of the host`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [#"fail "no way""#, #"required "needed" nil"#])
  func `Linting only notes what is refused`(snippet: String) {
    let host = TestHost()
    host.isLinting = true
    #expect(Snippet.evaluate(snippet, host: host) == "string|")
  }

  @Test func `A host is looked up where that is allowed`() {
    let host = TestHost()
    host.allowsDNS = true
    #expect(["127.0.0.1", "::1"].contains(Snippet.evaluate(#"{{ getHostByName "localhost" }}"#, host: host)))
  }

  @Test(arguments: [
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ toString $d }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ deepCopy $d }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ toToml $d }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ $e := dict }}{{ $_ := set $e `d` $e }}{{ deepEqual $d $e }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ $e := dict }}{{ $_ := set $e `d` $e }}{{ merge $d $e }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ mustToJson $d }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ mustToYaml $d }}",
    "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ quote $d }}",
  ])
  func `A dictionary that holds itself ends in an error, not in a crash`(snippet: String) {
    let result = Snippet.evaluate(snippet)
    #expect(result.hasPrefix("! ") || result.contains("nested"), "\(result.prefix(200))")
  }
}
