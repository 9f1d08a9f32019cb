"""Whoever asks for the writer's turn gets it next, however busy the one before is."""

import threading

from hub.kit.turns import Turns
from tests.patience import PATIENCE_S


def test_a_busy_thread_does_not_keep_another_from_its_turn() -> None:
    """One that takes its turn again and again lets the one that asked meanwhile go first."""
    turns, order = Turns(), list[str]()
    asking, within = threading.Event(), threading.Event()

    def clerk() -> None:
        asking.set()
        with turns:
            order.append("clerk")

    with turns:
        waiting = threading.Thread(target=clerk)
        waiting.start()
        assert asking.wait(PATIENCE_S)
        while not turns._waiting:
            within.wait(0.001)
    for _ in range(100):
        with turns:
            order.append("busy")
    waiting.join(PATIENCE_S)
    assert order[0] == "clerk"


def test_nobody_is_within_at_the_same_time_and_all_come_out() -> None:
    turns, inside, most = Turns(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(300):
            with turns:
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert (most, inside) == (1, 0)
    assert not any(thread.is_alive() for thread in threads)


def test_a_turn_that_ends_with_an_error_is_over() -> None:
    turns = Turns()
    try:
        with turns:
            _ = dict[str, int]()["nothing"]
    except KeyError:
        pass
    with turns:
        pass
