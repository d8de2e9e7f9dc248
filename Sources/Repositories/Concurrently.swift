/// Does the same to many things side by side.
enum Concurrently {
  /// What `work` makes of each item, in the items' order; at most `limit` are worked on at once.
  static func run<Item: Sendable, Result: Sendable>(
    _ items: [Item], atMost limit: Int, _ work: @escaping @Sendable (Item) async -> Result
  ) async -> [Result] {
    var results: [(index: Int, result: Result)] = []
    await withTaskGroup(of: (Int, Result).self) { group in
      for (index, item) in items.enumerated() {
        if index >= limit, let done = await group.next() { results.append(done) }
        group.addTask { (index, await work(item)) }
      }
      for await done in group { results.append(done) }
    }
    return results.sorted { $0.index < $1.index }.map(\.result)
  }
}
