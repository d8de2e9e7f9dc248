/// A piece of the engine's work that is measured.
struct Benchmark {
  /// What is done, and to what.
  let name: String
  /// Does it once, and answers how much came of it: the same each time, or the measurement is worth nothing.
  let run: () throws -> Int
}

/// What one operation took, in some samples of many operations each.
struct Measurement {
  /// How many operations were measured.
  let operations: Int
  /// Nanoseconds an operation, a sample each, in ascending order.
  let samples: [Double]

  var median: Double { samples[samples.count / 2] }
  var least: Double { samples[0] }
  var most: Double { samples[samples.count - 1] }
}

/// Work that gave another result than before.
struct UnsteadyResult: Error, CustomStringConvertible {
  let benchmark: String

  var description: String { "\(benchmark): another result than the time before" }
}

extension Benchmark {
  private static let sampleCount = 9
  private static let sampleTime = Duration.milliseconds(100)

  /// Measures the work: samples that each take a while, after one that warms up and tells how often a sample repeats it.
  func measure() throws -> Measurement {
    let expected = try run()
    var repeats = 1
    while try time(repeats, expecting: expected) < Self.sampleTime { repeats *= 2 }
    var samples: [Double] = []
    for _ in 0..<Self.sampleCount {
      samples.append(try time(repeats, expecting: expected) / .nanoseconds(1) / Double(repeats))
    }
    return Measurement(operations: repeats * Self.sampleCount, samples: samples.sorted())
  }

  private func time(_ repeats: Int, expecting expected: Int) throws -> Duration {
    try ContinuousClock().measure {
      for _ in 0..<repeats where try run() != expected { throw UnsteadyResult(benchmark: name) }
    }
  }
}
