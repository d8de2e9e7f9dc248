internal import Values

/// An object of a list, told from the answer's own bytes: its names, its labels, and one member of its data.
///
/// Only good while the list is being visited.
package struct ListedObject {
  private typealias Text = UnsafeBufferPointer<UInt8>

  private var nameText: Text?
  private var namespaceText: Text?
  private var labels: [(name: Text, value: Text)] = []
  /// The member of `data` that was asked for, as it stands in the text: base64, for one.
  package private(set) var datum: UnsafeBufferPointer<UInt8>?

  /// The name.
  package var name: String { nameText.map { String(decoding: $0, as: UTF8.self) } ?? "" }
  /// The namespace.
  package var namespace: String { namespaceText.map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// A label's value.
  package func label(_ name: StaticString) -> String? {
    labels.first { $0.name.spells(name) }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  /// All labels.
  package var allLabels: [String: String] {
    Dictionary(
      labels.map { (String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self)) },
      uniquingKeysWith: { $1 })
  }

  private init?(_ cursor: inout JSONCursor, datum wanted: StaticString) {
    let isWhole = cursor.members { cursor, name in
      if name.spells("metadata") { return readMetadata(&cursor) }
      guard wanted.utf8CodeUnitCount > 0, name.spells("data") else { return cursor.skip() }
      return cursor.members { cursor, name in
        guard name.spells(wanted) else { return cursor.skip() }
        datum = cursor.plainString()
        return datum != nil
      }
    }
    if !isWhole { return nil }
  }

  private mutating func readMetadata(_ cursor: inout JSONCursor) -> Bool {
    cursor.members { cursor, name in
      if name.spells("name") {
        nameText = cursor.plainString()
        return nameText != nil
      }
      if name.spells("namespace") {
        namespaceText = cursor.plainString()
        return namespaceText != nil
      }
      guard name.spells("labels") else { return cursor.skip() }
      return cursor.null()
        || cursor.members { cursor, name in
          guard let value = cursor.plainString() else { return false }
          labels.append((name, value))
          return true
        }
    }
  }

  /// Visits the items of a list.
  ///
  /// - Returns: the token that the next page is asked for with, empty for none; nil where the text is no list, or is
  ///   written in a way that only a parser reads.
  static func visit(
    listIn text: [UInt8], datum: StaticString, _ visit: (borrowing ListedObject) -> Void
  ) -> String? {
    text.withUnsafeBufferPointer { bytes in
      var continuation = ""
      var cursor = JSONCursor(bytes)
      let isWhole = cursor.members { cursor, name in
        if name.spells("metadata") {
          return cursor.null()
            || cursor.members { cursor, name in
              guard name.spells("continue") else { return cursor.skip() }
              guard let token = cursor.string() else { return false }
              continuation = token.description
              return true
            }
        }
        guard name.spells("items") else { return cursor.skip() }
        // Of no objects, a real server's list of metadata has null for its items.
        return cursor.null()
          || cursor.elements { cursor in
            guard let object = ListedObject(&cursor, datum: datum) else { return false }
            visit(object)
            return true
          }
      }
      return isWhole ? continuation : nil
    }
  }
}

extension KubernetesClient {
  /// Visits the objects of a kind page by page, without making values of more than is told of them.
  ///
  /// - Parameters:
  ///   - datum: the member of `data` that is told; empty for none, and then the server is asked for metadata alone.
  ///   - visit: may be told of an object twice.
  package func visitList(
    _ gvk: GroupVersionKind, namespace: String, labelSelector: String, pageSize: Int, datum: StaticString = "",
    _ visit: (borrowing ListedObject) -> Void
  ) async throws(KubernetesError) {
    let mapping = try await mapping(gvk)
    var continuation = ""
    repeat {
      var request = KubernetesRequest.list(
        mapping, namespace: namespace, labelSelector: labelSelector, limit: pageSize, continuation: continuation)
      if datum.utf8CodeUnitCount == 0 { request.askForMetadata() }
      let body = try await body(request)
      if let next = ListedObject.visit(listIn: body, datum: datum, visit) {
        continuation = next
        continue
      }
      // Written by our own hand, the same list has no more escapes than it needs.
      guard let list = JSONCodec.decode(body),
        let next = ListedObject.visit(listIn: JSONCodec.encode(list), datum: datum, visit)
      else { throw .malformedAnswer("the server's answer is no list") }
      continuation = next
    } while !continuation.isEmpty
  }
}
