package import Templating

/// Every function that Helm gives to templates: all of Sprig v3.3.0 but `env` and `expandenv`, and Helm's own.
///
/// Each family is a table in a file of its own; an entry names the function, its parameters, one line and an example.
package enum FunctionLibrary {
  /// All functions, family by family.
  package static let all: [Function] = families.flatMap { $0.functions }

  /// The families under the names that `chart functions` shows.
  package static let families: [(name: StaticString, functions: [Function])] = [
    ("Strings", strings), ("Words", words), ("Random", random), ("Lists", lists), ("Dictionaries", dictionaries),
    ("Math", math), ("Defaults", defaults), ("Flow", flow), ("Reflection", reflection), ("Encoding", encoding),
    ("Paths", paths), ("Regular expressions", regularExpressions), ("Semantic versions", semanticVersions),
    ("URLs", urls), ("Network", network), ("Dates", dates), ("Durations", durations),
    ("Serialization", serialization), ("Hashes", hashes),
    ("Passwords", passwords), ("Certificates", certificates),
  ]

  /// The function of that name, or nil where there is none.
  package static func function(named name: String) -> Function? {
    byName[name]
  }

  private static let byName: [String: Function] = {
    var table: [String: Function] = [:]
    table.reserveCapacity(all.count)
    for function in all { table[function.name] = function }
    return table
  }()
}
