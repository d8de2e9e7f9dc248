"""The snippets of the differential test: compact tables that multiply out to several thousand templates.

  wild()      every function with arguments of every kind, right and wrong, in every number
  tables()    every function with arguments that it is made for, and their edges
  language()  the constructs of the template language, from language.txt
"""
import itertools, os, random

# What an argument can be: literals, Go's kinds through Values, nil, objects of Helm.
POOL = ['""', '"a"', '"Hello World"', '"12"', '"-3.7"', '"é日本"', '"a,b,c"', '`a\nb`', "0", "1", "-1", "7", "1.5", "1e20", "true",
        "false", "nil", "'c'", ".Values.missing", ".Values.null", ".Values.int", ".Values.float", ".Values.text", ".Values.yes",
        ".Values.list", ".Values.words", ".Values.map", ".Values.empty", ".Values.none", "(list)", "(list 1 2 3)",
        '(list "b" "a" "b")', "(list nil 1 \"\")", "(dict)", '(dict "a" 1 "b" (list 2))', "(dict 1 2)", ".Values", ".Chart", ".Chart.Version",
        ".Files", ".Capabilities", ".Capabilities.APIVersions", ".Capabilities.KubeVersion", ".Release.Revision", "$", "(int64 3)",
        "(float64 2.5)", '(splitList "," "x,y")', '(split "," "x,y")', "(until 3)", '(toStrings (list 1 "b"))',
        '(duration "90")', '(semver "1.2.3")', '(toDate "2006-01-02" "2024-02-29")', "(.Files.Get \"a.txt\")", "1i", "0x1F", "-0.0", ".Template"]
BUILTINS = {"and": 3, "or": 3, "not": 1, "len": 1, "index": 3, "print": 3, "printf": 3, "println": 2, "html": 1, "js": 1,
            "urlquery": 1, "eq": 3, "ne": 2, "lt": 2, "le": 2, "gt": 2, "ge": 2, "call": 2}
# Functions whose answer is chance, the time or the machine: only their errors and their kinds are compared.
CHANCE = {"now", "ago", "randAlpha", "randAlphaNum", "randAscii", "randNumeric", "randBytes", "randInt", "shuffle", "uuidv4",
          "bcrypt", "htpasswd", "genPrivateKey", "genCA", "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey",
          "genSignedCert", "genSignedCertWithKey", "encryptAES", "date", "htmlDate", "dateModify", "date_modify",
          "mustDateModify", "must_date_modify", "dateInZone", "date_in_zone", "htmlDateInZone", "unixEpoch", "durationRound"}
ARITY = {"abbrev": 2, "abbrevboth": 3, "add": 2, "add1": 1, "addf": 2, "append": 2, "atoi": 1, "b64enc": 1, "base": 1,
         "buildCustomCert": 2, "chunk": 2, "concat": 2, "contains": 2, "date": 2, "dateInZone": 3, "dateModify": 2,
         "decryptAES": 2, "deepEqual": 2, "default": 2, "derivePassword": 5, "dict": 2, "dig": 3, "div": 2, "divf": 2,
         "durationRoundTo": 2, "durationTruncateTo": 2, "encryptAES": 2, "genCA": 2, "genCAWithKey": 3, "genPrivateKey": 1,
         "genSelfSignedCert": 4, "genSelfSignedCertWithKey": 5, "genSignedCert": 5, "genSignedCertWithKey": 6, "get": 2,
         "has": 2, "hasKey": 2, "hasPrefix": 2, "hasSuffix": 2, "hello": 0, "htmlDateInZone": 2, "htpasswd": 2, "include": 2,
         "indent": 2, "join": 2, "keys": 1, "kindIs": 2, "list": 2, "lookup": 4, "max": 2, "maxf": 2, "merge": 2, "min": 2,
         "minf": 2, "mod": 2, "mul": 2, "mulf": 2, "nindent": 2, "now": 0, "omit": 2, "pick": 2, "pluck": 2, "plural": 3,
         "prepend": 2, "push": 2, "quote": 2, "randInt": 2, "regexFind": 2, "regexFindAll": 3, "regexMatch": 2,
         "regexReplaceAll": 3, "regexReplaceAllLiteral": 3, "regexSplit": 3, "repeat": 2, "replace": 3, "required": 2,
         "round": 2, "semverCompare": 2, "seq": 2, "set": 3, "slice": 3, "split": 2, "splitList": 2, "splitn": 3,
         "squote": 2, "sub": 2, "subf": 2, "substr": 3, "ternary": 3, "toDate": 2, "tpl": 2, "trimAll": 2, "trimall": 2,
         "trimPrefix": 2, "trimSuffix": 2, "trunc": 2, "tuple": 2, "typeIs": 2, "typeIsLike": 2, "unset": 2, "untilStep": 3,
         "uuidv4": 0, "without": 2, "wrap": 2, "wrapWith": 3, "cat": 2, "coalesce": 2, "all": 2, "any": 2,
         "biggest": 2, "mergeOverwrite": 2, "date_in_zone": 3, "date_modify": 2, "must_date_modify": 2}
