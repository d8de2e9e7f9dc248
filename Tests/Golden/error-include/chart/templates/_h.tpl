{{ define "e.outer" }}
  {{ include "e.inner" .Values }}
{{ end }}
{{ define "e.inner" }}{{ .a.b.c }}{{ end }}
