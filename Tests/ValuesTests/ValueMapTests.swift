import Testing
import Values

/// The number in a Go integer.
private func integer(_ value: Value?) -> Int64? {
  if case .integer(let number, _) = value { number } else { nil }
}

@Suite struct ValueMapTests {
  @Test("Entries lie in bytewise order of their keys, however they came", arguments: [1, 7, 64, 65, 500, 3000])
  func keepsOrder(count: Int) {
    // A fixed permutation: 7919 is prime and larger than any of the counts.
    let keys = (0..<count).map { Bytes("key-\($0 * 7919 % count)-of-many") }
    let map = ValueMap()
    for (index, key) in keys.enumerated() { map[key] = .int(index) }
    let expected = Array(Set(keys)).sorted()
    #expect(map.keys == expected)
    #expect(map.count == expected.count)
    for key in keys { #expect(map[key] != nil) }
    #expect(ValueMap(keys.map { ($0, .null) }).keys == expected)
  }

  @Test("Of equal keys the last one wins")
  func lastWins() {
    let map = ValueMap([("b", .int(1)), ("a", .int(2)), ("b", .int(3)), ("a", .int(4)), ("b", .int(5))])
    #expect(map.keys == ["a", "b"])
    #expect(integer(map["a"]) == 4)
    #expect(integer(map["b"]) == 5)
  }

  @Test("Keys that share their first eight bytes are told apart")
  func comparesLongKeys() {
    let map = ValueMap()
    for key: Bytes in ["prefix-ab", "prefix-a", "prefix-", "prefix-aa", "prefix-a\u{0}"] { map[key] = .string(key) }
    #expect(map.keys == ["prefix-", "prefix-a", "prefix-a\u{0}", "prefix-aa", "prefix-ab"])
    #expect(map["prefix-aa"]?.asString == "prefix-aa")
    #expect(map["prefix-ac"] == nil)
  }

  @Test("Setting nil removes, setting null does not")
  func removes() {
    let map = ValueMap((0..<200).map { (Bytes("k\($0)"), .int($0)) })
    map["new"] = .int(1)
    map["new"] = nil
    map["k7"] = nil
    map["k8"] = .null
    #expect(map["new"] == nil)
    #expect(map["k7"] == nil)
    #expect(map["k8"]?.isNil == true)
    #expect(map.count == 199)
  }

  @Test("A deep copy shares no map, a shallow one shares those inside")
  func copies() {
    let inner = ValueMap([("x", .int(1))])
    let map = ValueMap([("list", .list([.map(inner)])), ("map", .map(inner))])
    let (deep, shallow) = (map.deepCopy(), map.shallowCopy())
    inner["x"] = .int(2)
    #expect(integer(Value.map(deep).at("map", "x")) == 1)
    #expect(integer(deep["list"]?.asList?.first?.at("x")) == 1)
    #expect(integer(Value.map(shallow).at("map", "x")) == 2)
    shallow["map"] = nil
    #expect(map["map"] != nil)
  }
}
