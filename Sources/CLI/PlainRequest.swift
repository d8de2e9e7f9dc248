import Platform

/// What a line asks for that needs neither ArgumentParser to be read nor a task to be done.
///
/// ArgumentParser looks at a command's options by reflection, which takes longer than rendering or packing a small chart.
/// It still reads every line that holds anything out of the ordinary, and what is wrong with one.
protocol PlainRequest {
  /// Does what is asked for, on the calling thread.
  func run(_ invocation: Invocation) throws
}

extension Program {
  /// What a line asks for that is as nearly all are; nil for any other line.
  static func plainRequest(_ arguments: [String], _ invocation: Invocation) -> (any PlainRequest)? {
    switch arguments.first {
    case "template":
      guard let request = TemplateRequest(plain: arguments, invocation), request.chart.isHere(invocation.context) else {
        return nil
      }
      return request
    case "package": return PackageRequest(plain: arguments)
    case "show": return ShowRequest(plain: arguments, invocation)
    default: return nil
    }
  }
}
