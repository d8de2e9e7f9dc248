import Platform
import Templating
import Values

/// Runs `include`, `tpl` and `lookup` for the templates of one rendering.
final class TemplateHost: FunctionHost {
  /// How deep one name may include itself, as Helm's recursionMaxNums.
  private static let deepestInclude = 1000

  private let options: RenderOptions
  private let lookup: TemplateLookup?
  /// The templates that the text being executed sees: inside a tpl, also those that it defined.
  private var templates: TemplateSet
  private var open: [Bytes: Int] = [:]
  /// Buffers that nothing is written to at the moment.
  private var buffers: [[UInt8]] = []

  init(templates: TemplateSet, options: RenderOptions, lookup: TemplateLookup?) {
    self.templates = templates
    self.options = options
    self.lookup = lookup
  }

  var isLinting: Bool { options.isLinting }
  var allowsDNS: Bool { options.allowsDNS }
  var clock: WallClock { options.clock }
  var randomness: Randomness { options.randomness }
  var localTimeZone: String { options.localTimeZone }

  func include(_ name: Bytes, _ data: Value) throws(FunctionError) -> Bytes {
    let depth = open[name, default: 0]
    if depth > Self.deepestInclude {
      throw FunctionError("rendering template has a nested reference name: \(name): unable to execute template")
    }
    open[name] = depth + 1
    var output = buffers.popLast() ?? []
    defer {
      open[name] = depth
      output.removeAll(keepingCapacity: true)
      buffers.append(output)
    }
    do {
      try templates.execute(name, data: data, host: self, into: &output)
    } catch {
      throw FunctionError(error.description, cause: error)
    }
    return Bytes(copying: output)
  }

  func tpl(_ text: Bytes, _ data: Value) throws(FunctionError) -> Bytes {
    // Text without an action is its own result; most values that charts send through tpl are such text.
    if !text.storage.containsAction { return text.withoutNoValue }
    let outer = templates
    let inner = outer.overlay()
    templates = inner
    defer { templates = outer }
    var output: [UInt8] = []
    do {
      try inner.evaluate(text, name: Renderer.setName, data: data, host: self, into: &output)
    } catch {
      let step = error.kind == .parse ? "cannot parse template" : "error during tpl function execution for"
      throw FunctionError("\(step) \(GoQuote.quote(text)): \(error)", cause: error)
    }
    return Bytes(output).withoutNoValue
  }

  func lookup(apiVersion: Bytes, kind: Bytes, namespace: Bytes, name: Bytes) throws(FunctionError) -> Value {
    guard let lookup, !options.isLinting else { return .map(ValueMap()) }
    return try lookup(apiVersion, kind, namespace, name)
  }
}

extension [UInt8] {
  /// Whether `{{` stands anywhere.
  fileprivate var containsAction: Bool {
    withUnsafeBufferPointer { bytes in
      var index = 1
      while index < bytes.count {
        if bytes[index] == 0x7b {
          if bytes[index - 1] == 0x7b { return true }
          index += 1
        } else {
          index += 2
        }
      }
      return false
    }
  }
}

extension Bytes {
  /// A copy of a buffer that will be written to again.
  init(copying buffer: [UInt8]) {
    self.init(buffer.withUnsafeBufferPointer { Array($0) })
  }

  private static let noValue = Array("<no value>".utf8)

  /// The text without `<no value>`, which Go writes for what is missing and Helm takes out again.
  var withoutNoValue: Bytes {
    let mark = Self.noValue
    guard var next = storage.firstRange(of: mark, from: 0) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(storage.count)
    var start = 0
    while true {
      result.append(contentsOf: storage[start..<next])
      start = next + mark.count
      guard let following = storage.firstRange(of: mark, from: start) else { break }
      next = following
    }
    result.append(contentsOf: storage[start...])
    return Bytes(result)
  }
}

extension [UInt8] {
  /// Where `mark` stands next, at or after `start`.
  fileprivate func firstRange(of mark: [UInt8], from start: Int) -> Int? {
    withUnsafeBufferPointer { bytes in
      guard bytes.count - start >= mark.count else { return nil }
      return mark.withUnsafeBufferPointer { mark in
        var index = start
        let last = bytes.count - mark.count
        while index <= last {
          if bytes[index] == mark[0], mark.indices.allSatisfy({ bytes[index + $0] == mark[$0] }) { return index }
          index += 1
        }
        return nil
      }
    }
  }
}
