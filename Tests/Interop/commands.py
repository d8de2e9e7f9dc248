"""The real kubectl: whatever it does on a cluster."""
import json, os, signal, subprocess, time
from harness import check, environment, get, good, group, kubectl, peers, pods_run, same, skip, space, write
from releases import definition

def typed_objects():
    """What kubectl sends as protobuf arrives as what it prints."""
    commands = {
        "deployment/d": ["create", "deployment", "d", "--image=nginx", "--port=80", "--replicas=0"],
        "job/j": ["create", "job", "j", "--image=busybox", "--", "true"],
        "cronjob/cj": ["create", "cronjob", "cj", "--image=busybox", "--schedule=0 0 1 1 *"],
        "secret/s": ["create", "secret", "generic", "s", "--from-literal=a=b"],
        "configmap/c": ["create", "configmap", "c", "--from-literal=a=b"],
        "serviceaccount/sa": ["create", "serviceaccount", "sa"],
        "role/r": ["create", "role", "r", "--verb=get,list", "--resource=pods"],
        "rolebinding/rb": ["create", "rolebinding", "rb", "--role=r", f"--serviceaccount={space}:sa"],
        "resourcequota/q": ["create", "quota", "q", "--hard=count/cronjobs.batch=7"],
        "ingress/i": ["create", "ingress", "i", "--rule=a.example/b=svc:80,tls=t"],
        "poddisruptionbudget/p": ["create", "pdb", "p", "--selector=app=d", "--min-available=50%"],
    }

    def within(part, whole):
        if isinstance(part, dict):
            return isinstance(whole, dict) and all(
                value in (None, {}) or within(value, whole.get(key)) for key, value in part.items())
        if isinstance(part, list):
            return isinstance(whole, list) and len(part) == len(whole) and all(map(within, part, whole))
        return part == whole

    for object, command in commands.items():
        dry = [*command[:2], "-n", space, "--dry-run=client", "-o", "json", *command[2:]]
        expected = json.loads(kubectl(*dry)[1])
        expected.pop("status", None)
        good(f"kubectl {' '.join(command[:2])}", kubectl(*command[:2], "-n", space, *command[2:]))
        found = get(*object.split("/"))
        check(f"{object} is as kubectl prints it", within(expected, found), f"{expected}\n{found}")


def tables():
    for kind, columns in {
        "deployments": "NAME READY UP-TO-DATE AVAILABLE AGE", "jobs": "NAME STATUS COMPLETIONS DURATION AGE",
        "configmaps": "NAME DATA AGE", "secrets": "NAME TYPE DATA AGE", "roles": "NAME CREATED AT",
        "services": "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE", "cronjobs":
        "NAME SCHEDULE TIMEZONE SUSPEND ACTIVE LAST SCHEDULE AGE", "pdb":
        "NAME MIN AVAILABLE MAX UNAVAILABLE ALLOWED DISRUPTIONS AGE", "ingresses": "NAME CLASS HOSTS ADDRESS PORTS AGE",
    }.items():
        if kind == "services":
            kubectl("create", "service", "clusterip", "svc", "--tcp=80:80", "-n", space)
        out = good(f"kubectl get {kind}", kubectl("get", kind, "-n", space))
        same(f"columns of {kind}", " ".join(out.split("\n")[0].split()), columns)


MANIFEST = """
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web, labels: {{tier: front}}}}
spec:
  replicas: {replicas}
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - {{name: main, image: {image}, env: [{{name: A, value: "1"}}]}}
"""


