{{/*
The chart's name, or nameOverride.
*/}}
{{- define "grafana.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name every object starts with: fullnameOverride, or the release's name with the chart's unless it has it already.
*/}}
{{- define "grafana.fullname" -}}
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
{{- define "grafana.namespace" -}}
{{- tpl (default "" .Values.namespaceOverride) . | default .Release.Namespace -}}
{{- end -}}

{{/*
Labels that never change over upgrades: selectors and volume claim templates use these and nothing else.
*/}}
{{- define "grafana.selectorLabels" -}}
app.kubernetes.io/name: {{ include "grafana.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Labels of every object.
*/}}
{{- define "grafana.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "grafana.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
An image reference. Takes a dict: image (registry, repository, tag, digest), root.
*/}}
{{- define "grafana.image" -}}
{{- $registry := coalesce (.root.Values.global).imageRegistry .image.registry -}}
{{- $reference := ternary (printf "@%s" .image.digest) (printf ":%s" (toString .image.tag)) (not (empty .image.digest)) -}}
{{- printf "%s%s" (list $registry .image.repository | compact | join "/") $reference -}}
{{- end -}}

{{/*
imagePullSecrets of a pod: the chart's and the global ones, as names or as {name: …}.
*/}}
{{- define "grafana.imagePullSecrets" -}}
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
{{- define "grafana.storageClass" -}}
{{- with coalesce .persistence.storageClass (.root.Values.global).storageClass -}}
storageClassName: {{ eq . "-" | ternary "" . | quote }}
{{- end -}}
{{- end -}}

{{/*
The name of the pods' ServiceAccount.
*/}}
{{- define "grafana.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "grafana.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/*
The base64 value of one key of the chart's own Secret: what the values say, else what the cluster has, else a new one.
Takes a dict: secret (the Secret that lookup found), key, value.
*/}}
{{- define "grafana.secretValue" -}}
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
The Secret with the administrator's name and password.
*/}}
{{- define "grafana.secretName" -}}
{{- tpl (default "" .Values.admin.existingSecret) . | default (include "grafana.fullname" .) -}}
{{- end -}}

{{/*
grafana.ini from its sections; a setting that is no section stands at the top.
*/}}
{{- define "grafana.ini" -}}
{{- $sections := index .Values "grafana.ini" -}}
{{- range $name, $value := $sections }}
{{- if not (kindIs "map" $value) }}
{{ $name }} = {{ tpl (toString $value) $ }}
{{- end }}
{{- end }}
{{- range $name, $settings := $sections }}
{{- if kindIs "map" $settings }}
[{{ $name }}]
{{- range $setting, $value := $settings }}
{{ $setting }} = {{ tpl (toString $value) $ }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
The ConfigMap of one provider's dashboards. Takes a dict: root, provider.
*/}}
{{- define "grafana.dashboardsName" -}}
{{- printf "%s-dashboards-%s" (include "grafana.fullname" .root) .provider -}}
{{- end -}}
