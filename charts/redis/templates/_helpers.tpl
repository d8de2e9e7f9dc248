{{/*
The chart's name, or nameOverride.
*/}}
{{- define "redis.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name every object starts with: fullnameOverride, or the release's name with the chart's unless it has it already.
*/}}
{{- define "redis.fullname" -}}
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
{{- define "redis.namespace" -}}
{{- tpl (default "" .Values.namespaceOverride) . | default .Release.Namespace -}}
{{- end -}}

{{/*
Labels that never change over upgrades: selectors and volume claim templates use these and nothing else.
*/}}
{{- define "redis.selectorLabels" -}}
app.kubernetes.io/name: {{ include "redis.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Labels of every object.
*/}}
{{- define "redis.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "redis.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
An image reference. Takes a dict: image (registry, repository, tag, digest), root.
*/}}
{{- define "redis.image" -}}
{{- $registry := coalesce (.root.Values.global).imageRegistry .image.registry -}}
{{- $reference := ternary (printf "@%s" .image.digest) (printf ":%s" (toString .image.tag)) (not (empty .image.digest)) -}}
{{- printf "%s%s" (list $registry .image.repository | compact | join "/") $reference -}}
{{- end -}}

{{/*
imagePullSecrets of a pod: the chart's and the global ones, as names or as {name: …}.
*/}}
{{- define "redis.imagePullSecrets" -}}
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
{{- define "redis.storageClass" -}}
{{- with coalesce .persistence.storageClass (.root.Values.global).storageClass -}}
storageClassName: {{ eq . "-" | ternary "" . | quote }}
{{- end -}}
{{- end -}}

{{/*
The name of the pods' ServiceAccount.
*/}}
{{- define "redis.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "redis.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/*
The base64 value of one key of the chart's own Secret: what the values say, else what the cluster has, else a new one.
Takes a dict: secret (the Secret that lookup found), key, value.
*/}}
{{- define "redis.secretValue" -}}
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
The Secret with the password, and the key it is under.
*/}}
{{- define "redis.secretName" -}}
{{- tpl (default "" .Values.auth.existingSecret) . | default (include "redis.fullname" .) -}}
{{- end -}}

{{- define "redis.secretKey" -}}
{{- .Values.auth.existingSecret | empty | ternary "" .Values.auth.existingSecretPasswordKey | default "redis-password" -}}
{{- end -}}

{{/*
The host clients write to.
*/}}
{{- define "redis.masterHost" -}}
{{- printf "%s-master.%s.svc.cluster.local" (include "redis.fullname" .) (include "redis.namespace" .) -}}
{{- end -}}

{{/*
The configuration of one role. Takes a dict: root, role (its values).
*/}}
{{- define "redis.configuration" -}}
dir /data
port {{ .root.Values.master.containerPorts.redis }}
{{ .root.Values.commonConfiguration }}
{{- with .role.configuration }}
{{ . }}
{{- end }}
{{- range .role.disableCommands }}
rename-command {{ . }} ""
{{- end }}
{{- end -}}

{{/*
Annotations by which a Prometheus finds the exporter.
*/}}
{{- define "redis.metricsAnnotations" -}}
{{- if .Values.metrics.enabled -}}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .Values.metrics.containerPorts.metrics | quote }}
{{- end -}}
{{- end -}}

