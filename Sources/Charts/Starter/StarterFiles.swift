/// The built-in starter's files; `<CHARTNAME>` stands where the chart's name goes.
enum StarterFiles {
  /// Each file's path inside the chart and its text.
  static let all: [(path: String, text: String)] = [
    ("Chart.yaml", metadata), ("values.yaml", values), ("values.schema.json", schema), (".helmignore", ignore),
    ("templates/_helpers.tpl", helpers), ("templates/deployment.yaml", deployment),
    ("templates/service.yaml", service), ("templates/serviceaccount.yaml", serviceAccount),
    ("templates/ingress.yaml", ingress), ("templates/hpa.yaml", autoscaler), ("templates/NOTES.txt", notes),
    ("templates/tests/test-connection.yaml", test),
  ]

  private static let metadata = """
    apiVersion: v2
    name: <CHARTNAME>
    description: A Helm chart for Kubernetes

    # An application is installed; a library only lends its templates to other charts.
    type: application

    # The chart's own version: raise it with every change, by semantic versioning.
    version: 0.1.0

    # The version of what the chart installs; the image's tag unless values say otherwise.
    appVersion: "1.27.0"

    """

  private static let values = """
    # How many pods run; without effect while autoscaling is on.
    replicaCount: 1

    image:
      # The image, without its tag.
      repository: nginx
      # When the kubelet pulls it: Always, IfNotPresent or Never.
      pullPolicy: IfNotPresent
      # The tag; the chart's appVersion where it is empty.
      tag: ""

    # Names of Secrets that hold credentials for a private registry: - name: my-registry
    imagePullSecrets: []
    # Replaces the chart's name in the names of objects.
    nameOverride: ""
    # Replaces the whole name of objects.
    fullnameOverride: ""

    serviceAccount:
      # Whether a service account is made.
      create: true
      # Whether its token is mounted into the pods.
      automount: true
      # Annotations of the service account.
      annotations: {}
      # Its name; made up from the release's where it is empty.
      name: ""

    # Annotations of the pods.
    podAnnotations: {}
    # Labels of the pods, besides the usual ones.
    podLabels: {}

    # Security settings of the pod, such as fsGroup: 2000
    podSecurityContext: {}
    # Security settings of the container, such as runAsNonRoot: true
    securityContext: {}

    service:
      # ClusterIP, NodePort or LoadBalancer.
      type: ClusterIP
      port: 80

    ingress:
      enabled: false
      # The ingress class; the cluster's default where it is empty.
      className: ""
      annotations: {}
      hosts:
        - host: <CHARTNAME>.local
          paths:
            - path: /
              pathType: Prefix
      # - secretName: <CHARTNAME>-tls
      #   hosts: [<CHARTNAME>.local]
      tls: []

    # What a pod asks for and may use, such as limits: {cpu: 100m, memory: 128Mi}
    resources: {}

    livenessProbe:
      httpGet:
        path: /
        port: http
    readinessProbe:
      httpGet:
        path: /
        port: http

    autoscaling:
      enabled: false
      minReplicas: 1
      maxReplicas: 10
      targetCPUUtilizationPercentage: 80

    # Further volumes of the pods, and where the container mounts them.
    volumes: []
    volumeMounts: []

    # Where pods may and should run.
    nodeSelector: {}
    tolerations: []
    affinity: {}

    """

