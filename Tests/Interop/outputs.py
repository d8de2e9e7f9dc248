"""What `chart` and the real Helm print for the same command is the same, to the byte: standard output, the error line,
the exit status. Each works in a namespace of its own; times and that name are masked.

Nothing here needs a node: objects are configuration, services without pods, and custom resources whose own status says
whether they are ready.
"""
import difflib, json, re, shlex, time
from harness import chart, changes, check, good, group, helm, hooks_of, kubectl, make_namespace, same, space, work, write

# What differs for a reason, each told in the README's table: a step's name, and why. One that is the same by now fails.
DELIBERATE = {
    "list -a": "taken as in Helm 3, whose scripts have it", "list --all": "taken as in Helm 3, whose scripts have it",
    "install": "the chart may be the one that is here", "install a": "the chart may be the one that is here",
    "upgrade": "the chart may be the one that is here",
}

kind = "Switch"
write("out/Chart.yaml", "apiVersion: v2\nname: out\nversion: 1.2.3\nappVersion: '9.8'\ndescription: Compared\n"
      "annotations: {a: b}\n")
write("out/values.yaml", "message: hello\nnested: {a: 1, b: [x, 'y', 3.5], c: null}\nhooks: true\nready: true\n"
      "name: ''\nfrozen: one\nlooked: nothing\n")
write("out/templates/NOTES.txt", "{{ .Release.Name }} says {{ .Values.message }}\nrevision {{ .Release.Revision }}\n")
write("out/templates/all.yaml", f"""
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{{{ .Values.name | default (printf "%s-config" .Release.Name) | quote }}}}
data:
  message: {{{{ .Values.message | quote }}}}
  values: |
    {{{{- toYaml .Values | nindent 4 }}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: {{{{ .Release.Name }}}}-frozen}}
immutable: true
data: {{frozen: {{{{ .Values.frozen }}}}}}
---
apiVersion: v1
kind: Secret
metadata: {{name: {{{{ .Release.Name }}}}-secret}}
stringData: {{word: {{{{ .Values.message | quote }}}}}}
---
apiVersion: v1
kind: Service
metadata: {{name: {{{{ .Release.Name }}}}}}
spec: {{selector: {{app: {{{{ .Release.Name }}}}}}, ports: [{{port: 80}}]}}
---
apiVersion: {group}/v1
kind: {kind}
metadata: {{name: {{{{ .Release.Name }}}}}}
status: {{conditions: [{{type: Ready, status: {{{{ .Values.ready | toString | title | quote }}}}, reason: Set,
  message: as told}}]}}
{{{{- if eq .Values.message "hello" }}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: {{{{ .Release.Name }}}}-first}}
{{{{- end }}}}
{{{{- if eq .Values.message "kept" }}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: {{{{ .Release.Name }}}}-kept, annotations: {{helm.sh/resource-policy: keep}}}}
{{{{- end }}}}
{{{{- with .Values.raw }}}}
---
{{{{ . }}}}
{{{{- end }}}}
""")
write("out/templates/hooks.yaml", hooks_of(*changes, "test"))
write("look/Chart.yaml", "apiVersion: v2\nname: look\nversion: 0.1.0\n")
write("look/templates/all.yaml", """apiVersion: v1
kind: ConfigMap
metadata: {name: look}
data:
  namespace: {{ (lookup "v1" "Namespace" "" .Release.Namespace).metadata.name | default "not seen" | quote }}
  names: {{ range (lookup "v1" "ConfigMap" .Release.Namespace "").items }}{{ .metadata.name }} {{ end }}
  word: {{ (lookup "v1" "Secret" .Release.Namespace "looked").data | toJson | quote }}
  missing: {{ lookup "v1" "Secret" .Release.Namespace "no-such" | toJson | quote }}
  switch: {{ .Capabilities.APIVersions.Has "GROUP/v1/Switch" }}
  unknown: {{ .Capabilities.APIVersions.Has "nobody.example/v1" }}
""".replace("GROUP", group))
write("bad/Chart.yaml", "apiVersion: v2\nname: bad\nversion: 0.1.0\n")
write("bad/values.yaml", "what: fail\n")
write("bad/templates/all.yaml", """
{{- if eq .Values.what "fail" }}{{ fail "not today" }}{{ end }}
{{- if eq .Values.what "yaml" }}
a: b: c
{{- end }}
{{- if eq .Values.what "kind" }}
apiVersion: nobody.example/v1
kind: Nothing
metadata: {name: nothing}
{{- end }}
{{- if eq .Values.what "field" }}
apiVersion: v1
kind: ConfigMap
metadata: {name: field}
dat: {a: b}
{{- end }}
{{- if eq .Values.what "type" }}
apiVersion: v1
kind: ConfigMap
metadata: {name: type}
data: {a: 1}
{{- end }}
{{- if eq .Values.what "name" }}
apiVersion: v1
kind: ConfigMap
metadata: {name: Not_A_Name}
{{- end }}
{{- if eq .Values.what "twice" }}
apiVersion: v1
kind: ConfigMap
metadata: {name: twice}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: twice}
{{- end }}
{{- if eq .Values.what "namespace" }}
apiVersion: v1
kind: ConfigMap
metadata: {name: elsewhere, namespace: no-such-namespace}
{{- end }}
{{- if eq .Values.what "service" }}
apiVersion: v1
kind: Service
metadata: {name: service}
spec: {ports: [{port: 0}]}
{{- end }}
""")
for library in ("library",):
    write(f"{library}/Chart.yaml", "apiVersion: v2\nname: library\nversion: 0.1.0\ntype: library\n")
