/// What kubeconfig files say: clusters, users, and contexts that pair them, by name.
package struct Kubeconfig: Sendable, Equatable {
  /// Where clusters are.
  package var clusters: [String: Cluster] = [:]
  /// Who one is there.
  package var users: [String: User] = [:]
  /// Which user works on which cluster, in which namespace.
  package var contexts: [String: Context] = [:]
  /// The name of the context that is used where none is named.
  package var currentContext = ""

  /// An empty one.
  package init() {}

  /// Bytes that stand in the file itself, or in a file that it names.
  package struct Material: Sendable, Equatable {
    /// The content in the kubeconfig; it wins over the file.
    package var data: Data?
    /// The path of a file, made absolute by the kubeconfig's folder; empty for none.
    package var file = ""

    /// Bytes that are not printed, since a key may be among them.
    package struct Data: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
      /// The bytes.
      package let bytes: [UInt8]

      /// Bytes.
      package init(_ bytes: [UInt8]) { self.bytes = bytes }

      /// How many there are.
      package var description: String { "\(bytes.count) bytes" }
      /// Nothing.
      package var customMirror: Mirror { Mirror(self, children: [:]) }
    }

    /// Nothing.
    package init() {}

    /// Whether neither is given.
    package var isEmpty: Bool { data == nil && file.isEmpty }
  }

  /// Where a cluster's API server is, and how it is known to be the right one.
  package struct Cluster: Sendable, Equatable {
    /// `https://host:port`, with a path where a proxy wants one.
    package var server = ""
    /// The name that the server's certificate is checked for, empty for the host's own.
    package var tlsServerName = ""
    /// Whether the server's certificate is not checked at all.
    package var skipsVerification = false
    /// The certificates that the server's certificate must be signed by; none means the system's.
    package var certificateAuthority = Material()
    /// The proxy on the way, `http://…`, `https://…` or `socks5://…`; empty for the environment's.
    package var proxyURL = ""
    /// The extension `client.authentication.k8s.io/exec`, for credential plugins: JSON, empty for none.
    package var execExtension: [UInt8] = []

    /// Nothing yet.
    package init() {}
  }

  /// Who one is, by one or more of the ways to say it.
  package struct User: Sendable, Equatable {
    /// The client's certificate.
    package var clientCertificate = Material()
    /// The certificate's key.
    package var clientKey = Material()
    /// A bearer token.
    package var token = Secret("")
    /// A file with a bearer token, which may change while we work.
    package var tokenFile = ""
    /// The user of basic authentication.
    package var username = ""
    /// The password of basic authentication.
    package var password = Secret("")
    /// The program that gives credentials.
    package var exec: ExecPlugin?
    /// The name of an auth provider; client-go no longer has any.
    package var authProvider = ""
    /// Whom to act as.
    package var impersonation = Impersonation()

    /// Nobody yet.
    package init() {}
  }

  /// Whom a user acts as.
  package struct Impersonation: Sendable, Equatable {
    /// The user's name, empty for nobody.
    package var user = ""
    /// The user's uid.
    package var uid = ""
    /// The user's groups.
    package var groups: [String] = []
    /// More about the user.
    package var extra: [String: [String]] = [:]

    /// Nobody.
    package init() {}

    /// Whether something is asked for that only makes sense with a user.
    package var needsUser: Bool { !uid.isEmpty || !groups.isEmpty || !extra.isEmpty }
  }

  /// A user on a cluster.
  package struct Context: Sendable, Equatable {
    /// The cluster's name.
    package var cluster = ""
    /// The user's name.
    package var user = ""
    /// The namespace that commands work in, empty for `default`.
    package var namespace = ""

    /// Nothing yet.
    package init() {}
  }

  /// Files merged as kubectl merges them: the first file that names a cluster, a user or a context has the say on all
  /// of it, and the first that names a current context on that.
  package static func merged(_ files: [Kubeconfig]) -> Kubeconfig {
    var result = Kubeconfig()
    for file in files {
      result.clusters.merge(file.clusters) { first, _ in first }
      result.users.merge(file.users) { first, _ in first }
      result.contexts.merge(file.contexts) { first, _ in first }
      if result.currentContext.isEmpty { result.currentContext = file.currentContext }
    }
    return result
  }
}

/// A program that gives credentials, as client.authentication.k8s.io describes it.
package struct ExecPlugin: Sendable, Equatable {
  /// The program: a name that PATH finds, or a path.
  package var command = ""
  /// Its arguments.
  package var arguments: [String] = []
  /// Variables that are set for it on top of ours.
  package var environment: [(name: String, value: String)] = []
  /// `client.authentication.k8s.io/v1` or `…/v1beta1`.
  package var apiVersion = ""
  /// What to tell people where the program is missing.
  package var installHint = ""
  /// Whether it is told about the cluster.
  package var providesClusterInfo = false
  /// Whether it may ask at the terminal.
  package var interactiveMode: String = ""

  /// A plugin without anything.
  package init() {}

  package static func == (a: ExecPlugin, b: ExecPlugin) -> Bool {
    a.command == b.command && a.arguments == b.arguments && a.apiVersion == b.apiVersion
      && a.installHint == b.installHint && a.providesClusterInfo == b.providesClusterInfo
      && a.interactiveMode == b.interactiveMode && a.environment.map(\.name) == b.environment.map(\.name)
      && a.environment.map(\.value) == b.environment.map(\.value)
  }
}

/// A kubeconfig that cannot be read or used, in kubectl's words.
package struct KubeconfigError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  package let description: String
  /// What to do about it, where that is known.
  package let hint: String?

  /// An error in words.
  package init(_ description: String, hint: String? = nil) {
    self.description = description
    self.hint = hint
  }
}
