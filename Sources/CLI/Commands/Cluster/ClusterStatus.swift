import ArgumentParser
import EmbeddedCluster
import Platform

/// `chart cluster status`: where the embedded cluster is, who serves it, and what is in it.
struct ClusterStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say where the embedded cluster is, who serves it, and what is in it.")

  func run() throws {
    let invocation = Invocation.current
    let place = try EmbeddedClusterPlace(invocation)
    let console = invocation.console
    console.print("Folder: \(place.folder)")
    guard place.exists else {
      console.print("Server: none\nNothing has been installed yet.")
      return
    }
    if let running = try place.server.running() {
      console.print("Server: \(running.address), process \(running.process)")
    } else {
      console.print("Server: none")
    }
    // What was written last is in the log beside the file.
    let size = ["", "-wal"].reduce(0) { size, suffix in
      size + ((try? FileSystem.size(Path.join(place.folder, ClusterFolder.fileName + suffix))) ?? 0)
    }
    let inventory = try place.open().inventory()
    console.print("Size: \(size >> 10) KiB\nRevision: \(inventory.revision)\n")
    var table = Table(["RESOURCE", "OBJECTS"])
    for entry in inventory.counts { table.add([entry.resource, "\(entry.count)"]) }
    console.write(Array(table.text.utf8))
  }
}
