"""The outbox is emptied in order, with the newest state only, and not before the broker has it."""

import threading
from concurrent.futures import Future

from sqlmodel import select

from hub.kit.drain import Drain
from hub.kit.tables import OutboxRow
from tests.hub.conftest import Office
from tests.patience import PATIENCE_S
from wire import topics
from wire.codec import decode
from wire.link import Publication, PublishFailedError
from wire.messages import Ack, Board, Call


class Broker:
    """Takes publications when it is up; `wait_for` blocks until one satisfies."""

    def __init__(self) -> None:
        self.up = True
        self.taken: list[Publication] = []
        self._news = threading.Condition()

    def publish(self, publication: Publication) -> "Future[None]":
        done: Future[None] = Future()
        with self._news:
            if self.up:
                self.taken.append(publication)
                done.set_result(None)
            else:
                done.set_exception(PublishFailedError("down"))
            self._news.notify_all()
        return done

    def wait_for(self, topic: str, count: int = 1) -> None:
        with self._news:
            assert self._news.wait_for(
                lambda: sum(one.topic.endswith(topic) for one in self.taken) >= count, PATIENCE_S
            )


def write(office: Office, *messages: Board | Call | Ack) -> None:
    with office.database.change(office.site) as change:
        for message in messages:
            if isinstance(message, Board):
                change.publish(topics.BOARD, message, zone=message.zone)
            elif isinstance(message, Call):
                change.publish(topics.CALL, message, zone=message.zone)
            else:
                change.publish(topics.ACK, message, dev="kiosk-01")


def board(rev: int, zone: str = "A") -> Board:
    return Board(zone=zone, rev=rev, calls=(), waiting=rev)


def ack(nth: int) -> Ack:
    return Ack(of=f"message-{nth}", outcome="committed")


def call(office: Office) -> Call:
    return Call(
        call_id="01CALL", attempt=1, zone="A", number="W001", room="Schalter 1", lang="de",
        called_at=office.watch.now, board_rev=3,
    )  # fmt: skip


def left(office: Office) -> int:
    with office.database.read() as session:
        return len(session.exec(select(OutboxRow)).all())


def test_in_order_and_of_each_board_the_newest_only(office: Office) -> None:
    write(office, board(1), ack(1), board(2), board(1, "B"))
    write(office, ack(2), board(3))
    broker = Broker()
    drain = Drain(office.database, office.site, broker.publish)
    drain.start()
    broker.wait_for("A/board")
    drain.stop()
    said = [decode(one.topic, one.payload)[1].data for one in broker.taken]
    assert said == [ack(1), board(1, "B"), ack(2), board(3)]
    assert [one.retain for one in broker.taken] == [False, True, False, True]
    assert left(office) == 0


def test_what_is_withdrawn_is_forgotten_by_the_broker(office: Office) -> None:
    write(office, board(1))
    with office.database.change(office.site) as change:
        change.withdraw(topics.BOARD, zone="A")
    write(office, ack(1))
    broker = Broker()
    drain = Drain(office.database, office.site, broker.publish)
    drain.start()
    broker.wait_for("ack")
    drain.stop()
    said = [(one.topic.rpartition("/")[2], one.payload == b"", one.retain) for one in broker.taken]
    assert said == [("board", True, True), ("ack", False, False)]
    assert left(office) == 0


def test_what_the_broker_has_not_confirmed_is_said_again(office: Office) -> None:
    broker = Broker()
    broker.up = False
    drain = Drain(office.database, office.site, broker.publish)
    drain.start()
    write(office, ack(1), ack(2))
    assert left(office) == 2
    broker.up = True
    drain.wake()
    broker.wait_for("ack", 2)
    drain.stop()
    said = [decode(one.topic, one.payload)[1].data for one in broker.taken]
    assert said == [ack(1), ack(2)]
    assert left(office) == 0


def test_an_old_call_is_not_called_any_more(office: Office) -> None:
    write(office, call(office), ack(1))
    office.watch.wait(seconds=31)
    write(office, ack(2))
    broker = Broker()
    drain = Drain(office.database, office.site, broker.publish)
    drain.start()
    broker.wait_for("ack", 2)
    drain.stop()
    assert [one.topic.rpartition("/")[2] for one in broker.taken] == ["ack", "ack"]
    assert left(office) == 0


def test_a_call_still_young_says_how_long_it_lasts(office: Office) -> None:
    write(office, call(office))
    office.watch.wait(seconds=12)
    broker = Broker()
    drain = Drain(office.database, office.site, broker.publish)
    drain.start()
    broker.wait_for("call")
    drain.stop()
    assert [one.expiry_s for one in broker.taken] == [18]
