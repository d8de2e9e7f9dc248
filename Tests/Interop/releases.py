"""Releases that `chart` and the real Helm make, change and remove in turn, and what both say of them."""
import json, os
from harness import (
    chart, changes, check, get, good, group, helm, hooks_of, kubectl, pods_run, same, skip, space, work, write)


# The chart that both install: a workload, configuration, hooks on every event, a test, notes, a definition.

write("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.2.3\nappVersion: '9.8'\ndescription: For two\n")
write("app/values.yaml", "replicas: 1\nmessage: hello\nnested: {a: 1, b: [x, 'y', 3.5], c: null}\nhooks: true\n")
definition = write("app/crds/crd.yaml", f"""
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {{name: gadgets.{group}}}
spec:
  group: {group}
  names: {{plural: gadgets, kind: Gadget, singular: gadget, shortNames: [gdg{os.getpid()}]}}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {{status: {{}}}}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {{type: object, properties: {{size: {{type: integer}}, note: {{type: string}}}}}}
          status: {{type: object, x-kubernetes-preserve-unknown-fields: true}}
    additionalPrinterColumns: [{{name: Size, type: integer, jsonPath: .spec.size}}]
""")
write("app/templates/NOTES.txt", "{{ .Release.Name }} says {{ .Values.message }}\nrevision {{ .Release.Revision }}\n")
write("app/templates/app.yaml", f"""
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{{{ .Release.Name }}}}
  labels: {{app: {{{{ .Release.Name }}}}}}
spec:
  replicas: {{{{ .Values.replicas }}}}
  selector: {{matchLabels: {{app: {{{{ .Release.Name }}}}}}}}
  template:
    metadata: {{labels: {{app: {{{{ .Release.Name }}}}}}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: main
        image: registry.k8s.io/pause:3.10
        ports: [{{containerPort: 80}}]
        env: [{{name: MESSAGE, value: {{{{ .Values.message | quote }}}}}}]
---
apiVersion: v1
kind: Service
metadata: {{name: {{{{ .Release.Name }}}}}}
spec: {{selector: {{app: {{{{ .Release.Name }}}}}}, ports: [{{port: 80}}]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: {{{{ .Release.Name }}}}-config}}
data:
  message: {{{{ .Values.message | quote }}}}
  values: |
    {{{{- toYaml .Values | nindent 4 }}}}
---
apiVersion: v1
kind: Secret
metadata: {{name: {{{{ .Release.Name }}}}-secret}}
stringData: {{word: {{{{ .Values.message | quote }}}}}}
---
apiVersion: {group}/v1
kind: Gadget
metadata: {{name: {{{{ .Release.Name }}}}}}
spec: {{size: {{{{ .Values.replicas }}}}}}
{{{{- if eq .Values.message "hello" }}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: {{{{ .Release.Name }}}}-first}}
{{{{- end }}}}
""")
write("app/templates/hooks.yaml", hooks_of(*changes) + """---
apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-test
  annotations: {helm.sh/hook: test}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  containers: [{name: check, image: busybox, command: ["true"]}]
""")


# ---------------------------------------------------------------------------------------------------------------------
# What the two say of one release.

def shared(data):
    """What both say: Helm adds the record's own labels to metadata, and the objects themselves to a status."""
    if isinstance(data, dict):
        data.pop("labels", None)
        data.get("info", {}).pop("resources", None)
    return data


def compare(when, name, namespace=space):
    """Every view that both have of a release is the same, to the letter where it is data."""
    for view in (["list", "-o", "json"], ["list", "-o", "yaml"], ["history", name, "-o", "json"],
                 ["get", "values", name, "-o", "json"], ["get", "values", name, "--all", "-o", "json"],
                 ["get", "manifest", name], ["get", "hooks", name], ["get", "notes", name],
                 ["get", "metadata", name, "-o", "json"], ["status", name, "-o", "json"]):
        ours, theirs = chart(*view, "-n", namespace), helm(*view, "-n", namespace)
        label = " ".join(view).replace(f" {name}", "")
        if ours[0] or theirs[0]:
            check(f"{when}: {label}", False, f"{ours[2]} {theirs[2]}")
        elif "json" in view:
            same(f"{when}: {label}", shared(json.loads(ours[1])), shared(json.loads(theirs[1])))
        else:
            same(f"{when}: {label}", ours[1], theirs[1])


def statuses(tool, name, namespace=space):
    code, out, err = tool("history", name, "-n", namespace, "-o", "json")
    return [(entry["revision"], entry["status"]) for entry in json.loads(out)] if code == 0 else err


