internal import Kubernetes
internal import Platform

/// Runs credential plugins, as client-go's plugin/pkg/client/auth/exec.
enum ExecPluginRunner {
  /// Runs a plugin and reads its answer.
  static func run(
    _ plugin: ExecPlugin, _ access: ClusterAccess, _ context: ProcessContext
  ) async -> Result<ExecCredential, TransportError> {
    do {
      return .success(try await credential(plugin, access, context))
    } catch let error as TransportError {
      return .failure(error)
    } catch {
      return .failure(TransportError("getting credentials: \(error)", mayHaveActed: false))
    }
  }

  private static func credential(
    _ plugin: ExecPlugin, _ access: ClusterAccess, _ context: ProcessContext
  ) async throws -> ExecCredential {
    let isInteractive = try isInteractive(plugin)
    var environment = context.environment
    for (name, value) in plugin.environment { environment[name] = value }
    let authority = plugin.providesClusterInfo ? try Material.bytesIfAny(access.certificateAuthority) : []
    environment["KUBERNETES_EXEC_INFO"] = ExecCredential.request(
      plugin, isInteractive: isInteractive, access: access, authority: authority)
    guard let path = Subprocess.find(plugin.command, environment: environment) else {
      throw KubeconfigError(missing(plugin))
    }
    let outcome = try await Subprocess.run(
      path, plugin.arguments, environment: environment, input: isInteractive ? .inherited : .nothing,
      limit: 1 << 20)
    if outcome.status != 0 {
      throw KubeconfigError("exec: executable \(plugin.command) failed with exit code \(outcome.status)")
    }
    return try ExecCredential(answer: outcome.output, of: plugin)
  }

  private static func isInteractive(_ plugin: ExecPlugin) throws(KubeconfigError) -> Bool {
    let hasTerminal = isatty(STDIN_FILENO) == 1
    switch plugin.interactiveMode {
    case "IfAvailable": return hasTerminal
    case "Always":
      if !hasTerminal {
        throw KubeconfigError(
          "exec plugin cannot support interactive mode: standard input is not a terminal")
      }
      return true
    default: return false
    }
  }

  private static func missing(_ plugin: ExecPlugin) -> String {
    """
    exec: executable \(plugin.command) not found

    It looks like you are trying to use a client-go credential plugin that is not installed.

    To learn more about this feature, consult the documentation available at:
          https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
    """ + (plugin.installHint.isEmpty ? "" : "\n\n" + plugin.installHint)
  }
}

extension Material {
  /// The bytes, or none where nothing is named.
  fileprivate static func bytesIfAny(_ material: Kubeconfig.Material) throws(TransportError) -> [UInt8] {
    material.isEmpty ? [] : try bytes(material)
  }
}
