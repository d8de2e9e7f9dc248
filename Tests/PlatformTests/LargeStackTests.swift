import Platform
import Testing

private struct Failure: Error {}

/// Recursion that touches about 100 bytes of stack a level and cannot be made a loop.
private func depth(_ levels: Int) -> Int {
  levels == 0 ? 0 : withExtendedLifetime([levels]) { depth(levels - 1) + 1 }
}

@Suite struct LargeStackTests {
  @Test("Recursion that would overflow an ordinary stack has room")
  func hasRoom() {
    #expect(LargeStack.run { depth(500_000) } == 500_000)
  }

  @Test("What the work throws comes out")
  func passesErrors() {
    #expect(throws: Failure.self) { try LargeStack.run { () throws(Failure) -> Int in throw Failure() } }
  }

  @Test("The work may use what its caller may")
  func usesCallersVariables() {
    var log: [Int] = []
    LargeStack.run(size: 1 << 20) { log.append(1) }
    log.append(2)
    #expect(log == [1, 2])
  }
}
