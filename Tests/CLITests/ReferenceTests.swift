import Platform
import TestSupport
import Testing

@testable import CLI

/// The reference that is written from the commands' definitions.
@Suite struct ReferenceTests {
  @Test func aPageHasTheCommandsUsageArgumentsAndOptions() async {
    let page = await CommandLineRun(["reference", "repo", "remove"], in: "/")
    #expect(
      page.output == """
        # chart repo remove

        Remove repositories.

        ```
        chart repo remove NAMES ... [options]
        ```

        Also called `rm`.

        ## Arguments

        | | |
        |---|---|
        | `NAMES ...` | The repositories' names. |

        ## Options

        | | |
        |---|---|
        | `-h, --help` | Show help information. |

        Part of [chart repo](chart_repo.md).

        """)
  }

  @Test func aManualPageHasTheSame() async {
    let page = await CommandLineRun(["reference", "repo", "remove", "--form", "man"], in: "/")
    #expect(
      page.output == #"""
        .TH "CHART\-REPO\-REMOVE" 1 "" "chart 0.1.0" "chart manual"
        .SH NAME
        chart\-repo\-remove \- Remove repositories
        .SH SYNOPSIS
        .B chart repo remove NAMES ... [options]
        .PP
        Also called rm.
        .SH ARGUMENTS
        .TP
        .B NAMES ...
        The repositories' names.
        .SH OPTIONS
        .TP
        .B \-h, \-\-help
        Show help information.
        .SH "SEE ALSO"
        .BR chart\-repo (1)

        """#)
  }

  @Test(arguments: [("man", "chart-repo-add.1"), ("markdown", "chart_repo_add.md")])
  func everyCommandGetsAFile(_ form: String, _ one: String) async throws {
    let folder = try TemporaryFolder()
    let run = await CommandLineRun(["reference", "--form", form, "--output-dir", "pages"], in: folder.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    let pages = try FileSystem.list(folder.path("pages")).map(\.name)
    #expect(pages.contains(one) && pages.count > 50)
    // Whatever a page leads to is there.
    for page in pages where form == "markdown" {
      let text = String(decoding: try FileSystem.read(folder.path("pages/" + page)), as: UTF8.self)
      for link in text.matches(of: /\]\((chart[a-z_]*\.md)\)/) { #expect(pages.contains(String(link.1)), "\(page)") }
    }
  }

  @Test func noSentenceOfAHelpTextIsBrokenWhereItsSourceIs() {
    var commands = [CommandDescription.root]
    while let command = commands.popLast() {
      commands += command.subcommands
      for line in command.discussion.split(separator: "\n").dropLast() where !line.hasPrefix(" ") {
        #expect(line.hasSuffix(".") || line.hasSuffix(":"), "\(command.words): \(line)")
      }
    }
  }

  @Test func whatNoCommandIsCalledIsRefused() async {
    let run = await CommandLineRun(["reference", "repo", "nonsense"], in: "/")
    #expect(run.exitCode == 1 && run.errors.hasPrefix("Error: there is no command \"nonsense\" under \"chart repo\""))
  }
}
