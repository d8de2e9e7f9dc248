import Charts
import Testing
import Values

/// Expected values are Helm 4.3.1's (`toJson .Values`), errors what it prints after `Error: `.
@Suite struct ValuesOptionsTests {
  private func merged(_ options: ValuesOptions) throws -> String {
    let values: ValueMap
    do throws(ChartError) {
      values = try options.merge { name throws(ValuesError) in
        guard let content = ["v.yaml": "foo", "a.yaml": "{\"a\": {\"b\": 1, \"c\": 2}}"][name] else {
          throw ValuesError("open \(name): no such file or directory")
        }
        return Array(content.utf8)
      }
    } catch {
      return error.description
    }
    return String(decoding: try JSON.encode(.map(values)), as: UTF8.self)
  }

  @Test(arguments: [
    ("a=1,", #"{"a":1}"#),
    ("=1", "{}"),
    (".a=1", "{}"),
    ("a[0", "{}"),
    ("a[0]", #"{"a":[]}"#),
    ("a[0].", #"{"a":[]}"#),
    ("a.b=,c=1", #"{"a":{"b":""},"c":1}"#),
    ("a[", "{}"),
    ("name==", #"{"name":"="}"#),
    ("a={}", #"{"a":[""]}"#),
    ("a={1,x},b=2", #"{"a":[1,"x"],"b":2}"#),
    ("a={1}b=2", #"{"a":[1],"b":2}"#),
    ("a[2].b[1]=x", #"{"a":[null,null,{"b":[null,"x"]}]}"#),
    (#"a\.b=1\,2"#, #"{"a.b":"1,2"}"#),
    ("a=null", #"{"a":null}"#),
    ("a=007", #"{"a":"007"}"#),
    ("a=TRUE", #"{"a":true}"#),
    ("a=1.5", #"{"a":"1.5"}"#),
    (#"a={a\,b,c}"#, #"{"a":["a,b","c"]}"#),
    ("a[0][1]=x", #"{"a":[[null,"x"]]}"#),
    ("a=0", #"{"a":0}"#),
    ("a=-0", #"{"a":0}"#),
    ("a=+5", #"{"a":5}"#),
    ("a= 5", #"{"a":" 5"}"#),
    ("a=9223372036854775808", #"{"a":"9223372036854775808"}"#),
    (#"a=\"#, #"{"a":""}"#),
    ("a.b=1,a.c=2", #"{"a":{"b":1,"c":2}}"#),
    ("a[1]=x,a[0].b=1", #"{"a":[{"b":1},"x"]}"#),
    ("a[0].b=1,a[0].c=2", #"{"a":[{"b":1,"c":2}]}"#),
    ("a", #"failed parsing --set data: key "a" has no value"#),
    (#"a\"#, #"failed parsing --set data: key "a" has no value"#),
    ("a=1,b", #"failed parsing --set data: key "b" has no value"#),
    ("a.b", #"failed parsing --set data: key "b" has no value"#),
    ("a.=1", #"failed parsing --set data: key map "a" has no value"#),
    ("a..b=1", #"failed parsing --set data: key map "a" has no value"#),
    (",a=1", #"failed parsing --set data: key "" has no value (cannot end with ,)"#),
    ("a,b=1", #"failed parsing --set data: key "a" has no value (cannot end with ,)"#),
    ("a=b,c", #"failed parsing --set data: key "c" has no value"#),
    ("a={1,2},b", #"failed parsing --set data: key "b" has no value"#),
    ("a={1", "failed parsing --set data: list must terminate with '}'"),
    ("a={", "failed parsing --set data: list must terminate with '}'"),
    ("a[x]=1", #"failed parsing --set data: error parsing index: strconv.Atoi: parsing "x": invalid syntax"#),
    ("a[]=1", #"failed parsing --set data: error parsing index: strconv.Atoi: parsing "": invalid syntax"#),
    ("a[1][x]=1", #"failed parsing --set data: error parsing index: strconv.Atoi: parsing "x": invalid syntax"#),
    (
      "a[99999999999999999999]=1",
      """
      failed parsing --set data: error parsing index: strconv.Atoi: parsing "99999999999999999999": value out of range
      """
    ),
    ("a[-1]=1", "failed parsing --set data: negative -1 index not allowed"),
    ("a[70000]=1", "failed parsing --set data: index of 70000 is greater than maximum supported index of 65536"),
    ("a[0]x=1", "failed parsing --set data: unexpected data at end of array index: ['x']"),
    (
      "a=1,a.b=2",
      """
      failed parsing --set data: unable to parse key: interface conversion: interface {} is int64, not \
      map[string]interface {}
      """
    ),
    (
      "a=null,a.b=2",
      """
      failed parsing --set data: unable to parse key: interface conversion: interface {} is nil, not \
      map[string]interface {}
      """
    ),
    (
      "a=1,a[0]=2",
      "failed parsing --set data: unable to parse key: interface conversion: interface {} is int64, not []interface {}"
    ),
    (
      "a[0]=1,a[0][0]=2",
      "failed parsing --set data: unable to parse key: interface conversion: interface {} is int64, not []interface {}"
    ),
    (
      "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g=1",
      "failed parsing --set data: value name nested level is greater than maximum supported nested level of 30"
    ),
  ])
  func `--set reads paths, lists and escapes as Helm does`(text: String, expected: String) throws {
    var options = ValuesOptions()
    options.set = [text]
    #expect(try merged(options) == expected)
  }

  @Test(arguments: [
    ("a=1,b=2", #"{"a":"1,b=2"}"#),
    ("a[0]=x", #"{"a":["x"]}"#),
    ("a.b=[1],{", #"{"a":{"b":"[1],{"}}"#),
    (#"a\.b=1"#, #"{"a\\":{"b":"1"}}"#),
    ("a[x]=1", #"failed parsing --set-literal data: error parsing index: strconv.Atoi: parsing "x": invalid syntax"#),
    ("a", #"failed parsing --set-literal data: key "a" has no value"#),
    ("a=", #"{"a":""}"#),
    ("=", "{}"),
    ("a.b", #"failed parsing --set-literal data: key "b" has no value"#),
    ("a=1=2", #"{"a":"1=2"}"#),
  ])
  func `--set-literal takes all after the sign as it stands`(text: String, expected: String) throws {
    var options = ValuesOptions()
    options.setLiteral = [text]
    #expect(try merged(options) == expected)
  }

  @Test(arguments: [
    (#"a=1,b="x""#, #"{"a":1,"b":"x"}"#),
    (#"a[0]={"x":1.0}"#, #"{"a":[{"x":1}]}"#),
    ("a=,b=1", #"{"a":null,"b":1}"#),
    ("a=1 , b=2", #"{" b":2,"a":1}"#),
    ("a=x", "failed parsing --set-json data a=x"),
    (#"{"a":1}"#, #"{"a":1}"#),
    (#"{"a":1"#, #"failed parsing --set-json data JSON: {"a":1"#),
    ("[1]", "{}"),
    (#"a={"b":null},c=[1,2]"#, #"{"a":{"b":null},"c":[1,2]}"#),
    ("a=1 2", "failed parsing --set-json data a=1 2"),
    ("a=12345678901234567890", #"{"a":12345678901234567000}"#),
    (#"a="x"b=2"#, #"{"a":"x","b":2}"#),
    (#"a="\"}]",b=[{"c":"]"}]"#, #"{"a":"\"}]","b":[{"c":"]"}]}"#),
    ("a=", #"{"a":null}"#),
    ("a", "failed parsing --set-json data a"),
    ("  ", "failed parsing --set-json data   "),
    ("a.b.c=1e3", #"{"a":{"b":{"c":1000}}}"#),
    (#" {"a":{"c":null}} "#, #"{"a":{"c":null}}"#),
  ])
  func `--set-json takes an object or paths with JSON`(text: String, expected: String) throws {
    var options = ValuesOptions()
    options.setJSON = [text]
    #expect(try merged(options) == expected)
  }

  @Test(arguments: [
    ("a=v.yaml", #"{"a":"foo"}"#),
    ("a=nofile", "failed parsing --set-file data: open nofile: no such file or directory"),
    ("a={v.yaml,v.yaml}", #"{"a":["foo","foo"]}"#),
    ("a=v.yaml,b=v.yaml", #"{"a":"foo","b":"foo"}"#),
    ("a[0]=nofile", "failed parsing --set-file data: open nofile: no such file or directory"),
    ("a", #"failed parsing --set-file data: key "a" has no value"#),
  ])
  func `--set-file reads the files that are named`(text: String, expected: String) throws {
    var options = ValuesOptions()
    options.setFile = [text]
    #expect(try merged(options) == expected)
  }

  @Test(arguments: [
    ("a=1,b=true,c=null,d=0", #"{"a":"1","b":"true","c":"null","d":"0"}"#), ("a={1,true}", #"{"a":["1","true"]}"#),
  ])
  func `--set-string leaves everything text`(text: String, expected: String) throws {
    var options = ValuesOptions()
    options.setString = [text]
    #expect(try merged(options) == expected)
  }

  @Test func `the flags override the files in Helm's order`() throws {
    var options = ValuesOptions()
    options.files = ["a.yaml"]
    options.setJSON = ["a.b=2,j=1"]
    options.set = ["j=2,s=1"]
    options.setString = ["s=2,t=1"]
    options.setFile = ["t=v.yaml,l=v.yaml"]
    options.setLiteral = ["l={"]
    #expect(try merged(options) == #"{"a":{"b":2,"c":2},"j":2,"l":"{","s":"2","t":"foo"}"#)
  }

  @Test func `a values file that is missing is named as the system names it`() throws {
    var options = ValuesOptions()
    options.files = ["nofile"]
    #expect(try merged(options) == "open nofile: no such file or directory")
  }
}
