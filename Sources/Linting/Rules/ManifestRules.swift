import Charts
import Rendering
import Values

/// Checks the rendered objects for what Helm lets pass: API versions that are gone, and images that change by
/// themselves.
enum ManifestRules {
  static func messages(_ linted: LintedChart, kubeVersion: KubeVersion) -> [LintMessage] {
    var messages: [LintMessage] = []
    for template in linted.chart.templates {
      guard let content = linted.files["\(linted.chart.name)/\(template.name)"]?.storage else { continue }
      var documents = LintedDocuments(content)
      while let document = try? documents.next() {
        let source = TemplateText(template.data)
        if let removal = DeprecatedAPIs.removal(document.apiVersion, document.kind, in: kubeVersion),
          !(removal.replacement.map { isChosen($0, in: linted.chart) } ?? false)
        {
          let place = source.position(ofKey: "apiVersion", value: document.apiVersion)
          messages.append(LintMessage(.removedAPI, template.name, place, removal.text))
        }
        for image in images(in: document.content) {
          guard let problem = problem(of: image) else { continue }
          let message = LintMessage(
            .floatingImage, template.name, source.position(ofKey: "image", value: image),
            "\(document.kind) \(document.name): \(problem)")
          if !messages.contains(message) { messages.append(message) }
        }
      }
    }
    return messages
  }

  /// Whether a template takes an API version where `.Capabilities` has it; which one a cluster has is not known here.
  private static func isChosen(_ apiVersion: String, in chart: Chart) -> Bool {
    chart.templates.contains { template in
      let text = template.data
      guard text.firstRange(of: ".Capabilities".utf8) != nil else { return false }
      // `apps/v1` is no part of `apps/v1beta1`.
      return text.ranges(of: Array(apiVersion.utf8)).contains { range in
        !(text[range.upperBound...].first.map { $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a }
          ?? false)
      }
    }
  }

  /// The images of an object's containers, wherever its pod template lies.
  private static func images(in value: Value) -> [String] {
    switch value {
    case .map(let map):
      var found: [String] = []
      for entry in map.entries {
        if ["containers", "initContainers"].contains(entry.key.description), let containers = entry.value.asList {
          found += containers.compactMap { $0.at("image")?.asString?.description }
        } else {
          found += images(in: entry.value)
        }
      }
      return found
    case .list(let items, _): return items.flatMap(images)
    default: return []
    }
  }

  private static func problem(of image: String) -> String? {
    if image.isEmpty || image.contains("@") { return nil }
    // A colon before the last slash is a registry's port.
    let name = image.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let colon = name.firstIndex(of: ":") else { return "image \"\(image)\" has no tag" }
    switch name[name.index(after: colon)...] {
    case "": return "image \"\(image)\" has an empty tag"
    case "latest": return "image \"\(image)\" has the tag latest"
    default: return nil
    }
  }
}

/// A template's text, searched for the line that wrote something.
struct TemplateText {
  private let lines: [String]

  init(_ text: [UInt8]) {
    lines = text.split(separator: 0x0a, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The line that sets a key: the one that has the value too, else the only one there is.
  func position(ofKey key: String, value: String) -> LintMessage.Position? {
    let candidates = lines.indices.filter { index in
      let line = lines[index].drop { $0 == " " || $0 == "-" || $0 == "\t" }
      return line.hasPrefix("\(key):")
    }
    let exact = candidates.filter { lines[$0].contains(value) }
    guard let line = exact.count == 1 ? exact.first : candidates.count == 1 ? candidates.first : nil else {
      return nil
    }
    let column = lines[line].utf8.prefix { $0 == 0x20 || $0 == 0x2d || $0 == 0x09 }.count
    return LintMessage.Position(line: line + 1, column: column + 1)
  }
}
