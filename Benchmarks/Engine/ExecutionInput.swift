import Functions
import Platform
import Templating
import Values

/// A template that does what charts do most, over many entries: fields, conditions, pipelines, `include`.
struct ExecutionInput {
  /// What the template is.
  static let description = "range, if, include over 200 containers"

  private static let containerCount = 200
  private static let template = """
    {{- define "labels" -}}
    app.kubernetes.io/name: {{ .name | quote }}
    app.kubernetes.io/version: {{ .version | default "none" | quote }}
    {{- end -}}
    {{- range $index, $container := .containers }}
    {{- if and $container.enabled (gt (len $container.ports) 0) }}
    - name: {{ printf "%s-%d" $.name $index | trunc 63 | trimSuffix "-" }}
      image: "{{ .image.repository }}:{{ .image.tag | default "latest" }}"
      labels: {{- include "labels" $ | nindent 4 }}
      ports:
      {{- range .ports }}
      - {{ . }}
      {{- end }}
    {{- else }}
    # {{ .image.repository }} is off
    {{- end }}
    {{- end }}
    """

  private let host: Host
  private let data: Value

  init(functions: FunctionTable) throws {
    let templates = TemplateSet(functions: functions)
    try templates.parse(Array(Self.template.utf8), name: "main")
    host = Host(templates: templates)
    let containers = (0..<Self.containerCount).map { index in
      Value.map([
        "enabled": .bool(index % 4 != 0),
        "image": .map(["repository": .string("registry.example/service-\(index)"), "tag": .string("1.\(index)")]),
        "ports": .list([.float(8080), .float(9090)]),
      ])
    }
    data = .map(["containers": .list(containers), "name": .string("release"), "version": .string("2.0")])
  }

  /// Executes the template; answers how many bytes it wrote.
  func execute() throws -> Int {
    var output: [UInt8] = []
    try host.templates.execute("main", data: data, host: host, into: &output)
    return output.count
  }
}

extension ExecutionInput {
  /// Includes templates of its set, and can do nothing else.
  private final class Host: FunctionHost {
    let templates: TemplateSet
    let isLinting = false
    let allowsDNS = false
    let clock = WallClock.system
    let randomness = Randomness.system
    let localTimeZone = "Local"

    init(templates: TemplateSet) {
      self.templates = templates
    }

    func include(_ name: Bytes, _ data: Value) throws(FunctionError) -> Bytes {
      var output: [UInt8] = []
      do {
        try templates.execute(name, data: data, host: self, into: &output)
      } catch {
        throw FunctionError(error.description, cause: error)
      }
      return Bytes(output)
    }

    func tpl(_ text: Bytes, _ data: Value) throws(FunctionError) -> Bytes {
      throw FunctionError("tpl is not measured here")
    }

    func lookup(apiVersion: Bytes, kind: Bytes, namespace: Bytes, name: Bytes) throws(FunctionError) -> Value {
      .map(ValueMap())
    }
  }
}
