import Platform
import Templating
import Testing
import Values

@Suite("Templates from outside")
struct RobustnessTests {
  @Test("are refused where parentheses nest deeper than Go allows")
  func deepParentheses() {
    let text = "{{" + String(repeating: "(", count: 10_001) + "1" + String(repeating: ")", count: 10_001) + "}}"
    #expect(LargeStack.run { Fixture.render(text) } == "ERROR template: t:1: max expression depth exceeded")
  }

  @Test("are executed to the depth of parentheses that Go allows")
  func allowedParentheses() {
    let text = "{{" + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000) + "}}"
    #expect(LargeStack.run { Fixture.render(text) } == "1")
  }

  @Test(
    "are refused where blocks nest without end",
    arguments: ["{{if true}}", "{{range .ints}}", "{{with 1}}", "{{if false}}{{else if true}}"])
  func deepBlocks(opening: String) {
    let text = String(repeating: opening, count: 20_000)
    #expect(LargeStack.run { Fixture.render(text) } == "ERROR template: t:1: max nesting depth exceeded")
  }

  @Test("end with an error on a small stack too")
  func smallStack() {
    let text = "{{" + String(repeating: "(", count: 9_000) + "1" + String(repeating: ")", count: 9_000) + "}}"
    #expect(
      LargeStack.run(size: 256 << 10) { Fixture.render(text) } == "ERROR template: t:1: max nesting depth exceeded")
  }

  @Test("that call themselves for ever end with Go's error")
  func endlessRecursion() {
    let text = "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}"
    let error = "template: t:1:25: executing \"x\" at <{{template \"x\"}}>: exceeded maximum template depth (100000)"
    #expect(LargeStack.run { Fixture.render(text) } == "ERROR " + error)
  }

  @Test(
    "cannot print a value that contains itself",
    arguments: ["{{.}}", "{{print . .}}", "{{printf \"%v\" .}}", "{{html .}}"])
  func cycles(template: String) {
    let map = ValueMap()
    map["again"] = .list([.map(map)])
    for size in [256 << 10, LargeStack.defaultSize] {
      let result = LargeStack.run(size: size) { Fixture.render(template, data: .map(map)) }
      #expect(result.hasSuffix("value nests too deeply to be printed"))
    }
    map.removeAll()
  }

  @Test("neither trap nor depend on anything but themselves, however mangled", arguments: [1, 2, 3, 4] as [UInt64])
  func mangled(seed: UInt64) {
    var dice = Dice(state: seed)
    let texts = (0..<1_500).map { _ in dice.mangle() }
    LargeStack.run {
      for text in texts {
        let first = Fixture.render(text)
        #expect(first == Fixture.render(text))
        #expect(!first.hasPrefix("ERROR") || first.hasPrefix("ERROR template: t"))
      }
    }
  }
}

/// Makes templates by mangling good ones, the same for the same seed.
private struct Dice {
  var state: UInt64

  private static let corpus = [
    "{{.s}} {{- .m.deep.x -}} {{$x := .i}}{{$x = 2}}{{$x}}",
    "{{range $i, $e := .list}}{{if $i}},{{end}}{{$e}}{{else}}-{{end}}",
    "{{with .m}}{{.a}}{{else with $.s}}{{.}}{{end}}", "{{define \"a\"}}[{{.}}]{{end}}{{template \"a\" .s}}",
    "{{block \"b\" .ints}}{{range .}}{{break}}{{end}}{{end}}", "{{printf \"%-8.3q|%+05d|%[1]v|%x\" .s .i .bytes}}",
    "{{and .t (or .nil .f) (not .zero) | printf \"%v\"}}",
    "{{index .list 1 | len}}{{slice .s 1 3}}{{(index .m \"deep\").x}}",
    "{{/* comment */}}{{0x1F}}{{'a'}}{{1.5e3}}{{1+2i}}{{`raw`}}{{\"q\\n\"}}",
    "{{eq 1 .i 17}}{{lt .f 2.5}}{{ne .s \"x\"}}",
    "{{html .html}}{{js .html}}{{urlquery .uni}}{{join \",\" \"a\" .s}}",
    "{{if eq .s \"hello\"}}a{{else if .t}}b{{end}}",
  ].map { Array($0.utf8) }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(max(1, bound)))
  }

  mutating func mangle() -> String {
    var bytes = Self.corpus[next(Self.corpus.count)]
    for _ in 0..<(1 + next(5)) {
      let other = Self.corpus[next(Self.corpus.count)]
      let place = next(bytes.count + 1)
      switch next(4) {
      case 0: if place < bytes.count { bytes.remove(at: place) }
      case 1: bytes.insert(UInt8(next(256)), at: place)
      case 2:
        let start = next(other.count)
        bytes.insert(contentsOf: other[start..<min(other.count, start + next(12))], at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + next(6)))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
