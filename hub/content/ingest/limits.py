"""What the child process may take at most, set by itself before it opens the file."""

import ctypes
import resource
import signal
from typing import Final

from hub.content.ingest.magic import Kind

MEMORY: Final = 3_000_000_000
"""Bytes of address space: a picture of 80 megapixels, or a video with all its threads."""
FILES: Final = 64
LARGEST_OUTPUT: Final = 220_000_000
"""Bytes of one file that it writes; a little above what a board keeps of one video."""
CPU_S: Final[dict[Kind, int]] = {"pdf": 300, "video": 3_000}
CPU_ELSE_S: Final = 60

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
    # Many systems allow neither; the readers open nothing but the one file all the same.
    libc.unshare(_NEW_USER | _NEW_NET)
    libc.prctl(_NEW_PRIVILEGES, 1, 0, 0, 0)


def for_kind(kind: Kind) -> None:
    """So many seconds of a core, now that it is known what the file is."""
    _lower(resource.RLIMIT_CPU, CPU_S.get(kind, CPU_ELSE_S))


def _lower(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (least, least))
