#!/usr/bin/env python3
"""Writes decode.jsonl, encode.jsonl and pretty.jsonl: what the real Helm makes of the texts here.

usage: renew.py PATH-TO-HELM-4

Each line of a .jsonl file is a pair of an input and Helm's answer. The inputs are made here, from the scalars in
scalars.json put into every place where a scalar can stand, and from the documents in documents.json.
"""
import base64, json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent
TEMPLATES = {
    "decode": "{{ . | fromYaml | toJson | b64enc }}",
    "encode": "{{ toYaml (. | fromJson).v | b64enc }}",
    "pretty": "{{ toYamlPretty (. | fromJson).v | b64enc }}",
}
# What stands before a document whose errors are to name a line.
BLOCK = "k1: v\n# c\nk2:\n  - z\n"


def ask_helm(helm, template, cases):
    """Helm's answers to all cases, which reach the template as one file."""
    with tempfile.TemporaryDirectory() as chart:
        chart = pathlib.Path(chart)
        (chart / "templates").mkdir()
        (chart / "Chart.yaml").write_text("apiVersion: v2\nname: golden\nversion: 0.1.0\n")
        (chart / "cases").write_bytes(b"\x01".join(cases))
        loop = '{{- range (.Files.Get "cases" | splitList "\\x01") }}\n- "%s"\n{{- end }}\n' % template
        (chart / "templates" / "all.yaml").write_text(loop)
        # A list is no manifest: Helm says so, but shows it.
        run = subprocess.run([helm, "template", "x", chart, "--debug"], capture_output=True)
    lines = [line for line in run.stdout.decode().split("\n") if line.startswith('- "')]
    if len(lines) != len(cases):
        sys.exit(f"{len(lines)} answers to {len(cases)} cases: {run.stderr[-300:]}")
    return [base64.b64decode(line[3:-1]) for line in lines]


def values(scalars):
    """JSON documents whose "v" is to be written as YAML."""
    for text in scalars:
        for value in (text, {text: 1}, {"a": [text, {"b": text}]}):
            yield json.dumps({"v": value})
    numbers = "0 -0 1 1.0 1.5 100000 1000000 1e3 1e6 1e15 1e18 1e19 1e20 1e21 9007199254740993 9223372036854775807 " \
        "18446744073709551615 1e-5 1e-6 1e-7 0.0001 1234567.5 123456.5 -1e100 5e-324 1.7976931348623157e308 -1e19 -1e18"
    for number in numbers.split():
        yield '{"v":%s}' % number
    shapes = 'null true [] {} [[]] [{}] {"a":{}} {"a":[]} {"a":null} [[1,2],[3,[4]]] [{"a":1,"b":2},{"c":[1]}] [[{"a":1}]] ' \
        '{"a":{"b":{"c":[{"d":[]}]}}} [[],[[]],{"a":[[]]}]'
    for shape in shapes.split():
        yield '{"v":%s}' % shape
    keys = "a1 a10 a2 a02 a A b _ a_ a- a.b 1 10 2 02 é Z ab a1b a10b $x x.y/z 0 00 a00 日 1a 2a -1 / ~ ^ ä v1 v1beta1 v10 v2"
    keys = keys.split()
    for first in keys:
        for second in keys:
            if first < second:
                yield json.dumps({"v": {first: 1, second: 2}})
    for key in ("k" * 128, "k" * 129, "é" * 64, "é" * 65, "a\nb", "k" * 1022, "k" * 1023):
        for value in (1, [1, 2], {"a": 1, "b": 2}, [], [[1]], "x\ny", [{"a": 1, "b": 2}]):
            yield json.dumps({"v": {key: value}})
            yield json.dumps({"v": [{"x": {key: value}}]})


def documents(scalars, texts):
    """YAML documents to be read."""
    places = ("a: %s", "%s: 1", 'a: "%s"', "a: |\n  %s", "a: [x, %s, y]", "a: !!str %s", "a: !!int %s", "a: !!float %s")
    for text in scalars:
        if len(text) < 60:
            for place in places:
                yield (place.replace("%s", text)).encode()
    for text in texts:
        yield text.encode()
        yield (BLOCK + text).encode()
    yield from (b"\xef\xbb\xbfa: 1", b"a: \xff", b"a: \xc3(", b"a: 1\nb: \xff", b"\xff\xfea\x00:\x00 \x001\x00", b"a: \xed\xa0\x80",
                b"a: \xc0\x80", b"a: 1\nb: \x00", b"\x00", b"a: b\xc2\x85c: d", b"a: b\xe2\x80\xa8c: d", b"a: \xe2\x82")


def is_known_difference(text):
    """What libyaml's scanner takes otherwise than go-yaml's: `?`, `!x,` and a `:` before `,` in flow collections."""
    flow = b"[" in text or b"{" in text
    return flow and any(part in text for part in (b"?", b":,", b":}", b":]", b"!", b"[,", b"{,"))


def shown(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        return [base64.b64encode(data).decode()]


def main(helm):
    scalars = json.loads((HERE / "scalars.json").read_text())
    texts = json.loads((HERE / "documents.json").read_text())
    cases = {
        "decode": [d for d in dict.fromkeys(documents(scalars, texts)) if b"\x01" not in d and not is_known_difference(d)],
        "encode": [v.encode() for v in values(scalars) if v != json.dumps({"v": {"\u0085": 1}})],
    }
    answers = {name: dict(zip(inputs, ask_helm(helm, TEMPLATES[name], inputs))) for name, inputs in cases.items()}
    # The two writers agree on most; only where they do not are both kept.
    pretty = dict(zip(cases["encode"], ask_helm(helm, TEMPLATES["pretty"], cases["encode"])))
    answers["pretty"] = {text: answer for text, answer in pretty.items() if answer != answers["encode"][text]}
    for name, pairs in answers.items():
        with open(HERE / f"{name}.jsonl", "w") as out:
            for text, answer in pairs.items():
                if name == "decode" and answer.startswith(b'{"Error":'):
                    answer = json.loads(answer)["Error"].encode()
                out.write(json.dumps([shown(text), shown(answer)], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