{{/*
The StatefulSet of one role. Takes a dict: root, name (master or replicas), role (its values), replicas.
*/}}
{{- define "redis.statefulset" -}}
{{- $master := .root.Values.master -}}
{{- $auth := .root.Values.auth.enabled -}}
{{- $persistence := .role.persistence -}}
{{- $component := eq .name "master" | ternary "master" "replica" -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "redis.fullname" .root }}-{{ .name }}
  namespace: {{ include "redis.namespace" .root }}
  labels:
    {{- include "redis.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
    {{- with .role.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .role.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceName: {{ include "redis.fullname" .root }}-headless
  replicas: {{ .replicas }}
  selector:
    matchLabels:
      {{- include "redis.selectorLabels" .root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
  updateStrategy:
    type: RollingUpdate
  template:
    metadata:
      labels:
        {{- include "redis.selectorLabels" .root | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
        {{- with .role.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        checksum/configuration: {{ include "redis.configuration" . | sha256sum }}
        {{- with merge (dict) (.role.podAnnotations | default dict) (include "redis.metricsAnnotations" .root | fromYaml) }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "redis.serviceAccountName" .root }}
      automountServiceAccountToken: {{ .root.Values.serviceAccount.automountServiceAccountToken }}
      {{- with include "redis.imagePullSecrets" .root }}{{ . | trim | nindent 6 }}{{ end }}
      {{- if $master.podSecurityContext.enabled }}
      securityContext:
        {{- omit $master.podSecurityContext "enabled" | toYaml | nindent 8 }}
      {{- end }}
      terminationGracePeriodSeconds: {{ $master.terminationGracePeriodSeconds }}
      {{- range $field := list "nodeSelector" "tolerations" "affinity" "priorityClassName" }}
      {{- with index $.role $field | default (index $master $field) }}
      {{- dict $field . | toYaml | nindent 6 }}
      {{- end }}
      {{- end }}
      containers:
        - name: redis
          image: {{ include "redis.image" (dict "image" .root.Values.image "root" .root) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          # Secrets stay out of the argument list: they are written to a file that only this container sees.
          command:
            - /bin/sh
            - -ec
            - |
              umask 077
              cat /etc/redis/{{ .name }}.conf > /tmp/redis.conf
              {{- if eq $component "replica" }}
              echo "replicaof {{ include "redis.masterHost" .root }} {{ $master.service.ports.redis }}" >> /tmp/redis.conf
              {{- end }}
              {{- if $auth }}
              printf 'requirepass "%s"\nmasterauth "%s"\n' "$REDISCLI_AUTH" "$REDISCLI_AUTH" >> /tmp/redis.conf
              {{- else }}
              echo "protected-mode no" >> /tmp/redis.conf
              {{- end }}
              exec redis-server /tmp/redis.conf
          {{- if $auth }}
          env:
            - name: REDISCLI_AUTH
              valueFrom:
                secretKeyRef:
                  name: {{ include "redis.secretName" .root }}
                  key: {{ include "redis.secretKey" .root }}
          {{- end }}
          ports:
            - name: tcp-redis
              containerPort: {{ $master.containerPorts.redis }}
          {{- range $name := list "livenessProbe" "readinessProbe" }}
          {{- $probe := index $master $name }}
          {{- if $probe.enabled }}
          {{ $name }}:
            exec:
              command:
                - /bin/sh
                - -c
                - redis-cli -h 127.0.0.1 -p {{ $master.containerPorts.redis }} ping | grep -q {{ eq $name "livenessProbe" | ternary "-e PONG -e LOADING -e MASTERDOWN" "PONG" }}
            {{- omit $probe "enabled" | toYaml | nindent 12 }}
          {{- end }}
          {{- end }}
          {{- if $master.containerSecurityContext.enabled }}
          securityContext:
            {{- omit $master.containerSecurityContext "enabled" | toYaml | nindent 12 }}
          {{- end }}
          {{- with .role.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          volumeMounts:
            - name: redis-data
              mountPath: /data
            - name: configuration
              mountPath: /etc/redis
              readOnly: true
            - name: scratch
              mountPath: /tmp
        {{- if .root.Values.metrics.enabled }}
        - name: metrics
          image: {{ include "redis.image" (dict "image" .root.Values.metrics.image "root" .root) }}
          imagePullPolicy: {{ .root.Values.metrics.image.pullPolicy }}
          args:
            - --web.listen-address=:{{ .root.Values.metrics.containerPorts.metrics }}
          env:
            - name: REDIS_ADDR
              value: redis://127.0.0.1:{{ $master.containerPorts.redis }}
            {{- if $auth }}
            - name: REDIS_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: {{ include "redis.secretName" .root }}
                  key: {{ include "redis.secretKey" .root }}
            {{- end }}
          ports:
            - name: metrics
              containerPort: {{ .root.Values.metrics.containerPorts.metrics }}
          readinessProbe:
            httpGet:
              path: /health
              port: metrics
          securityContext:
            runAsNonRoot: true
            runAsUser: 59000
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          {{- with .root.Values.metrics.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
        {{- end }}
      volumes:
        - name: configuration
          configMap:
            name: {{ include "redis.fullname" .root }}-configuration
        - name: scratch
          emptyDir:
            medium: Memory
        {{- if not $persistence.enabled }}
        - name: redis-data
          emptyDir: {}
        {{- else if $persistence.existingClaim }}
        - name: redis-data
          persistentVolumeClaim:
            claimName: {{ tpl $persistence.existingClaim .root }}
        {{- end }}
  {{- if and $persistence.enabled (not $persistence.existingClaim) }}
  volumeClaimTemplates:
    - metadata:
        name: redis-data
        labels:
          {{- include "redis.selectorLabels" .root | nindent 10 }}
          app.kubernetes.io/component: {{ $component }}
        {{- with $persistence.annotations }}
        annotations:
          {{- toYaml . | nindent 10 }}
        {{- end }}
      spec:
        accessModes:
          {{- toYaml $persistence.accessModes | nindent 10 }}
        resources:
          requests:
            storage: {{ $persistence.size | quote }}
        {{- with include "redis.storageClass" (dict "persistence" $persistence "root" .root) }}{{ . | trim | nindent 8 }}{{ end }}
  {{- end }}
{{- end -}}
