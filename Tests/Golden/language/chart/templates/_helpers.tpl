{{- define "language.named" -}}{{ range . }}<{{ . }}>{{ end }}{{- end -}}