write("old/Chart.yaml", "apiVersion: v2\nname: old\nversion: 0.1.0\ndeprecated: true\nkubeVersion: '>=1.20.0-0'\n")
write("future/Chart.yaml", "apiVersion: v2\nname: future\nversion: 0.1.0\nkubeVersion: '>=99.0.0'\n")
write("strict/Chart.yaml", "apiVersion: v2\nname: strict\nversion: 0.1.0\n")
write("strict/values.schema.json", '{"properties": {"count": {"type": "integer", "minimum": 2}}, "required": ["count"]}')
write("lost/Chart.yaml", "apiVersion: v2\nname: lost\nversion: 0.1.0\ndependencies:\n"
      "- {name: gone, version: 1.0.0, repository: 'https://charts.example.com'}\n")


def definition():
    return f"""apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {{name: switches.{group}}}
spec:
  group: {group}
  names: {{plural: switches, kind: {kind}, singular: switch}}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: {{openAPIV3Schema: {{type: object, x-kubernetes-preserve-unknown-fields: true}}}}
"""


# A step: its arguments, and what it is when it is one of DELIBERATE.
STEPS = """
# nothing there yet
list
list -o json
list -o yaml
list --no-headers
list -q
list -q -o json
list -f [
list -o xml
list --max x
history none
history none -o json
status none
get all none
get values none
get manifest none
get hooks none
get notes none
get metadata none
test none
rollback none
rollback none 3
rollback none x
uninstall none
uninstall none --ignore-not-found
uninstall none other --ignore-not-found
uninstall
upgrade none out
upgrade
install
install a
install a b c
status
history
get values
status a b
rollback
rollback a b c
test
list extra
# names
install UPPER out
install under_score out
install aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa out
install -bad out
install a. out
upgrade UPPER out
upgrade -i UPPER out
status UPPER
history UPPER
rollback UPPER 1
uninstall UPPER
get values UPPER
test UPPER
install a out --generate-name
install out --name-template 'x-{{ "Y" | lower }}' --dry-run=client
install out --name-template '{{ .x'
install out --name-template '{{ env "SURELY_NOT_SET" }}e{{ expandenv "n${SURELY_NOT_SET}v$" | len }}' --dry-run=client
install out --name-template '{{ required "no" "" }}' --dry-run=client
install out --name-template '{{ fail "no" }}' --dry-run=client
install out --name-template '{{ toYaml 1 }}' --dry-run=client
install a no-such-chart
install a ./no-such-chart
install a library
install a future
install a lost
install a strict
install a strict --set count=1
install a strict --set count=x --skip-schema-validation --dry-run=client
install dep old
uninstall dep
# wrong values of options
install a out --dry-run=maybe
install a out --timeout x
install a out --wait=never
install a out -o xml
install a out --server-side=maybe
install a out --set a=b,c
install a out --set-json a={
install a out --set-file a=no-such-file
install a out -f no-such-file.yaml
install a out --labels a
install a out --labels name=x
install a out --history-max 3
install a out --unknown
install a out --post-renderer no-such-renderer
upgrade a out --reuse-values --reset-values
upgrade a out --dry-run=maybe
uninstall a --cascade maybe
uninstall a --wait=never
rollback a --timeout x
history a --max x
history a -o xml
get values a -o xml
status a -o xml
status a --revision x
get manifest a --revision x
# what fails to be installed
install bad bad
install bad bad --set what=yaml
install bad bad --set what=kind
install bad bad --set what=field
list -a
uninstall bad --ignore-not-found
install bad bad --set what=type
uninstall bad
install bad bad --set what=name
status bad
uninstall bad
install bad bad --set what=twice
uninstall bad --ignore-not-found
install bad bad --set what=namespace
uninstall bad --ignore-not-found
install bad bad --set what=service
uninstall bad --ignore-not-found
install bad bad --set what=name -o json
uninstall bad
install bad bad --set what=name --rollback-on-failure
list
install bad bad --set what=type --server-side=false
uninstall bad
install bad bad --set what=name --server-side=false
history bad
uninstall bad
install bad bad --set what=kind --dry-run=server
install bad bad --set what=name --dry-run=server
install bad bad --set what=kind --dry-run=client
# install, every way
install one out --dry-run=client
install one out --dry-run=server
install one out --dry-run
install one out --dry-run=client --hide-secret
install one out --dry-run=none --hide-secret
install one out --dry-run=client -o json
install one out --dry-run=client -o yaml
install one out --dry-run=client --hide-notes
template one out --validate
template one out --dry-run=server
template one out --dry-run=client
template one bad --set what=kind --validate
template one bad --set what=kind --dry-run=server
template look look
template look look --dry-run=server
template look look --validate
install look look --dry-run=server
install look look --dry-run=client
install look look
get manifest look
uninstall look
install one out --wait --timeout 30s --description Hello --labels team=red,tier=front
install one out
install one out --dry-run=client
install one out --replace
status one
status one -o json
status one -o yaml
status one -o table
status one --revision 1
status one --revision 7
list
list -o json
list -o yaml
list -q
list -q -o yaml
list -l team=red
list -l team!=red
list -l =
list -l 'tier in (front, back)' -q
list --deployed
list --failed
list --pending
list --superseded
list --uninstalled
list --uninstalling
list -a
list --all
list -f ^on
list -f '^n.*'
list --no-headers
list --time-format 2006
list --time-format 2006 -o json
history one
history one -o json
history one -o yaml
history one --max 1
get all one
get values one
get values one -a
get values one -o json
get values one -o yaml
get values one --all -o json
get manifest one
get hooks one
get notes one
get metadata one
get metadata one -o json
get metadata one -o yaml
get values one --revision 5
get manifest one --revision 5
get all one --revision 5
get metadata one --revision 5
get all one --template '{{ .Release.Name }} {{ .Release.Version }} {{ .Release.Info.Status }}'
get all one --template '{{ .Nothing }}'
get all one --template '{{ .x'
test one
test one --logs
test one --filter name=one-test
test one --filter '!name=one-test'
status one
# upgrade, every way
upgrade one out --dry-run=client --set message=dry
upgrade one out --dry-run=server --set message=dry
upgrade one out --dry-run=client --set message=dry -o json
upgrade one out --set message=two
upgrade one out --set message=two -o json
upgrade one out --set message=three -o yaml
upgrade one out --set message=four -o table --hide-notes
get values one
upgrade one out --reuse-values --set nested.a=2
get values one
upgrade one out --reset-then-reuse-values --set name=named
get values one
upgrade one out
get values one
upgrade one out --reset-values --set message=kept
get values one --revision 3
upgrade one out --set message=plain --description 'now plain'
upgrade one out --set frozen=two
upgrade one out --set frozen=two --server-side=false
history one
status one
upgrade one out --set name=Not_A_Name
upgrade one out --set name=Not_A_Name --rollback-on-failure
upgrade one out --set ready=false --wait --timeout 4s
upgrade one out --set ready=false --rollback-on-failure --timeout 4s
upgrade one out --set ready=false --wait --timeout 4s -o json
history one
history one --max 3
history one --max 3 -o json
history one --max 0
list
list --failed
list --superseded
upgrade one out --labels team=blue,tier=null
list -l team=blue -q
upgrade one out --history-max 3
history one
upgrade one bad
upgrade one bad --set what=yaml
upgrade one bad --set what=kind
history one
upgrade one future
upgrade one out --version 9
upgrade one out --take-ownership
upgrade one out --force-replace
upgrade one out --force-replace --server-side=false
upgrade one out --force-conflicts
upgrade one out --server-side=auto
upgrade one out --server-side=maybe
upgrade one out --hide-secret
install five out --force-replace --no-hooks
install six out --server-side=false --force-conflicts
uninstall five six --ignore-not-found
upgrade one out --cleanup-on-fail --set name=Not_A_Name
upgrade --install two out --set message=hey
upgrade --install two out --set message=hey
!second
upgrade --install three out --dry-run=client
upgrade --install three out --dry-run=server
upgrade --install three out -o json
upgrade --install three out -o yaml
list -d
list -d -r -q
list -r
list --max 1
list --max 1 --offset 1
list --offset 2 -q
list --offset 9
list --max 2 -q
list -m 0 -q
list -f 'o' -q
list --filter='^(two|three)$'
# rollback
rollback one
status one
rollback one 1
history two
rollback two 1
rollback two
rollback two 9
rollback two 1 --dry-run=client
rollback two 1 --dry-run=server
rollback two 1 --server-side=maybe
rollback two 1 --no-hooks --wait --timeout 20s
rollback two 2 --server-side=false
rollback two 2 --force-replace
rollback two 2 --history-max 2
history two
history two -o json
get hooks two
# uninstall
uninstall two --dry-run
uninstall two --keep-history --description 'gone for now'
uninstall two --keep-history
list
list -a
list --uninstalled
list --uninstalled -o json
status two
history two
get notes two
upgrade two out
rollback two 1
status two
uninstall two --keep-history
upgrade --install two out
uninstall two --keep-history
install two out
install two out --replace --set message=again
history two
uninstall one three
uninstall two nobody
uninstall two --no-hooks --wait --timeout 20s
uninstall two --ignore-not-found
list -a
# what belongs to others
install mine out --set name=foreign
install mine out --set name=foreign --take-ownership
uninstall mine
install first out --set name=shared
install second out --set name=shared
upgrade --install second out --set name=shared
install second out
upgrade second out --set name=shared
uninstall first second
# a release that somebody left pending
install stuck out
!pending stuck
upgrade stuck out
rollback stuck 1
status stuck
list --pending
list
uninstall stuck
# nothing left
list -a
""".strip().splitlines()


