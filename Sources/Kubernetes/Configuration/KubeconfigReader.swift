package import Platform
internal import Values
internal import YAML

extension Kubeconfig {
  /// A kubeconfig file and what came of reading it.
  package typealias File = (path: String, content: Result<[UInt8], FileError>)

  /// Puts together the files that a command works with, as client-go's ClientConfigLoadingRules.Load: missing ones
  /// among several are passed over, everything else that is wrong is an error.
  package init(merging files: [File]) throws(KubeconfigError) {
    var configs: [Kubeconfig] = []
    for (path, content) in files {
      let bytes: [UInt8]
      switch content {
      case .success(let content): bytes = content
      case .failure(let error) where error.isNotFound: continue
      case .failure(let error): throw KubeconfigError("error loading config file \"\(path)\": \(error)")
      }
      do throws(KubeconfigError) {
        configs.append(try Kubeconfig(bytes, folder: Path.parent(path)))
      } catch {
        throw KubeconfigError("error loading config file \"\(path)\": \(error)", hint: error.hint)
      }
    }
    self = Self.merged(configs)
  }

  /// Reads one file.
  ///
  /// - Parameter folder: where the file lies: relative paths in it start there.
  package init(_ bytes: [UInt8], folder: String) throws(KubeconfigError) {
    self.init()
    let value: Value
    do throws(YAMLError) {
      value = try YAML.decode(bytes)
    } catch {
      throw KubeconfigError("\(error)")
    }
    if case .null = value { return }
    guard let root = value.asMap else {
      throw KubeconfigError("json: cannot unmarshal \(JSON.kind(value)) into Go value of type struct")
    }
    let reader = FieldReader(map: root, path: "Config")
    let version = try reader.text("apiVersion")
    let kind = try reader.text("kind")
    if !(version.isEmpty || version == "v1") || !(kind.isEmpty || kind == "Config") {
      throw KubeconfigError("no kind \"\(kind)\" is registered for version \"\(version)\" in a kubeconfig")
    }
    currentContext = try reader.text("current-context")
    for (name, entry) in try reader.named("clusters", "cluster") { clusters[name] = try Cluster(entry, folder) }
    for (name, entry) in try reader.named("users", "user") { users[name] = try User(entry, folder) }
    for (name, entry) in try reader.named("contexts", "context") { contexts[name] = try Context(entry) }
  }
}

extension Kubeconfig.Cluster {
  fileprivate init(_ reader: FieldReader, _ folder: String) throws(KubeconfigError) {
    server = try reader.text("server")
    tlsServerName = try reader.text("tls-server-name")
    skipsVerification = try reader.flag("insecure-skip-tls-verify")
    certificateAuthority = try reader.material("certificate-authority", folder)
    proxyURL = try reader.text("proxy-url")
    for (name, entry) in try reader.named("extensions", nil) where name == "client.authentication.k8s.io/exec" {
      if let config = entry.map["extension"] { execExtension = JSONCodec.encode(config) }
    }
  }
}

extension Kubeconfig.User {
  fileprivate init(_ reader: FieldReader, _ folder: String) throws(KubeconfigError) {
    clientCertificate = try reader.material("client-certificate", folder)
    clientKey = try reader.material("client-key", folder)
    token = Secret(try reader.text("token"))
    tokenFile = FieldReader.resolve(try reader.text("tokenFile"), folder)
    username = try reader.text("username")
    password = Secret(try reader.text("password"))
    authProvider = try reader.child("auth-provider")?.text("name") ?? ""
    exec = try reader.child("exec").map { reader throws(KubeconfigError) in try ExecPlugin(reader, folder) }
    impersonation.user = try reader.text("as")
    impersonation.uid = try reader.text("as-uid")
    impersonation.groups = try reader.texts("as-groups")
    if let extra = try reader.child("as-user-extra") {
      for entry in extra.map.entries {
        let name = String(entry.key)
        impersonation.extra[name] = try extra.texts(name)
      }
    }
  }
}

extension Kubeconfig.Context {
  fileprivate init(_ reader: FieldReader) throws(KubeconfigError) {
    cluster = try reader.text("cluster")
    user = try reader.text("user")
    namespace = try reader.text("namespace")
  }
}

