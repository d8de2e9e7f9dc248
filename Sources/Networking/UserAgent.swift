/// How we introduce ourselves to servers.
enum UserAgent {
  static let text = "chart"
}