# These would build gigabytes out of a large number; chance decides nothing about them.
LARGE = {"1e20", ".Values.int", "(int64 3)"}


def arity(name):
    if name in ARITY:
        return ARITY[name]
    plain = name[4:5].lower() + name[5:]
    return ARITY.get(plain, 1) if name.startswith("must") else 1


def show(name, call):
    return f"{{{{ kindOf ({call}) }}}}" if name in CHANCE else f"{{{{ {call} }}}}"


def wild(functions, each=12):
    """Deterministic mixtures: the same function always meets the same arguments."""
    for name in sorted(set(functions) | set(BUILTINS)):
        pick = random.Random(name)
        count = BUILTINS.get(name, arity(name))
        pool = [p for p in POOL if p not in LARGE] if name in {"repeat", "until", "untilStep", "indent", "nindent", "seq"} else POOL
        seen = set()
        for turn in range(each):
            length = count if turn % 4 else max(0, count + pick.choice([-1, 1]))
            arguments = [pick.choice(pool) for _ in range(length)]
            call = " ".join([name, *arguments])
            if turn % 5 == 4 and arguments:
                call = " ".join([arguments[-1], "|", name, *arguments[:-1]])
            if call not in seen:
                seen.add(call)
                yield show(name, call)
        if count == 1:
            for argument in pick.sample(pool, 20):
                yield show(name, f"{name} {argument}")


TEXTS = ['""', '"a"', '"hello world"', '"Hello, Wörld! 日本"', '"  padded\\t\\n"', '"foo_bar-baz qux"', '"HTTPServer2Go"', '"a\\x00\\xffb"']
NUMBERS = ["0", "1", "-1", "7", "-7", "2.5", "-2.5", "1e9", "9223372036854775807", '"12"', '"1.5"', '"x"', "nil", "true",
           ".Values.int", ".Values.float", ".Values.huge"]
ANY = ["nil", "true", "0", "1", "-1.5", "1e6", "1e21", "1.0", '""', '"a<b>&\\u2028"', '"1"', '"true"', '"null"', '"2020-01-01"', '"a: b"', '" x"',
       '"x\\n"', '"x\\ny"', '"é"', '"- a"', '"#"', '"~"', '"0x1"', '"1_000"', '"yes"', '"="', '"<<"', "(list)", "(list 1 nil \"a\")",
       "(list (list 1) (dict))", "(dict)", '(dict "b" 1 "a" (list 1 (dict "c" nil)))', '(dict "x y" "1" "" 2 "é" 3)', ".Values.map",
       ".Values.list", ".Values.float", ".Values.int", ".Values.huge", ".Chart", ".Release", ".Capabilities", '(split "," "x,y")', "(until 2)",
       '(toDate "2006-01-02" "2024-02-29")', '(semver "1.2.3-a+b")', '(tuple 1.5 "x")']
