import Testing
import Values

@testable import Templating

@Suite("The table of names")
struct NameTableTests {
  private func id(_ name: [UInt8], _ table: NameTable) -> NameTable.ID {
    name.withUnsafeBufferPointer { table.id(of: $0) }
  }

  private func find(_ name: [UInt8], _ table: NameTable) -> NameTable.ID? {
    name.withUnsafeBufferPointer { table.find($0) }
  }

  @Test("gives each of many names a number of its own, by which it is found")
  func numbers() {
    let table = NameTable(functions: Fixture.functions)
    // Short names, names that share their first and last bytes, and long ones.
    let names = (0..<60_000).map { Array("\($0 % 3 == 0 ? "" : $0 % 3 == 1 ? "abcd" : "a.longer.name.")\($0)ab".utf8) }
    let ids = names.map { id($0, table) }
    #expect(Set(ids).count == names.count)
    #expect(names.map { find($0, table) } == ids)
    #expect(names.map { id($0, table) } == ids)
    #expect(zip(ids, names).allSatisfy { table[$0].bytes.storage == $1 && table[$0].prefix == Bytes($1).prefix8 })
  }

  @Test("tells names apart that differ in one byte, whatever their length", arguments: 0...40)
  func oneByte(count: Int) {
    let table = NameTable(functions: Fixture.functions)
    let name = [UInt8](repeating: 0x61, count: count)
    let first = id(name, table)
    #expect(id(name + [0x61], table) != first)
    for index in 0..<count {
      var other = name
      other[index] = 0x62
      #expect(id(other, table) != first)
    }
    #expect(find(name, table) == first)
    #expect(find(name + [0x63], table) == nil)
  }

  @Test("looks a function up by its name")
  func callees() {
    let table = NameTable(functions: Fixture.functions)
    func callee(_ name: String) -> Callee? { table[id(Array(name.utf8), table)].callee }
    for _ in 0..<2 {
      guard case .function(let function)? = callee("echo") else { Issue.record("echo is a function"); return }
      #expect(function.function.name == "echo")
      guard case .builtin(.printf)? = callee("printf") else { Issue.record("printf is a builtin"); return }
      #expect(callee("nothing") == nil)
    }
  }
}
