/// The numbers 0, 1 and 2, which standard input, output and error have.
package enum StandardStreams {
  /// Opens /dev/null under those that whoever started this process has closed, as Go's runtime does.
  ///
  /// The next file or socket would get the number otherwise, and what is written for people would go into it.
  package static func reserve() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", O_RDWR)
    }
  }
}