def masked(text, namespace, tool):
    text = text.replace(namespace, "NAMESPACE").replace(work, "WORK")
    text = re.sub(r"\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}", "TIME", text)
    text = re.sub(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*( ?[+-]\d\d:?\d\d UTC|Z|[+-]\d\d:\d\d)", "TIME", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID", text)
    text = re.sub(r'(resourceVersion"?: ?"?)\d+', r"\1N", text)
    text = re.sub(r"10\.\d+\.\d+\.\d+ *", "ADDRESS ", text)
    text = re.sub(r"( )(?:\d+[smhd])+$", r"\1AGE", text, flags=re.M)
    text = re.sub(r'((?:modifi|creat)edAt"?[=:] ?"?)\d+', r"\1SECONDS", text)
    text = text.replace('"helm ', '"PROGRAM ').replace('"chart ', '"PROGRAM ')
    text = sorted_sections(text)
    # A column is as wide as its widest time, whose fraction has any number of digits.
    return re.sub(r" +(\t|$)", r"\1", text, flags=re.M)


def sorted_sections(text):
    """A status with its sections in order: Helm goes through them as its map of them falls."""
    if "\nRESOURCES:\n" not in text:
        return text
    head, rest = text.split("\nRESOURCES:\n", 1)
    body, tail = rest.split("\n\n\n", 1)
    # The columns of Services are as wide as their addresses.
    body = re.sub(r"(?<===> v1/Service\n).*\n.*", lambda lines: re.sub(" +", " ", lines.group()), body)
    return head + "\nRESOURCES:\n" + "\n\n".join(sorted(body.split("\n\n"))) + "\n\n\n" + tail


