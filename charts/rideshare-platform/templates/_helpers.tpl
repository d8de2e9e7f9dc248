{{/*
The three namespaces: the one the values name, or the release's.
*/}}
{{- define "rideshare-platform.appNamespace" -}}
{{- default .Release.Namespace .Values.global.namespaces.app.name -}}
{{- end -}}

{{- define "rideshare-platform.monitoringNamespace" -}}
{{- default .Release.Namespace .Values.global.namespaces.monitoring.name -}}
{{- end -}}

{{- define "rideshare-platform.ingressNamespace" -}}
{{- default .Release.Namespace .Values.global.namespaces.ingress.name -}}
{{- end -}}

{{/*
What the services call the environment.
*/}}
{{- define "rideshare-platform.environment" -}}
{{- get (dict "prod" "production" "recovery" "recovery") .Values.environment | default "development" -}}
{{- end -}}

{{/*
Labels that never change over upgrades. Takes a dict: root, name.
*/}}
{{- define "rideshare-platform.selectorLabels" -}}
app: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{/*
Labels of every object. Takes a dict: root, component, and name for what belongs to one app.
*/}}
{{- define "rideshare-platform.labels" -}}
{{- with .name -}}
app: {{ . }}
{{ end -}}
app.kubernetes.io/name: {{ .name | default .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/*
Labels of pods: no version of the chart among them, so that a new chart alone restarts nothing.
Takes a dict: root, name, component.
*/}}
{{- define "rideshare-platform.podLabels" -}}
{{ include "rideshare-platform.selectorLabels" . }}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
{{- end -}}

{{/*
The tag of the services' images.
*/}}
{{- define "rideshare-platform.tag" -}}
{{- .Values.image.tag | default (printf "v%s" .Chart.AppVersion) -}}
{{- end -}}

{{/*
A reference to an image that is not a service's. Takes a dict: image (registry, repository, tag), root.
*/}}
{{- define "rideshare-platform.image" -}}
{{- $registry := coalesce .root.Values.global.imageRegistry .image.registry -}}
{{- list $registry (printf "%s:%v" .image.repository .image.tag) | compact | join "/" -}}
{{- end -}}

{{/*
The PostgreSQL image, for dumps and restores.
*/}}
{{- define "rideshare-platform.postgresImage" -}}
{{- include "postgresql.image" (dict "image" .Values.postgresql.image "root" .Subcharts.postgresql) -}}
{{- end -}}

{{- define "rideshare-platform.imagePullSecrets" -}}
{{- with .Values.global.imagePullSecrets -}}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end -}}
{{- end -}}

{{/*
Whether a kind that needs a CRD is wanted: "true" or nothing. Takes a dict: root, when (auto, true or false), api.
*/}}
{{- define "rideshare-platform.wanted" -}}
{{- if kindIs "bool" .when | ternary .when (.root.Capabilities.APIVersions.Has .api) -}}
true
{{- end -}}
{{- end -}}

{{- define "rideshare-platform.jwtSecretName" -}}
{{- .Values.secrets.jwt.existingSecret | default "jwt-secret" -}}
{{- end -}}

{{/*
The host that PostgreSQL's clients in the same namespace use.
*/}}
{{- define "rideshare-platform.postgresHost" -}}
{{- include "postgresql.primary.fullname" .Subcharts.postgresql -}}
{{- end -}}

{{/*
One environment variable from a Secret. Takes a dict: variable, secret, key.
*/}}
{{- define "rideshare-platform.secretEnv" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/*
The base64 value of one key of a Secret: what the values say, else what the cluster has, else a new one.
Takes a dict: namespace, name, key, value.
*/}}
{{- define "rideshare-platform.secretValue" -}}
{{- $kept := get (lookup "v1" "Secret" .namespace .name | dig "data" dict) .key -}}
{{- if .value -}}
{{- .value | toString | b64enc -}}
{{- else -}}
{{- $kept | default (randAlphaNum 32 | b64enc) -}}
{{- end -}}
{{- end -}}
