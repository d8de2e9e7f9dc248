"""Records that do not fit one Secret: what the real Helm makes of those that `chart` has split."""
import base64, json, os, random, time
from harness import chart, check, get, good, helm, kubectl, make_namespace, same, space, work, write

here = f"{space}-records"
on = ["-n", here]


def names(kind, prefix):
    return sorted(n for n in kubectl("get", kind, *on, "-o", "name")[1].split() if f"/{prefix}" in n)


def large(name, files=0, objects=0):
    """A chart of so many MiB of files, or of so many objects of 700 kB, that no compression makes smaller."""
    write(f"{name}/Chart.yaml", f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")
    write(f"{name}/templates/one.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-one}\n"
          "data: {v: {{ .Values.v | default 1 | quote }}}\n")
    for number in range(files):
        write(f"{name}/files/{number}.bin", random.randbytes(1 << 20))
    for number in range(objects):
        text = base64.b64encode(random.randbytes(525_000)).decode()
        write(f"{name}/templates/{number}.yaml", f"apiVersion: v1\nkind: ConfigMap\n"
              f"metadata: {{name: '{{{{ .Release.Name }}}}-{number}'}}\ndata: {{text: {text}}}\n")
    return os.path.join(work, name)


def told(name, revision, sign):
    """Helm lists it and shows its history, with a sign; chart shows it without."""
    for tool, who in ((helm, "Helm"), (chart, "chart")):
        entries = json.loads(good(f"{who} lists {name}", tool("list", *on, "-f", f"^{name}$", "-o", "json")) or "[]")
        same(f"{who} lists {name} as deployed", [(e["revision"], e["status"]) for e in entries],
             [(str(revision), "deployed")])
        history = json.loads(good(f"{who} has its history", tool("history", name, *on, "-o", "json")) or "[]")
        description = history[-1]["description"] if history else ""
        same(f"{who} {'says' if tool is helm else 'does not say'} that {name} is split",
             "record split by chart" in description and sign in description, tool is helm)
        status = tool("status", name, *on)
        if tool is helm and "only" in sign:
            check("Helm refuses to show its status, and says why", status[0] != 0 and
                  f"use-chart-for-release-{name}-revision-{revision}" in status[2], status)
        else:
            good(f"{who} shows its status", status)
        good(f"{who} gets its metadata", tool("get", "metadata", name, *on))


def records():
    make_namespace(here)
    # The chart's files make it large: Helm sees all that it needs, and works on.
    path = large("files", files=6)
    good("a record of 6 MiB is written", chart("install", "files", path, *on))
    check("it lies in parts", len(names("secret", "chart.release")) >= 6, names("secret", "chart."))
    told("files", 1, "the chart's templates and files are in")
    same("both get the same manifest", helm("get", "manifest", "files", *on)[1],
         chart("get", "manifest", "files", *on)[1])
    small = large("small")
    good("Helm upgrades it", helm("upgrade", "files", small, *on, "--set", "v=2"))
    same("to what it was told", get("configmap", "files-one", here)["data"], {"v": "2"})
    good("Helm rolls it back", helm("rollback", "files", "1", *on))
    same("to what it was", get("configmap", "files-one", here)["data"], {"v": "1"})
    good("chart goes on from there", chart("upgrade", "files", path, *on, "--set", "v=4"))
    same("the history is whole", [(e["revision"], e["status"]) for e in json.loads(
        chart("history", "files", *on, "-o", "json")[1])],
        [(1, "superseded"), (2, "superseded"), (3, "superseded"), (4, "deployed")])
    good("Helm uninstalls it", helm("uninstall", "files", *on))
    check("its object is gone", get("configmap", "files-one", here) is None)
    for _ in range(100):
        if not names("secret", "chart.release"):
            break
        time.sleep(0.2)
    check("no part is left", not names("secret", "chart.release"), names("secret", "chart.release"))

    # The objects make it large: Helm sees none of them, and must not act.
    path = large("objects", objects=8)
    good("a record of 5 MiB of objects is written", chart("install", "objects", path, *on))
    told("objects", 1, "only chart can show, change or remove this revision")
    made = names("configmap", "objects-")
    same("its objects are there", len(made), 9)
    manifest = good("Helm gets its manifest", helm("get", "manifest", "objects", *on))
    check("which says what it is", "kind: SplitRecord" in manifest and "use-chart-for-release-objects" in manifest)
    for what, result in (("upgrade", helm("upgrade", "objects", small, *on)),
                         ("roll back", helm("rollback", "objects", "1", *on)),
                         ("uninstall", helm("uninstall", "objects", *on))):
        check(f"Helm refuses to {what} it", result[0] != 0, result)
        check("and says so", "SplitRecord" in result[2] or "failed to delete release" in result[2], result)
        same("nothing is lost by it", names("configmap", "objects-"), made)
    check("chart still has all of it", len(chart("get", "manifest", "objects", *on)[1]) > 5_000_000)
    good("chart upgrades it", chart("upgrade", "objects", path, *on, "--set", "v=2"))
    same("to what it was told", get("configmap", "objects-one", here)["data"], {"v": "2"})
    good("chart rolls it back", chart("rollback", "objects", "1", *on))
    good("chart uninstalls it", chart("uninstall", "objects", *on))
    left = lambda: names("configmap", "objects-") + names("secret", "sh.helm") + names("secret", "chart.")
    for _ in range(100):
        if not left():
            break
        time.sleep(0.2)
    same("nothing of it is left", left(), [])
