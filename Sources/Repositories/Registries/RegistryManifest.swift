internal import Charts
internal import Platform
internal import Values

/// The manifest of a chart in a registry: which blobs it is made of, by Helm's media types.
struct RegistryManifest {
  /// A blob: what it is, its digest, its size in bytes.
  struct Descriptor: Equatable, Sendable {
    var mediaType: String
    var digest: String
    var size: Int

    /// The descriptor of bytes.
    init(_ mediaType: String, of bytes: [UInt8]) {
      self.mediaType = mediaType
      digest = "sha256:" + Digest.sha256(bytes)
      size = bytes.count
    }

    fileprivate init?(_ value: Value?) {
      guard let value, let type = value.at("mediaType")?.asString, let digest = value.at("digest")?.asString else {
        return nil
      }
      mediaType = "\(type)"
      self.digest = "\(digest)"
      size =
        switch value.at("size") {
        case .integer(let size, _): Int(size)
        case .float(let size) where size >= 0 && size < 1e15: Int(size)
        default: 0
        }
    }

    fileprivate var json: String { "{\"mediaType\":\"\(mediaType)\",\"digest\":\"\(digest)\",\"size\":\(size)}" }
  }

  /// The media types of Helm's charts.
  enum MediaType {
    static let manifest = "application/vnd.oci.image.manifest.v1+json"
    static let index = "application/vnd.oci.image.index.v1+json"
    static let config = "application/vnd.cncf.helm.config.v1+json"
    static let chart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
    static let legacyChart = "application/tar+gzip"
    static let provenance = "application/vnd.cncf.helm.chart.provenance.v1.prov"
  }

  /// The chart's metadata, as JSON.
  let config: Descriptor
  /// The package, and its provenance where it has one.
  let layers: [Descriptor]
  /// What the registry shows.
  let annotations: [(name: String, value: String)]

  /// A manifest by its parts; layers are ordered by digest, as Helm orders them.
  init(config: Descriptor, layers: [Descriptor], annotations: [(name: String, value: String)]) {
    self.config = config
    self.layers = layers.sorted { $0.digest < $1.digest }
    self.annotations = annotations.sorted { $0.name < $1.name }
  }

  /// Reads a manifest; one that is no chart's is an error.
  init(_ bytes: [UInt8], of reference: RegistryReference) throws(RepositoryError) {
    guard let document = try? JSON.decode(bytes), let config = Descriptor(document.at("config")) else {
      throw RepositoryError("\(reference) has no manifest that can be read")
    }
    guard config.mediaType == MediaType.config else {
      throw RepositoryError(
        "could not load config with mediatype \(MediaType.config)",
        hint: "\(reference) is no Helm chart: its config is \(config.mediaType).")
    }
    self.config = config
    layers = (document.at("layers")?.asList ?? []).compactMap { Descriptor($0) }
    annotations = []
  }

  /// The layer that is the package.
  var chart: Descriptor? { layers.first { $0.mediaType == MediaType.chart || $0.mediaType == MediaType.legacyChart } }

  /// The layer that is the package's provenance.
  var provenance: Descriptor? { layers.first { $0.mediaType == MediaType.provenance } }

  /// The manifest as Go's encoder writes the specification's struct.
  var json: [UInt8] {
    var text = Array("{\"schemaVersion\":2,\"config\":\(config.json),\"layers\":[".utf8)
    text += Array(layers.map(\.json).joined(separator: ",").utf8)
    text += Array("],\"annotations\":{".utf8)
    for (index, annotation) in annotations.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      JSON.appendQuoted(Bytes(annotation.name), to: &text)
      text.append(UInt8(ascii: ":"))
      JSON.appendQuoted(Bytes(annotation.value), to: &text)
    }
    return text + Array("}}".utf8)
  }

  /// What a chart says of itself in a registry, as pkg/registry generateOCIAnnotations.
  ///
  /// - Parameter created: when the chart was made, in RFC 3339.
  static func annotations(of metadata: Metadata, created: String) -> [(name: String, value: String)] {
    var annotations: [String: String] = [:]
    func set(_ name: String, _ value: String) {
      if !GoSpace.trimming(value).isEmpty { annotations["org.opencontainers.image." + name] = value }
    }
    set("description", metadata.description)
    set("title", metadata.name)
    set("version", metadata.version)
    set("url", metadata.home)
    set("created", created)
    if let source = metadata.sources.first { set("source", source) }
    let authors = metadata.maintainers.compactMap(\.self).map { maintainer in
      maintainer.name + (maintainer.email.isEmpty ? "" : " (\(maintainer.email))")
    }
    set("authors", authors.joined(separator: ", "))
    for (name, value) in metadata.annotations ?? [:]
    where name != "org.opencontainers.image.version" && name != "org.opencontainers.image.title" {
      annotations[name] = value
    }
    return annotations.map { (name: $0.key, value: $0.value) }
  }
}
