{{/*
What the aws command needs to know, as environment.
*/}}
{{- define "rideshare-platform.s3Env" -}}
{{- with .Values.backup.s3 -}}
- name: HOME
  value: /tmp
- name: AWS_DEFAULT_REGION
  value: {{ .region | quote }}
- name: S3_FOLDER
  value: {{ list "s3:/" .bucket .prefix | compact | join "/" | quote }}
{{- with .endpoint }}
- name: AWS_ENDPOINT_URL
  value: {{ . | quote }}
{{- end }}
{{- with .existingSecret }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "AWS_ACCESS_KEY_ID" "secret" . "key" "access-key-id") }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "AWS_SECRET_ACCESS_KEY" "secret" . "key" "secret-access-key") }}
{{- end }}
{{- end -}}
{{- end -}}

{{/*
What PostgreSQL's commands need to know, as environment.
*/}}
{{- define "rideshare-platform.postgresEnv" -}}
{{- $secret := tpl .Values.postgresql.auth.existingSecret . -}}
{{- $keys := .Values.postgresql.auth.secretKeys -}}
- name: PGHOST
  value: {{ include "rideshare-platform.postgresHost" . }}
- name: PGPORT
  value: {{ .Values.postgresql.primary.service.ports.postgresql | quote }}
- name: PGDATABASE
  value: {{ .Values.postgresql.auth.database | quote }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "PGUSER" "secret" $secret "key" $keys.usernameKey) }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "PGPASSWORD" "secret" $secret "key" $keys.userPasswordKey) }}
{{- end -}}

{{/*
Security contexts of the pods and containers that dump, restore and copy.
*/}}
{{- define "rideshare-platform.jobPodSecurity" -}}
runAsNonRoot: true
runAsUser: 70
runAsGroup: 70
fsGroup: 70
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "rideshare-platform.jobContainerSecurity" -}}
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end -}}
