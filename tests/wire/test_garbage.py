"""Cycles are freed by hand, and only then."""

import gc
import threading
import weakref

from wire import garbage


class Knot:
    """Hangs in a cycle of its own."""

    def __init__(self) -> None:
        self.me = self


def test_what_hangs_in_cycles_waits_for_the_thread_that_collects() -> None:
    ended_on: list[str] = []
    tied = [Knot() for _ in range(10 * gc.get_threshold()[0])]
    weakref.finalize(tied[0], lambda: ended_on.append(threading.current_thread().name))
    tied.clear()
    garbage.collect()
    assert gc.isenabled() is False
    assert ended_on == ["MainThread"]


def test_another_thread_that_makes_many_objects_frees_none() -> None:
    ended: list[bool] = []
    tied = Knot()
    weakref.finalize(tied, lambda: ended.append(True))
    del tied
    busy = threading.Thread(target=lambda: [Knot() for _ in range(10 * gc.get_threshold()[0])])
    busy.start()
    busy.join()
    assert not ended
    garbage.collect()
    assert ended