LISTS = ["(list)", "(list 1 2 3)", '(list "b" "a" "" nil "b")', "(list 1 1.0 \"1\")", '(splitList "," "x,y,z")', ".Values.list",
         ".Values.words", "(until 4)", "nil", '"text"', "(dict)", "(list (list 1) (list 1))"]
MAPS = ["(dict)", '(dict "a" 1 "b" (dict "c" 2))', '(dict "b" nil "c" false)', ".Values.map", ".Values.missing", '(split "," "x,y")', ".Chart"]
DURATIONS = ['"0"', '"1h30m"', '"90s"', '"-1.5h"', '"100ms"', '"1us"', '"3"', '"x"', '""', "90", "1.5", "nil", '"300000h"', "true", '"1h 2m"']
VERSIONS = ['"1.2.3"', '"v1.2"', '"1"', '"1.2.3-beta.1+build"', '"01.2.3"', '"x"', '""', '"1.31.0-gke.5"']
RANGES = ['"*"', '">=1.2.0"', '"^1.2"', '"~1.2.3"', '">1.0 <2.0 || 3.x"', '"1.2 - 1.5"', '"=1.2.3"', '"!=1.2.3"', '">=1.2.0-0"', '"bad range"', '""']
PATTERNS = ['""', '"a+"', '"[a-z]+"', '"(\\\\w)(\\\\w)?"', '"^h"', '"(?i)HELLO"', '"\\\\b"', '"["', '"(?P<n>o)"', '"(a"', '"\\\\pL+"', '"x*"', '"(?=a)"', '"a{1001}"', '"[[:alpha:]]"', '"\\\\d"', '"(?s).+$"']
PATHS = ['""', '"/"', '"a"', '"/a/b.c"', '"a//b/../c/"', '"."', '"../x"', '"/../a"', '"a/.b"', '"x.tar.gz"', '"//"', '"./a"']
URLS = ['"http://user:p%20w@host:80/p/a?q=1&r=%2F#frag"', '""', '"host/path"', '"mailto:a@b"', '"http://[::1]:80/"', '"%zz"', '"http://a b/"', '"//h/p"', '"http://h/%2f?x y"', '":x"', '"http://h:port/"', '"/a:b"']
LAYOUTS = ['"2006-01-02"', '"Mon Jan _2 15:04:05 MST 2006"', '"2006-01-02T15:04:05.000Z07:00"', '"02/01/06 03:04PM -0700"', '"Monday January 2 002 .999"', '"x"', '""']
ENCODINGS = ["b64enc", "b64dec", "b32enc", "b32dec", "sha1sum", "sha256sum", "sha512sum", "adler32sum", "quote", "squote", "trim",
             "upper", "lower", "title", "untitle", "nospace", "initials", "swapcase", "snakecase", "camelcase", "kebabcase", "toString",
             "toDecimal", "atoi", "regexQuoteMeta", "html", "js", "urlquery", "len", "tpl_", "empty", "int", "float64"]
WORDS = ['"fooBar"', '"FooBarBaz"', '"HTTPServer"', '"http_server-name x"', '"_a__b"', '"A"', '"ÄÖü ß"', '"no1Thing"', '"ID10T"', '"a.b/c"', '"  lead"', '"x-Y-z"', '"10kv"']

