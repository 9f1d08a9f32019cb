"""A display's threads share two of malloc's arenas, so that weeks of films leave no holes."""

import subprocess
import sys

PROGRAM = """
import ctypes, threading
from signage.app import bound_arenas
bound_arenas()
barrier = threading.Barrier(9)
def work():
    held = [bytes(100_000) for _ in range(9)]
    barrier.wait()
for _ in range(8):
    threading.Thread(target=work).start()
barrier.wait()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


def test_eight_threads_make_no_more_than_two_arenas() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, check=True
    )
    assert 1 <= run.stdout.count("<heap nr=") <= 2
