{{/*
The chart's name, or nameOverride.
*/}}
{{- define "mongodb.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name every object starts with: fullnameOverride, or the release's name with the chart's unless it has it already.
*/}}
{{- define "mongodb.fullname" -}}
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
{{- define "mongodb.namespace" -}}
{{- tpl (default "" .Values.namespaceOverride) . | default .Release.Namespace -}}
{{- end -}}

{{/*
Labels that never change over upgrades: selectors and volume claim templates use these and nothing else.
*/}}
{{- define "mongodb.selectorLabels" -}}
app.kubernetes.io/name: {{ include "mongodb.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Labels of every object.
*/}}
{{- define "mongodb.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "mongodb.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
An image reference. Takes a dict: image (registry, repository, tag, digest), root.
*/}}
{{- define "mongodb.image" -}}
{{- $registry := coalesce (.root.Values.global).imageRegistry .image.registry -}}
{{- $reference := ternary (printf "@%s" .image.digest) (printf ":%s" (toString .image.tag)) (not (empty .image.digest)) -}}
{{- printf "%s%s" (list $registry .image.repository | compact | join "/") $reference -}}
{{- end -}}

{{/*
imagePullSecrets of a pod: the chart's and the global ones, as names or as {name: …}.
*/}}
{{- define "mongodb.imagePullSecrets" -}}
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
{{- define "mongodb.storageClass" -}}
{{- with coalesce .persistence.storageClass (.root.Values.global).storageClass -}}
storageClassName: {{ eq . "-" | ternary "" . | quote }}
{{- end -}}
{{- end -}}

{{/*
The name of the pods' ServiceAccount.
*/}}
{{- define "mongodb.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "mongodb.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/*
The base64 value of one key of the chart's own Secret: what the values say, else what the cluster has, else a new one.
Takes a dict: secret (the Secret that lookup found), key, value.
*/}}
{{- define "mongodb.secretValue" -}}
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
The Secret with the passwords.
*/}}
{{- define "mongodb.secretName" -}}
{{- tpl (default "" .Values.auth.existingSecret) . | default (include "mongodb.fullname" .) -}}
{{- end -}}

{{- define "mongodb.replicas" -}}
{{- eq .Values.architecture "replicaset" | ternary .Values.replicaCount 1 -}}
{{- end -}}

{{/*
What a connection string lists: the Service of a single server, or every member of the replica set by its own name.
*/}}
{{- define "mongodb.hosts" -}}
{{- $fullname := include "mongodb.fullname" . -}}
{{- $port := .Values.containerPorts.mongodb -}}
{{- if eq .Values.architecture "replicaset" -}}
{{- $hosts := list -}}
{{- range $member := until (int .Values.replicaCount) -}}
{{- $hosts = printf "%s-%d.%s-headless.%s.svc.cluster.local:%v" $fullname $member $fullname (include "mongodb.namespace" $) $port | append $hosts -}}
{{- end -}}
{{- join "," $hosts -}}
{{- else -}}
{{- printf "%s.%s.svc.cluster.local:%v" $fullname (include "mongodb.namespace" .) .Values.service.ports.mongodb -}}
{{- end -}}
{{- end -}}

{{/*
The root user and password. Takes a dict: root, user and password (names of the variables).
*/}}
{{- define "mongodb.rootEnv" -}}
- name: {{ .user }}
  value: {{ .root.Values.auth.rootUser | quote }}
- name: {{ .password }}
  valueFrom:
    secretKeyRef:
      name: {{ include "mongodb.secretName" .root }}
      key: mongodb-root-password
{{- end -}}

{{/*
Annotations by which a Prometheus finds the exporter.
*/}}
{{- define "mongodb.metricsAnnotations" -}}
{{- if .Values.metrics.enabled -}}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .Values.metrics.containerPorts.metrics | quote }}
{{- end -}}
{{- end -}}
