import CLI
import Testing
import Values
import YAML

@Suite struct JSONPathTests {
  private static let values = """
    image: {tag: "1.2", repo: nginx}
    count: 3
    big: 1000000
    ratio: 0.5
    empty: null
    "a.b": dotted
    ports:
    - {name: http, port: 80}
    - {name: https, port: 443}
    - {name: admin, port: 9000}
    """

  /// The answers are those of `helm show values --jsonpath`.
  @Test(arguments: [
    ("{.image.tag}", "1.2"), ("{.image}", #"{"repo":"nginx","tag":"1.2"}"#),
    ("{.count} {.big} {.ratio}", "3 1e+06 0.5"), ("{.empty}", "null"), ("{.ports[0].name}", "http"),
    ("{.ports[-1].name}", "admin"), ("{.ports[*].port}", "80 443 9000"), ("{.ports[0:2].name}", "http https"),
    ("{.ports[::2].name}", "http admin"), (#"{.ports[?(@.name=="http")].port}"#, "80"),
    (#"{range .ports[*]}{.name}={.port}{"\n"}{end}"#, "http=80\nhttps=443\nadmin=9000\n"),
    (#"{['a\.b']}"#, "dotted"), (#"{.a\.b}"#, "dotted"), ("{..port}", "80 443 9000"),
    ("{.image['tag','repo']}", "1.2 nginx"), ("{.nope}", ""), ("x{.count}y", "x3y"), ("{.ports[9]}", ""),
    ("{$.count}", "3"), ("{.ports[?(@.port)].port}", "80 443 9000"),
  ]) func aPathFindsWhatItFindsInHelm(_ path: String, _ found: String) throws {
    let text = try JSONPath(path).text(YAML.decode(Array(Self.values.utf8)))
    #expect(String(decoding: text, as: UTF8.self) == found)
  }

  @Test(arguments: ["{.image.tag", "{.a[}", "{range .a}x", "{end}", "{.a[?(@.b==]}", "{\"x}"])
  func whatIsNoPathIsRefused(_ path: String) {
    #expect(throws: CommandError.self) { try JSONPath(path) }
  }
}
