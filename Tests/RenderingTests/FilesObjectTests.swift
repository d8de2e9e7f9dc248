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
}