def patches(replicas):
    on = ["-n", space]
    path = write("web.yaml", MANIFEST.format(image="registry.k8s.io/pause:3.10", replicas=replicas))
    good("kubectl diff sees a new object", (0,) + kubectl("diff", "-f", path, *on)[1:])
    same("kubectl apply", good("apply", kubectl("apply", "-f", path, *on)).strip(), "deployment.apps/web created")
    same("applied again nothing changes", kubectl("apply", "-f", path, *on)[1].strip(), "deployment.apps/web unchanged")
    write("web.yaml", MANIFEST.format(image="registry.k8s.io/pause:3.9", replicas=replicas))
    good("kubectl diff", (0 if kubectl("diff", "-f", path, *on)[0] == 1 else 9, "", "no difference"))
    same("kubectl apply changes", kubectl("apply", "-f", path, *on)[1].strip(), "deployment.apps/web configured")
    good("kubectl apply --server-side takes over", kubectl(
        "apply", "--server-side", "--force-conflicts", "-f", path, *on))
    kubectl("patch", "deploy", "web", *on, "--field-manager=other", "-p", '{"spec":{"minReadySeconds":1}}')
    conflict = kubectl("apply", "--server-side", "--field-manager=third", *on, "-f", write(
        "conflict.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {minReadySeconds: 5}\n"))
    check("another manager's field is a conflict", conflict[0] != 0 and "conflict with \"other\"" in conflict[2],
          conflict)
    for kind, patch, field, value in (
        ("strategic", {"spec": {"template": {"spec": {"containers": [
            {"name": "main", "env": [{"name": "B", "value": "2"}]}]}}}}, "env", ["A", "B"]),
        ("merge", {"metadata": {"labels": {"x": "y", "tier": None}}}, "labels", {"x": "y"}),
        ("json", [{"op": "test", "path": "/metadata/labels/x", "value": "y"},
                  {"op": "replace", "path": "/metadata/labels/x", "value": "z"}], "labels", {"x": "z"}),
    ):
        good(f"kubectl patch --type={kind}", kubectl(
            "patch", "deploy", "web", *on, f"--type={kind}", "-p", json.dumps(patch)))
        found = get("deployment", "web")
        found = (found["metadata"]["labels"] if field == "labels" else
                 sorted(e["name"] for e in found["spec"]["template"]["spec"]["containers"][0]["env"]))
        same(f"what --type={kind} leaves", found, value)
    failing = kubectl("patch", "deploy", "web", *on, "--type=json", "-p",
                      '[{"op":"test","path":"/metadata/labels/x","value":"no"}]')
    check("a JSON patch whose test fails changes nothing", failing[0] != 0, failing)
    good("kubectl patch --dry-run=server", kubectl(
        "patch", "deploy", "web", *on, "--dry-run=server", "-p", '{"metadata":{"labels":{"dry":"run"}}}'))
    check("a dry run leaves nothing", "dry" not in get("deployment", "web")["metadata"]["labels"])
    object = get("deployment", "web")
    object["metadata"]["labels"]["edited"] = "yes"
    good("kubectl replace", kubectl("replace", "-f", "-", *on, stdin=json.dumps(object)))
    stale = kubectl("replace", "-f", "-", *on, stdin=json.dumps(object))
    check("a stale replace is a conflict", stale[0] != 0 and "the object has been modified" in stale[2], stale)
    good("kubectl label", kubectl("label", "deploy", "web", "l=1", *on))
    good("kubectl annotate", kubectl("annotate", "deploy", "web", "a=1", *on))
    good("kubectl scale", kubectl("scale", "deploy", "web", "--replicas=0", *on))
    same("the scale is stored", get("deployment", "web")["spec"]["replicas"], 0)
    good("kubectl patch --subresource=scale", kubectl(
        "patch", "deploy", "web", *on, "--subresource=scale", "--type=merge", "-p",
        json.dumps({"spec": {"replicas": replicas}})))
    strict = kubectl("apply", "-f", "-", *on, stdin="apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\ndat: {}\n")
    check("an unknown field is refused", strict[0] != 0 and 'unknown field "dat"' in strict[2], strict)


