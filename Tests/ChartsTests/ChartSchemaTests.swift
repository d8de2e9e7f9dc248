import Charts
import TestSupport
import Testing
import Values

/// What Helm 4.3.1 says of values that do not fit a schema; the lines are compared sorted, since Helm goes through
/// properties in any order.
@Suite struct ChartSchemaTests {
  private func report(_ schema: String, _ values: String) throws -> [String] {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n", "values.schema.json": schema,
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    var options = ValuesOptions()
    options.setJSON = [values]
    let given = try chart.values(given: options.merge(), warnings: &warnings)
    do throws(ChartError) {
      try chart.validateValues(given, warnings: &warnings)
      return []
    } catch {
      let lines = error.description.split(separator: "\n").map(String.init)
      #expect(
        lines.prefix(2) == ["values don't meet the specifications of the schema(s) in the following chart(s):", "s:"])
      return Array(lines.dropFirst(2))
    }
  }

  @Test(
    arguments: [
      (
        #"{"properties":{"a":{"maximum":65535,"multipleOf":0.01}}}"#,
        "a=70000.001",
        [
          "- at '/a': maximum: got 70,000.001, want 65,535",
          "- at '/a': multipleOf: got 70,000.001, want 0.01",
        ]
      ),
      (
        #"{"properties":{"a":{"multipleOf":0.01}}}"#,
        "a=0.07",
        []
      ),
      (
        #"{"properties":{"a":{"minLength":1000}}}"#,
        #"a="x""#,
        [
          "- at '/a': minLength: got 1, want 1,000"
        ]
      ),
      (
        #"{"properties":{"a":{"type":["integer","null","string"]}}}"#,
        "a=1.5",
        [
          "- at '/a': got number, want null or integer or string"
        ]
      ),
      (
        #"{"properties":{"a":{"type":"integer"}}}"#,
        "a=1.0",
        []
      ),
      (
        #"{"properties":{"a":{"enum":["x",1,null,true,1.5,1e6]}}}"#,
        #"a="y""#,
        [
          "- at '/a': value must be one of 'x', 1, <nil>, true, 1.5, 1e6"
        ]
      ),
      (
        #"{"properties":{"a":{"enum":["x"]}}}"#,
        #"a="y""#,
        [
          "- at '/a': value must be 'x'"
        ]
      ),
      (
        #"{"properties":{"a":{"const":1e6}}}"#,
        #"a="y""#,
        [
          "- at '/a': value must be 1e6"
        ]
      ),
      (
        #"{"properties":{"a":{"const":[1]}}}"#,
        #"a="y""#,
        [
          "- at '/a': 'const' failed"
        ]
      ),
      (
        #"{"properties":{"a":{"const":1000000}}}"#,
        "a=1e6",
        []
      ),
      (
        #"{"properties":{"a":{"enum":[["x"]]}}}"#,
        #"a="y""#,
        [
          "- at '/a': 'enum' failed"
        ]
      ),
      (
        #"{"required":["a","b"],"additionalProperties":false,"properties":{"c":{}}}"#,
        "d=1",
        [
          "- at '': missing properties 'a', 'b'",
          "- at '': additional properties 'd' not allowed",
        ]
      ),
      (
        #"{"properties":{"a":{"pattern":"^[a-z'\"]+$"}}}"#,
        #"a="Y'""#,
        [
          #"- at '/a': 'Y\'' does not match pattern '^[a-z\'"]+$'"#
        ]
      ),
      (
        #"{"properties":{"a":{"anyOf":[{"type":"integer"},{"type":"object","required":["x"]}]}}}"#,
        #"a={"y":1}"#,
        [
          "- at '/a': 'anyOf' failed",
          "  - at '/a': got object, want integer",
          "  - at '/a': missing property 'x'",
        ]
      ),
      (
        #"{"properties":{"a":{"oneOf":[{"type":"integer"},{"minimum":3}]}}}"#,
        "a=5",
        [
          "- at '/a': 'oneOf' failed, subschemas 0, 1 matched"
        ]
      ),
      (
        #"{"properties":{"a":{"oneOf":[{"type":"integer"},{"minimum":3}]}}}"#,
        "a=1.5",
        [
          "- at '/a': 'oneOf' failed, none matched",
          "  - at '/a': got number, want integer",
          "  - at '/a': minimum: got 1.5, want 3",
        ]
      ),
      (
        #"{"properties":{"a":{"allOf":[{"type":"integer"},{"minimum":3}]}}}"#,
        "a=2.5",
        [
          "- at '/a': 'allOf' failed",
          "  - at '/a': got number, want integer",
          "  - at '/a': minimum: got 2.5, want 3",
        ]
      ),
      (
        #"{"properties":{"a":{"not":{"type":"integer"}}}}"#,
        "a=5",
        [
          "- at '/a': 'not' failed"
        ]
      ),
      (
        ##"{"$defs":{"p":{"type":"integer","minimum":3}},"properties":{"a":{"$ref":"#/$defs/p"},"b":{"$ref":"#/$defs/p"}}}"##,
        #"a="5",b=1"#,
        [
          "- at '/a': got string, want integer",
          "- at '/b': minimum: got 1, want 3",
        ]
      ),
      (
        ##"{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"p":{"required":["x"],"maxProperties":1}},"properties":{"a":{"$ref":"#/definitions/p"}}}"##,
        #"a={"r":1,"y":2}"#,
        [
          "- at '/a': validation failed",
          "  - at '/a': maxProperties: got 2, want 1",
          "  - at '/a': missing property 'x'",
        ]
      ),
      (
        #"{"properties":{"a":{"uniqueItems":true,"maxItems":1,"contains":{"const":3},"items":{"type":"string"}}}}"#,
        "a=[1,2,1]",
        [
          "- at '/a': maxItems: got 3, want 1",
          "- at '/a': items at 0 and 2 are equal",
          "- at '/a/0': got number, want string",
          "- at '/a/1': got number, want string",
          "- at '/a/2': got number, want string",
          "- at '/a': no items match contains schema",
          "  - at '/a/0': value must be 3",
          "  - at '/a/1': value must be 3",
          "  - at '/a/2': value must be 3",
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"format":"ipv4"},"b":{"format":"email"},"c":{"format":"uri"},"d":{"format":"date"},"e":{"format":"hostname"},"f":{"format":"regex"},"g":{"format":"uuid"}}}"#,
        #"a="x",b="x",c="x",d="x",e="_",f="(",g="g""#,
        [
          "- at '/c': 'x' is not valid uri: relative url",
          #"- at '/d': 'x' is not valid date: parsing time "x" as "2006-01-02": cannot parse "x" as "2006""#,
          "- at '/e': '_' is not valid hostname: invalid character '_'",
          "- at '/f': '(' is not valid regex: error parsing regexp: missing closing ): `(`",
          "- at '/g': 'g' is not valid uuid: must have 5 elements",
          "- at '/a': 'x' is not valid ipv4: expected four decimals",
          "- at '/b': 'x' is not valid email: missing @",
        ]
      ),
      (
        #"{"properties":{"a":{"format":"ipv4"}}}"#,
        #"a="x""#,
        []
      ),
      (
        #"{"properties":{"a":{"propertyNames":{"pattern":"^a"},"minProperties":3,"dependentRequired":{"b":["z","y"]},"if":{"required":["b"]},"then":{"required":["q"]},"unevaluatedProperties":false}}}"#,
        #"a={"b":1,"a":2}"#,
        [
          "- at '/a': minProperties: got 2, want 3",
          "- at '/a': invalid propertyName 'b'",
          "  - at '': 'b' does not match pattern '^a'",
          "- at '/a': properties 'z', 'y' required, if 'b' exists",
          "- at '/a': missing property 'q'",
          "- at '/a/b': false schema",
          "- at '/a/a': false schema",
        ]
      ),
      (
        ##"{"properties":{"a":{"$ref":"#/nope"}}}"##,
        "a=1",
        [
          #"json-pointer in "file:///values.schema.json#/nope" not found"#
        ]
      ),
      (
        ##"{"properties":{"a":{"$ref":"#foo"}}}"##,
        "a=1",
        [
          #"anchor in "file:///values.schema.json#foo" not found in schema "file:///values.schema.json""#
        ]
      ),
      (
        #"{"properties":{"a":{"$ref":"other.json"}}}"#,
        "a=1",
        [
          #"failing loading "file:///other.json": open /other.json: no such file or directory"#
        ]
      ),
      (
        #"{"properties":{"a":{"$ref":"file://../values.schema.json"}}}"#,
        "a=1",
        [
          #"failing loading "file://../values.schema.json": open /values.schema.json: no such file or directory"#
        ]
      ),
      (
        #"{"properties":{"a":{"properties":{"a":{"$ref":"deep.json"}}},"b":{"$ref":"flat.json"}}}"#,
        "a=1",
        [
          #"failing loading "file:///flat.json": open /flat.json: no such file or directory"#
        ]
      ),
      (
        #"{"properties":{"a":{"type":"foo","minimum":"x"}}}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          "- at '': 'allOf' failed",
          "  - at '/properties/a': 'allOf' failed",
          "    - at '/properties/a': validation failed",
          "      - at '/properties/a/type': 'anyOf' failed",
          "        - at '/properties/a/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'",
          "        - at '/properties/a/type': got string, want array",
          "      - at '/properties/a/minimum': got string, want number",
        ]
      ),
      (
        #"{"properties":{"a":{"pattern":"("}}}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          "- at '': 'allOf' failed",
          "  - at '/properties/a': 'allOf' failed",
          "    - at '/properties/a/pattern': '(' is not valid regex: error parsing regexp: missing closing ): `(`",
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"type":"foo","minimum":"x"}}}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http://json-schema.org/draft-07/schema#'"#,
          "- at '/properties/a': validation failed",
          "  - at '/properties/a/minimum': got string, want number",
          "  - at '/properties/a/type': 'anyOf' failed",
          "    - at '/properties/a/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'",
          "    - at '/properties/a/type': got string, want array",
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema","properties":{"a":{"type":"foo","minimum":"x"}}}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http://json-schema.org/draft-07/schema#'"#,
          "- at '/properties/a': validation failed",
          "  - at '/properties/a/type': 'anyOf' failed",
          "    - at '/properties/a/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'",
          "    - at '/properties/a/type': got string, want array",
          "  - at '/properties/a/minimum': got string, want number",
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"type":"integer","exclusiveMinimum":true,"minimum":3}}}"#,
        "a=3",
        [
          "- at '/a': exclusiveMinimum: got 3, want 3"
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"required":true}}}"#,
        "a=3",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http://json-schema.org/draft-04/schema#'"#,
          "- at '/properties/a/required': got boolean, want array",
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"propertyNames":{"maxLength":2},"examples":5}}}"#,
        #"a={"abc":1}"#,
        [
          "- at '/a': invalid propertyName 'abc'",
          "  - at '': maxLength: got 3, want 2",
        ]
      ),
      (
        #"{"$schema":"https://json-schema.org/draft/2019-09/schema","properties":{"a":{"items":[{"type":"string"}],"additionalItems":false,"format":"email"},"b":{"minimum":"x"}}}"#,
        "a=[1,2,3]",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2019-09/schema#'"#,
          "- at '': 'allOf' failed",
          "  - at '/properties/b': 'allOf' failed",
          "    - at '/properties/b/minimum': got string, want number",
        ]
      ),
      (
        #"{"$schema":"https://json-schema.org/draft/2019-09/schema","properties":{"a":{"items":[{"type":"string"}],"additionalItems":false,"unevaluatedItems":false}}}"#,
        "a=[1,2,3]",
        [
          "- at '/a/0': got number, want string",
          "- at '/a': last 2 additionalItem(s) not allowed",
        ]
      ),
      (
        ##"{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":true,"properties":{"a":{"$recursiveRef":"#"},"b":{"type":"string"}}}"##,
        #"a={"a":{"b":1}}"#,
        [
          "- at '/a/a/b': got number, want string"
        ]
      ),
      (
        ##"{"$defs":{"n":{"$dynamicAnchor":"n","type":"object","properties":{"c":{"$dynamicRef":"#n"},"v":{"type":"integer"}}}},"properties":{"a":{"$ref":"#n"}}}"##,
        #"a={"c":{"c":{"v":"x"}}}"#,
        [
          "- at '/a/c/c/v': got string, want integer"
        ]
      ),
      (
        #"{"type":"array"}"#,
        "a=1",
        [
          "- at '': got object, want array"
        ]
      ),
      (
        "false",
        "a=1",
        [
          "- at '': false schema"
        ]
      ),
      (
        #"{"properties": {"#,
        "a=1",
        [
          "unexpected EOF"
        ]
      ),
      (
        "",
        "a=1",
        [
          "EOF"
        ]
      ),
      (
        "{} x",
        "a=1",
        [
          "invalid character after top-level value"
        ]
      ),
      (
        "[]",
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          "- at '': got array, want boolean or object",
        ]
      ),
      (
        #"{"properties":{"a":{"properties":{"b/c~d":{"type":"string"}}}}}"#,
        #"a={"b/c~d":1}"#,
        [
          "- at '/a/b~1c~0d': got number, want string"
        ]
      ),
      (
        #"{"properties":{"a":false}}"#,
        "a=1",
        [
          "- at '/a': false schema"
        ]
      ),
      (
        #"{"properties":{"a":{"minContains":2,"contains":{"type":"string"},"maxItems":1,"prefixItems":[{"type":"null"}],"items":false}}}"#,
        #"a=["x",1]"#,
        [
          "- at '/a': maxItems: got 2, want 1",
          "- at '/a/0': got string, want null",
          "- at '/a/1': false schema",
          "- at '/a': min 2 items required to match contains schema, but matched 1 items at 0",
          "  - at '/a/1': got number, want string",
        ]
      ),
      (
        #"{"properties":{"a":{"maxContains":1,"contains":{"type":"string"}}}}"#,
        #"a=["x",1,"y"]"#,
        [
          "- at '/a': max 1 items required to match contains schema, but matched 2 items at 0 2"
        ]
      ),
      (
        #"{"$id":"https://example.com/root.json","$defs":{"x":{"$id":"sub.json","type":"integer","$anchor":"here"}},"properties":{"a":{"$ref":"sub.json"},"b":{"$ref":"sub.json#here"},"c":{"$ref":"https://example.com/sub.json"}}}"#,
        #"a="x",b="y",c="z""#,
        [
          "- at '/b': got string, want integer",
          "- at '/c': got string, want integer",
          "- at '/a': got string, want integer",
        ]
      ),
      (
        ##"{"properties":{"a":{"$ref":"#/properties/b"},"b":{"$ref":"#/properties/a"}}}"##,
        "a=1",
        [
          #"- at '/a': both /properties/a/$ref/$ref and /properties/a resolve to "file:///values.schema.json#/properties/a" causing reference cycle"#
        ]
      ),
      (
        #"{"properties":{"a":{"patternProperties":{"^x":{"type":"string"},"y$":{"type":"integer"}},"additionalProperties":{"type":"boolean"}}}}"#,
        #"a={"xy":true,"z":5}"#,
        [
          "- at '/a/z': got number, want boolean",
          "- at '/a/xy': got boolean, want string",
          "- at '/a/xy': got boolean, want integer",
        ]
      ),
      (
        #"{"properties":{"a":{"dependencies":{"b":["c"],"d":{"required":["e"]}}}}}"#,
        #"a={"b":1,"d":1}"#,
        [
          "- at '/a': properties 'c' required, if 'b' exists",
          "- at '/a': missing property 'e'",
        ]
      ),
      (
        #"{"properties":{"a":{"dependentSchemas":{"b":{"required":["c","e"]}}}}}"#,
        #"a={"b":1,"d":1}"#,
        [
          "- at '/a': missing properties 'c', 'e'"
        ]
      ),
      (
        #"{"properties":{"a":{"exclusiveMinimum":3,"exclusiveMaximum":1,"maximum":-1000000}}}"#,
        "a=2",
        [
          "- at '/a': maximum: got 2, want -1×10⁰⁶",
          "- at '/a': exclusiveMinimum: got 2, want 3",
          "- at '/a': exclusiveMaximum: got 2, want 1",
        ]
      ),
      (
        #"{"properties":{"a":{"if":{"type":"string"},"then":{"minLength":3},"else":{"minimum":3}}}}"#,
        "a=2",
        [
          "- at '/a': minimum: got 2, want 3"
        ]
      ),
      (
        ##"{"properties":{"a":{"anyOf":[{"$ref":"#/$defs/x"},{"oneOf":[{"type":"string"},{"type":"array"}]}]}},"$defs":{"x":{"type":"integer","maximum":1}}}"##,
        "a=2",
        [
          "- at '/a': 'anyOf' failed",
          "  - at '/a': maximum: got 2, want 1",
          "  - at '/a': 'oneOf' failed, none matched",
          "    - at '/a': got number, want string",
          "    - at '/a': got number, want array",
        ]
      ),
      (
        #"{"properties":{"a":{"allOf":[{"properties":{"b":true}}],"unevaluatedProperties":{"type":"string"}}}}"#,
        #"a={"b":1,"c":2}"#,
        [
          "- at '/a/c': got number, want string"
        ]
      ),
      (
        #"{"properties":{"a":{"uniqueItems":true}}}"#,
        #"a=[{"x":1},[1],{"x":1.0}]"#,
        [
          "- at '/a': items at 0 and 2 are equal"
        ]
      ),
      (
        #"{"minProperties":"x"}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          "- at '': 'allOf' failed",
          "  - at '/minProperties': got string, want integer",
        ]
      ),
      (
        #"{"$ref":5}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          "- at '': 'allOf' failed",
          "  - at '/$ref': got number, want string",
        ]
      ),
      (
        #"{"required":["a","a"],"enum":"x","additionalProperties":5,"$defs":[1]}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          "- at '': 'allOf' failed",
          "  - at '/$defs': got array, want object",
          "  - at '/additionalProperties': got number, want boolean or object",
          "  - at '': validation failed",
          "    - at '/required': items at 0 and 1 are equal",
          "    - at '/enum': got string, want array",
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-04/schema#","$ref":"%zz"}"#,
        #"a=1"#,
        [
          #"error in parsing "%zz": parse "%zz": invalid URL escape "%zz""#
        ]
      ),
      (
        ##"{"$schema":"http://json-schema.org/draft-04/schema#","$ref":"#/%zz"}"##,
        #"a=1"#,
        [
          ##"error in parsing "#/%zz": invalid URL escape "%zz""##
        ]
      ),
      (
        ##"{"$ref":"#/x","x":{"type":5}}"##,
        #"a=1"#,
        [
          #""file:///values.schema.json#/x" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'"#,
          #"- at '': 'allOf' failed"#,
          #"  - at '/type': 'anyOf' failed"#,
          #"    - at '/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'"#,
          #"    - at '/type': got number, want array"#,
        ]
      ),
      (
        ##"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/x","x":5}"##,
        #"a=1"#,
        [
          #""file:///values.schema.json#/x" is not valid against metaschema: jsonschema validation failed with 'http://json-schema.org/draft-07/schema#'"#,
          #"- at '': got number, want boolean or object"#,
        ]
      ),
      (
        #"{"$id":"%zz"}"#,
        #"a=1"#,
        [
          #"error in parsing id at "file:///values.schema.json#""#
        ]
      ),
      (
        #"{"$schema":"foo"}"#,
        #"a=1"#,
        [
          #"failing loading "foo": no URLLoader registered for "foo""#
        ]
      ),
      (
        ##"{"$ref":"#/x/y","x":{"y":{"$id":"z","properties":{"a":{"$ref":"#/n"}},"n":{"type":"string"}}}}"##,
        #"a=1"#,
        [
          #"- at '/a': got number, want string"#
        ]
      ),
      (
        #"{"additionalProperties":false}"#,
        #"a\\\\=1"#,
        [
          #"- at '': additional properties 'a\\\' not allowed"#
        ]
      ),
      (
        #"{"properties":{"a":{"enum":["\\","z"]}}}"#,
        #"a=1"#,
        [
          #"- at '/a': value must be one of '\', 'z'"#
        ]
      ),
      (
        #"{"properties":{"a":{"multipleOf":0.3}}}"#,
        #"a=123456789012345678901234567890123456789012345"#,
        [
          #"- at '/a': multipleOf: got 1.2345678901234567×10⁴⁴, want 0.3"#
        ]
      ),
      (
        #"{"properties":{"a":{"maximum":-1e-7}}}"#,
        #"a=-0.0"#,
        [
          #"- at '/a': maximum: got 0, want -1×10⁻⁰⁷"#
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"b":{"format":"ipv6"},"c":{"format":"ipv6"},"d":{"format":"ipv6"},"e":{"format":"ipv6"},"f":{"format":"ipv6"},"g":{"format":"ipv6"},"h":{"format":"email"}}}"#,
        #"b="1::2::3",c="12345::",d="1:2:3",e="::g",f="::1.2.3",g="1:2:3:4:5:6:7:8:9",h="a@[IPv6:x:]""#,
        [
          #"- at '/c': '12345::' is not valid ipv6: ParseAddr("12345::"): each group must have 4 or less digits (at "12345::")"#,
          #"- at '/d': '1:2:3' is not valid ipv6: ParseAddr("1:2:3"): address string too short"#,
          #"- at '/e': '::g' is not valid ipv6: ParseAddr("::g"): each colon-separated field must have at least one digit (at "g")"#,
          #"- at '/f': '::1.2.3' is not valid ipv6: ParseAddr("::1.2.3"): IPv4 address too short"#,
          #"- at '/g': '1:2:3:4:5:6:7:8:9' is not valid ipv6: ParseAddr("1:2:3:4:5:6:7:8:9"): trailing garbage after address (at "9")"#,
          #"- at '/h': 'a@[IPv6:x:]' is not valid email: invalid ipv6 address: ParseAddr("x:"): each colon-separated field must have at least one digit (at "x:")"#,
          #"- at '/b': '1::2::3' is not valid ipv6: ParseAddr("1::2::3"): multiple :: in address (at ":3")"#,
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"b":{"format":"uri"},"c":{"format":"uri"},"d":{"format":"uri"},"e":{"format":"uri"},"f":{"format":"uri"},"g":{"format":"uri"},"h":{"format":"uri"},"i":{"format":"uri"}}}"#,
        #"b="http://[::1",c="http://a:b",d="http://a b/",e="http://u ser@h",f="http://::1/",g="http://a%zz",h="x:%zz",i="http://h?%zz""#,
        [
          #"- at '/b': 'http://[::1' is not valid uri: parse "http://[::1": missing ']' in host"#,
          #"- at '/c': 'http://a:b' is not valid uri: parse "http://a:b": invalid port ":b" after host"#,
          #"- at '/d': 'http://a b/' is not valid uri: parse "http://a b/": invalid character " " in host name"#,
          #"- at '/e': 'http://u ser@h' is not valid uri: parse "http://u ser@h": net/url: invalid userinfo"#,
          #"- at '/f': 'http://::1/' is not valid uri: parse "http://::1/": invalid port "::1" after host"#,
          #"- at '/g': 'http://a%zz' is not valid uri: parse "http://a%zz": invalid URL escape "%zz""#,
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"b":{"format":"date"},"c":{"format":"time"},"d":{"format":"time"},"e":{"format":"uri-template"}}}"#,
        #"b="é.com",c="00:00:00+00-00",d="-1:00:00Z",e="http://h/{{a}}""#,
        [
          #"- at '/c': '00:00:00+00-00' is not valid time: missing colon in offset in correct place"#,
          #"- at '/d': '-1:00:00Z' is not valid time: non-positive hour/min/sec"#,
          #"- at '/e': 'http://h/{{a}}' is not valid uri-template: nested curly braces"#,
          #"- at '/b': 'é.com' is not valid date: parsing time "\xc3\xa9.com" as "2006-01-02": cannot parse "\xc3\xa9.com" as "2006""#,
        ]
      ),
      (
        #"{"properties":{"a":{"pattern":"^\\p{Letter}+$"}}}"#,
        #"a="é1""#,
        [
          #"- at '/a': 'é1' does not match pattern '^\\p{Letter}+$'"#
        ]
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#","enum":[1,1]}"#,
        "a=1",
        [
          #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http://json-schema.org/draft-07/schema#'"#,
          "- at '/enum': items at 0 and 1 are equal",
        ]
      ),
    ] as [(String, String, [String])])
  func `values are held against the schema`(schema: String, values: String, expected: [String]) throws {
    #expect(try report(schema, values).sorted() == expected.sorted())
  }

  @Test func `the network is not asked for schemas`() throws {
    #expect(
      try report(#"{"properties": {"a": {"$ref": "https://example.com/x.json"}}}"#, "a=1") == [
        #"failing loading "https://example.com/x.json": schemas are not fetched from the network"#
      ])
  }

  @Test func `a schema may refer to files of its chart`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
      "values.schema.json": #"{"properties": {"a": {"$ref": "schemas/a.json#/$defs/text"}}}"#,
      "schemas/a.json": #"{"$defs": {"text": {"type": "string"}}}"#, "values.yaml": "a: 1\n",
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    let values = try chart.values(given: ValueMap(), warnings: &warnings)
    do throws(ChartError) {
      try chart.validateValues(values, warnings: &warnings)
      Issue.record("the values were accepted")
    } catch {
      #expect(error.description.hasSuffix("s:\n- at '/a': got number, want string\n"))
    }
  }

  @Test func `metaschemas that name each other are refused`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
      "values.schema.json": #"{"$schema": "file:///a.json"}"#, "a.json": #"{"$schema": "file:///b.json"}"#,
      "b.json": #"{"$schema": "file:///a.json"}"#,
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    let values = try chart.values(given: ValueMap(), warnings: &warnings)
    do throws(ChartError) {
      try chart.validateValues(values, warnings: &warnings)
      Issue.record("the values were accepted")
    } catch {
      #expect(error.description.hasSuffix(#"cycle in resolving $schema in "file:///b.json#""#))
    }
  }

  @Test func `a chart that is depended on is checked under its own name`() throws {
    let folder = try TemporaryFolder([
      "Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n", "values.yaml": "sub: {num: x}\n",
      "values.schema.json": #"{"required": ["m"]}"#,
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "charts/sub/values.schema.json": #"{"properties": {"num": {"type": "integer"}}}"#,
    ])
    var warnings: [ChartWarning] = []
    let chart = try ChartLoader.load(path: folder.path, warnings: &warnings)
    let values = try chart.values(given: ValueMap(), warnings: &warnings)
    do throws(ChartError) {
      try chart.validateValues(values, warnings: &warnings)
      Issue.record("the values were accepted")
    } catch {
      #expect(
        error.description == """
          values don't meet the specifications of the schema(s) in the following chart(s):
          s:
          - at '': missing property 'm'
          sub:
          - at '/num': got string, want integer

          """)
    }
  }
}