  private static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "properties": {
        "replicaCount": { "type": "integer", "minimum": 0 },
        "image": {
          "type": "object",
          "required": ["repository"],
          "properties": {
            "repository": { "type": "string", "minLength": 1 },
            "pullPolicy": { "enum": ["Always", "IfNotPresent", "Never"] },
            "tag": { "type": "string" }
          }
        },
        "imagePullSecrets": {
          "type": "array",
          "items": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } }
        },
        "nameOverride": { "type": "string" },
        "fullnameOverride": { "type": "string" },
        "serviceAccount": {
          "type": "object",
          "properties": {
            "create": { "type": "boolean" },
            "automount": { "type": "boolean" },
            "annotations": { "type": "object", "additionalProperties": { "type": "string" } },
            "name": { "type": "string" }
          }
        },
        "podAnnotations": { "type": "object", "additionalProperties": { "type": "string" } },
        "podLabels": { "type": "object", "additionalProperties": { "type": "string" } },
        "podSecurityContext": { "type": "object" },
        "securityContext": { "type": "object" },
        "service": {
          "type": "object",
          "properties": {
            "type": { "enum": ["ClusterIP", "NodePort", "LoadBalancer"] },
            "port": { "type": "integer", "minimum": 1, "maximum": 65535 }
          }
        },
        "ingress": {
          "type": "object",
          "properties": {
            "enabled": { "type": "boolean" },
            "className": { "type": "string" },
            "annotations": { "type": "object", "additionalProperties": { "type": "string" } },
            "hosts": { "type": "array", "items": { "type": "object", "required": ["host", "paths"] } },
            "tls": { "type": "array", "items": { "type": "object" } }
          }
        },
        "resources": { "type": "object" },
        "livenessProbe": { "type": "object" },
        "readinessProbe": { "type": "object" },
        "autoscaling": {
          "type": "object",
          "properties": {
            "enabled": { "type": "boolean" },
            "minReplicas": { "type": "integer", "minimum": 0 },
            "maxReplicas": { "type": "integer", "minimum": 1 },
            "targetCPUUtilizationPercentage": { "type": "integer", "minimum": 1 }
          }
        },
        "volumes": { "type": "array", "items": { "type": "object" } },
        "volumeMounts": { "type": "array", "items": { "type": "object" } },
        "nodeSelector": { "type": "object", "additionalProperties": { "type": "string" } },
        "tolerations": { "type": "array", "items": { "type": "object" } },
        "affinity": { "type": "object" }
      }
    }

    """

  private static let ignore = """
    # What stays out of the package: patterns as in .gitignore, ! for exceptions.
    .DS_Store
    .git/
    .gitignore
    .hg/
    .svn/
    *.swp
    *.bak
    *.tmp
    *.orig
    *~
    .idea/
    .vscode/

    """

  private static let helpers = """
    {{/* The chart's name, at most as long as a label's value may be. */}}
    {{- define "<CHARTNAME>.name" -}}
    {{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
    {{- end }}

    {{/* The name of the release's objects: the release's alone where it says the chart's name already. */}}
    {{- define "<CHARTNAME>.fullname" -}}
    {{- $name := default .Chart.Name .Values.nameOverride }}
    {{- if .Values.fullnameOverride }}
    {{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
    {{- else if contains $name .Release.Name }}
    {{- .Release.Name | trunc 63 | trimSuffix "-" }}
    {{- else }}
    {{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
    {{- end }}
    {{- end }}

    {{/* What selectors match: it must never change. */}}
    {{- define "<CHARTNAME>.selectorLabels" -}}
    app.kubernetes.io/name: {{ include "<CHARTNAME>.name" . }}
    app.kubernetes.io/instance: {{ .Release.Name }}
    {{- end }}

    {{/* The labels of every object. */}}
    {{- define "<CHARTNAME>.labels" -}}
    helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
    {{ include "<CHARTNAME>.selectorLabels" . }}
    {{- with .Chart.AppVersion }}
    app.kubernetes.io/version: {{ . | quote }}
    {{- end }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}
    {{- end }}

    {{/* The service account's name. */}}
    {{- define "<CHARTNAME>.serviceAccountName" -}}
    {{- if .Values.serviceAccount.create }}
    {{- default (include "<CHARTNAME>.fullname" .) .Values.serviceAccount.name }}
    {{- else }}
    {{- default "default" .Values.serviceAccount.name }}
    {{- end }}
    {{- end }}

    """

  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: {{ include "<CHARTNAME>.fullname" . }}
      labels:
        {{- include "<CHARTNAME>.labels" . | nindent 4 }}
    spec:
      {{- if not .Values.autoscaling.enabled }}
      replicas: {{ .Values.replicaCount }}
      {{- end }}
      selector:
        matchLabels:
          {{- include "<CHARTNAME>.selectorLabels" . | nindent 6 }}
      template:
        metadata:
          {{- with .Values.podAnnotations }}
          annotations:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          labels:
            {{- include "<CHARTNAME>.labels" . | nindent 8 }}
            {{- with .Values.podLabels }}
            {{- toYaml . | nindent 8 }}
            {{- end }}
        spec:
          {{- with .Values.imagePullSecrets }}
          imagePullSecrets:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          serviceAccountName: {{ include "<CHARTNAME>.serviceAccountName" . }}
          {{- with .Values.podSecurityContext }}
          securityContext:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          containers:
            - name: {{ .Chart.Name }}
              image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
              imagePullPolicy: {{ .Values.image.pullPolicy }}
              {{- with .Values.securityContext }}
              securityContext:
                {{- toYaml . | nindent 12 }}
              {{- end }}
              ports:
                - name: http
                  containerPort: {{ .Values.service.port }}
                  protocol: TCP
              {{- with .Values.livenessProbe }}
              livenessProbe:
                {{- toYaml . | nindent 12 }}
              {{- end }}
              {{- with .Values.readinessProbe }}
              readinessProbe:
                {{- toYaml . | nindent 12 }}
              {{- end }}
              {{- with .Values.resources }}
              resources:
                {{- toYaml . | nindent 12 }}
              {{- end }}
              {{- with .Values.volumeMounts }}
              volumeMounts:
                {{- toYaml . | nindent 12 }}
              {{- end }}
          {{- with .Values.volumes }}
          volumes:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          {{- with .Values.nodeSelector }}
          nodeSelector:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          {{- with .Values.affinity }}
          affinity:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          {{- with .Values.tolerations }}
          tolerations:
            {{- toYaml . | nindent 8 }}
          {{- end }}

    """

  private static let service = """
    apiVersion: v1
    kind: Service
    metadata:
      name: {{ include "<CHARTNAME>.fullname" . }}
      labels:
        {{- include "<CHARTNAME>.labels" . | nindent 4 }}
    spec:
      type: {{ .Values.service.type }}
      ports:
        - name: http
          port: {{ .Values.service.port }}
          targetPort: http
          protocol: TCP
      selector:
        {{- include "<CHARTNAME>.selectorLabels" . | nindent 4 }}

    """

  private static let serviceAccount = """
    {{- if .Values.serviceAccount.create }}
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: {{ include "<CHARTNAME>.serviceAccountName" . }}
      labels:
        {{- include "<CHARTNAME>.labels" . | nindent 4 }}
      {{- with .Values.serviceAccount.annotations }}
      annotations:
        {{- toYaml . | nindent 4 }}
      {{- end }}
    automountServiceAccountToken: {{ .Values.serviceAccount.automount }}
    {{- end }}

    """

  private static let ingress = """
    {{- if .Values.ingress.enabled }}
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: {{ include "<CHARTNAME>.fullname" . }}
      labels:
        {{- include "<CHARTNAME>.labels" . | nindent 4 }}
      {{- with .Values.ingress.annotations }}
      annotations:
        {{- toYaml . | nindent 4 }}
      {{- end }}
    spec:
      {{- with .Values.ingress.className }}
      ingressClassName: {{ . }}
      {{- end }}
      {{- with .Values.ingress.tls }}
      tls:
        {{- toYaml . | nindent 4 }}
      {{- end }}
      rules:
        {{- range .Values.ingress.hosts }}
        - host: {{ .host | quote }}
          http:
            paths:
              {{- range .paths }}
              - path: {{ .path }}
                pathType: {{ .pathType | default "Prefix" }}
                backend:
                  service:
                    name: {{ include "<CHARTNAME>.fullname" $ }}
                    port:
                      name: http
              {{- end }}
        {{- end }}
    {{- end }}

    """

  private static let autoscaler = """
    {{- if .Values.autoscaling.enabled }}
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata:
      name: {{ include "<CHARTNAME>.fullname" . }}
      labels:
        {{- include "<CHARTNAME>.labels" . | nindent 4 }}
    spec:
      scaleTargetRef:
        apiVersion: apps/v1
        kind: Deployment
        name: {{ include "<CHARTNAME>.fullname" . }}
      minReplicas: {{ .Values.autoscaling.minReplicas }}
      maxReplicas: {{ .Values.autoscaling.maxReplicas }}
      metrics:
        - type: Resource
          resource:
            name: cpu
            target:
              type: Utilization
              averageUtilization: {{ .Values.autoscaling.targetCPUUtilizationPercentage }}
    {{- end }}

    """

  private static let notes = """
    {{ .Chart.Name }} runs as {{ include "<CHARTNAME>.fullname" . }} in namespace {{ .Release.Namespace }}.
    {{- if .Values.ingress.enabled }}

    It answers at:
    {{- range $host := .Values.ingress.hosts }}
    {{- range .paths }}
      http{{ if $.Values.ingress.tls }}s{{ end }}://{{ $host.host }}{{ .path }}
    {{- end }}
    {{- end }}
    {{- else }}

    To reach it from here:
      kubectl --namespace {{ .Release.Namespace }} port-forward service/{{ include "<CHARTNAME>.fullname" . }} 8080:{{ .Values.service.port }}
    and open http://127.0.0.1:8080
    {{- end }}

    """

  private static let test = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: {{ include "<CHARTNAME>.fullname" . }}-test-connection
      labels:
        {{- include "<CHARTNAME>.labels" . | nindent 4 }}
      annotations:
        helm.sh/hook: test
        helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
    spec:
      restartPolicy: Never
      containers:
        - name: wget
          image: busybox:1.37
          command: [wget]
          args: ["-qO-", "{{ include "<CHARTNAME>.fullname" . }}:{{ .Values.service.port }}"]

    """
}
