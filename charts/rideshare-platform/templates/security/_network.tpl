{{/*
Peers: every pod of the namespaces given. Takes a list of names. The label is the one the API server itself puts on
every namespace, so it is there whoever made the namespace.
*/}}
{{- define "rideshare-platform.namespacePeers" -}}
{{- range . | compact | uniq }}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ . }}
{{- end }}
{{- end -}}

{{/*
The databases' pods, told by the labels their own charts give them.
*/}}
{{- define "rideshare-platform.databaseSelector" -}}
matchLabels:
  app.kubernetes.io/instance: {{ .Release.Name }}
matchExpressions:
  - key: app.kubernetes.io/name
    operator: In
    values:
      - {{ include "postgresql.name" .Subcharts.postgresql }}
      - {{ include "mongodb.name" .Subcharts.mongodb }}
      - {{ include "redis.name" .Subcharts.redis }}
{{- end -}}

{{/*
The databases' ports.
*/}}
{{- define "rideshare-platform.databasePorts" -}}
- protocol: TCP
  port: {{ .Values.postgresql.containerPorts.postgresql }}
- protocol: TCP
  port: {{ .Values.mongodb.containerPorts.mongodb }}
- protocol: TCP
  port: {{ .Values.redis.master.containerPorts.redis }}
{{- end -}}

{{/*
Egress to the cluster's name server, wherever the cluster runs it.
*/}}
{{- define "rideshare-platform.dnsEgress" -}}
- ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end -}}

{{/*
The API server's ports; object storage is on the first of them too.
*/}}
{{- define "rideshare-platform.apiServerPorts" -}}
{{- range .Values.networkPolicy.apiServerPorts | uniq }}
- protocol: TCP
  port: {{ . }}
{{- end }}
{{- end -}}