TABLES = [
    (["abbrev"], ["0", "3", "4", "5", "-1"], TEXTS), (["abbrevboth"], ["0", "5", "8"], ["7", "10", "4"], TEXTS[:5]),
    (["trunc"], ["0", "1", "3", "-3", "-100", "100"], TEXTS), (["repeat"], ["0", "1", "3", "-1"], TEXTS[:4]),
    (["substr"], ["0", "1", "-1", "4"], ["0", "3", "-1", "100"], TEXTS[:4]),
    (["indent", "nindent"], ["0", "2", "-1"], TEXTS[:4] + ['"a\\nb\\n\\nc"']),
    (["wrap"], ["0", "1", "5", "80"], TEXTS + ['"a long line of some words\\nand another"']),
    (["wrapWith"], ["1", "5", "20"], ['"\\n"', '"--"', '""'], TEXTS[1:5] + ['"a long line of some words"']),
    (["contains", "hasPrefix", "hasSuffix", "trimPrefix", "trimSuffix", "trimAll", "trimall", "split", "splitList"],
     ['""', '"a"', '"o"', '"hello"', '" \\t\\n"'], TEXTS[:5]),
    (["splitn"], ['"o"', '""', '","'], ["0", "1", "2", "-1"], TEXTS[:3] + ['"a,b,c"']),
    (["replace"], ['""', '"o"', '"l"'], ['""', '"xx"'], TEXTS[:4]),
    ([e for e in ENCODINGS if not e.endswith("_")], TEXTS + ['"aGVsbG8="', '"aGVsbG8"', '"NBSWY3DP"', '"0777"', '"0x1f"', '"1e3"', '"<a href=\'x\'>&\\""']),
    (["snakecase", "camelcase", "kebabcase", "swapcase", "title", "untitle", "initials"], WORDS),
    (["plural"], ['"one"'], ['"many"'], ["0", "1", "2", "-1", '"1"', "1.0"]),
    (["add", "sub", "mul", "div", "mod", "max", "min", "addf", "subf", "mulf", "divf", "maxf", "minf"],
     ["7", "-7", "2.5", '"12"', "9223372036854775807", "nil", ".Values.float"], ["1", "0", "-2", '"1.5"', "1e18"]),
    (["add1", "add1f", "int", "int64", "float64", "ceil", "floor", "toDecimal", "atoi", "toString", "quote", "typeOf", "kindOf", "empty", "not"], NUMBERS),
    (["round"], ["2.5", "-2.5", "1.005", "123.456", '"1.45"', "0", "1e300"], ["0", "1", "2", "-1"]),
    (["round"], ["2.44", "2.45"], ["1"], ["0.4", "0.5", "0.6", "1.0"]),
    (["seq"], ["0", "1", "5", "-3"]), (["seq"], ["0", "2", "5"], ["5", "0", "-2"]), (["seq"], ["0", "5"], ["2", "-2", "0"], ["10", "0", "-10"]),
    (["until"], ["0", "1", "5", "-3"]), (["untilStep"], ["0", "3", "-2"], ["6", "0"], ["2", "-1", "0"]),
    (["toYaml", "toYamlPretty", "toJson", "toPrettyJson", "toRawJson", "mustToYaml", "mustToJson", "mustToPrettyJson", "mustToRawJson", "print", "printf \"%v\"", "printf \"%#v\"",
      "printf \"%T\"", "printf \"%q\"", "printf \"%s\"", "printf \"%d\"", "printf \"%x\"", "typeOf", "kindOf", "toString", "quote", "squote", "empty", "deepCopy", "html", "len", "not", "toToml", "mustToToml", "b64enc"], ANY),
    (["printf"], ['"%5d|%-5d|%05d|%+d"', '"%x %X %o %b %c %U"', '"%e %g %f %.2f %8.3f"', '"%t %v %+v"', '"%6.2s|%-8q"', '"%[2]v %[1]v"', '"%!"', '"%z"', '"%"', '"%*d"', '"%.3v"', '"% d % x"', '"%[5]d"', '"%[x]d"', '"%#q %#x"', '"%1000001d"', '"%p"', '"%w"', '"%08.3f"', '"%+q"', '"%-010d|"'],
     ["1", "-42 3", "2.5", '"text" 1', '(list 1 "a" 2.5)', "nil", "true", '"日本" 2', "(dict \"a\" 1.0)", "", "'x' 1e21 -1", "5 12345"]),
    (["first", "rest", "last", "initial", "reverse", "uniq", "compact", "sortAlpha", "toStrings", "len", "mustFirst", "mustRest", "mustLast", "mustInitial", "mustReverse", "mustUniq", "mustCompact", "join \"-\"", "toJson", "values", "keys", "all", "any", "coalesce", "concat", "has 1", "mustHas \"a\"", "index 1"], LISTS),
    (["append", "prepend", "push", "without", "mustWithout", "mustAppend", "mustPrepend", "mustPush", "concat", "deepEqual"], LISTS, ["1", '"a"', "nil", "(list 1)"]),
    (["chunk", "mustChunk"], ["0", "1", "2", "-1", "10"], LISTS[:9]), (["slice", "mustSlice", "index"], LISTS[:8], ["", "0", "1", "-1", "9"], ["", "2", "0"]),
    (["get", "hasKey", "unset", "pluck", "dig \"a\"", "index", "pick", "omit"], MAPS, ['"a"', '"b"', '"_0"', '""', "1"]),
    (["set"], MAPS, ['"a"', '"new"', "1"], ["1", "nil", "(dict)"]), (["pluck"], ['"a"', '"c"'], MAPS, MAPS[:3]),
    (["dig"], ['"a"', '"b"', '"b" "c"', '"b" "c" "d"'], ['"none"', "nil"], MAPS), (["merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite"], MAPS[:5], MAPS[:4] + ['(dict "a" 0 "b" 5)', '(dict "b" (dict "c" 9 "d" 1))']),
    (["keys", "values", "toJson", "toYaml", "deepCopy"], MAPS), (["keys"], ["(dict \"a\" 1) (dict \"a\" 2 \"b\" 3)"]),
    (["default", "coalesce", "eq", "ne", "lt", "le", "gt", "ge", "and", "or", "deepEqual", "ternary 1 2 |"][:11], ANY[:9], ["1", '"a"', "nil", "false", "(list)", "1.0", ".Values.int"]),
    (["eq", "lt"], ["1", "1.0", '"a"', ".Values.int", ".Values.float", "(list)", "(dict)", "true", "nil", "(int64 1)", "'a'"], ["1", ".Values.int", '"b"', "nil", "2.5", "(list)"]),
    (["ternary 1 2", "required \"msg\"", "fail", "empty", "all", "any", "coalesce", "default 5", "typeIs \"string\"", "kindIs \"map\"", "kindIs \"slice\"", "typeIsLike \"int\""], ANY[:14] + [".Values.missing", "(list)", ".Values.map"]),
    (["durationSeconds", "durationMilliseconds", "durationMicroseconds", "durationNanoseconds", "durationMinutes", "durationHours", "durationDays", "durationWeeks", "mustToDuration", "duration", "durationRound"], DURATIONS),
    (["durationRoundTo", "durationTruncateTo"], DURATIONS[:8], ['"1h"', '"7m"', '"0"', '"x"']),
    (["toDate", "mustToDate"], LAYOUTS, ['"2024-02-29"', '"2023-02-29"', '"Thu Feb 29 23:59:58 UTC 2024"', '"2024-02-29T23:59:58.123+05:30"', '"x"', '""']),
    (["dateInZone"], LAYOUTS, ["0", "(int64 1709251199)", '(toDate "2006-01-02" "2024-03-31")'], ['"UTC"', '"Europe/Berlin"', '"America/New_York"', '"Nowhere"']),
    (["htmlDateInZone", "htmlDateInZone"], ["0", "86399", "1709251199"], ['"UTC"', '"Asia/Tokyo"', '""']),
    (["dateModify", "mustDateModify"], ['"-1.5h"', '"24h"', '"x"', '"1d"'], ['(toDate "2006-01-02" "2024-02-29")']), (["unixEpoch"], ['(toDate "2006-01-02" "2024-02-29")', "1", '"x"', '(toDate "x" "y")']),
    (["semver"], VERSIONS), (["semverCompare"], RANGES, VERSIONS[:5] + ['"3.1.0"']),
    (["regexMatch", "regexFind", "regexSplit_", "mustRegexMatch", "mustRegexFind"][:2] + ["mustRegexMatch", "mustRegexFind"], PATTERNS, TEXTS[:4]),
    (["regexFindAll", "mustRegexFindAll"], PATTERNS[:6] + ['"["'], TEXTS[:3], ["-1", "0", "1", "2"]), (["regexSplit", "mustRegexSplit"], PATTERNS[:6] + ['"["'], TEXTS[:3], ["-1", "0", "1", "2"]),
    (["regexReplaceAll", "regexReplaceAllLiteral", "mustRegexReplaceAll"], PATTERNS[:9], TEXTS[:3], ['"<$1>"', '"${n}x"', '"$$"', '"$1a"']),
    (["base", "dir", "clean", "ext", "isAbs", "osBase", "osDir", "osClean", "osExt", "osIsAbs"], PATHS), (["urlParse"], URLS),
    (["urlJoin"], ['(dict)', '(dict "scheme" "http" "host" "h:80" "path" "/a b" "query" "q=1" "fragment" "f" "userinfo" "u:p")', '(dict "scheme" 1)', '(dict "host" "h" "path" "p")', '(dict "opaque" "o" "scheme" "s")', '(dict "x" "y")', "nil"] + ["(urlParse %s)" % u for u in URLS[:5]]),
    (["fromJson", "fromJsonArray", "mustFromJson", "fromYaml", "fromYamlArray", "fromToml"], ['`{"a":1,"b":[1.5,null,true,"x"]}`', '`[1,"a",{"b":2}]`', '""', '`{`', '`nul`', '"1"', '`"x"`', '`{"a":1e400}`', '`{"a":12345678901234567890}`', '`{"a":1,}`', '`{"a":1,"a":2}`', '`{"a":"\\ud800\\n"}`', '`a: 1\nb: [x, 2.0, ~, yes, 0o17, 0x1F, 1e3]`', '`- a\n- b: 1`', '`a: &x {b: 1}\nc: *x\nd: {<<: *x}`', '`a: b: c`', '`\ta: 1`', '`a: |\n  x\n  y\nb: >-\n  f\n  g`', '`a: 1\na: 2`', '`1: a\ntrue: b\nnull: c\n1.5: d`', '`a: 2020-01-01\nb: 12:30:45\nc: !!str 1\nd: !x y`', '`--- a\n--- b`', '`"\\x41": \'it\'\'s\'`', '`a = 1\nb = "x"\n[c]\nd = [1, 2]\ne = 1979-05-27T07:32:00Z`', '`a = `', '`[[t]]\nx = 1.5\n[[t]]\ny = true`', '`a: *unknown`', '`? [a]\n: b`', '`a: .inf\nb: -.INF\nc: .nan`', '`a: 0777\nb: 1_000\nc: +1\nd: 0b11\ne: 1.\nf: .5`']),
    (["derivePassword 1"], ['"long"', '"maximum"', '"medium"', '"short"', '"basic"', '"pin"', '"x"'], ['"pw"'], ['"user"'], ['"example.com"']),
    (["decryptAES"], ['"key"', '""'], ['"x"', '"MDEyMzQ1Njc4OWFiY2RlZg=="', '"30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ="']),
    (["buildCustomCert"], ['"x"', '"eA=="'], ['"x"', '"eA=="']), (["genPrivateKey"], ['"rsa1"', '""', '"dsa2"']), (["randAlpha", "randAscii", "randNumeric", "randAlphaNum"], ["0", "-1"]),
    (["len (randAlpha", "len (randAscii", "len (randNumeric", "len (randAlphaNum", "len (randBytes"], ["0)", "5)", "100)"]), (["randInt"], ["1", "5"], ["1", "2", "0"]),
    (["regexMatch \"^\\\\$2a\\\\$10\\\\$.{53}$\" (bcrypt"], ['"x")', '"")']), (["len (htpasswd"], ['"u" "p")', '"u:v" "p")']), (["regexMatch \"^[0-9a-f-]{36}$\" uuidv4"], [""]), (["randInt 1 2"], [""]), (["len (shuffle"], ['"abc")', '"")']),
    (["genPrivateKey", "genCA \"c\"", "genSelfSignedCert \"c\" nil nil", "genSelfSignedCert \"c\" (list \"127.0.0.1\") (list \"a.b\")", "genSelfSignedCert \"c\" (list \"x\") nil", "genSelfSignedCert \"c\" (list 1) nil"], ['"x"', "nil"]),
    (["(genCA \"c\" 1).Cert | trunc", "(genSelfSignedCert \"c\" (list \"10.0.0.1\") (list \"a\") 2).Key | trunc", "genPrivateKey \"ecdsa\" | trunc", "genPrivateKey \"ed25519\" | trunc", "genPrivateKey \"rsa\" | trunc"], ["27", "10"]),
    (["lookup"], ['"v1"', '""'], ['"Pod"'], ['"ns"', '""'], ['"x"', '""']), (["getHostByName"], ['"localhost"', '""']),
    (["tpl"], ['"{{ .Values.text }}"', '"{{ 1 | add 2 }}"', '"{{ fail `x` }}"', '"{{ bad"', '"{{ include `t` . }}"', '""', '"{{ .x.y }}"', '"{{ define `q` }}Q{{ end }}{{ template `q` }}"', "1"], ["$", "(dict)", "nil", "1", '(dict "Template" 1)']),
    (["include"], ['"t"', '"none"', '"loop"', '"fails"', "1"], ["$", "nil", "1"]),
    ([".Files.Get", ".Files.GetBytes", ".Files.Lines", ".Files.Glob"], ['"a.txt"', '"none"', '"conf/*"', '"**"', '"**.yaml"', '"[a"', '"{conf,x}/*.txt"', '"../x"', '""']),
    (["(.Files.Glob \"conf/*\").AsConfig", "(.Files.Glob \"conf/*\").AsSecrets", "(.Files.Glob \"none\").AsConfig", "len (.Files.Glob \"**\")", ".Files.AsConfig", ".Files.AsSecrets"], [""]),
    ([".Capabilities.APIVersions.Has"], ['"v1"', '"apps/v1"', '"apps/v1/Deployment"', '"x/v1"', '""', "1"]),
    ([".Capabilities.KubeVersion", ".Capabilities.KubeVersion.Major", ".Capabilities.KubeVersion.Minor", ".Capabilities.KubeVersion.Version", ".Capabilities.KubeVersion.GitVersion", ".Capabilities.KubeVersion.Nope", ".Capabilities.HelmVersion.Version", ".Release.Name", ".Release.Service", ".Release.IsInstall", ".Release.IsUpgrade", ".Release.Nope", ".Chart.Name", ".Chart.Version", ".Chart.AppVersion", ".Chart.Type", ".Chart.Keywords", ".Chart.Maintainers", ".Chart.Annotations", ".Chart.Dependencies", ".Chart.Nope", ".Chart.IsRoot", ".Chart.Home", ".Chart.Sources", ".Chart.KubeVersion", ".Chart.Icon", ".Chart.Deprecated", ".Chart.Condition", ".Chart.Tags", ".Chart.name", ".Template.Name", ".Template.BasePath", ".Subcharts", ".Nope", ".Values.a.b", ".Values.map.a.b.c", ".Values.text.x", "$.Values.list.x", ".Values.list", "(index .Chart.Maintainers 0).Name", "(first .Chart.Maintainers).Email", ".Chart.Maintainers | toYaml", ".Chart | toYaml", ".Chart | toJson", ".Chart.Annotations.k"], ["", "| quote", "| toJson", "| typeOf"]),
]


def tables():
    for names, *columns in TABLES:
        for name in names:
            for row in itertools.product(*columns):
                yield show(name, " ".join([name, *filter(None, row)]))


def language():
    with open(os.path.join(os.path.dirname(__file__), "language.txt"), encoding="utf8") as file:
        for line in file.read().split("\n"):
            if line and not line.startswith("# "):
                yield line.replace("⏎", "\n")


def every(functions):
    return list(dict.fromkeys(itertools.chain(language(), tables(), wild(functions))))
