"""Random templates over random values, the same for the same seed. Most are well typed; some deliberately are not."""
import json, random, string

WORDS = ["", "a", "foo", "Hello World", "x-y_z", "12", "-7", "3.5", "true", "null", "a,b,,c", "  pad ", "é日本", "k: v", "- x", "line\nnext\n", "#h", "1e3",
         "0x1f", "~", "<&>\"'", "2024-02-29", "1.2.3", "v1.20.0-rc.1", "a/b/../c.tar", "http://u@h:1/p?q=r#f", "aGVsbG8=", "%d%s", "\t", "FooBarBaz", "yes", "=", "1_000", "[x]", "{a: b}", "{{ x }}"]
NAMES = ["a", "b", "c", "name", "port", "x1", "Foo", "enabled", "list", "tls"]


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.variables = []

    # Values: the file and, beside it, where what kind of value stands.

    def value(self, depth):
        kinds = ["text", "int", "float", "bool", "null"] + (["map", "list"] * 2 if depth else [])
        kind = self.r.choice(kinds)
        if kind == "text":
            return self.r.choice(WORDS)
        if kind == "int":
            return self.r.choice([0, 1, -1, 3, 42, 8080, 1000000, 2**31, 2**53 + 1, -(2**63), 2**63, self.r.randint(-999, 9999)])
        if kind == "float":
            return self.r.choice([0.5, -1.25, 1e6, 1e20, 1e21, 1e-7, 3.0, 2.718281828, 100000.5, 1.0e300])
        if kind == "bool":
            return self.r.random() < 0.5
        if kind == "map":
            return {self.r.choice(NAMES): self.value(depth - 1) for _ in range(self.r.randint(0, 4))}
        if kind == "list":
            same = self.r.choice([None, "text", "int"])
            if same == "text":
                return [self.r.choice(WORDS) for _ in range(self.r.randint(0, 4))]
            if same == "int":
                return [self.r.randint(-5, 50) for _ in range(self.r.randint(0, 5))]
            return [self.value(depth - 1) for _ in range(self.r.randint(0, 4))]
        return None

    def values(self):
        tree = {name: self.value(3) for name in NAMES}
        self.paths = {"str": [], "num": [], "bool": [], "list": [], "dict": [], "any": []}
        self.collect(".Values", tree)
        return tree

    def collect(self, path, value):
        kind = ("bool" if isinstance(value, bool) else "num" if isinstance(value, (int, float)) else "str" if isinstance(value, str)
                else "list" if isinstance(value, list) else "dict" if isinstance(value, dict) else "any")
        self.paths[kind].append("$" + path)
        if kind != "any":
            self.paths["any"].append("$" + path)
        if isinstance(value, dict):
            for name, child in value.items():
                self.collect(f"{path}.{name}", child)

    # Expressions, by the type they are meant to have.

    def literal(self, text):
        if "`" not in text and self.r.random() < 0.2:
            return "`" + text + "`"
        return json.dumps(text, ensure_ascii=self.r.random() < 0.3)

    def path(self, kind):
        return self.r.choice(self.paths[kind]) if self.paths[kind] else {"str": '"p"', "num": "5", "bool": "true", "list": "(list 1)", "dict": '(dict "a" 1)', "any": "nil"}[kind]

    def text(self, d):
        r = self.r
        if d <= 0 or r.random() < 0.25:
            choice = r.random()
            own = [name for name, kind in self.variables if kind == "str"]
            if own and choice < 0.3:
                return r.choice(own)
            return self.path("str") if choice < 0.6 else self.literal(r.choice(WORDS))
        n = d - 1
        return r.choice([
            lambda: f"(upper {self.text(n)})", lambda: f"(lower {self.text(n)})", lambda: f"(trim {self.text(n)})", lambda: f"(title {self.text(n)})", lambda: f"(untitle {self.text(n)})",
            lambda: f"(quote {self.anything(n)} {self.anything(n)})", lambda: f"(squote {self.anything(n)})", lambda: f"(trunc {self.small()} {self.text(n)})",
            lambda: f"(trimSuffix {self.text(0)} {self.text(n)})", lambda: f"(trimPrefix {self.text(0)} {self.text(n)})", lambda: f"(trimAll {self.text(0)} {self.text(n)})",
            lambda: f"(replace {self.text(0)} {self.text(0)} {self.text(n)})", lambda: f"(repeat {r.randint(0, 4)} {self.text(n)})", lambda: f"(nospace {self.text(n)})",
            lambda: f"(indent {r.randint(0, 5)} {self.text(n)})", lambda: f"(nindent {r.randint(0, 5)} {self.text(n)})", lambda: f"(snakecase {self.text(n)})",
            lambda: f"(camelcase {self.text(n)})", lambda: f"(kebabcase {self.text(n)})", lambda: f"(swapcase {self.text(n)})", lambda: f"(initials {self.text(n)})",
            lambda: f"(abbrev {r.randint(0, 9)} {self.text(n)})", lambda: f"(wrap {r.randint(1, 12)} {self.text(n)})", lambda: f"(wrapWith {r.randint(1, 9)} {self.text(0)} {self.text(n)})",
            lambda: f"(plural {self.text(0)} {self.text(0)} {r.randint(0, 2)})", lambda: f"(join {self.text(0)} {self.list(n)})", lambda: f"(cat {self.anything(n)} {self.anything(n)})",
            lambda: f"(toYaml {self.anything(n)})", lambda: f"(toJson {self.anything(n)})", lambda: f"(toPrettyJson {self.anything(n)})", lambda: f"(toRawJson {self.anything(n)})", lambda: f"(toYamlPretty {self.anything(n)})",
            lambda: f"(toYaml {self.dict(n)})", lambda: f"(toJson {self.dict(n)})", lambda: f"(toString {self.anything(n)})", lambda: f"(b64enc {self.text(n)})", lambda: f"(b64dec {self.text(n)})",
            lambda: f"(b32enc {self.text(n)})", lambda: f"(sha256sum {self.text(n)})", lambda: f"(adler32sum {self.text(n)})", lambda: f"(typeOf {self.anything(n)})", lambda: f"(kindOf {self.anything(n)})",
            lambda: f"(default {self.text(0)} {self.text(n)})", lambda: f"(ternary {self.text(n)} {self.text(0)} {self.bool(n)})", lambda: f"(printf {self.format()} {self.anything(n)} {self.anything(n)})",
            lambda: f"(print {self.anything(n)} {self.anything(n)} {self.anything(n)})", lambda: f"(println {self.anything(n)} {self.anything(n)})", lambda: f"(html {self.text(n)})", lambda: f"(js {self.text(n)})", lambda: f"(urlquery {self.text(n)})",
            lambda: f"(regexReplaceAll {self.pattern()} {self.text(n)} {self.text(0)})", lambda: f"(regexFind {self.pattern()} {self.text(n)})", lambda: f"(regexQuoteMeta {self.text(n)})",
            lambda: f"(base {self.text(n)})", lambda: f"(dir {self.text(n)})", lambda: f"(clean {self.text(n)})", lambda: f"(ext {self.text(n)})", lambda: f"(seq {r.randint(-3, 5)} {r.randint(-3, 5)})",
            lambda: f"(tpl {self.text(n)} $)", lambda: f'(include "t" $)', lambda: f"(substr {r.randint(0, 3)} {r.randint(3, 6)} (repeat 9 {self.literal('ab')}))", lambda: f"(toToml {self.dict(n)})",
            lambda: f"(get (dict {self.text(0)} {self.text(n)}) {self.text(0)})", lambda: f"(slice {self.text(n)} 0)", lambda: f"(duration {self.text(0)})",
            lambda: f"({self.text(n)} | {r.choice(['upper', 'quote', 'trim', 'lower', 'indent 2', 'trunc 5', 'toYaml', 'toJson', 'b64enc'])})",
            lambda: f"({self.anything(n)} | {r.choice(['quote', 'toYaml', 'toString', 'toJson', 'print', 'typeOf', 'default 1 | quote'])})",
        ])()

    def small(self):
        return str(self.r.randint(-5, 12))

    def number(self, d):
        r = self.r
        if d <= 0 or r.random() < 0.3:
            own = [name for name, kind in self.variables if kind == "num"]
            if own and r.random() < 0.3:
                return r.choice(own)
            return self.path("num") if r.random() < 0.5 else r.choice(["0", "1", "-1", "7", "100", "2.5", "-0.5", "1e6", "9223372036854775807", "'a'", "0x10"])
        n = d - 1
        op = r.choice(["add", "sub", "mul", "max", "min", "addf", "subf", "mulf", "maxf", "minf"])
        return r.choice([
            lambda: f"({op} {self.number(n)} {self.number(n)})", lambda: f"(div {self.number(n)} {r.choice(['2', '3', '-7', '1'])})", lambda: f"(mod {self.number(n)} {r.choice(['2', '5', '-3'])})",
            lambda: f"(divf {self.number(n)} {r.choice(['3', '0.7', '8'])})", lambda: f"(int {self.anything(n)})", lambda: f"(int64 {self.anything(n)})", lambda: f"(float64 {self.anything(n)})",
            lambda: f"(len {self.list(n)})", lambda: f"(len {self.text(n)})", lambda: f"(len {self.dict(n)})", lambda: f"(add1 {self.number(n)})", lambda: f"(floor {self.number(n)})",
            lambda: f"(ceil {self.number(n)})", lambda: f"(round {self.number(n)} {r.randint(-1, 3)})", lambda: f"(atoi {self.text(n)})", lambda: f"(toDecimal {self.text(n)})",
        ])()

    def bool(self, d):
        r = self.r
        if d <= 0 or r.random() < 0.2:
            return self.path("bool") if r.random() < 0.4 else r.choice(["true", "false"])
        n = d - 1
        compare = r.choice(["eq", "ne", "lt", "le", "gt", "ge"])
        return r.choice([
            lambda: f"({compare} {self.text(n)} {self.text(n)})", lambda: f"({compare} (int {self.number(n)}) (int {self.number(n)}))", lambda: f"({compare} (float64 {self.number(n)}) (float64 {self.number(n)}))",
            lambda: f"(not {self.anything(n)})", lambda: f"(empty {self.anything(n)})", lambda: f"(contains {self.text(0)} {self.text(n)})", lambda: f"(hasPrefix {self.text(0)} {self.text(n)})",
            lambda: f"(hasSuffix {self.text(0)} {self.text(n)})", lambda: f"(has {self.anything(n)} {self.list(n)})", lambda: f"(hasKey {self.dict(n)} {self.text(0)})",
            lambda: f"(kindIs \"{r.choice(['string', 'int', 'map', 'slice', 'float64', 'bool', 'invalid'])}\" {self.anything(n)})", lambda: f"(typeIs \"string\" {self.anything(n)})",
            lambda: f"(deepEqual {self.anything(n)} {self.anything(n)})", lambda: f"(regexMatch {self.pattern()} {self.text(n)})", lambda: f"(isAbs {self.text(n)})", lambda: f"(any {self.anything(n)} {self.anything(n)})", lambda: f"(all {self.anything(n)} {self.anything(n)})",
        ])()

    def list(self, d):
        r = self.r
        if d <= 0 or r.random() < 0.25:
            own = [name for name, kind in self.variables if kind == "list"]
            if own and r.random() < 0.3:
                return r.choice(own)
            return self.path("list") if r.random() < 0.5 else r.choice(["(list 1 2 3)", '(list "b" "a")', "(list)", '(splitList "," "x,y,x")'])
        n = d - 1
        return r.choice([
            lambda: f"(list {self.anything(n)} {self.anything(n)})", lambda: f"(append {self.list(n)} {self.anything(n)})", lambda: f"(prepend {self.list(n)} {self.anything(n)})",
            lambda: f"(concat {self.list(n)} {self.list(n)})", lambda: f"(uniq {self.list(n)})", lambda: f"(compact {self.list(n)})", lambda: f"(reverse {self.list(n)})", lambda: f"(rest {self.list(n)})",
            lambda: f"(initial {self.list(n)})", lambda: f"(without {self.list(n)} {self.anything(n)})", lambda: f"(sortAlpha {self.list(n)})", lambda: f"(splitList {self.text(0)} {self.text(n)})",
            lambda: f"(until {r.randint(0, 5)})", lambda: f"(untilStep {r.randint(-5, 5)} {r.randint(-5, 9)} {r.choice([-2, -1, 1, 3])})", lambda: f"(keys {self.dict(n)} | sortAlpha)", lambda: f"(chunk {r.randint(1, 3)} {self.list(n)})",
            lambda: f"(toStrings {self.list(n)})", lambda: f"(regexFindAll {self.pattern()} {self.text(n)} {r.choice([-1, 0, 1, 2])})", lambda: f"(regexSplit {self.pattern()} {self.text(n)} {r.choice([-1, 1, 2])})",
            lambda: f"(fromJsonArray (toJson {self.list(n)}))", lambda: f"(fromYamlArray (toYaml {self.list(n)}))", lambda: f"(slice {self.list(n)} 0 )", lambda: f"(pluck {self.text(0)} {self.dict(n)} {self.dict(n)})", lambda: f"(deepCopy {self.list(n)})",
            lambda: f"(tuple {self.text(n)} {self.number(n)} nil)",
        ])()

    def dict(self, d):
        r = self.r
        if d <= 0 or r.random() < 0.25:
            own = [name for name, kind in self.variables if kind == "dict"]
            if own and r.random() < 0.3:
                return r.choice(own)
            return self.path("dict") if r.random() < 0.6 else '(dict "a" 1 "b" "x")'
        n = d - 1
        key = lambda: self.literal(r.choice(NAMES))
        return r.choice([
            lambda: f"(dict {key()} {self.anything(n)} {key()} {self.anything(n)})", lambda: f"(dict {self.text(n)} {self.anything(n)})", lambda: f"(merge (deepCopy {self.dict(n)}) {self.dict(n)})",
            lambda: f"(mergeOverwrite (deepCopy {self.dict(n)}) {self.dict(n)})", lambda: f"(pick {self.dict(n)} {key()} {key()})", lambda: f"(omit {self.dict(n)} {key()})", lambda: f"(deepCopy {self.dict(n)})",
            lambda: f"(set (deepCopy {self.dict(n)}) {key()} {self.anything(n)})", lambda: f"(unset (deepCopy {self.dict(n)}) {key()})", lambda: f"(fromJson (toJson {self.dict(n)}))", lambda: f"(fromYaml (toYaml {self.dict(n)}))",
            lambda: f"(fromYaml {self.text(n)})", lambda: f"(fromJson {self.text(n)})", lambda: f"(fromToml (toToml {self.dict(n)}))", lambda: f"(urlParse {self.text(0)})",
        ])()

    def anything(self, d):
        r = self.r
        if r.random() < 0.12:
            return r.choice(["nil", "$.Values.nope", "$.Release.Name", "$.Chart.Version", "$.Values", "$.Release", "(int64 5)", "$.Chart.Maintainers"])
        if d > 0 and r.random() < 0.2:
            n = d - 1
            return r.choice([
                lambda: f"(first {self.list(n)})", lambda: f"(last {self.list(n)})", lambda: f"(index {self.dict(n)} {self.text(0)})", lambda: f"(get {self.dict(n)} {self.text(0)})",
                lambda: f"(coalesce {self.anything(n)} {self.anything(n)})", lambda: f"(default {self.anything(n)} {self.anything(n)})", lambda: f"(ternary {self.anything(n)} {self.anything(n)} {self.bool(n)})",
                lambda: f"(and {self.anything(n)} {self.anything(n)})", lambda: f"(or {self.anything(n)} {self.anything(n)})", lambda: f"(dig {self.text(0)} {self.text(0)} {self.anything(n)} {self.dict(n)})",
                lambda: f"(deepCopy {self.anything(n)})", lambda: f"(tuple {self.anything(n)} | first)",
            ])()
        return r.choice([self.text, self.number, self.bool, self.list, self.dict, lambda _: self.path("any")])(d)

    def format(self):
        r = self.r
        verb = lambda: "%" + r.choice(["", "", "", "-", "+", "#", "0", " "]) + r.choice(["", "", "5", "12", ".2", "8.3", "010"]) + r.choice("vvvsdqxXfgetTcUbo")
        return self.literal(f"{verb()}|{verb()}")

    def pattern(self):
        return self.literal(self.r.choice(["a", "[a-z]+", "o*", "\\w+", "(\\d)(\\d)?", "^.", "$", "(?i)hello", "\\s", "x|y", "[^a-c]", ".", "\\.", "(.)(.)", "(?m)^", "\\b", "é", "\\pL"]))

    def wrong(self):
        """Something that most likely is refused."""
        r = self.r
        function = r.choice(["upper", "add", "index", "len", "first", "toYaml", "trunc", "join", "eq", "lt", "replace", "dict", "get", "hasKey", "merge", "regexMatch", "substr", "until", "ternary", "div", "slice", "printf", "semver", "fromJson", "mustFromJson", "include", "tpl", "required", "fail", "dig", "pick", "round"])
        return "{{ " + " ".join([function, *(self.anything(1) for _ in range(r.randint(0, 3)))]) + " }}"

    # Templates.

    def template(self, d):
        r = self.r
        return "".join(self.part(d) for _ in range(r.randint(1, 3)))

    def part(self, d):
        r = self.r
        left, right = r.choice(["{{ ", "{{ ", "{{- "]), r.choice([" }}", " }}", " -}}"])
        kind = r.random()
        if d <= 0 or kind < 0.4:
            if r.random() < 0.02:
                return self.wrong()
            return f"{left}{self.strip(self.anything(3))}{right}" + r.choice(["", "", " text ", "\n", "\n  "])
        if kind < 0.5:
            return f"{left}if {self.strip(self.anything(2))}{right} {self.block(d)} {left}else if {self.strip(self.bool(2))}{right}{self.block(d)}{left}else{right}{self.block(d)}{left}end{right}"
        if kind < 0.6:
            return f"{left}if {self.strip(self.bool(3))}{right}\n{self.block(d)}\n{left}end{right}"
        if kind < 0.7:
            name, kind = f"$v{len(self.variables)}", r.choice(["str", "num", "list", "dict"])
            if self.variables and r.random() < 0.4:
                # The same name again, which in a block hides the outer one until the block ends.
                name, kind = r.choice(self.variables)
            make = {"str": self.text, "num": self.number, "list": self.list, "dict": self.dict}[kind]
            text = f"{left}{name} := {self.strip(make(2))}{right}"
            self.variables.append((name, kind))
            return text + self.part(d - 1)
        if kind < 0.8:
            return f"{left}range $i, $e := {self.strip(self.list(2))}{right}{{{{ $i }}}}:{{{{ $e }}}}{self.block(d)}{left}else{right}none{left}end{right}"
        if kind < 0.88:
            return f"{left}range $k, $e := {self.strip(self.dict(2))}{right}{{{{ $k }}}}={{{{ $e {r.choice(['', '| quote', '| toJson', '| typeOf'])} }}}} {left}end{right}"
        if kind < 0.95:
            return f"{left}with {self.strip(self.anything(2))}{right}{{{{ . | toJson }}}}{self.block(d)}{left}else{right}{self.block(d)}{left}end{right}"
        return r.choice(["plain", " }} ", "\n\n", "{{/* note */}}", "{{- /* note */ -}}", "é"])

    def block(self, d):
        """Inside a block, whose variables end with it."""
        kept = len(self.variables)
        text = self.template(d - 1)
        del self.variables[kept:]
        return text

    @staticmethod
    def strip(expression):
        return expression[1:-1] if expression.startswith("(") and expression.endswith(")") and expression.count("(") == 1 else expression


def batch(seed, number, count):
    """The values file and the templates of one batch."""
    generator = Generator(f"{seed}/{number}")
    values = json.dumps(generator.values(), ensure_ascii=False)
    cases = []
    for _ in range(count):
        generator.variables = []
        cases.append(generator.template(2))
    return values, cases