def watching():
    on = ["-n", space]
    watch = subprocess.Popen([f"{peers}/kubectl", "get", "cm", "-w", "--output-watch-events", "-l", "watched=yes", *on,
                              "--no-headers"], env=environment, stdout=subprocess.PIPE, text=True)
    time.sleep(1.5)
    kubectl("create", "configmap", "w", *on)
    kubectl("label", "cm", "w", "watched=yes", *on)
    kubectl("annotate", "cm", "w", "a=b", *on)
    kubectl("label", "cm", "w", "watched-", *on)
    kubectl("label", "cm", "w", "watched=yes", *on)
    kubectl("delete", "cm", "w", *on)
    time.sleep(0.5)
    watch.send_signal(signal.SIGINT)
    events = [line.split()[0] for line in watch.communicate(timeout=20)[0].splitlines() if line.strip()]
    same("a watch tells what enters, changes, leaves and goes", events,
         ["ADDED", "MODIFIED", "DELETED", "ADDED", "DELETED"])
    waiting = subprocess.Popen([f"{peers}/kubectl", "wait", "--for=delete", "cm/v", "--timeout=30s", *on],
                               env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    kubectl("create", "configmap", "v", *on)
    waiting.communicate(timeout=40)
    waiting = subprocess.Popen([f"{peers}/kubectl", "wait", "--for=delete", "cm/v", "--timeout=30s", *on],
                               env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(0.7)
    kubectl("delete", "cm", "v", *on)
    out, _ = waiting.communicate(timeout=40)
    check("kubectl wait --for=delete is told", waiting.returncode == 0, out)
    late = kubectl("wait", "--for=jsonpath={.data.ready}=yes", "cm/c", "--timeout=1s", *on)
    check("kubectl wait gives up in time", late[0] != 0 and "timed out" in late[2], late)
    good("kubectl patch cm", kubectl("patch", "cm", "c", *on, "--type=merge", "-p", '{"data":{"ready":"yes"}}'))
    good("kubectl wait --for=jsonpath", kubectl("wait", "--for=jsonpath={.data.ready}=yes", "cm/c", "--timeout=9s", *on))
    version = get("configmap", "c")["metadata"]["resourceVersion"]
    old = kubectl("get", "--raw", f"/api/v1/namespaces/{space}/configmaps?watch=1&resourceVersion={version}"
                  "&timeoutSeconds=1&allowWatchBookmarks=true")
    check("a watch ends when its time is over", old[0] == 0, old)


def lists():
    on = ["-n", space]
    for number in range(5):
        kubectl("create", "configmap", f"page-{number}", *on)
    whole = kubectl("get", "cm", *on, "-o", "name")[1].split()
    same("a list in pages is the whole list",
         kubectl("get", "cm", *on, "-o", "name", "--chunk-size=2")[1].split(), whole)
    same("a field selector", kubectl("get", "cm", *on, "-o", "name", "--field-selector=metadata.name=page-3")[1].split(),
         ["configmap/page-3"])
    kubectl("label", "cm", "page-1", "n=1", *on)
    kubectl("label", "cm", "page-2", "n=2", *on)
    same("a label selector", kubectl("get", "cm", *on, "-o", "name", "-l", "n in (1,2),n!=2")[1].split(),
         ["configmap/page-1"])
    out = good("a raw list with a limit", kubectl("get", "--raw", f"/api/v1/namespaces/{space}/configmaps?limit=1"))
    check("it says how to go on", bool(json.loads(out)["metadata"].get("continue")), out[:300])


def deletion():
    on = ["-n", space]
    owner = get("configmap", "page-0")
    reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": "page-0", "uid": owner["metadata"]["uid"]}
    for name, extra in (("owned", {"ownerReferences": [reference]}), ("held", {"finalizers": ["example.com/hold"]})):
        object = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, **extra}}
        good(f"{name} is made", kubectl("create", "-f", "-", *on, stdin=json.dumps(object)))
    good("the owner goes", kubectl("delete", "cm", "page-0", *on))
    for _ in range(100):
        if get("configmap", "owned") is None:
            break
        time.sleep(0.2)
    check("what it owned is collected", get("configmap", "owned") is None)
    good("an object with a finalizer is deleted", kubectl("delete", "cm", "held", *on, "--wait=false"))
    held = get("configmap", "held")
    check("it waits", held and "deletionTimestamp" in held["metadata"], held)
    good("its finalizer is taken away", kubectl(
        "patch", "cm", "held", *on, "--type=merge", "-p", '{"metadata":{"finalizers":null}}'))
    check("it is gone", get("configmap", "held") is None)
    body = {"kind": "DeleteOptions", "apiVersion": "v1", "preconditions": {"uid": "00000000-0000-0000-0000-000000000000"}}
    path = f"/api/v1/namespaces/{space}/configmaps/page-1"
    refused = kubectl("delete", "--raw", path, "-f", write("options.json", json.dumps(body)))
    check("a precondition that does not hold is a conflict", refused[0] != 0 and "the UID in the precondition" in refused[2],
          refused)
    good("kubectl delete -l", kubectl("delete", "cm", "-l", "n", *on))
    same("what the selector chose is gone", kubectl("get", "cm", *on, "-o", "name", "-l", "n")[1].split(), [])


