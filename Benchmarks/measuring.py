"""How long other programs take, and how much memory: what the benchmarks share."""
import ctypes
import os
import subprocess
import time

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """Lets `peak` wait for what a shell has left behind."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def timed(arguments, **options):
    """One run: exit status, wall seconds, CPU seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def peak(arguments, **options):
    """The peak memory of one run, in bytes."""
    return whole(arguments, **options)[-1]


def whole(arguments, **options):
    """One run with its memory: exit status, wall seconds, CPU seconds, peak memory.

    Linux counts what a process held before it called exec, and a child of ours would start out with all of Python. So a
    shell starts the program and leaves, and the orphan comes to us. It waits for a line before it runs: one that ended
    before the shell did would be the shell's to bury.
    """
    script = 'exec 3<&0; { read -r _; exec "$@" </dev/null >/dev/null 2>&1 3<&-; } <&3 & echo $!'
    with subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            **options) as shell:
        orphan = int(shell.stdout.readline())
        shell.wait()
        start = time.perf_counter()
        shell.stdin.write("\n")
        shell.stdin.flush()
        _, status, usage = os.wait4(orphan, 0)
        wall = time.perf_counter() - start
    return os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
