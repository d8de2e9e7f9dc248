import CLI
import Platform

ProcessMemory.prepareForShortLife()
let context = try ProcessContext.current()
let console = Console.standard(environment: context.environment)
exit(await Program.run(Array(CommandLine.arguments.dropFirst()), context: context, console: console))
