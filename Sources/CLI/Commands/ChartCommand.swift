import ArgumentParser

/// The program: `chart COMMAND …`.
struct ChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Render, install, upgrade and roll back Helm charts.",
    discussion: """
      Without a kubeconfig, commands work on the embedded cluster, a Kubernetes API inside this program, and say so. \
      Repositories, logins and caches are Helm's own, or those of --repository-config, --repository-cache, \
      --registry-config and --content-cache, which every command takes that reads them.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Release",
        subcommands: [
          InstallCommand.self, UpgradeCommand.self, RollbackCommand.self, UninstallCommand.self, ListCommand.self,
          StatusCommand.self, HistoryCommand.self, GetCommand.self, TestCommand.self, RecoverCommand.self,
        ]),
      CommandGroup(
        name: "Chart",
        subcommands: [
          TemplateCommand.self, LintCommand.self, PackageCommand.self, ShowCommand.self, CreateCommand.self,
          DependencyCommand.self, VerifyCommand.self, DocsCommand.self, SchemaCommand.self,
        ]),
      CommandGroup(
        name: "Repository",
        subcommands: [
          PullCommand.self, PushCommand.self, RepoCommand.self, SearchCommand.self, RegistryCommand.self,
        ]),
      CommandGroup(name: "Cluster", subcommands: [ClusterCommand.self]),
      CommandGroup(
        name: "Program",
        subcommands: [
          FunctionsCommand.self, CompletionCommand.self, ReferenceCommand.self, EnvCommand.self, VersionCommand.self,
        ]),
    ])
}
