internal import Values

/// Reads the arguments of a call; the executor has checked their number and types, so the fallbacks are never seen.
extension [Value] {
  func string(_ index: Int) -> Bytes {
    indices.contains(index) ? self[index].asString ?? Bytes() : Bytes()
  }

  func bytes(_ index: Int) -> [UInt8] { string(index).storage }

  func integer(_ index: Int) -> Int {
    if indices.contains(index), case .integer(let number, _) = self[index] { Int(number) } else { 0 }
  }

  func number(_ index: Int) -> Double {
    if indices.contains(index), case .float(let number) = self[index] { number } else { 0 }
  }

  func bool(_ index: Int) -> Bool {
    indices.contains(index) ? self[index].asBool ?? false : false
  }

  func map(_ index: Int) -> ValueMap {
    indices.contains(index) ? self[index].asMap ?? ValueMap(isNil: true) : ValueMap(isNil: true)
  }

  func value(_ index: Int) -> Value { indices.contains(index) ? self[index] : .null }
}
