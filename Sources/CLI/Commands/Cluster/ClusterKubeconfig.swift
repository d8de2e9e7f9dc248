import ArgumentParser

/// `chart cluster kubeconfig`: how to reach the server of the embedded cluster.
struct ClusterKubeconfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kubeconfig", abstract: "Print a kubeconfig for the embedded cluster's server; it holds the token.")

  func run() throws {
    let invocation = Invocation.current
    let place = try EmbeddedClusterPlace(invocation)
    guard let running = try place.server.running() else {
      throw CommandError("nobody serves the embedded cluster in \(place.folder)", hint: "Run `chart cluster serve`.")
    }
    invocation.console.write(try place.server.kubeconfig(running))
  }
}
