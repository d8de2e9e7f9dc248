{{/*
The environment a service gets for each store it uses, one partial a store.
*/}}
{{- define "rideshare-platform.env.postgres" -}}
{{- $secret := tpl .Values.postgresql.auth.existingSecret . -}}
{{- $keys := .Values.postgresql.auth.secretKeys -}}
{{- include "rideshare-platform.secretEnv" (dict "variable" "DB_HOST" "secret" $secret "key" "host") }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "DB_USERNAME" "secret" $secret "key" $keys.usernameKey) }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "DB_PASSWORD" "secret" $secret "key" $keys.userPasswordKey) }}
{{- end -}}

{{- define "rideshare-platform.env.mongodb" -}}
{{- $mongodb := .Values.mongodb -}}
{{- $secret := tpl $mongodb.auth.existingSecret . -}}
{{- $database := first $mongodb.auth.databases -}}
{{- $query := list (printf "authSource=%s" $database) -}}
{{- if eq $mongodb.architecture "replicaset" -}}
{{- $query = printf "replicaSet=%s" $mongodb.replicaSetName | append $query -}}
{{- end -}}
- name: MONGO_USERNAME
  value: {{ first $mongodb.auth.usernames | quote }}
{{ include "rideshare-platform.secretEnv" (dict "variable" "MONGO_PASSWORD" "secret" $secret "key" "mongodb-passwords") }}
- name: MONGO_URI
  value: {{ printf "mongodb://$(MONGO_USERNAME):$(MONGO_PASSWORD)@%s/%s?%s" (include "mongodb.hosts" .Subcharts.mongodb) $database (join "&" $query) | quote }}
{{- end -}}

{{- define "rideshare-platform.env.redis" -}}
{{- include "rideshare-platform.secretEnv" (dict "variable" "REDIS_PASSWORD" "secret" (include "redis.secretName" .Subcharts.redis) "key" (include "redis.secretKey" .Subcharts.redis)) -}}
{{- end -}}

{{- define "rideshare-platform.env.jwt" -}}
{{- include "rideshare-platform.secretEnv" (dict "variable" "JWT_SECRET" "secret" (include "rideshare-platform.jwtSecretName" .) "key" .Values.secrets.jwt.key) -}}
{{- end -}}
