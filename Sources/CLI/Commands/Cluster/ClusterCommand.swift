import ArgumentParser
import EmbeddedCluster
import Platform

/// `chart cluster …`: the embedded cluster itself.
struct ClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Serve, look at or empty the embedded cluster.",
    subcommands: [
      ClusterServeCommand.self, ClusterStatusCommand.self, ClusterKubeconfigCommand.self, ClusterResetCommand.self,
    ])
}

/// The embedded cluster that the environment names, and what is kept beside it.
struct EmbeddedClusterPlace {
  let folder: String
  private let invocation: Invocation

  init(_ invocation: Invocation) throws(CommandError) {
    guard let folder = ClusterFolder.path(invocation.context) else {
      throw CommandError("there is no folder for the embedded cluster", hint: "Set CHART_CLUSTER_HOME or HOME.")
    }
    self.folder = folder
    self.invocation = invocation
  }

  /// Whether there is a cluster already.
  var exists: Bool { FileSystem.kind(Path.join(folder, ClusterFolder.fileName)) == .file }

  /// What a server of this cluster keeps.
  var server: ServerFolder { ServerFolder(Path.join(folder, "server"), invocation.context) }

  /// Opens the cluster, which is made where there is none.
  func open(settleDelay: Int64 = 0) throws -> EmbeddedCluster {
    try EmbeddedCluster(
      folder: folder, clock: invocation.context.clock, randomness: invocation.context.randomness,
      settleDelay: settleDelay)
  }
}
