import CLI
import Platform

StandardStreams.reserve()
ProcessMemory.prepareForShortLife()
let arguments = Array(CommandLine.arguments.dropFirst())
let context = ProcessContext.current()
let console = Console.standard(environment: context.environment)
if let code = Program.runPlain(arguments, context: context, console: console) { exit(code) }
exit(await Program.run(arguments, context: context, console: console))
