import Values
import YAML

/// Rendered files as one stream of documents for a post-renderer, and back.
///
/// As annotateAndMerge and splitAndDeannotate of Helm's pkg/action/action.go. Those write every document anew; here its
/// lines stay as they are, comments and all, wherever the annotation can be a line of its own.
enum DocumentStream {
  /// The annotation that remembers a document's file.
  private static let annotation: Bytes = "postrenderer.helm.sh/postrender-filename"

  /// All documents in the order of their files' names, each annotated.
  static func merge(_ files: [RenderedFile]) throws(RenderError) -> Bytes {
    var stream: [UInt8] = []
    let inOrder = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for file in inOrder where !file.isPartial && !GoSpace.isBlank(file.content.storage) {
      for text in ManifestSplitter.split(file.content) {
        let annotated: Bytes?
        do throws(DocumentError) {
          annotated = try Document(text)?.annotated(with: file.path)
        } catch {
          var failure = RenderError("error merging manifests: parsing \(file.path): \(error.text)")
          failure.files = files
          failure.rendered = error.yaml.flatMap {
            RenderedExcerpt(file: file.path, document: text, message: "\($0)")
          }
          throw failure
        }
        guard let annotated else { continue }
        if !stream.isEmpty { stream.append(contentsOf: "---\n".utf8) }
        stream.append(contentsOf: annotated.storage)
        if stream.last != UInt8(ascii: "\n") { stream.append(UInt8(ascii: "\n")) }
      }
    }
    return Bytes(stream)
  }

  /// The files that a stream's documents belong to; what has no annotation gets a name of its own.
  static func split(_ stream: Bytes) throws(RenderError) -> [RenderedFile] {
    var files: [RenderedFile] = []
    var places: [String: Int] = [:]
    var number = 0
    for text in ManifestSplitter.split(stream) {
      let (file, content): (String?, Bytes)
      do throws(DocumentError) {
        guard let document = try Document(text) else { continue }
        (file, content) = try document.withoutAnnotation()
      } catch {
        throw RenderError("error while parsing post rendered output: error parsing YAML: \(error.text)")
      }
      let path = file ?? "generated-by-postrender-\(number).yaml"
      number += 1
      if let place = places[path] {
        let gap = files[place].content.storage.last == UInt8(ascii: "\n") ? "---\n" : "\n---\n"
        files[place].content = files[place].content + Bytes(gap) + content
      } else {
        places[path] = files.count
        files.append(RenderedFile(path: path, content: content))
      }
    }
    return files
  }

  /// What is wrong with a document, in the words of Helm's kyaml.
  private struct DocumentError: Error {
    let text: String
    var yaml: YAMLError?
  }

  /// One document, as its text and as what that says.
  private struct Document {
    let text: Bytes
    let map: ValueMap

    /// Nil for a document that says nothing.
    init?(_ text: Bytes) throws(DocumentError) {
      let value: Value
      do throws(YAMLError) {
        value = try YAML.decode(text.storage, numbers: .typed)
      } catch {
        let said = "\(error)"
        let prefix = "error converting YAML to JSON: "
        throw DocumentError(
          text: "MalformedYAMLError: " + (said.hasPrefix(prefix) ? String(said.dropFirst(prefix.count)) : said),
          yaml: error)
      }
      if case .null = value { return nil }
      guard let map = value.asMap else {
        let kind = value.asList == nil ? "ScalarNode" : "SequenceNode"
        throw DocumentError(
          text: "wrong node kind: expected MappingNode but got \(kind): node contents:\n\(text.description)\n")
      }
      self.text = text
      self.map = map
    }

