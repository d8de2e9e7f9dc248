internal import Templating
internal import Values

extension FunctionLibrary {
  static let urls: [Function] = [
    Function(
      "urlParse", [.string], summary: "A dictionary of the parts of a URL.",
      example: #"{{ (urlParse "http://admin@host:80/p?q=1#f").host }} → host:80"#
    ) { arguments, _ throws(FunctionError) in
      let url: GoURL
      do throws(GoURL.ParseError) {
        url = try GoURL(arguments.bytes(0))
      } catch {
        throw FunctionError("unable to parse url: \(error.description)")
      }
      return .map([
        "scheme": .string(Bytes(url.scheme)), "host": .string(Bytes(url.host)),
        "hostname": .string(Bytes(url.hostname)), "path": .string(Bytes(url.path)),
        "query": .string(Bytes(url.query)), "opaque": .string(Bytes(url.opaque)),
        "fragment": .string(Bytes(url.fragment)), "userinfo": .string(Bytes(url.user?.text ?? [])),
      ])
    },
    Function(
      "urlJoin", [.map], summary: "The URL that a dictionary such as urlParse's describes.",
      example: #"{{ urlJoin (dict "scheme" "http" "host" "h:80" "path" "/p") }} → http://h:80/p"#
    ) { arguments, _ throws(FunctionError) in
      let parts = arguments.map(0)
      var url = GoURL()
      url.scheme = try part("scheme", of: parts)
      url.host = try part("host", of: parts)
      url.path = try part("path", of: parts)
      url.query = try part("query", of: parts)
      url.opaque = try part("opaque", of: parts)
      url.fragment = try part("fragment", of: parts)
      let userinfo = try part("userinfo", of: parts)
      if !userinfo.isEmpty {
        do throws(GoURL.ParseError) {
          url.user = try GoURL(Array("proto://".utf8) + userinfo + Array("@host".utf8)).user
        } catch {
          throw FunctionError("unable to parse userinfo in dict: \(error.description)")
        }
      }
      return .string(Bytes(url.text))
    },
  ]

  private static func part(_ key: Bytes, of map: ValueMap) throws(FunctionError) -> [UInt8] {
    guard let value = map[key] else { return [] }
    switch value {
    case .string(let text), .number(let text): return text.storage
    case .null: throw GoPanic.nilDereference
    default:
      throw FunctionError("unable to parse \(key) key, must be of type string, but \(value.kind.name) found")
    }
  }
}
