import Values

extension Syntax {
  /// A node as Go prints it in error messages.
  func shown(_ id: Node.ID) -> Bytes {
    var output: [UInt8] = []
    write(id, to: &output)
    return Bytes(output)
  }

  /// Writes a node as the String methods of text/template/parse/node.go do.
  func write(_ id: Node.ID, to output: inout [UInt8]) {
    let node = self[id]
    switch node.kind {
    case .text: output.append(contentsOf: text[node.position..<(node.position + Int(node.count))])
    case .action:
      output.append("{{")
      write(node.first, to: &output)
      output.append("}}")
    case .if: write(node, keyword: "if ", to: &output)
    case .with: write(node, keyword: "with ", to: &output)
    case .range: write(node, keyword: "range ", to: &output)
    case .template:
      output.append("{{template ")
      GoQuote.append(names[node.first].bytes, to: &output)
      if node.extra != Node.none {
        output.append(" ")
        write(node.extra, to: &output)
      }
      output.append("}}")
    case .breakLoop: output.append("{{break}}")
    case .continueLoop: output.append("{{continue}}")
    case .list: for child in links[node.run] { write(child, to: &output) }
    case .pipe: write(pipe: node, to: &output)
    case .command:
      for place in node.run {
        if place > node.run.lowerBound { output.append(" ") }
        writeOperand(links[place], to: &output)
      }
    case .dot: output.append(".")
    case .nilConstant: output.append("nil")
    case .bool: output.append(node.flag ? "true" : "false")
    case .number: output.append(contentsOf: numbers[Int(node.first)].literal.text.storage)
    case .string: output.append(contentsOf: text[node.position..<(node.position + Int(node.count))])
    case .field: write(fields: node.run, to: &output)
    case .variable:
      output.append(contentsOf: names[links[node.run.lowerBound]].bytes.storage)
      write(fields: node.run.dropFirst(), to: &output)
    case .chain:
      writeOperand(node.extra, to: &output)
      write(fields: node.run, to: &output)
    case .identifier: output.append(contentsOf: names[node.first].bytes.storage)
    }
  }

  private func write(_ node: Node, keyword: StaticString, to output: inout [UInt8]) {
    output.append("{{")
    output.append(keyword)
    write(node.first, to: &output)
    output.append("}}")
    write(node.count, to: &output)
    if node.extra != Node.none {
      output.append("{{else}}")
      write(node.extra, to: &output)
    }
    output.append("{{end}}")
  }

  private func write(pipe: Node, to output: inout [UInt8]) {
    let (variables, commands) = parts(ofPipe: pipe)
    for (index, variable) in variables.enumerated() {
      if index > 0 { output.append(", ") }
      write(variable, to: &output)
    }
    if !variables.isEmpty { output.append(pipe.flag ? " = " : " := ") }
    for (index, command) in commands.enumerated() {
      if index > 0 { output.append(" | ") }
      write(command, to: &output)
    }
  }

  /// Writes an operand or a term, a pipeline in parentheses.
  private func writeOperand(_ id: Node.ID, to output: inout [UInt8]) {
    guard self[id].kind == .pipe else { return write(id, to: &output) }
    output.append("(")
    write(id, to: &output)
    output.append(")")
  }

  private func write(fields run: Range<Int>, to output: inout [UInt8]) {
    for name in links[run] {
      output.append(".")
      output.append(contentsOf: names[name].bytes.storage)
    }
  }
}

extension [UInt8] {
  mutating func append(_ text: StaticString) { GoFormat.append(text, to: &self) }
}
