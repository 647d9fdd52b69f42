"""Which system calls a reading process may still make, for good (seccomp(2)): it computes, and reads files.

It opens no socket, writes no file, starts no program and no process, touches no other one. A call that is not listed
fails as one that the kernel does not know, for which libraries have their ways round.
"""

from __future__ import annotations

import errno
import mmap
import os
import resource

_ALWAYS = """
    access arch_prctl brk clock_getres clock_gettime clock_nanosleep close close_range dup dup2 dup3 epoll_create1
    epoll_ctl epoll_pwait epoll_wait eventfd2 exit exit_group faccessat faccessat2 fadvise64 fcntl fstat fstatfs futex
    futex_wait futex_waitv futex_wake get_mempolicy get_robust_list getcpu getcwd getdents64 getegid geteuid getgid
    getpgrp getpid getppid getpriority getrandom getresgid getresuid getrlimit getrusage gettid gettimeofday getuid
    lseek lstat madvise mbind membarrier mincore mprotect mremap munmap nanosleep newfstatat pipe2 poll ppoll pread64
    preadv pselect6 read readlink readlinkat readv restart_syscall riscv_flush_icache riscv_hwprobe rseq rt_sigaction
    rt_sigpending rt_sigprocmask rt_sigreturn rt_sigtimedwait sched_get_priority_max sched_get_priority_min
    sched_getaffinity sched_getparam sched_getscheduler sched_setaffinity sched_yield select set_mempolicy
    set_robust_list set_tid_address sigaltstack stat statfs statx sysinfo time times uname write writev
"""
_TERMINAL = (0x5401, 0x5413, 0x541B, 0x5451)
"""`ioctl` of those who ask whether they write to a terminal, how wide it is, what waits to be read, and FIOCLEX."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_UNKNOWN = -1
"""What libseccomp answers for a call that is younger than itself."""
_CLONE_THREAD = 0x00010000


def available() -> bool:
    """Whether libseccomp is installed."""
    try:
        import pyseccomp  # noqa: F401 - to see whether it loads
    except (ImportError, RuntimeError, OSError):
        return False
    return True


def only_listed() -> None:
    """From now on this thread, and all that it starts, may make the calls of this module's list, and no other.

    Wants `no_new_privs`. Raises OSError where it cannot be done.
    """
    import pyseccomp as seccomp

    listed = seccomp.SyscallFilter(defaction=seccomp.ERRNO(errno.ENOSYS))

    def allow(call: str, *conditions: tuple[int, int, int]) -> None:
        """`conditions`: number of an argument, mask, and what its masked value has to be."""
        if seccomp.resolve_syscall(seccomp.Arch.NATIVE, call) == _UNKNOWN:
            return
        wanted = (seccomp.Arg(number, seccomp.MASKED_EQ, mask, value) for number, mask, value in conditions)
        listed.add_rule(seccomp.ALLOW, call, *wanted)

    word, own = 0xFFFF_FFFF, os.getpid()
    for call in _ALWAYS.split():
        allow(call)
    allow("open", (1, _WRITING, 0))
    allow("openat", (2, _WRITING, 0))
    # Threads, not processes; clone3, whose flags a filter cannot see, is answered as unknown, and clone is taken.
    allow("clone", (0, _CLONE_THREAD, _CLONE_THREAD))
    # Memory that is anonymous and shared stands outside the limit of RLIMIT_DATA.
    allow("mmap", (3, mmap.MAP_SHARED, 0))
    allow("mmap", (3, mmap.MAP_ANONYMOUS, 0))
    allow("tgkill", (0, word, own))
    allow("prlimit64", (0, word, 0), (2, 0xFFFF_FFFF_FFFF_FFFF, 0))
    allow("prlimit64", (0, word, 0), (1, word, resource.RLIMIT_CPU))
    allow("setrlimit", (0, word, resource.RLIMIT_CPU))
    for request in _TERMINAL:
        allow("ioctl", (1, word, request))
    # A tree of comparisons instead of a list: mmap is asked for often, and its answer depends on its arguments.
    listed.set_attr(seccomp.Attr.CTL_OPTIMIZE, 2)
    listed.load()