def error_line(text):
    """What went wrong, as Helm says it in one line; what ours adds below explains it."""
    lines = [l for l in text.splitlines() if l.startswith(("Error:", "level=", "WARNING", "release "))]
    return [re.sub(r"^level=\w+ ", "", l) for l in lines if l.startswith("Error:")]


def outputs():
    spaces = {}
    for tool, name in ((helm, "h"), (chart, "c")):
        spaces[tool] = f"{space}-out-{name}"
        make_namespace(spaces[tool])
        on = ["-n", spaces[tool]]
        kubectl("create", "configmap", "foreign", *on)
        kubectl("create", "secret", "generic", "looked", "--from-literal=a=b", *on)
    good("a definition is made", kubectl("apply", "-f", write("switch.yaml", definition())))
    good("it is established", kubectl("wait", "--for=condition=Established", f"crd/switches.{group}"))
    equal = 0
    for step in STEPS:
        if step.startswith("#"):
            section = step[2:]
            continue
        if step == "!second":
            # Helm sorts by whole seconds; releases of one second come in any order.
            time.sleep(1.1)
            continue
        if step.startswith("!pending"):
            for tool in spaces:
                leave_pending(step.split()[1], spaces[tool])
            continue
        arguments = shlex.split(step)
        seen = {}
        for tool, namespace in spaces.items():
            code, out, err = tool(*arguments, "-n", namespace)
            seen[tool] = (code, masked(out, namespace, tool), error_line(masked(err, namespace, tool)))
        differs = seen[helm] != seen[chart]
        if step in DELIBERATE:
            check(f"{step}: differs on purpose ({DELIBERATE[step]})", differs, "it is the same by now")
            continue
        equal += not differs
        if differs:
            delta = difflib.unified_diff(show(seen[helm]), show(seen[chart]),
                                         "helm", "chart", lineterm="", n=1)
            check(f"{section}: {step}", False, "\n" + "\n".join(list(delta)[:60]))
        else:
            check(step, True, quiet=True)
    print(f"     {equal} commands print the same, {len(DELIBERATE)} differ on purpose", flush=True)


