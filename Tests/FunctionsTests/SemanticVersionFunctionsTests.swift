import Testing

/// The families Semantic versions, Regular expressions and URLs; expected answers are the real Helm's.
@Suite struct SemanticVersionFunctionsTests {
  @Test(arguments: [
    (#"semver "v1.2.3-beta.1+meta""#, "*semver.Version|1.2.3-beta.1+meta"),
    (#"(semver "v1.2").Original"#, "string|v1.2"),
    (#"(semver "1.2.3").Major"#, "uint64|1"),
    (#"(semver "1.2.3").Minor"#, "uint64|2"),
    (#"(semver "1.2.3").Patch"#, "uint64|3"),
    (#"(semver "1.2.3-a.b").Prerelease"#, "string|a.b"),
    (#"(semver "1.2.3+m").Metadata"#, "string|m"),
    (#"(semver "1.2.3").IncPatch"#, "semver.Version|1.2.4"),
    (#"(semver "1.2.3").IncMinor"#, "semver.Version|1.3.0"),
    (#"(semver "v1.2.3").IncMajor"#, "semver.Version|2.0.0"),
    (#"(semver "1.2.3").IncMajor.Original"#, "! can't evaluate field Original in type semver.Version"),
    (#"(semver "1.2.3").Compare (semver "1.2.4")"#, "int|-1"),
    (#"(semver "1.2.3").LessThan (semver "1.2.4")"#, "bool|true"),
    (#"(semver "1.2.3").Equal (semver "1.2.3+x")"#, "bool|true"),
    (#"(semver "1.2.3").GreaterThan (semver "1.2.4")"#, "bool|false"),
    (#"(semver "1.2.3").GreaterThanEqual (semver "1.2.3")"#, "bool|true"),
    (#"(semver "1.2.3").LessThanEqual (semver "1.2.2")"#, "bool|false"),
    (#"(semver "1.2.3").SetPrerelease "rc.1""#, "semver.Version|1.2.3-rc.1"),
    (#"(semver "1.2.3").SetPrerelease "a b""#, "! error calling SetPrerelease: invalid prerelease string"),
    (#"(semver "1.2.3").SetMetadata "b""#, "semver.Version|1.2.3+b"),
    (#"(semver "1.2.3").String"#, "string|1.2.3"),
    (#"(semver "1.2.3").Compare "1.2.4""#, #"! can't handle "1.2.4" for arg of type *semver.Version"#),
    (#"(semver "1.2.3").Nothing"#, "! can't evaluate field Nothing in type *semver.Version"),
    (#"semver "x""#, "! error calling semver: invalid semantic version"),
    (#"semverCompare "^1.2" "1.3.0""#, "bool|true"),
    (#"semverCompare "^1.2" "2.3.0""#, "bool|false"),
    (#"semverCompare ">1.x" "x""#, "! error calling semverCompare: invalid semantic version"),
    (#"semverCompare "x y" "1""#, #"! error calling semverCompare: improper constraint: "x y""#),
    (#"semver "1.2" | toString"#, "string|1.2.0"),
  ])
  func `Versions have Go's methods`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (#"regexMatch "^a.c$" "abc""#, "bool|true"),
    (#"regexMatch "(" "a""#, "bool|false"),
    (#"mustRegexMatch "(" "a""#, "! error calling mustRegexMatch: error parsing regexp: missing closing ): `(`"),
    (#"regexFind "b+" "abbc""#, "string|bb"),
    (#"regexFind "x" "abbc""#, "string|"),
    (
      #"regexFind "(" "a""#,
      "! error calling regexFind: regexp: Compile(`(`): error parsing regexp: missing closing ): `(`"
    ),
    (
      #"regexFind "`(" "a""#,
      #"! error calling regexFind: regexp: Compile("`("): error parsing regexp: missing closing ): ``(`"#
    ),
    (#"mustRegexFind "(" "a""#, "! error calling mustRegexFind: error parsing regexp: missing closing ): `(`"),
    (#"regexFindAll "[0-9]" "a1b2" -1"#, "[]string|[1 2]"),
    (#"regexFindAll "[0-9]" "a1b2" 1"#, "[]string|[1]"),
    (#"regexFindAll "x" "a" -1 | toJson"#, "string|null"),
    (#"regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W""#, "string|-W-xxW-"),
    (#"regexReplaceAllLiteral "b+" "abbc" "$1""#, "string|a$1c"),
    (#"regexSplit ",+" "a,,b" -1"#, "[]string|[a b]"),
    (#"regexSplit "," "a,b" 0 | toJson"#, "string|null"),
    (#"mustRegexSplit "[" "a" 1"#, "! error calling mustRegexSplit: error parsing regexp: missing closing ]: `[`"),
    (#"regexQuoteMeta "1.5-[a]""#, #"string|1\.5-\[a\]"#),
    (#"regexFindAll "a" "aaa" "1""#, #"! expected integer; found "1""#),
  ])
  func `Regular expressions`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }

  @Test(arguments: [
    (
      #"urlParse "http://admin:s%40c@host:80/p%20q?q=1&r#f%21""#,
      "map[string]interface {}|map[fragment:f! host:host:80 hostname:host opaque: path:/p q query:q=1&r scheme:http userinfo:admin:s%40c]"
    ),
    (
      #"urlParse "mailto:joe@example.com""#,
      "map[string]interface {}|map[fragment: host: hostname: opaque:joe@example.com path: query: scheme:mailto userinfo:]"
    ),
    (
      #"urlParse "/a/b""#,
      "map[string]interface {}|map[fragment: host: hostname: opaque: path:/a/b query: scheme: userinfo:]"
    ),
    (
      #"urlParse """#,
      "map[string]interface {}|map[fragment: host: hostname: opaque: path: query: scheme: userinfo:]"
    ),
    (
      #"urlParse "*""#,
      "map[string]interface {}|map[fragment: host: hostname: opaque: path:* query: scheme: userinfo:]"
    ),
    (
      #"urlParse "//host/p""#,
      "map[string]interface {}|map[fragment: host:host hostname:host opaque: path:/p query: scheme: userinfo:]"
    ),
    (
      #"urlParse "http://[fe80::1%25en0]:80/""#,
      "map[string]interface {}|map[fragment: host:[fe80::1%en0]:80 hostname:fe80::1%en0 opaque: path:/ query: scheme:http userinfo:]"
    ),
    (
      #"urlParse "HTTP://Host""#,
      "map[string]interface {}|map[fragment: host:Host hostname:Host opaque: path: query: scheme:http userinfo:]"
    ),
    (
      #"urlParse "http://host?""#,
      "map[string]interface {}|map[fragment: host:host hostname:host opaque: path: query: scheme:http userinfo:]"
    ),
    (
      #"urlParse "a?b?c""#,
      "map[string]interface {}|map[fragment: host: hostname: opaque: path:a query:b?c scheme: userinfo:]"
    ),
    (
      #"urlParse "http://a b/""#,
      #"! error calling urlParse: unable to parse url: parse "http://a b/": invalid character " " in host name"#
    ),
    (
      #"urlParse "http://host:port/""#,
      #"! error calling urlParse: unable to parse url: parse "http://host:port/": invalid port ":port" after host"#
    ),
    (
      #"urlParse "http://h:1:2/""#,
      #"! error calling urlParse: unable to parse url: parse "http://h:1:2/": invalid port ":1:2" after host"#
    ),
    (
      #"urlParse "redis://h:1:2/""#,
      "map[string]interface {}|map[fragment: host:h:1:2 hostname:h:1 opaque: path:/ query: scheme:redis userinfo:]"
    ),
    (#"urlParse "::""#, #"! error calling urlParse: unable to parse url: parse "::": missing protocol scheme"#),
    (
      #"urlParse "1:2""#,
      #"! error calling urlParse: unable to parse url: parse "1:2": first path segment in URL cannot contain colon"#
    ),
    (
      #"urlParse "http://h/%zz""#,
      #"! error calling urlParse: unable to parse url: parse "http://h/%zz": invalid URL escape "%zz""#
    ),
    (
      #"urlParse "http://h%41/""#,
      #"! error calling urlParse: unable to parse url: parse "http://h%41/": invalid URL escape "%41""#
    ),
    (
      #"urlParse "http://us er@h/""#,
      #"! error calling urlParse: unable to parse url: parse "http://us er@h/": net/url: invalid userinfo"#
    ),
    (
      #"urlParse "http://h/\x7f""#,
      #"! error calling urlParse: unable to parse url: parse "http://h/\x7f": net/url: invalid control character in URL"#
    ),
    (
      #"urlParse "http://[::1""#,
      #"! error calling urlParse: unable to parse url: parse "http://[::1": missing ']' in host"#
    ),
    (
      #"urlParse "http://[zz]/""#,
      #"! error calling urlParse: unable to parse url: parse "http://[zz]/": invalid host: ParseAddr("zz"): unable to parse IP"#
    ),
    (
      #"urlParse "http://[1.2.3.4]/""#,
      #"! error calling urlParse: unable to parse url: parse "http://[1.2.3.4]/": invalid IP-literal"#
    ),
    (
      #"urlParse "http://h/p#%zz""#,
      #"! error calling urlParse: unable to parse url: parse "http://h/p#%zz": invalid URL escape "%zz""#
    ),
    (
      #"urlJoin (dict "scheme" "http" "host" "h:80" "path" "/p q" "query" "a=b" "fragment" "f x")"#,
      "string|http://h:80/p%20q?a=b#f%20x"
    ),
    (#"urlJoin (dict "scheme" "http" "host" "h" "path" "p" "userinfo" "u:p@w")"#, "string|http://u:p%40w@h/p"),
    (#"urlJoin (dict "host" "h")"#, "string|//h"),
    (#"urlJoin (dict "path" "a:b")"#, "string|./a:b"),
    (#"urlJoin (dict "opaque" "o" "scheme" "mailto")"#, "string|mailto:o"),
    ("urlJoin (dict)", "string|"),
    (
      #"urlJoin (dict "host" 1)"#,
      "! error calling urlJoin: unable to parse host key, must be of type string, but int found"
    ),
    (
      #"urlJoin (dict "host" nil)"#,
      "! error calling urlJoin: runtime error: invalid memory address or nil pointer dereference"
    ),
    (
      #"urlJoin (dict "scheme" "http" "host" "h" "userinfo" "a b")"#,
      #"! error calling urlJoin: unable to parse userinfo in dict: parse "proto://a b@host": net/url: invalid userinfo"#
    ),
    (#"urlParse "http://admin:pw@host:80/p?q#f" | urlJoin"#, "string|http://admin:pw@host:80/p?q#f"),
    (#"urlJoin (urlParse "https://x/%2f")"#, "string|https://x//"),
    (#"getHostByName "localhost""#, "string|"),
  ])
  func `URLs are taken apart and joined`(snippet: String, expected: String) {
    #expect(Snippet.evaluate(snippet) == expected)
  }
}
