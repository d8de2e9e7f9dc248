internal import Charts
package import Platform
internal import SemanticVersions
internal import Values

/// Brings charts from registries and puts them there, by the OCI distribution specification and Helm's media types.
package struct RegistryClient: ChartRegistry {
  /// What a push has stored.
  package struct Pushed: Sendable {
    /// Where it is now.
    package let reference: RegistryReference
    /// The manifest's digest.
    package let digest: String
    /// How many blobs the registry took from another of its repositories, so that they were not sent.
    package let mounted: Int
  }

  /// The largest part of a blob that is sent at once; longer ones go in pieces that can be resumed.
  static let pieceSize = 16 << 20

  private let session: RegistrySession
  private let cache: ContentCache

  /// A client.
  ///
  /// - Parameters:
  ///   - options: how registries are asked; a name and password go before those that are kept.
  ///   - isPlain: whether registries are asked without TLS.
  ///   - cacheFolder: where packages are kept by content.
  package init(
    fetcher: any Fetching, credentials: RegistryCredentials, options: FetchOptions = FetchOptions(),
    isPlain: Bool = false, cacheFolder: String
  ) {
    session = RegistrySession(fetcher: fetcher, credentials: credentials, options: options, isPlain: isPlain)
    cache = ContentCache(folder: cacheFolder)
  }

  // MARK: - Looking

  /// Checks that a registry lets us in.
  package func ping(_ host: String) async throws(RepositoryError) {
    let reference = try RegistryReference(host + "/x")
    let answer = try await session.send(
      FetchRequest(session.url(host, ""), limit: 1 << 20), to: reference, actions: "pull")
    guard answer.status == 200 else {
      throw RepositoryError("authenticating to \"\(host)\": \(HTTPStatus.text(answer.status))")
    }
  }

  /// The tags that are versions, the newest first, as Helm's Tags.
  package func versions(of reference: String) async throws(RepositoryError) -> [String] {
    let reference = try RegistryReference(reference)
    var versions: [SemanticVersion] = []
    var url: String? = session.url(reference.host, "\(reference.repository)/tags/list")
    // A server whose pages never end is no server to trust.
    var pages = 0
    while let page = url, pages < 1_000 {
      pages += 1
      let answer = try await session.send(FetchRequest(page, limit: 64 << 20), to: reference, actions: "pull")
      guard answer.status == 200, let document = try? JSON.decode(answer.body) else {
        throw RepositoryError(
          "GET \"\(page)\": response status code \(answer.status): \(RegistryProblem.words(answer))")
      }
      for tag in document.at("tags")?.asList ?? [] {
        let text = (tag.asString.map { "\($0)" } ?? "").replacing("_", with: "+")
        if let version = try? SemanticVersion(strict: text) { versions.append(version) }
      }
      url = try answer.header("Link").flatMap(Self.nextPage).map { link throws(RepositoryError) in
        try RepositoryURL.resolve(link, from: session.url(reference.host, ""))
      }
    }
    return versions.sorted { $0.compare($1) > 0 }.map(\.description)
  }

  /// The reference with a tag: the one that it has, else the newest version that `version` allows.
  package func resolve(_ reference: RegistryReference, version: String) async throws(RepositoryError)
    -> RegistryReference
  {
    var reference = reference
    if !reference.tag.isEmpty, !version.isEmpty, reference.tag != version {
      throw RepositoryError("chart reference and version mismatch: \(version) is not \(reference.tag)")
    }
    if !reference.digest.isEmpty, !version.isEmpty {
      try await check(reference, isTagged: version)
      return reference
    }
    if reference.tag.isEmpty { reference.tag = version }
    if !reference.digest.isEmpty || (try? SemanticVersion(reference.tag)) != nil { return reference }
    let range: VersionConstraint
    do throws(VersionConstraintError) {
      range = try VersionConstraint(reference.tag.isEmpty ? "*" : reference.tag)
    } catch {
      throw RepositoryError("\(error)")
    }
    reference.tag = ""
    let versions = try await versions(of: reference.description)
    if versions.isEmpty {
      throw RepositoryError("unable to locate any tags in provided repository: oci://\(reference)")
    }
    guard let tag = versions.first(where: { (try? SemanticVersion($0)).map(range.check) ?? false }) else {
      throw RepositoryError("could not locate a version matching provided version string \(version)")
    }
    reference.tag = tag
    return reference
  }

  /// Refuses a digest that is not the one of the version that was asked for; a digest may be there without a tag.
  private func check(_ reference: RegistryReference, isTagged version: String) async throws(RepositoryError) {
    var tagged = reference
    tagged.tag = version
    let url = session.url(reference.host, "\(reference.repository)/manifests/\(tagged.wireTag)")
    var request = FetchRequest(url, limit: 4 << 20)
    request.headers = [("Accept", RegistryManifest.MediaType.manifest)]
    let answer = try await session.send(request, to: reference, actions: "pull")
    guard answer.status == 200 else { return }
    let digest = "sha256:" + Digest.sha256(answer.body)
    if digest != reference.digest {
      throw RepositoryError("chart reference digest mismatch: \(digest) is not \(reference.digest)")
    }
  }

  // MARK: - Pulling

  package func pull(
    _ reference: String, version: String, wantsProvenance: Bool
  ) async throws(RepositoryError) -> DownloadedChart {
    let reference = try await resolve(try RegistryReference(reference), version: version)
    return try await pull(reference, wantsProvenance: wantsProvenance).chart
  }

  /// The package that a reference with a tag or digest names.
  package func pull(
    _ reference: RegistryReference, wantsProvenance: Bool
  ) async throws(RepositoryError) -> (chart: DownloadedChart, digest: String) {
    let path = "\(reference.repository)/manifests/\(reference.manifestName)"
    var request = FetchRequest(session.url(reference.host, path), limit: 4 << 20)
    request.headers = [("Accept", RegistryManifest.MediaType.manifest)]
    let answer: FetchResponse
    do throws(RepositoryError) {
      answer = try await session.send(request, to: reference, actions: "pull")
    } catch {
      throw error.wrapped("failed to perform \"FetchReference\" on source: ")
    }
    guard answer.status == 200 else {
      throw RepositoryError(
        "failed to perform \"FetchReference\" on source: \(reference): "
          + (answer.status == 404 ? "not found" : Self.reason(answer)),
        hint: answer.status == 404
          ? "`chart search oci://\(reference.host)/\(reference.repository)` lists the versions." : nil)
    }
    let digest = "sha256:" + Digest.sha256(answer.body)
    if !reference.digest.isEmpty, digest != reference.digest {
      throw RepositoryError("\(reference) has the digest \(digest)")
    }
    let manifest = try RegistryManifest(answer.body, of: reference)
    guard let layer = manifest.chart else {
      throw RepositoryError(
        "manifest does not contain a layer with mediatype \(RegistryManifest.MediaType.chart)")
    }
    let bytes = try await blob(layer, of: reference)
    var chart = DownloadedChart(
      fileName: try Self.fileName(bytes, reference), bytes: bytes, source: "oci://\(reference)")
    if wantsProvenance, let layer = manifest.provenance {
      chart.provenance = try await blob(layer, of: reference)
    }
    return (chart, digest)
  }

  /// Registries name charts by path and tag; the file is named by what is in it.
  private static func fileName(_ bytes: [UInt8], _ reference: RegistryReference) throws(RepositoryError) -> String {
    if !reference.tag.isEmpty { return "\(reference.name)-\(reference.tag).tgz" }
    let metadata = try metadata(bytes, reference.description)
    return "\(metadata.name)-\(metadata.version).tgz"
  }

  private func blob(
    _ descriptor: RegistryManifest.Descriptor, of reference: RegistryReference
  ) async throws(RepositoryError) -> [UInt8] {
    let digest = descriptor.digest.hasPrefix("sha256:") ? String(descriptor.digest.dropFirst(7)) : ""
    guard digest.utf8.count == 64, descriptor.size <= RepositoryLimits.package else {
      throw RepositoryError("\(reference) names a blob that cannot be taken: \(descriptor.digest)")
    }
    if let kept = cache.content(digest) { return kept }
    let url = session.url(reference.host, "\(reference.repository)/blobs/\(descriptor.digest)")
    let answer = try await session.send(
      FetchRequest(url, limit: RepositoryLimits.package), to: reference, actions: "pull")
    guard answer.status == 200 else {
      throw RepositoryError("could not fetch \(descriptor.digest) of \(reference): \(Self.reason(answer))")
    }
    guard Digest.sha256(answer.body) == digest else {
      throw RepositoryError(
        "\(reference): what came is not what its manifest names (\(descriptor.digest))",
        hint: "The download was cut or changed on the way; try again.")
    }
    if descriptor.mediaType != RegistryManifest.MediaType.provenance { cache.keep(answer.body, digest) }
    return answer.body
  }

  // MARK: - Pushing

  /// Stores a package below `repository`, under its own name and version.
  ///
  /// - Parameters:
  ///   - repository: such as `oci://registry.example/charts`.
  ///   - created: when the package was made.
  ///   - source: a repository of the same registry that may hold the package already, such as `charts/redis`.
  package func push(
    _ package: [UInt8], provenance: [UInt8]? = nil, to repository: String, created: Moment,
    mountingFrom source: String = ""
  ) async throws(RepositoryError) -> Pushed {
    let metadata = try Self.metadata(package, "the package")
    let reference = try RegistryReference("\(repository)/\(metadata.name):\(metadata.version)")
    let source = try source.isEmpty ? nil : Self.source(source, for: reference)
    let config = MetadataJSON.metadata(metadata.plain.asMap ?? ValueMap())
    let configDescriptor = RegistryManifest.Descriptor(RegistryManifest.MediaType.config, of: config)
    let chartDescriptor = RegistryManifest.Descriptor(RegistryManifest.MediaType.chart, of: package)
    var layers = [chartDescriptor]
    var blobs = [(package, chartDescriptor.digest), (config, configDescriptor.digest)]
    if let provenance {
      let descriptor = RegistryManifest.Descriptor(RegistryManifest.MediaType.provenance, of: provenance)
      layers.append(descriptor)
      blobs.append((provenance, descriptor.digest))
    }
    var mounted = 0
    for (bytes, digest) in blobs where try await upload(bytes, digest, to: reference, mountingFrom: source) {
      mounted += 1
    }
    // The manifest goes last: whoever finds it finds all that it names.
    let annotations = RegistryManifest.annotations(
      of: metadata, created: Timestamp(Moment(seconds: created.seconds)).description)
    let manifest = RegistryManifest(config: configDescriptor, layers: layers, annotations: annotations).json
    var request = FetchRequest(
      session.url(reference.host, "\(reference.repository)/manifests/\(reference.wireTag)"), limit: 1 << 20)
    request.method = "PUT"
    request.headers = [("Content-Type", RegistryManifest.MediaType.manifest)]
    request.body = manifest
    let answer = try await session.send(request, to: reference, actions: "pull,push")
    guard answer.status == 201 || answer.status == 200 else {
      throw RepositoryError("could not store the manifest of \(reference): \(Self.reason(answer))")
    }
    return Pushed(reference: reference, digest: "sha256:" + Digest.sha256(manifest), mounted: mounted)
  }

  /// The path of another repository on the registry that a reference names.
  private static func source(
    _ text: String, for reference: RegistryReference
  ) throws(RepositoryError) -> String {
    let isWhole = text.hasPrefix("oci://")
    let source = try RegistryReference(isWhole ? text : "\(reference.host)/\(text)")
    guard source.host == reference.host else {
      throw RepositoryError(
        "\(reference.host) cannot mount what \(source.host) has", hint: "Name a repository of the same registry.")
    }
    return source.repository
  }

  /// Stores a blob, unless it is there.
  ///
  /// - Parameter source: a repository from which the registry may mount it; one that does not takes an upload instead.
  /// - Returns: whether it was mounted.
  private func upload(
    _ bytes: [UInt8], _ digest: String, to reference: RegistryReference, mountingFrom source: String?
  ) async throws(RepositoryError) -> Bool {
    let blobs = session.url(reference.host, "\(reference.repository)/blobs/")
    var head = FetchRequest(blobs + digest, limit: 1 << 20)
    head.method = "HEAD"
    if try await session.send(head, to: reference, actions: "pull,push").status == 200 { return false }
    let mount = source.map { "?mount=\(digest)&from=\(PercentEncoding.encode($0))" } ?? ""
    var start = FetchRequest(blobs + "uploads/" + mount, limit: 1 << 20)
    start.method = "POST"
    let answer = try await session.send(start, to: reference, actions: "pull,push", pullingFrom: source)
    if source != nil, answer.status == 201 { return true }
    guard answer.status == 202, let location = answer.header("Location") else {
      throw RepositoryError("\(reference.host) takes no upload for \(reference.repository): \(Self.reason(answer))")
    }
    var upload = try RepositoryURL.resolve(location, from: session.url(reference.host, ""))
    var sent = 0
    if bytes.count > Self.pieceSize {
      while sent < bytes.count { (upload, sent) = try await send(bytes, from: sent, to: upload, reference) }
    }
    var finish = FetchRequest(upload + (upload.contains("?") ? "&" : "?") + "digest=" + digest, limit: 1 << 20)
    finish.method = "PUT"
    finish.headers = [("Content-Type", "application/octet-stream")]
    finish.body = sent == 0 ? bytes : []
    let done = try await session.send(finish, to: reference, actions: "pull,push")
    guard done.status == 201 || done.status == 204 else {
      throw RepositoryError("could not store \(digest) in \(reference.repository): \(Self.reason(done))")
    }
    return false
  }

  /// Sends one piece; where the connection broke, asks how far the server has come and goes on from there.
  private func send(
    _ bytes: [UInt8], from start: Int, to url: String, _ reference: RegistryReference
  ) async throws(RepositoryError) -> (url: String, sent: Int) {
    let end = min(start + Self.pieceSize, bytes.count)
    var request = FetchRequest(url, limit: 1 << 20)
    request.method = "PATCH"
    request.headers = [("Content-Type", "application/octet-stream"), ("Content-Range", "\(start)-\(end - 1)")]
    request.body = Array(bytes[start..<end])
    var answer: FetchResponse?
    do throws(RepositoryError) {
      answer = try await session.send(request, to: reference, actions: "pull,push")
    } catch {
      answer = try? await session.send(FetchRequest(url, limit: 1 << 20), to: reference, actions: "pull,push")
      if answer == nil { throw error }
    }
    guard let answer, answer.status == 202 || answer.status == 204 else {
      throw RepositoryError("the upload to \(reference.repository) broke off: \(answer.map(Self.reason) ?? "")")
    }
    let next = try answer.header("Location").map { location throws(RepositoryError) in
      try RepositoryURL.resolve(location, from: session.url(reference.host, ""))
    }
    let last = answer.header("Range")?.split(separator: "-").last.flatMap { Int($0) }
    let sent = last.map { $0 &+ 1 } ?? end
    guard sent > start || last == nil, sent <= bytes.count else {
      throw RepositoryError("the upload to \(reference.repository) does not come on")
    }
    return (next ?? url, sent)
  }

  // MARK: - Helpers

  private static func metadata(_ package: [UInt8], _ name: String) throws(RepositoryError) -> Metadata {
    var warnings: [ChartWarning] = []
    do throws(ChartError) {
      return try LargeStack.run { () throws(ChartError) in
        try ChartLoader.load(packageBytes: package, name: name, warnings: &warnings).metadata
      }
    } catch {
      throw RepositoryError(error.description, hint: error.hint)
    }
  }

  /// The address of the next page in a `Link` field.
  private static func nextPage(_ link: String) -> String? {
    guard link.contains("rel=\"next\"") || link.contains("rel=next"), let start = link.firstIndex(of: "<"),
      let end = link.firstIndex(of: ">"), start < end
    else { return nil }
    return String(link[link.index(after: start)..<end])
  }

  /// The registry's own words, where its answer has some.
  private static func reason(_ answer: FetchResponse) -> String {
    let status = HTTPStatus.text(answer.status)
    guard let document = try? JSON.decode(answer.body), let error = document.at("errors")?.asList?.first else {
      return status
    }
    let words = [error.at("code"), error.at("message")].compactMap { $0?.asString.map { "\($0)" } }
    return words.isEmpty ? status : "\(status): \(words.joined(separator: ": "))"
  }
}
