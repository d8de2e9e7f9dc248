{{/*
The chart's name, or nameOverride.
*/}}
{{- define "postgresql.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name every object starts with: fullnameOverride, or the release's name with the chart's unless it has it already.
*/}}
{{- define "postgresql.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
The namespace of every namespaced object. namespaceOverride may be a template, so that a parent chart can say it once.
*/}}
{{- define "postgresql.namespace" -}}
{{- tpl (default "" .Values.namespaceOverride) . | default .Release.Namespace -}}
{{- end -}}

{{/*
Labels that never change over upgrades: selectors and volume claim templates use these and nothing else.
*/}}
{{- define "postgresql.selectorLabels" -}}
app.kubernetes.io/name: {{ include "postgresql.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Labels of every object.
*/}}
{{- define "postgresql.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "postgresql.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
An image reference. Takes a dict: image (registry, repository, tag, digest), root.
*/}}
{{- define "postgresql.image" -}}
{{- $registry := coalesce (.root.Values.global).imageRegistry .image.registry -}}
{{- $reference := ternary (printf "@%s" .image.digest) (printf ":%s" (toString .image.tag)) (not (empty .image.digest)) -}}
{{- printf "%s%s" (list $registry .image.repository | compact | join "/") $reference -}}
{{- end -}}

{{/*
imagePullSecrets of a pod: the chart's and the global ones, as names or as {name: …}.
*/}}
{{- define "postgresql.imagePullSecrets" -}}
{{- $names := list -}}
{{- range concat ((.Values.global).imagePullSecrets | default list) (.Values.imagePullSecrets | default list) -}}
{{- $names = append $names (kindIs "map" . | ternary (get (kindIs "map" . | ternary . dict) "name") .) -}}
{{- end -}}
{{- with $names | compact | uniq }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
The storageClassName line of a claim, or nothing for the cluster's default class; "-" asks for no class at all.
Takes a dict: persistence, root.
*/}}
{{- define "postgresql.storageClass" -}}
{{- with coalesce .persistence.storageClass (.root.Values.global).storageClass -}}
storageClassName: {{ eq . "-" | ternary "" . | quote }}
{{- end -}}
{{- end -}}

{{/*
The name of the pods' ServiceAccount.
*/}}
{{- define "postgresql.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "postgresql.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/*
The base64 value of one key of the chart's own Secret: what the values say, else what the cluster has, else a new one.
Takes a dict: secret (the Secret that lookup found), key, value.
*/}}
{{- define "postgresql.secretValue" -}}
{{- $kept := get (.secret.data | default dict) .key -}}
{{- if .value -}}
{{- .value | toString | b64enc -}}
{{- else if $kept -}}
{{- $kept -}}
{{- else -}}
{{- randAlphaNum 24 | b64enc -}}
{{- end -}}
{{- end -}}

{{/*
The primary's name: StatefulSet and Service that clients write to.
*/}}
{{- define "postgresql.primary.fullname" -}}
{{- $suffix := eq .Values.architecture "replication" | ternary .Values.primary.name "" -}}
{{- list (include "postgresql.fullname" .) $suffix | compact | join "-" | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The read replicas' name.
*/}}
{{- define "postgresql.readReplicas.fullname" -}}
{{- printf "%s-%s" (include "postgresql.fullname" .) .Values.readReplicas.name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The Secret with the passwords.
*/}}
{{- define "postgresql.secretName" -}}
{{- tpl (default "" .Values.auth.existingSecret) . | default (include "postgresql.fullname" .) -}}
{{- end -}}

{{/*
The user the image makes, and the key its password is under.
*/}}
{{- define "postgresql.username" -}}
{{- default "postgres" .Values.auth.username -}}
{{- end -}}

{{- define "postgresql.passwordKey" -}}
{{- empty .Values.auth.username | ternary .Values.auth.secretKeys.adminPasswordKey .Values.auth.secretKeys.userPasswordKey -}}
{{- end -}}

{{- define "postgresql.database" -}}
{{- default (include "postgresql.username" .) .Values.auth.database -}}
{{- end -}}

{{/*
Environment that names the user and the password. Takes a dict: root, user and password (names of the variables).
*/}}
{{- define "postgresql.credentialsEnv" -}}
{{- $keys := .root.Values.auth.secretKeys -}}
- name: {{ .user }}
  {{- if and .root.Values.auth.existingSecret $keys.usernameKey }}
  valueFrom:
    secretKeyRef:
      name: {{ include "postgresql.secretName" .root }}
      key: {{ $keys.usernameKey }}
  {{- else }}
  value: {{ include "postgresql.username" .root | quote }}
  {{- end }}
- name: {{ .password }}
  valueFrom:
    secretKeyRef:
      name: {{ include "postgresql.secretName" .root }}
      key: {{ include "postgresql.passwordKey" .root }}
{{- end -}}

{{/*
The three probes of a server. Takes a dict: probes (startupProbe, livenessProbe, readinessProbe), port.
*/}}
{{- define "postgresql.probes" -}}
{{- range $name := list "startupProbe" "livenessProbe" "readinessProbe" -}}
{{- $probe := index $.probes $name -}}
{{- if $probe.enabled }}
{{ $name }}:
  exec:
    command:
      - /bin/sh
      - -c
      - exec pg_isready -h 127.0.0.1 -p {{ $.port }} -U "$POSTGRES_USER" -d "$POSTGRES_DB"
  {{- omit $probe "enabled" | toYaml | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
Folders the server writes to besides its data, since its root file system is read-only.
*/}}
{{- define "postgresql.scratchMounts" -}}
- name: scratch
  mountPath: /tmp
  subPath: tmp
- name: scratch
  mountPath: /var/run/postgresql
  subPath: run
- name: shared-memory
  mountPath: /dev/shm
{{- end -}}

{{- define "postgresql.scratchVolumes" -}}
- name: scratch
  emptyDir: {}
- name: shared-memory
  emptyDir:
    medium: Memory
{{- end -}}

{{/*
The exporter beside a server.
*/}}
{{- define "postgresql.metricsContainer" -}}
- name: metrics
  image: {{ include "postgresql.image" (dict "image" .Values.metrics.image "root" .) }}
  imagePullPolicy: {{ .Values.metrics.image.pullPolicy }}
  env:
    {{- include "postgresql.credentialsEnv" (dict "root" . "user" "DATA_SOURCE_USER" "password" "DATA_SOURCE_PASS") | nindent 4 }}
    - name: DATA_SOURCE_URI
      value: {{ printf "127.0.0.1:%v/%s?sslmode=disable" .Values.containerPorts.postgresql (include "postgresql.database" .) | quote }}
  args:
    - --web.listen-address=:{{ .Values.metrics.containerPorts.metrics }}
  ports:
    - name: metrics
      containerPort: {{ .Values.metrics.containerPorts.metrics }}
  readinessProbe:
    httpGet:
      path: /
      port: metrics
  securityContext:
    runAsNonRoot: true
    runAsUser: 65534
    readOnlyRootFilesystem: true
    allowPrivilegeEscalation: false
    capabilities:
      drop: [ALL]
  {{- with .Values.metrics.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/*
Annotations by which a Prometheus finds the exporter.
*/}}
{{- define "postgresql.metricsAnnotations" -}}
{{- if .Values.metrics.enabled -}}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .Values.metrics.containerPorts.metrics | quote }}
{{- end -}}
{{- end -}}
