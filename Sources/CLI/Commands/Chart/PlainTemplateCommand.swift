extension TemplateCommand {
  /// The command of a line such as nearly all are: `template`, words, and the commonest options with their values.
  ///
  /// ArgumentParser looks at a command's options by reflection, all seventy of them, which takes longer than rendering a
  /// small chart. It still reads every line that holds anything else, and what is wrong with one.
  ///
  /// - Returns: nil for any other line.
  init?(plain arguments: [String]) {
    guard arguments.first == "template" else { return nil }
    var words: [String] = []
    var values: (files: [String], set: [String]) = ([], [])
    var namespace: String?
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument.utf8.first != UInt8(ascii: "-") {
        words.append(argument)
        continue
      }
      guard let value = rest.popFirst(), value.utf8.first != UInt8(ascii: "-") else { return nil }
      switch argument {
      case "-n", "--namespace": namespace = value
      // What is fetched is fetched by a task, which this way of running has none of.
      case "-f", "--values": if value.contains("://") { return nil } else { values.files.append(value) }
      case "--set": values.set.append(value)
      default: return nil
      }
    }
    // What `runWithoutCluster` reads must be given here, each as the option's default has it.
    self.init()
    chartArguments = ChartArguments(words: words)
    valuesArguments = ValuesArguments(files: values.files, set: values.set)
    rendering = RenderingOptions.unchanged
    global = GlobalOptions.unchanged
    self.namespace = namespace
    kubeVersion = nil
    apiVersions = []
    showOnly = []
    outputFolder = nil
    useReleaseName = false
    includeCRDs = false
    skipTests = false
    isUpgrade = false
    debug = false
  }
}

extension ChartArguments {
  fileprivate init(words: [String]) {
    self.init()
    self.words = words
    generateName = false
    nameTemplate = nil
  }
}

extension ValuesArguments {
  fileprivate init(files: [String], set: [String]) {
    self.init()
    self.files = files
    self.set = set
    setString = []
    setJSON = []
    setFile = []
    setLiteral = []
  }
}

extension RenderingOptions {
  fileprivate static var unchanged: RenderingOptions {
    var options = RenderingOptions()
    options.noHooks = false
    options.failFast = false
    options.postRenderer = []
    options.postRendererArguments = []
    options.skipCRDs = false
    options.skipSchemaValidation = false
    options.renderSubchartNotes = false
    options.enableDNS = false
    options.disableOpenAPIValidation = false
    return options
  }
}

extension GlobalOptions {
  fileprivate static var unchanged: GlobalOptions {
    var options = GlobalOptions()
    options.kubeconfig = nil
    options.kubeContext = nil
    return options
  }
}
