"""A lock that serves in the order of asking.

Python's own locks go to whoever is quickest: a thread that lets go and takes again at once, as one
with five hundred messages at hand does, keeps everybody else waiting until it is done.
"""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """One at a time, first come, first served; not to be taken twice by one thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        turn = threading.Lock()
        turn.acquire()
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