def show(seen):
    """What a command left, in lines."""
    code, out, errors = seen
    try:
        out = json.dumps(json.loads(out), indent=1)
    except ValueError:
        pass
    lines = [f"exit {code}", *out.splitlines(), "" if out.endswith("\n") else "(no newline)"]
    return [line[:300] for line in lines + [f"stderr {e}" for e in errors]]


def leave_pending(name, namespace):
    """Makes of a release's newest record one that an upgrade left when it was lost, as Helm writes it."""
    import base64, gzip
    on = ["-n", namespace]
    record = json.loads(kubectl("get", "secret", f"sh.helm.release.v1.{name}.v1", *on, "-o", "json")[1])
    body = json.loads(gzip.decompress(base64.b64decode(base64.b64decode(record["data"]["release"]))))
    body["info"]["status"], body["version"] = "pending-upgrade", 2
    data = base64.b64encode(base64.b64encode(gzip.compress(json.dumps(body).encode()))).decode()
    metadata = {"name": f"sh.helm.release.v1.{name}.v2", "labels": record["metadata"]["labels"] | {
        "status": "pending-upgrade", "version": "2"}}
    good("a pending record is left", kubectl("create", "-f", "-", *on, stdin=json.dumps({
        "apiVersion": "v1", "kind": "Secret", "type": record["type"], "metadata": metadata, "data": {"release": data}})))
