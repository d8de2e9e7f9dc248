{{/*
The chart's name, or nameOverride.
*/}}
{{- define "prometheus.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name every object starts with: fullnameOverride, or the release's name with the chart's unless it has it already.
*/}}
{{- define "prometheus.fullname" -}}
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
{{- define "prometheus.namespace" -}}
{{- tpl (default "" .Values.namespaceOverride) . | default .Release.Namespace -}}
{{- end -}}

{{/*
Labels that never change over upgrades: selectors and volume claim templates use these and nothing else.
*/}}
{{- define "prometheus.selectorLabels" -}}
app.kubernetes.io/name: {{ include "prometheus.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Labels of every object.
*/}}
{{- define "prometheus.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "prometheus.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
An image reference. Takes a dict: image (registry, repository, tag, digest), root.
*/}}
{{- define "prometheus.image" -}}
{{- $registry := coalesce (.root.Values.global).imageRegistry .image.registry -}}
{{- $reference := ternary (printf "@%s" .image.digest) (printf ":%s" (toString .image.tag)) (not (empty .image.digest)) -}}
{{- printf "%s%s" (list $registry .image.repository | compact | join "/") $reference -}}
{{- end -}}

{{/*
imagePullSecrets of a pod: the chart's and the global ones, as names or as {name: …}.
*/}}
{{- define "prometheus.imagePullSecrets" -}}
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
{{- define "prometheus.storageClass" -}}
{{- with coalesce .persistence.storageClass (.root.Values.global).storageClass -}}
storageClassName: {{ eq . "-" | ternary "" . | quote }}
{{- end -}}
{{- end -}}

{{/*
The server's name, and the name of its ServiceAccount.
*/}}
{{- define "prometheus.server.fullname" -}}
{{- printf "%s-%s" (include "prometheus.fullname" .) .Values.server.name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name of the server's cluster-wide role: releases in other namespaces have theirs.
*/}}
{{- define "prometheus.server.clusterRoleName" -}}
{{- printf "%s-%s" (include "prometheus.namespace" .) (include "prometheus.server.fullname" .) -}}
{{- end -}}

{{- define "prometheus.server.serviceAccountName" -}}
{{- $account := .Values.serviceAccounts.server -}}
{{- default (ternary (include "prometheus.server.fullname" .) "default" $account.create) $account.name -}}
{{- end -}}

{{/*
The ConfigMap the server reads.
*/}}
{{- define "prometheus.server.configMapName" -}}
{{- with .Values.server.configMapOverrideName -}}
{{- printf "%s-%s" $.Release.Name . -}}
{{- else -}}
{{- include "prometheus.server.fullname" . -}}
{{- end -}}
{{- end -}}

{{- define "prometheus.alertmanager.fullname" -}}
{{- default (printf "%s-alertmanager" (include "prometheus.fullname" .) | trunc 63 | trimSuffix "-") .Values.alertmanager.fullnameOverride -}}
{{- end -}}
