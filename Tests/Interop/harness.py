"""What the parts of the interop suite share: the tools, the cluster they talk to, and checks that are counted."""
import functools, json, os, shutil, subprocess, sys, tempfile, time

binary = os.path.realpath(sys.argv[1])
root = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
peers = subprocess.run([os.path.join(root, "Scripts/peers")], capture_output=True, text=True).stdout.strip()
if not peers:
    print("interop: the real Helm and kubectl cannot be had here, skipped")
    sys.exit(0)
work = tempfile.mkdtemp(prefix="chart-interop-")
environment = {k: v for k, v in os.environ.items() if not k.startswith(("HELM_", "CHART_", "KUBE"))}
environment |= {"HOME": work, "XDG_CACHE_HOME": work + "/cache", "XDG_CONFIG_HOME": work + "/config",
                "XDG_DATA_HOME": work + "/data", "NO_COLOR": "1", "TZ": "UTC"}
# Every namespace of this run, and whatever else must not meet that of another run, has this in its name.
space = f"interop-{os.getpid()}"
group = f"g{os.getpid()}.interop.example.com"
counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(name, condition, detail="", quiet=False):
    counts["passed" if condition else "failed"] += 1
    if not condition or not quiet:
        print(f"{'ok  ' if condition else 'FAIL'} {name}" + (f": {detail}" if detail != "" and not condition else ""),
              flush=True)
    return bool(condition)


def same(name, one, other, quiet=False):
    return check(name, one == other, f"\n--- {one!r}\n+++ {other!r}"[:4000], quiet)


def skip(name, why):
    counts["skipped"] += 1
    print(f"skip {name}: {why}", flush=True)


def run(*command, stdin=None, timeout=120, more={}):
    try:
        done = subprocess.run(command, env=environment | more, cwd=work, input=stdin, capture_output=True, text=True,
                              errors="replace", timeout=timeout)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        return 124, "", f"no end after {timeout} s: {' '.join(command)}: {late.stdout!r} {late.stderr!r}"


def kubectl(*arguments, stdin=None, timeout=60):
    return run(f"{peers}/kubectl", *arguments, stdin=stdin, timeout=timeout)


def helm(*arguments, timeout=120, more={}):
    return run(f"{peers}/helm4", *arguments, timeout=timeout, more=more)


def chart(*arguments, timeout=120, more={}):
    return run(binary, *arguments, timeout=timeout, more=more)


def good(name, result):
    """Checks that a command succeeded; the answer is what it printed."""
    check(name, result[0] == 0, f"exit {result[0]}: {result[2].strip()} {result[1].strip()}"[:2000])
    return result[1]


def get(kind, name, namespace=space):
    code, out, _ = kubectl("get", kind, name, "-n", namespace, "-o", "json")
    return json.loads(out) if code == 0 else None


def write(path, text):
    path = os.path.join(work, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb" if isinstance(text, bytes) else "w") as file:
        file.write(text)
    return path


def make_namespace(name):
    good(f"namespace {name} is made", kubectl("create", "namespace", name))
    # The default service account comes a moment after its namespace.
    for _ in range(50):
        if kubectl("get", "sa", "default", "-n", name)[0] == 0:
            break
        time.sleep(0.2)


# The events of the hooks that changing a release runs.
changes = [f"{when}-{what}" for what in ("install", "upgrade", "rollback", "delete") for when in ("pre", "post")]


def hooks_of(*events):
    """A template of hooks for these events, made where the value `hooks` is true."""
    return """
{{- if .Values.hooks }}
{{- range $event := list EVENTS }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $.Release.Name }}-{{ $event }}
  annotations:
    helm.sh/hook: {{ $event }}
    helm.sh/hook-weight: "{{ len $event }}"
    helm.sh/hook-delete-policy: {{ hasPrefix "pre" $event | ternary "before-hook-creation" "hook-succeeded" }}
data: {event: {{ $event }}}
{{- end }}
{{- end }}
""".replace("EVENTS", " ".join(f'"{event}"' for event in events))


@functools.cache
def pods_run():
    """Whether somebody runs pods: an API server alone does not."""
    kubectl("run", "probe", "--image=registry.k8s.io/pause:3.10", "-n", space)
    code, _, _ = kubectl("wait", "--for=condition=Ready", "pod/probe", "--timeout=30s", "-n", space, timeout=60)
    kubectl("delete", "pod", "probe", "-n", space, "--wait=false", "--grace-period=0", "--force")
    return code == 0


class Cluster:
    """The cluster of CHART_TEST_KUBECONFIG, or an embedded one, served over TLS while this lasts."""

    def __init__(self):
        self.server = None

    def __enter__(self):
        given = os.environ.get("CHART_TEST_KUBECONFIG")
        if given:
            environment["KUBECONFIG"] = os.path.realpath(given)
            return self
        path = environment["KUBECONFIG"] = os.path.join(work, "served.kubeconfig")
        self.log = os.path.join(work, "server.log")
        with open(self.log, "w") as log:
            self.server = subprocess.Popen(
                [binary, "cluster", "serve", "--port", "0", "--kubeconfig", path], stdout=log, stderr=subprocess.STDOUT,
                env=environment | {"CHART_CLUSTER_HOME": os.path.join(work, "cluster")})
        for _ in range(200):
            if os.path.exists(path) or self.server.poll() is not None:
                break
            time.sleep(0.05)
        check("the embedded cluster is served", os.path.exists(path), open(self.log).read())
        if os.path.exists(path):
            same("nobody else can read its kubeconfig", oct(os.stat(path).st_mode & 0o777), "0o600")
        return self

    def __exit__(self, *_):
        self.clean()
        if self.server:
            self.server.terminate()
            try:
                same("the server ends in an orderly way", self.server.wait(timeout=10), 0)
            except subprocess.TimeoutExpired:
                self.server.kill()
                check("the server ends in an orderly way", False, "it was killed")
            check("it did not complain", "Fatal" not in open(self.log).read())
        shutil.rmtree(work, ignore_errors=True)

    def clean(self):
        """Removes what this run made: its namespaces and its definitions."""
        spaces = [n for n in kubectl("get", "ns", "-o", "name")[1].split() if n.startswith(f"namespace/{space}")]
        if spaces:
            good("kubectl delete namespaces", kubectl("delete", *spaces, "--timeout=150s", timeout=180))
        crds = [n for n in kubectl("get", "crd", "-o", "name")[1].split() if n.endswith("." + group)]
        if crds:
            good("kubectl delete definitions", kubectl("delete", *crds, "--timeout=60s", timeout=90))
