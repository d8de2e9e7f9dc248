import Values

/// A Go `complex128`, which templates can write as a constant (`1+2i`) and print.
final class ComplexNumber: GoObject {
  let real: Double
  let imaginary: Double

  init(real: Double, imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  var typeName: String { "complex128" }
  var kind: GoKind { .complex128 }
  var isTrue: Bool { real != 0 || imaginary != 0 }

  var text: Bytes {
    var printer = FormatPrinter()
    printer.print(.object(self), "v")
    return Bytes(printer.output)
  }

  var plain: Value { .string(text) }

  func isEqual(to other: any GoObject) -> Bool? {
    guard let other = other as? ComplexNumber else { return false }
    return real == other.real && imaginary == other.imaginary
  }
}
