"""A display's malloc: few arenas, and what is as large as a picture goes back at once."""

import subprocess
import sys

ARENAS = """
import ctypes, threading
from signage.app import tame_malloc
tame_malloc()
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
PICTURES = """
import ctypes
from signage.app import tame_malloc
tame_malloc()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
class Figures(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks mapped bytes".split()]
    _fields_ += [(f"more{n}", ctypes.c_size_t) for n in range(5)]
libc.mallinfo2.restype = Figures
libc.free(libc.malloc(16 << 20))
before = libc.mallinfo2().mapped
held = libc.malloc(8 << 20)
print(libc.mallinfo2().mapped - before)
"""


def run(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_eight_threads_make_no_more_than_two_arenas() -> None:
    assert 1 <= run(ARENAS).count("<heap nr=") <= 2


def test_a_picture_is_mapped_by_itself_though_a_larger_one_was_freed_before() -> None:
    assert run(PICTURES).strip() == "1"
