internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// The threads that wait on sockets.
enum EventLoops {
  /// One thread serves every connection of this process: it shuffles bytes, while answers are read elsewhere.
  ///
  /// Made when first asked for; a command that talks to no server starts no thread.
  static let shared = MultiThreadedEventLoopGroup(numberOfThreads: 1)
}
