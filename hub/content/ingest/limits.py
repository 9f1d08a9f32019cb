"""What the child process may take at most, set by itself before it opens the file."""

import ctypes
import errno
import resource
import signal
import sys
from pathlib import Path
from typing import Final

import pyseccomp
from landlockpy import AccessFS, LandlockError, Ruleset, Scope

import hub
import wire
from hub.content.ingest.magic import Kind

MEMORY: Final = 3_000_000_000
"""Bytes of address space: a picture of 80 megapixels, or a video with all its threads."""
FILES: Final = 64
LARGEST_OUTPUT: Final = 220_000_000
"""Bytes of one file that it writes; a little above what a board keeps of one video."""
CPU_S: Final[dict[Kind, int]] = {"pdf": 300, "video": 3_000}
CPU_ELSE_S: Final = 60

PROGRAM: Final = tuple(
    Path(one) for one in (
        sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/urandom",
        *hub.__path__, *wire.__path__,
    )
)  # fmt: skip
"""What the readers themselves are made of."""

_READ: Final = AccessFS.READ_FILE | AccessFS.READ_DIR
_WORK: Final = (
    _READ | AccessFS.WRITE_FILE | AccessFS.TRUNCATE | AccessFS.MAKE_REG | AccessFS.MAKE_DIR
    | AccessFS.REMOVE_FILE | AccessFS.REMOVE_DIR
)  # fmt: skip
_NEW_PRIVILEGES: Final = 38
_DEATH: Final = 1
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def at_start() -> None:
    """Memory, files, sizes; no network where the system lets us; death with the parent."""
    for which, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(which, most)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DEATH, int(signal.SIGKILL), 0, 0, 0)
    # Some systems allow no namespace; the walls keep connections away, where the kernel has them.
    libc.unshare(_NEW_USER | _NEW_NET)
    libc.prctl(_NEW_PRIVILEGES, 1, 0, 0, 0)


def wall_in(source: Path, folder: Path) -> bool:
    """From here on nothing is seen but the file, the folder and the readers' own program.

    A reader that is broken into finds neither database nor keys, starts no program and opens no
    connection, not even to a socket with a path, of which Landlock knows nothing. False where the
    kernel lacks Landlock (Linux before 5.13, or built without) or filters of system calls.
    """
    try:
        with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as walls:
            for path in PROGRAM:
                if path.exists():
                    walls.allow_path(path, _READ if path.is_dir() else AccessFS.READ_FILE)
            walls.allow_path(source, AccessFS.READ_FILE)
            walls.allow_path(folder, _WORK)
            walls.restrict()
        calls = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
        for name in ("socket", "socketpair", "io_uring_setup", "ptrace"):
            calls.add_rule(pyseccomp.ERRNO(errno.EACCES), name)
        calls.load()
    except (LandlockError, OSError):
        return False
    return True


def for_kind(kind: Kind) -> None:
    """So many seconds of a core, now that it is known what the file is."""
    _lower(resource.RLIMIT_CPU, CPU_S.get(kind, CPU_ELSE_S))


def _lower(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (least, least))
