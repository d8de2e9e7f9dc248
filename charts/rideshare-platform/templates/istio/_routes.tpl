{{/*
The http routes of the platform's VirtualService, from the services table. Takes a dict: root, namespace (where the
services are when that is not the VirtualService's own namespace).
*/}}
{{- define "rideshare-platform.routes" -}}
{{- range $name, $service := .root.Values.services }}
{{- range $prefix := $service.routes }}
- match:
    - uri:
        prefix: {{ $prefix }}
  route:
    - destination:
        host: {{ empty $.namespace | ternary $name (printf "%s.%s.svc.cluster.local" $name $.namespace) }}
        port:
          number: {{ $service.port }}
{{- end }}
{{- end }}
{{- end -}}