    /// The text with the annotation.
    func annotated(with file: String) throws(DocumentError) -> Bytes {
      if map["metadata"]?.asMap == nil { map["metadata"] = .map(ValueMap()) }
      guard let metadata = map["metadata"]?.asMap else { return text }
      if metadata["annotations"]?.asMap == nil { metadata["annotations"] = .map(ValueMap()) }
      guard let annotations = metadata["annotations"]?.asMap else { return text }
      annotations[annotation] = .string(Bytes(file))
      var lines = Lines(text)
      lines.insert("\(annotation): '\(file.replacing("'", with: "''"))'")
      return try written(lines.text)
    }

    /// The file that the annotation names, and the text without it.
    func withoutAnnotation() throws(DocumentError) -> (file: String?, text: Bytes) {
      guard let metadata = map["metadata"]?.asMap, let annotations = metadata["annotations"]?.asMap,
        let file = annotations[annotation]?.asString
      else { return (nil, text) }
      annotations[annotation] = nil
      if annotations.isEmpty { metadata["annotations"] = nil }
      if metadata.isEmpty { map["metadata"] = nil }
      var lines = Lines(text)
      lines.remove(annotation.description)
      return (file.isEmpty ? nil : file.description, try written(lines.text))
    }

    /// A changed text, if it says what the map says now; else the map written anew.
    private func written(_ changed: Bytes) throws(DocumentError) -> Bytes {
      let wanted = Value.map(map)
      if let value = try? YAML.decode(changed.storage, numbers: .typed), let said = try? JSON.encode(value),
        let expected = try? JSON.encode(wanted), said == expected
      {
        return changed
      }
      do throws(YAMLError) {
        return Bytes(try YAML.encode(wanted))
      } catch {
        throw DocumentError(text: "\(error)", yaml: error)
      }
    }
  }

  /// A document's lines, into which an annotation goes as a writer by hand would put it.
  ///
  /// This knows the block style only, and not all of that: whoever uses it looks at what came out.
  private struct Lines {
    private var lines: [Substring]

    init(_ text: Bytes) {
      lines = String(decoding: GoSpace.trimmingEnd(text.storage[...]), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
    }

    var text: Bytes { Bytes(lines.joined(separator: "\n") + "\n") }

    /// Puts an annotation behind the others; makes the sections that it needs.
    mutating func insert(_ entry: String) {
      guard let metadata = section("metadata", in: lines.indices, indent: 0) else {
        lines += ["metadata:", "  annotations:", "    \(entry)"]
        return
      }
      let indent = lines[metadata].lazy.compactMap(Self.indent).first ?? 2
      guard let annotations = section("annotations", in: metadata, indent: indent) else {
        let space = String(repeating: " ", count: indent)
        lines.insert(contentsOf: ["\(space)annotations:", "\(space)  \(entry)"], at: end(of: metadata))
        return
      }
      let inner = lines[annotations].lazy.compactMap(Self.indent).first ?? indent + 2
      lines.insert("\(String(repeating: " ", count: inner))\(entry)", at: end(of: annotations))
    }

    /// Takes an annotation's line away, and the heads of sections that hold nothing else.
    mutating func remove(_ key: String) {
      let starts = [key, "'\(key)'", "\"\(key)\""]
      guard let index = lines.firstIndex(where: { line in starts.contains { Self.body(line).hasPrefix($0 + ":") } })
      else { return }
      lines.remove(at: index)
      for head in ["annotations:", "metadata:"] {
        let above = index - (head == "annotations:" ? 1 : 2)
        guard lines.indices.contains(above), Self.body(lines[above]) == head, let indent = Self.indent(lines[above])
        else { return }
        if above + 1 < lines.count, let next = Self.indent(lines[above + 1]), next > indent { return }
        lines.remove(at: above)
      }
    }

    /// The lines below `key:`, as far as they are deeper.
    private func section(_ key: String, in range: Range<Int>, indent: Int) -> Range<Int>? {
      guard
        let head = range.first(where: { index in
          Self.indent(lines[index]) == indent && Self.body(lines[index]).hasPrefix(key + ":")
        })
      else { return nil }
      let rest = (head + 1)..<range.upperBound
      let end = rest.first { Self.indent(lines[$0]).map { $0 <= indent } ?? false }
      return rest.lowerBound..<(end ?? range.upperBound)
    }

    /// Where a section's last line with anything in it ends.
    private func end(of section: Range<Int>) -> Int {
      (section.last { Self.indent(lines[$0]) != nil }).map { $0 + 1 } ?? section.lowerBound
    }

    /// How far a line is indented; nil for one that is blank or only a comment.
    private static func indent(_ line: Substring) -> Int? {
      let spaces = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      let first = line.utf8.dropFirst(spaces).first
      return first == nil || first == UInt8(ascii: "#") ? nil : spaces
    }

    private static func body(_ line: Substring) -> Substring {
      Substring(line.utf8.drop { $0 == UInt8(ascii: " ") })
    }
  }
}
