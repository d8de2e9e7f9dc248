import Testing
import Values

@testable import Rendering

@Suite struct FilesObjectTests {
  @Test(
    arguments: [
      ([], "map[]"), ([("a", [])], "map[a:[]]"),
      ([("b", [0, 9, 10, 99, 100, 255]), ("a", [7])], "map[a:[7] b:[0 9 10 99 100 255]]"),
    ] as [([(Bytes, [UInt8])], Bytes)])
  func `Files print as Go prints a map of names to bytes`(files: [(Bytes, [UInt8])], text: Bytes) {
    #expect(FilesObject(files.map { ($0.0, Bytes($0.1)) }).text == text)
  }

  @Test func `A large file prints as its numbers, all of them`() {
    let content = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
    let numbers = content.map { "\($0)" }.joined(separator: " ")
    var output = Array("before ".utf8)
    FilesObject([("a", Bytes(content))]).appendText(to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "before map[a:[\(numbers)]]")
  }
}
