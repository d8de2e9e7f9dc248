internal import Values

/// Where a schema stands: a document's URL and the way into the document.
///
/// The way is kept as steps, because only errors and references want it as text.
final class SchemaPlace {
  /// What follows a keyword that holds several schemas.
  enum Token {
    case key(Bytes)
    case index(Int)
  }

  /// The document's URL.
  let url: String
  private let outer: SchemaPlace?
  private let keyword: StaticString
  private let token: Token?
  private var written: String?

  /// The place that a pointer leads to.
  init(url: String, pointer: String) {
    self.url = url
    outer = nil
    keyword = ""
    token = nil
    written = pointer
  }

  /// The place of a schema that stands under a keyword of another one.
  init(in outer: SchemaPlace, _ keyword: StaticString, _ token: Token?) {
    url = outer.url
    self.outer = outer
    self.keyword = keyword
    self.token = token
  }

  /// The way as a JSON pointer.
  var pointer: String {
    if let written { return written }
    var pointer = "\(outer?.pointer ?? "")/\(keyword)"
    switch token {
    case .key(let key): pointer += "/" + JSONPointer.escaped(String(describing: key))
    case .index(let index): pointer += "/\(index)"
    case nil: break
    }
    written = pointer
    return pointer
  }

  /// The place as errors tell it: `file:///values.schema.json#/properties/a`.
  var text: String { SchemaURL.location(url, pointer) }
}
