import ArgumentParser
import Platform
import Rendering
import Values

/// The options that say how a chart is rendered, shared by `template`, `install` and `upgrade`.
struct RenderingOptions: ParsableArguments {
  @Flag(name: .customLong("no-hooks"), help: "Leave the chart's hooks out.")
  var noHooks = false

  @Flag(name: .customLong("skip-crds"), help: "Do not install the chart's crds/ folder.")
  var skipCRDs = false

  @OptionGroup var schemas: SchemaOptions

  @Flag(name: .customLong("render-subchart-notes"), help: "Show the notes of subcharts too.")
  var renderSubchartNotes = false

  @Flag(name: .customLong("fail-fast"), help: "Stop at the first template that fails.")
  var failFast = false

  @Flag(name: .customLong("enable-dns"), help: "Let getHostByName ask the network.")
  var enableDNS = false

  @Flag(name: .customLong("disable-openapi-validation"), help: .hidden)
  var disableOpenAPIValidation = false

  @Option(
    name: .customLong("post-renderer"),
    help: ArgumentHelp(
      "Pass the rendered objects through a program: a plugin's name, a path, or a name in PATH.", valueName: "program"))
  var postRenderer: [String] = []

  @Option(
    name: .customLong("post-renderer-args"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("An argument for the post-renderer (several may be given).", valueName: "argument"))
  var postRendererArguments: [String] = []

  /// The same as the renderer takes them.
  func renderOptions(_ invocation: Invocation) throws -> RenderOptions {
    var options = RenderOptions(invocation)
    options.allowsDNS = enableDNS
    options.failsFast = failFast
    let postRenderers = postRenderer.filter { !$0.isEmpty }
    if let first = postRenderers.first {
      if postRenderers.count > 1 {
        throw CommandError(
          "invalid argument \(GoQuote.quote(Bytes(postRenderers[1]))) for \"--post-renderer\" flag: "
            + "cannot specify --post-renderer flag more than once")
      }
      options.postRenderer = try PostRendererChoice.find(first, arguments: postRendererArguments, invocation)
    }
    options.withSubchartNotes = renderSubchartNotes
    return options
  }
}

extension RenderOptions {
  /// The options of a plain rendering in the world that a command runs in.
  init(_ invocation: Invocation) {
    self.init()
    clock = invocation.context.clock
    randomness = invocation.context.randomness
    localTimeZone = invocation.context.environment["TZ"] ?? "Local"
  }
}
