import Platform
import Templating
import Values

/// Runs `include`, `tpl` and `lookup` for the templates of one rendering.
final class TemplateHost: FunctionHost {
  /// How deep one name may include itself, as Helm's recursionMaxNums.
  private static let deepestInclude = 1000
  /// How deep `tpl` may run in texts that `tpl` runs; Helm goes on until it has no memory left.
  private static let deepestTpl = 1000

  private let options: RenderOptions
  private let lookup: TemplateLookup?
  /// The templates that the text being executed sees: inside a tpl, also those that it defined.
  private var templates: TemplateSet
  /// The names of the templates that are being included, and how many times each.
  private var open: [(name: Bytes, depth: Int)] = []
  private static let tooDeep = FunctionError(
    "tpl runs itself more than \(deepestTpl) times deep: unable to execute template")
  /// How many texts of `tpl` are being executed.
  private var tplDepth = 0
  /// Whether that were too many; until the outermost has ended.
  private var isTooDeep = false
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
    let place = try enter(name)
    var output = buffers.popLast() ?? []
    defer {
      leave(place)
      output.removeAll(keepingCapacity: true)
      buffers.append(output)
    }
    do {
      try templates.execute(name, data: data, host: self, into: &output)
    } catch {
      throw FunctionError(before: error)
    }
    return Bytes(copying: output)
  }

  /// Notes that a template is being included and answers where that was noted; few are at a time.
  private func enter(_ name: Bytes) throws(FunctionError) -> Int {
    guard let place = open.lastIndex(where: { $0.name == name }) else {
      open.append((name, 1))
      return open.count - 1
    }
    if open[place].depth > Self.deepestInclude {
      throw FunctionError("rendering template has a nested reference name: \(name): unable to execute template")
    }
    open[place].depth += 1
    return place
  }

  /// Inclusions end in the opposite order, so that a name which is open no longer is the last one.
  private func leave(_ place: Int) {
    open[place].depth -= 1
    if open[place].depth == 0 { open.removeLast() }
  }

  func tpl(_ text: Bytes, _ data: Value) throws(FunctionError) -> Bytes {
    // Text without an action is its own result; most values that charts send through tpl are such text.
    if text.storage.first("{{", from: 0) == nil { return text.withoutNoValue }
    guard tplDepth < Self.deepestTpl else {
      isTooDeep = true
      throw Self.tooDeep
    }
    let outer = templates
    let inner = outer.overlay()
    templates = inner
    tplDepth += 1
    defer {
      templates = outer
      tplDepth -= 1
      if tplDepth == 0 { isTooDeep = false }
    }
    var output: [UInt8] = []
    do {
      try inner.evaluate(text, name: Renderer.setName, data: data, host: self, into: &output)
    } catch {
      // A thousand times the same step would tell nobody anything.
      if isTooDeep { throw Self.tooDeep }
      let step = error.kind == .parse ? "cannot parse template" : "error during tpl function execution for"
      throw FunctionError("\(step) \(GoQuote.quote(text)): ", before: error)
    }
    return Bytes(output).withoutNoValue
  }

  func lookup(apiVersion: Bytes, kind: Bytes, namespace: Bytes, name: Bytes) throws(FunctionError) -> Value {
    guard let lookup, !options.isLinting else { return .map(ValueMap()) }
    return try lookup(apiVersion, kind, namespace, name)
  }
}

extension Bytes {
  /// A copy of a buffer that will be written to again.
  init(copying buffer: [UInt8]) {
    self.init(buffer.withUnsafeBufferPointer { Array($0) })
  }

  /// The text without `<no value>`, which Go writes for what is missing and Helm takes out again.
  var withoutNoValue: Bytes {
    let mark: StaticString = "<no value>"
    guard var next = storage.first(mark, from: 0) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(storage.count)
    var start = 0
    while true {
      result.append(contentsOf: storage[start..<next])
      start = next + mark.utf8CodeUnitCount
      guard let following = storage.first(mark, from: start) else { break }
      next = following
    }
    result.append(contentsOf: storage[start...])
    return Bytes(result)
  }
}

extension [UInt8] {
  /// Where `mark` stands next, at or after `start`.
  fileprivate func first(_ mark: StaticString, from start: Int) -> Int? {
    withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let last = bytes.count - mark.utf8CodeUnitCount
      var index = start
      while index <= last {
        guard let found = memchr(base + index, Int32(mark.utf8Start[0]), last - index + 1) else { return nil }
        index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if memcmp(found, mark.utf8Start, mark.utf8CodeUnitCount) == 0 { return index }
        index += 1
      }
      return nil
    }
  }
}
