package import Values

/// The functions that templates can call besides those of text/template itself, found by name while parsing.
package struct FunctionTable: Sendable {
  /// The functions in the order in which they were given.
  let functions: [FunctionReference]

  /// A table of functions; of two with the same name the later one counts, and any of them before a builtin.
  package init(_ functions: [Function]) {
    self.functions = functions.map { FunctionReference($0) }
  }

  /// The function of that name.
  package subscript(_ name: Bytes) -> Function? {
    functions.last { $0.function.name.utf8.elementsEqual(name.storage) }?.function
  }
}

/// A function of the table, in one object, so that the trees that call it hold no copies of its description.
final class FunctionReference: Sendable {
  let function: Function
  /// The number of parameters that must be given, without the variadic one.
  let fixedCount: Int

  init(_ function: Function) {
    self.function = function
    self.fixedCount = function.parameters.count - (function.isVariadic ? 1 : 0)
  }

  /// The type of the parameter that takes the argument of that index.
  func parameterType(_ index: Int) -> ParameterType {
    index < function.parameters.count ? function.parameters[index] : function.parameters.last ?? .any
  }
}

/// The functions of text/template/funcs.go, which the executor implements itself.
enum Builtin: String, CaseIterable {
  case and, or, not, len, index, slice, print, printf, println, html, js, urlquery, call
  case eq, ne, lt, le, gt, ge

  /// The number of parameters that must be given, without the variadic one.
  var fixedCount: Int {
    switch self {
    case .print, .println, .html, .js, .urlquery: 0
    case .and, .or, .not, .len, .index, .slice, .printf, .call, .eq: 1
    case .ne, .lt, .le, .gt, .ge: 2
    }
  }

  /// Whether further arguments may follow.
  var isVariadic: Bool {
    switch self {
    case .not, .len, .ne, .lt, .le, .gt, .ge: false
    default: true
    }
  }

  func parameterType(_ index: Int) -> ParameterType { self == .printf && index == 0 ? .string : .any }
}

extension Callee {
  /// The number of parameters that must be given, without the variadic one.
  var fixedCount: Int {
    switch self {
    case .builtin(let builtin): builtin.fixedCount
    case .function(let reference): reference.fixedCount
    }
  }

  /// Whether the last parameter takes any number of arguments.
  var isVariadic: Bool {
    switch self {
    case .builtin(let builtin): builtin.isVariadic
    case .function(let reference): reference.function.isVariadic
    }
  }

  /// The type of the parameter that takes the argument of that index.
  func parameterType(_ index: Int) -> ParameterType {
    switch self {
    case .builtin(let builtin): builtin.parameterType(index)
    case .function(let reference): reference.parameterType(index)
    }
  }
}