def discovery():
    good("a definition is applied", kubectl("apply", "--server-side", "--force-conflicts", "-f", definition))
    good("it is established", kubectl("wait", "--for=condition=Established", f"crd/gadgets.{group}"))
    out = good("kubectl api-resources", kubectl("api-resources", "-o", "name"))
    for name in ("deployments.apps", "pods", "jobs.batch", f"gadgets.{group}"):
        check(f"{name} is served", name in out.split(), out)
    check("kubectl api-versions", "apps/v1" in good("api-versions", kubectl("api-versions")).split())
    out = good("kubectl explain", kubectl("explain", "deployment.spec.strategy.rollingUpdate"))
    check("explain knows the field", "maxSurge" in out, out)
    out = good("kubectl explain a custom resource", kubectl("explain", f"gadgets.{group}", "--recursive"))
    check("explain knows the definition", "size" in out, out)
    same("kubectl auth can-i", kubectl("auth", "can-i", "create", "deployments", "-n", space)[1].strip(), "yes")
    good("kubectl version", kubectl("version"))
    same("kubectl get --raw /readyz", kubectl("get", "--raw", "/readyz")[1].strip(), "ok")
    wrong = kubectl("get", "ns", "--token=wrong", "--kubeconfig", anonymous())
    check("a wrong token opens nothing", wrong[0] != 0 and ("Unauthorized" in wrong[2] or "logged in" in wrong[2]), wrong)
    cr = {"apiVersion": f"{group}/v1", "kind": "Gadget", "metadata": {"name": "g"}, "spec": {"size": 3}}
    good("a custom resource is made", kubectl("create", "-f", "-", "-n", space, stdin=json.dumps(cr)))
    out = kubectl("get", f"gadgets.{group}", "-n", space)[1]
    same("its columns are the definition's", " ".join(out.split()), "NAME SIZE g 3")
    good("its status has a door of its own", kubectl(
        "patch", f"gadgets.{group}", "g", "-n", space, "--subresource=status", "--type=merge", "-p",
        '{"status":{"ready":true},"spec":{"size":9}}'))
    found = get(f"gadgets.{group}", "g")
    same("only the status went through it", (found["spec"]["size"], found["status"]), (3, {"ready": True}))


def anonymous():
    """The kubeconfig without its users."""
    config = json.loads(kubectl("config", "view", "--raw", "-o", "json")[1])
    for user in config["users"]:
        user["user"] = {}
    return write("anonymous.json", json.dumps(config))


def pods_live():
    """What needs pods that run."""
    on = ["-n", space]
    good("kubectl rollout status", kubectl("rollout", "status", "deploy/web", "--timeout=60s", *on, timeout=90))
    good("kubectl wait --for=condition", kubectl(
        "wait", "--for=condition=Available", "deploy/web", "--timeout=60s", *on, timeout=90))
    check("kubectl logs", kubectl("logs", "deploy/web", *on)[0] == 0)
    out = good("kubectl describe", kubectl("describe", "deploy", "web", *on))
    check("describe has the controllers' events", "ScalingReplicaSet" in out, out)
    out = good("kubectl get events", kubectl("get", "events", *on))
    check("a pod's events are there", "Scheduled" in out, out)
    good("kubectl set image", kubectl("set", "image", "deploy/web", "main=registry.k8s.io/pause:3.8", *on))
    good("it rolls out", kubectl("rollout", "status", "deploy/web", "--timeout=60s", *on, timeout=90))
    good("kubectl rollout undo", kubectl("rollout", "undo", "deploy/web", *on))
    good("kubectl rollout history", kubectl("rollout", "history", "deploy/web", *on))
    same("the image is the one before",
         get("deployment", "web")["spec"]["template"]["spec"]["containers"][0]["image"], "registry.k8s.io/pause:3.9")
    good("kubectl run", kubectl("run", "solo", "--image=registry.k8s.io/pause:3.10", *on))
    good("kubectl wait for a pod", kubectl("wait", "--for=condition=Ready", "pod/solo", "--timeout=60s", *on, timeout=90))
    out = good("kubectl describe pod", kubectl("describe", "pod", "solo", *on))
    check("it was scheduled", "Successfully assigned" in out, out)
    good("kubectl delete pod", kubectl("delete", "pod", "solo", *on, "--grace-period=1"))


def commands():
    live = pods_run()
    typed_objects()
    tables()
    patches(1 if live else 0)
    watching()
    lists()
    deletion()
    discovery()
    if live:
        pods_live()
    else:
        skip("rollouts, logs and events of pods", "no pod runs here")
