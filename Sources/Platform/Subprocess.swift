import Synchronization

/// Other programs: credential plugins, gpg, post-renderers.
package enum Subprocess {
  /// What a program reads from its standard input.
  package enum Input: Sendable {
    /// Nothing.
    case nothing
    /// What this process would read: the terminal.
    case inherited
    /// These bytes.
    case bytes([UInt8])
  }

  /// How a program ended and what it wrote.
  package struct Outcome: Sendable {
    /// The exit code; 128 and the signal's number where a signal ended it, as shells count.
    package let status: Int32
    /// What it wrote to standard output.
    package let output: [UInt8]
    /// What it wrote to standard error, empty where that went to ours.
    package let errors: [UInt8]
  }

  /// The path of the program that a name or a path means, as Go's exec.LookPath; nil where there is none.
  ///
  /// - Parameter environment: whose PATH is searched.
  package static func find(_ command: String, environment: [String: String]) -> String? {
    if command.contains("/") { return isProgram(command) ? command : nil }
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(command)"
      if isProgram(path) { return path }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    FileSystem.kind(path) == .file && access(path, X_OK) == 0
  }

  /// Runs a program to its end; a task that is cancelled meanwhile ends the program.
  ///
  /// - Parameters:
  ///   - path: the program's path.
  ///   - arguments: without the program's own name.
  ///   - capturesErrors: whether standard error is part of the outcome rather than written to ours.
  ///   - limit: the most bytes that it may write; more is EFBIG.
  package static func run(
    _ path: String, _ arguments: [String], environment: [String: String], input: Input = .nothing,
    capturesErrors: Bool = false, limit: Int = 64 << 20
  ) async throws(FileError) -> Outcome {
    let child = try starting.withLock { _ throws(FileError) in
      try Child(path, [path] + arguments, environment, input, capturesErrors: capturesErrors)
    }
    let process = child.process
    let result = await withTaskCancellationHandler {
      await LargeStack.runSuspending(size: 256 << 10) { child.finish(limit) }
    } onCancel: {
      process.end(SIGTERM)
    }
    return try result.get()
  }

  /// The same while the calling thread waits, for work that has a thread to itself; standard error is captured.
  ///
  /// A program that is at work when the user wants this process to end is ended, and that is EINTR.
  package static func runBlocking(
    _ path: String, _ arguments: [String], environment: [String: String], input: [UInt8], limit: Int = 1 << 30
  ) throws(FileError) -> Outcome {
    let child = try starting.withLock { _ throws(FileError) in
      try Child(path, [path] + arguments, environment, .bytes(input), capturesErrors: true)
    }
    return try child.finish(limit, endsOnInterruption: true).get()
  }

  /// One program is started at a time: none may be born with the other's pipes before they are marked.
  private static let starting = Mutex(())

  /// A process of ours, by a number that is nobody else's as long as its end has not been collected.
  private final class Process: Sendable {
    private let identifier: pid_t
    private let isCollected = Mutex(false)

    init(_ identifier: pid_t) { self.identifier = identifier }

    /// Sends it a signal, unless it has ended.
    func end(_ signal: Int32) {
      isCollected.withLock { isCollected in
        if !isCollected { kill(identifier, signal) }
      }
    }

    /// Waits for its end; the answer is its status, nil where the system tells none.
    func collect() -> Int32? {
      // Waiting leaves the number taken, and collecting does not wait, so that the lock is never held for long.
      var info = siginfo_t()
      while waitid(P_PID, id_t(identifier), &info, WEXITED | WNOWAIT) < 0 {
        if errno != EINTR { break }
      }
      return isCollected.withLock { isCollected in
        isCollected = true
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
          if errno != EINTR { return nil }
        }
        return status
      }
    }
  }

  /// A program that has been started.
  private final class Child {
    let process: Process
    private let path: String
    private var feed: ArraySlice<UInt8> = []
    /// Our ends of the pipes; -1 for none.
    private var input: Int32 = -1
    private var output: Int32
    private var errors: Int32 = -1

    init(
      _ path: String, _ arguments: [String], _ environment: [String: String], _ input: Input, capturesErrors: Bool
    ) throws(FileError) {
      self.path = path
      // The program's ends, and ours until it runs: only an object that is whole closes them when it goes.
      var opened: [Int32] = []
      var ours: [Int32] = []
      defer { for descriptor in opened + ours { close(descriptor) } }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }

      let out = try Self.pipe(path)
      opened.append(out.write)
      ours.append(out.read)
      output = out.read
      posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO)
      if capturesErrors {
        let pair = try Self.pipe(path)
        opened.append(pair.write)
        ours.append(pair.read)
        errors = pair.read
        posix_spawn_file_actions_adddup2(&actions, pair.write, STDERR_FILENO)
      }
      switch input {
      case .inherited: break
      case .nothing: posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      case .bytes(let bytes):
        let pair = try Self.pipe(path)
        opened.append(pair.read)
        ours.append(pair.write)
        self.input = pair.write
        feed = bytes[...]
        posix_spawn_file_actions_adddup2(&actions, pair.read, STDIN_FILENO)
      }

      let variables = environment.map { "\($0.key)=\($0.value)" }
      process = Process(try Self.spawn(path, &actions, arguments, variables))
      ours = []
    }

    deinit {
      for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
    }

    private static func spawn(
      _ path: String, _ actions: inout posix_spawn_file_actions_t, _ arguments: [String], _ variables: [String]
    ) throws(FileError) -> pid_t {
      var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
      var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
      defer {
        for word in words { free(word) }
        for setting in settings { free(setting) }
      }
      var identifier = pid_t()
      // It begins with no signal blocked or ignored, whatever this process does with them.
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      var none = sigset_t()
      sigemptyset(&none)
      var usual = sigset_t()
      sigemptyset(&usual)
      for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&usual, number) }
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setsigdefault(&attributes, &usual)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
      let code = posix_spawn(&identifier, path, &actions, &attributes, &words, &settings)
      if code != 0 { throw FileError("fork/exec", path, code) }
      return identifier
    }

    private static func pipe(_ path: String) throws(FileError) -> (read: Int32, write: Int32) {
      guard let ends = FileSystem.pipe() else { throw FileError("pipe", path) }
      return ends
    }

    /// Feeds the program, collects what it writes, and waits for its end.
    ///
    /// A program that ends without reading its input breaks the pipe: that is an error of the write meanwhile, and no
    /// signal that would end this process.
    func finish(_ limit: Int, endsOnInterruption: Bool = false) -> Result<Outcome, FileError> {
      var broken = sigset_t()
      sigemptyset(&broken)
      sigaddset(&broken, SIGPIPE)
      var before = sigset_t()
      pthread_sigmask(SIG_BLOCK, &broken, &before)
      defer {
        var pending = sigset_t()
        sigpending(&pending)
        if sigismember(&pending, SIGPIPE) == 1, sigismember(&before, SIGPIPE) == 0 {
          var number: Int32 = 0
          sigwait(&broken, &number)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
      }
      return serve(limit, endsOnInterruption: endsOnInterruption)
    }

    private func serve(_ limit: Int, endsOnInterruption: Bool) -> Result<Outcome, FileError> {
      var collected: [UInt8] = []
      var complaints: [UInt8] = []
      var failure: FileError?
      while output >= 0 || errors >= 0 || input >= 0 {
        var waits = [
          pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
          pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
        ]
        if poll(&waits, 3, endsOnInterruption ? 100 : -1) < 0, errno != EINTR {
          failure = FileError("poll", path)
          break
        }
        if endsOnInterruption, Interruption.isRequested { break }
        if waits[0].revents != 0 { Self.take(&output, &collected) }
        if waits[1].revents != 0 { Self.take(&errors, &complaints) }
        if waits[2].revents != 0 { give() }
        if collected.count > limit || complaints.count > limit {
          failure = FileError("read", path, EFBIG)
          process.end(SIGKILL)
          break
        }
      }
      let watcher = endsOnInterruption ? endWhenInterrupted() : nil
      defer { watcher?.cancel() }
      // Nobody reads or writes any more: it must not wait for that.
      for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
      (input, output, errors) = (-1, -1, -1)
      guard let status = process.collect() else { return .failure(failure ?? FileError("wait", path)) }
      if endsOnInterruption, Interruption.isRequested { failure = failure ?? FileError("wait", path, EINTR) }
      if let failure { return .failure(failure) }
      let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
      return .success(Outcome(status: code, output: collected, errors: complaints))
    }

    /// Ends the program when the user wants this process to end, in an orderly way first.
    private func endWhenInterrupted() -> Task<Void, Never> {
      let process = process
      return Task.detached {
        while !Interruption.isRequested {
          do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        }
        process.end(SIGTERM)
        do { try await Task.sleep(for: .seconds(1)) } catch { return }
        process.end(SIGKILL)
      }
    }

    private static func take(_ descriptor: inout Int32, _ bytes: inout [UInt8]) {
      var chunk = [UInt8](repeating: 0, count: 16 << 10)
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        bytes += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        close(descriptor)
        descriptor = -1
      }
    }

    private func give() {
      let count = feed.prefix(4096).withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 { feed = feed.dropFirst(count) }
      if feed.isEmpty || (count < 0 && errno != EINTR) {
        close(input)
        input = -1
      }
    }
  }
}
