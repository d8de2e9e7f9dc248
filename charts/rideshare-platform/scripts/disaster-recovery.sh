#!/usr/bin/env bash
# Brings the platform up again in a namespace of its own, from the latest backup, and sends production's traffic there.
#
#   scripts/disaster-recovery.sh [--secrets FOLDER] [--no-switch]
#
#   --secrets FOLDER  Secrets to apply first (postgres-credentials with host: postgres-recovery, jwt-secret …); those that
#                     are not among them are made by the chart. Without jwt-secret everybody must sign in again.
#   --no-switch       Stop before the traffic is switched: for a rehearsal.
#
# Environment: RELEASE, NAMESPACE, PRODUCTION_NAMESPACE, TIMEOUT. Further arguments after -- go to `chart upgrade`, such as
#   -- --set backup.s3.existingSecret=backup-s3
# Safe to run again: every step starts from what is there.
set -euo pipefail

release=${RELEASE:-rideshare-recovery}
namespace=${NAMESPACE:-rideshare-recovery}
production=${PRODUCTION_NAMESPACE:-rideshare-prod}
timeout=${TIMEOUT:-20m}
chart_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
secrets=""
switch=yes

while [ $# -gt 0 ]; do
  case $1 in
    --secrets) secrets=${2:?--secrets needs a folder}; shift 2 ;;
    --no-switch) switch=no; shift ;;
    --) shift; break ;;
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit ;;
    *) echo "unknown argument: $1 (see --help)" >&2; exit 2 ;;
  esac
done
arguments=("$@")

for tool in chart kubectl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done

echo "1. Namespace and secrets"
kubectl create namespace "$namespace" --dry-run=client --output=yaml | kubectl apply --filename=-
if [ -n "$secrets" ]; then
  kubectl apply --namespace="$namespace" --filename="$secrets"
fi

# A Secret that somebody else made is used as it is; the chart must not take it over.
keep_secret() {
  local name=$1 setting=$2 owner
  owner=$(kubectl get secret "$name" --namespace="$namespace" --ignore-not-found \
    --output=jsonpath='{.metadata.name}={.metadata.labels.app\.kubernetes\.io/managed-by}')
  if [ "$owner" = "$name=" ]; then arguments+=(--set "$setting"); fi
}
keep_secret postgres-credentials secrets.postgres.create=false
keep_secret mongodb-credentials secrets.mongodb.create=false
keep_secret redis-credentials secrets.redis.create=false
keep_secret jwt-secret secrets.jwt.existingSecret=jwt-secret

echo "2. Databases and services; the Job postgres-restore fills PostgreSQL from the latest backup"
chart upgrade --install "$release" "$chart_folder" \
  --namespace "$namespace" \
  --set environment=recovery \
  --set "recovery.trafficSwitch.namespace=$production" \
  --timeout "$timeout" --wait \
  ${arguments[@]+"${arguments[@]}"}

echo "3. Traffic"
if [ "$switch" = no ]; then
  echo "not switched, as asked"
elif ! kubectl get virtualservices.networking.istio.io rideshare-api --namespace="$production" >/dev/null; then
  echo "there is no VirtualService rideshare-api in $production to switch: point api.rideshare.com here by hand" >&2
  exit 1
else
  chart upgrade "$release" "$chart_folder" \
    --namespace "$namespace" \
    --reuse-values --set recovery.trafficSwitch.enabled=true \
    --timeout "$timeout" --wait
  echo "switched; keep istio.virtualService.routeNamespace=$namespace set for production until you go back"
fi