extension ExecPlugin {
  fileprivate init(_ reader: FieldReader, _ folder: String) throws(KubeconfigError) {
    command = try reader.text("command")
    // A name alone is looked up in PATH; whatever has a slash is a path.
    if command.contains("/") { command = FieldReader.resolve(command, folder) }
    arguments = try reader.texts("args")
    for entry in try reader.list("env") {
      environment.append((name: try entry.text("name"), value: try entry.text("value")))
    }
    apiVersion = try reader.text("apiVersion")
    installHint = Self.printable(try reader.text("installHint"))
    providesClusterInfo = try reader.flag("provideClusterInfo")
    interactiveMode = try reader.text("interactiveMode")
    // v1 asks for the mode; the versions before it did without.
    if interactiveMode.isEmpty, apiVersion == "client.authentication.k8s.io/v1beta1" {
      interactiveMode = "IfAvailable"
    }
  }

  /// A text without the control characters that could rule a terminal, as client-go's cleanANSIEscapeCodes.
  private static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where !(0x09...0x0D).contains(scalar.value), .format, .surrogate, .privateUse, .unassigned:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Reads the fields of one mapping with encoding/json's rules; a field that holds the wrong kind of value is an error
/// that names the field and never its value.
private struct FieldReader {
  let map: ValueMap
  let path: String

  func text(_ name: String) throws(KubeconfigError) -> String {
    switch map[Bytes(name)] {
    case nil, .null?: return ""
    case .string(let text)?: return String(text)
    case let value?: throw mismatch(value, name, "string")
    }
  }

  func flag(_ name: String) throws(KubeconfigError) -> Bool {
    switch map[Bytes(name)] {
    case nil, .null?: return false
    case .bool(let flag)?: return flag
    case let value?: throw mismatch(value, name, "bool")
    }
  }

  func texts(_ name: String) throws(KubeconfigError) -> [String] {
    switch map[Bytes(name)] {
    case nil, .null?: return []
    case .list(let items, _)?:
      var result: [String] = []
      for item in items {
        guard let text = item.asString else { throw mismatch(item, name, "string") }
        result.append(String(text))
      }
      return result
    case let value?: throw mismatch(value, name, "[]string")
    }
  }

  func child(_ name: String) throws(KubeconfigError) -> FieldReader? {
    switch map[Bytes(name)] {
    case nil, .null?: return nil
    case .map(let map)?: return FieldReader(map: map, path: "\(path).\(name)")
    case let value?: throw mismatch(value, name, "object")
    }
  }

  func list(_ name: String) throws(KubeconfigError) -> [FieldReader] {
    switch map[Bytes(name)] {
    case nil, .null?: return []
    case .list(let items, _)?:
      var result: [FieldReader] = []
      for item in items {
        guard let map = item.asMap else { throw mismatch(item, name, "object") }
        result.append(FieldReader(map: map, path: "\(path).\(name)"))
      }
      return result
    case let value?: throw mismatch(value, name, "array")
    }
  }

  /// The entries of a list of `name` and content; the content is the entry itself where it has no field of its own.
  func named(_ list: String, _ content: String?) throws(KubeconfigError) -> [(name: String, entry: FieldReader)] {
    var result: [(name: String, entry: FieldReader)] = []
    var names: Set<String> = []
    for entry in try self.list(list) {
      let name = try entry.text("name")
      if !names.insert(name).inserted { throw KubeconfigError("duplicate name \"\(name)\" in list \"\(list)\"") }
      guard let content else {
        result.append((name: name, entry: entry))
        continue
      }
      let empty = FieldReader(map: ValueMap(), path: "\(entry.path).\(content)")
      result.append((name: name, entry: try entry.child(content) ?? empty))
    }
    return result
  }

  func material(_ name: String, _ folder: String) throws(KubeconfigError) -> Kubeconfig.Material {
    var material = Kubeconfig.Material()
    material.file = Self.resolve(try text(name), folder)
    let data = try text(name + "-data")
    if !data.isEmpty {
      switch Base64.decode(Array(data.utf8)) {
      case .success(let bytes): material.data = Kubeconfig.Material.Data(bytes)
      case .failure(let error): throw KubeconfigError("\(path).\(name)-data: \(error)")
      }
    }
    return material
  }

  static func resolve(_ path: String, _ folder: String) -> String {
    path.isEmpty || path.hasPrefix("/") ? path : Path.clean(Path.join(folder, path))
  }

  private func mismatch(_ value: Value, _ name: String, _ type: String) -> KubeconfigError {
    KubeconfigError("json: cannot unmarshal \(JSON.kind(value)) into Go struct field \(path).\(name) of type \(type)")
  }
}
