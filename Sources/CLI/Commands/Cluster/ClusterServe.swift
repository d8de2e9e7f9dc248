import ArgumentParser
import EmbeddedCluster
import Functions
import Kubernetes
import Networking
import Platform

/// `chart cluster serve`: the embedded cluster for kubectl, Helm and every other client of Kubernetes.
struct ClusterServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the embedded cluster to other programs on this machine.",
    discussion: """
      Listens on loopback only, with TLS, and lets in who has the token in the kubeconfig that it writes. Other \
      processes may work on the same cluster meanwhile. Ends on SIGINT, SIGTERM or SIGHUP.
      """)

  @Option(help: ArgumentHelp("The port to listen on, 0 for any that is free.", valueName: "number"))
  var port = 6443

  @Option(help: ArgumentHelp("Where to write the kubeconfig (default: beside the cluster).", valueName: "file"))
  var kubeconfig: String?

  @Option(
    name: .customLong("ready-after"),
    help: ArgumentHelp("How many seconds a pod takes to become ready.", valueName: "seconds"))
  var readyAfter: Int64 = 0

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("a port is a number from 0 to 65535") }
    guard (0...86_400).contains(readyAfter) else { throw ValidationError("a pod takes from 0 to 86400 seconds") }
  }

  func run() async throws {
    let invocation = Invocation.current
    let place = try EmbeddedClusterPlace(invocation)
    let folder = place.server
    if let other = try folder.running() {
      throw CommandError(
        "process \(other.process) serves this cluster already, at \(other.address)",
        hint: "Use its kubeconfig (`chart cluster kubeconfig`), or end it with `kill \(other.process)`.")
    }
    guard let claim = try folder.claim() else {
      throw CommandError("another process is about to serve this cluster", hint: "Try again in a moment.")
    }
    defer { withExtendedLifetime(claim) {} }
    let cluster = try place.open(settleDelay: readyAfter)
    let gate = TokenGate(cluster, token: try folder.token())
    let identity = try folder.certificate()
    var settings = HTTPServer.Settings()
    settings.port = port
    settings.certificateChain = identity.certificate
    settings.privateKey = identity.key
    let server: HTTPServer
    do throws(HTTPServerError) {
      server = try await HTTPServer.serve(settings) { request in
        switch await gate.answer(request) {
        case .whole(let response): .whole(response)
        case .stream(let stream): .stream(stream)
        }
      }
    } catch {
      throw CommandError("\(error)", hint: "Choose another port with --port; 0 takes any that is free.")
    }
    Interruption.watch()
    let running = try folder.begin(port: server.port)
    let file = try folder.writeKubeconfig(running, to: kubeconfig.map(invocation.path))
    invocation.console.print("The embedded cluster in \(place.folder) is served at \(running.address).")
    invocation.console.print("  export KUBECONFIG=\(file)")
    while !Interruption.isRequested {
      do { try await Task.sleep(for: .milliseconds(100)) } catch { break }
    }
    try folder.end()
    cluster.endWatches()
    await server.shutDown(grace: .seconds(2))
    invocation.console.note("chart: the embedded cluster is not served any more")
  }
}
