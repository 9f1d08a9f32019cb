"""Frees what hangs in cycles, on one thread: objects of Qt must not end on another.

Python looks for such cycles on whichever thread happens to make objects. One that finds an object
of Qt there ends it under a lock of Qt's and then waits for the interpreter, which the GUI thread
holds while it waits for that lock: seen once, and a screen stands still for ever.
"""

import gc


def by_hand() -> None:
    """From now on cycles are freed by `collect` alone, for programs with a GUI thread."""
    gc.disable()


def collect() -> None:
    """What the interpreter would do by itself now, if it is due; to be called on the GUI thread."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [n for n, (one, most) in enumerate(zip(counts, thresholds, strict=True)) if one > most]
    if due:
        gc.collect(max(due))