def both_ways(live):
    apps = os.path.join(work, "app")
    wait = ["--wait", "--timeout", "60s"]
    if not live:
        wait += ["--set", "replicas=0"]
    for first, second, names in ((chart, helm, ("chart", "Helm")), (helm, chart, ("Helm", "chart"))):
        one, other = names
        name = f"by-{one.lower()}"
        on = ["-n", space]
        good(f"{one} installs", first("install", name, apps, *on, *wait))
        compare(f"installed by {one}", name)
        good(f"{other} upgrades it", second("upgrade", name, apps, *on, *wait, "--set", "message=again"))
        compare(f"upgraded by {other}", name)
        check(f"what {other} leaves out of an upgrade is gone", get("configmap", f"{name}-first") is None)
        config = get("configmap", f"{name}-config")
        check(f"the upgrade by {other} is in the cluster", config and config["data"]["message"] == "again", config)
        good(f"{one} upgrades it with new values", first(
            "upgrade", "--install", name, apps, *on, *wait, "--set", "message=third"))
        good(f"{other} rolls it back", second("rollback", name, "1", *on, "--wait", "--timeout", "60s"))
        compare(f"rolled back by {other}", name)
        check("what was there at first is back", get("configmap", f"{name}-first") is not None)
        expected = [(1, "superseded"), (2, "superseded"), (3, "superseded"), (4, "deployed")]
        same("the history has every revision", statuses(first, name), expected)
        if live:
            good(f"{other} tests it", second("test", name, *on, "--timeout", "60s"))
            compare(f"tested by {other}", name)
            logs = ["--logs"] if "--logs" in first("test", "--help")[1] else []
            if not logs:
                skip(f"{one} shows its tests' logs", "it has no such option")
            good(f"{one} tests it too", first("test", name, *on, "--timeout", "60s", *logs))
        else:
            skip(f"{other} tests it", "no pod runs here")
        good(f"{other} uninstalls it", second("uninstall", name, *on, "--wait", "--timeout", "60s"))
        for tool, who in ((first, one), (second, other)):
            same(f"{who} lists nothing", json.loads(tool("list", *on, "-o", "json")[1] or "null"), [])
        left = kubectl("get", "deploy,svc,cm,secret,gadgets." + group, *on, "-o", "name")[1].split()
        # Hooks stay as their policies say; what else is left would be the release's own.
        # Every namespace has some that the cluster itself puts there.
        left = [x for x in left if "kube-root-ca" not in x and "openshift-service-ca" not in x and not any(e in x for e in ("-pre-", "-post-"))]
        same(f"nothing of it is left after {other}", left, [])


def variants(live):
    """Helm's ways of installing, upgrading and removing, on the cluster as it is."""
    apps, on = os.path.join(work, "app"), ["-n", space]
    none = [] if live else ["--set", "replicas=0"]
    for tool, who in ((helm, "Helm"), (chart, "chart")):
        name = f"variants-{who.lower()}"
        good(f"{who} installs without server-side apply", tool(
            "upgrade", "--install", name, apps, *on, "--wait", "--timeout", "60s", "--server-side=false", *none))
        good(f"{who} upgrades with it", tool(
            "upgrade", name, apps, *on, "--wait", "--timeout", "60s", "--server-side=true", "--set", "message=b", *none,
            *(["--force-conflicts"])))
        good(f"{who} goes back without it", tool(
            "upgrade", name, apps, *on, "--wait", "--timeout", "60s", "--server-side=false", "--set", "message=c",
            *none))
        config = get("configmap", f"{name}-config")
        check(f"{who}'s last values are in the cluster", config and config["data"]["message"] == "c", config)
        if tool is helm:
            good(f"{who} uninstalls in the foreground", tool(
                "uninstall", name, *on, "--wait", "--timeout", "60s", "--cascade", "foreground"))
        else:
            good(f"{who} uninstalls", tool("uninstall", name, *on, "--wait", "--timeout", "60s"))
        check(f"{who} has removed its workload", get("deployment", name) is None)
        code, out, err = tool("install", "dry", apps, *on, "--dry-run=server")
        check(f"{who} tries on the server", code == 0 and "MESSAGE" in out, err)
        check(f"{who} leaves nothing of a trial", get("deployment", "dry") is None)
        away = f"{space}-{who.lower()}"
        good(f"{who} makes the namespace it installs into", tool(
            "install", "r", apps, "-n", away, "--create-namespace", "--wait", "--timeout", "60s", *none))
        good(f"{who} keeps the history of what it uninstalls", tool(
            "uninstall", "r", "-n", away, "--keep-history", "--wait", "--timeout", "60s"))
        same(f"{who}'s kept history", statuses(tool, "r", away), [(1, "uninstalled")])


def same_objects(live):
    """One chart installed by each leaves the same objects."""
    apps = os.path.join(work, "app")
    seen = {}
    for tool, who in ((helm, "helm"), (chart, "chart")):
        place = f"{space}-same-{who}"
        good(f"{who} installs into {place}", tool(
            "install", "same", apps, "-n", place, "--create-namespace", *([] if live else ["--set", "replicas=0"])))
        code, out, err = kubectl("get", f"deploy,svc,cm,gadgets.{group}", "-n", place, "-o", "json")
        objects = {}
        for item in json.loads(out)["items"] if code == 0 else []:
            metadata = item["metadata"]
            if metadata["name"].startswith("kube-"):
                continue
            for field in ("uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"):
                metadata.pop(field, None)
            item.pop("status", None)
            for field in ("clusterIP", "clusterIPs"):
                item.get("spec", {}).pop(field, None)
            objects[item["kind"] + "/" + metadata["name"]] = json.loads(json.dumps(item).replace(place, "NS"))
        seen[who] = objects
    same("both leave the same objects", sorted(seen["chart"]), sorted(seen["helm"]))
    for name in sorted(seen["helm"]):
        same(f"both leave the same {name}", seen["chart"].get(name), seen["helm"][name])


def releases():
    live = pods_run()
    both_ways(live)
    variants(live)
    same_objects(live)
