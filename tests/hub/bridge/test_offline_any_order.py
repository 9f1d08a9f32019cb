"""However what three kiosks did alone comes in: each visit once, no printed number twice."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.appointments import service as appointments
from hub.bridge.receive import Receiver
from hub.queue.rules import Ticket
from tests.hub.bridge.alone import Kiosk, book, hear, issue, letter, ticket, today, wish
from tests.hub.bridge.speech import receiver
from tests.hub.conftest import Office
from wire.messages import CheckinRequest, Envelope

NAMES = ("kiosk-01", "kiosk-07", "kiosk-08")
LETTERS = 4
"""The last one's appointment is off."""

_VISITORS = st.lists(
    st.tuples(
        st.integers(0, len(NAMES) - 1),
        st.none() | st.integers(0, LETTERS - 1),
        st.sampled_from(["online", "alone", "unheard", "unheard, then heard late"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip
"""Which kiosk, which letter (None: a walk-in), and what became of the request."""


@dataclass
class Day:
    """What was said at each kiosk, in order, and who stood there."""

    office: Office
    kiosks: list[Kiosk]
    letters: list[CheckinRequest]
    said: dict[str, list[Envelope]] = field(default_factory=dict)
    printed: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    """By the ticket id that the kiosk made: the number on paper and the letter shown."""
    walk_ins: int = 0
    shown: set[int] = field(default_factory=set)

    def visit(self, at: int, shown: int | None, fate: str) -> None:
        kiosk, said = self.kiosks[at], self.said.setdefault(NAMES[at], [])
        wanted = wish() if shown is None else self.letters[shown]
        if fate == "online":
            said.append(kiosk.says(wanted))
            # Whoever shows a letter that is off is told so, and that is all.
            self._count(shown, refused=shown == LETTERS - 1)
            return
        unheard = kiosk.says(wanted)
        alone = kiosk.alone(wanted, supersedes=None if fate == "alone" else unheard.id)
        late = fate == "unheard, then heard late"
        said += [alone, kiosk.paper(alone), unheard] if late else [unheard, alone]
        if fate == "alone":
            said.remove(unheard)
        self.printed[issue(alone).ticket_id] = (issue(alone).number, shown)
        self._count(shown, refused=False)

    def _count(self, shown: int | None, *, refused: bool) -> None:
        if shown is None:
            self.walk_ins += 1
        elif not refused:
            self.shown.add(shown)


def begin(office: Office) -> Day:
    """A new day: new appointments; the kiosks' numbers go on."""
    office.watch.wait(days=1)
    booked = [book(office, minutes=nth) for nth in range(LETTERS)]
    with office.database.change(office.site) as change:
        appointments.cancel(change, booked[-1].id)
    kiosks = [Kiosk(office, name, given=office.watch.now.toordinal() * 16) for name in NAMES]
    return Day(office, kiosks, [letter(office, one) for one in booked])


def check(day: Day) -> list[Ticket]:
    """Everything that staff and visitors may rely on."""
    found = today(day.office)
    assert len(found) == day.walk_ins + len(day.shown)
    assert len({one.number for one in found}) == len(found)
    on_paper = [each.number for one in found for each in one.printed]
    assert sorted(on_paper) == sorted(number for number, _ in day.printed.values())
    for ticket_id, (number, shown) in day.printed.items():
        one = ticket(day.office, ticket_id)
        assert number in [one.number, *[each.number for each in one.further]]
        assert one.state == "waiting"
        if shown == LETTERS - 1:
            assert one.refused == "cancelled"
        elif shown is not None:
            assert one.appointment_id is not None
    return found


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visitors=_VISITORS, data=st.data())
def test_each_visit_is_there_once(office: Office, visitors: Any, data: st.DataObject) -> None:  # noqa: ANN401  tuples
    if len(office.opened) == 1:
        office.another_process()
    hubs = [receiver(office, database) for database in office.opened[:2]]
    day = begin(office)
    for one in visitors:
        day.visit(*one)
    waiting = {name: list(said) for name, said in day.said.items()}
    heard: list[Envelope] = []
    while any(waiting.values()):
        name = data.draw(st.sampled_from([name for name, left in waiting.items() if left]))
        said = waiting[name].pop(0)
        heard.append(said)
        again = data.draw(st.booleans())
        for hub in [hubs[data.draw(st.integers(0, 1))], *(hubs if again else [])]:
            hear(office, hub, said)
        if again:
            hear(office, hubs[0], data.draw(st.sampled_from(heard)))
    found = check(day)
    for said in data.draw(st.permutations(heard)):
        hear(office, hubs[1], said)
    assert check(day) == found
    assert [hub.refused for hub in hubs] == [{}, {}]


def test_two_hubs_that_hear_all_at_one_moment_agree(office: Office) -> None:
    hubs = [receiver(office), receiver(office, office.another_process())]
    day = begin(office)
    for nth in range(60):
        fate = ("alone", "unheard", "unheard, then heard late", "online")[nth % 4]
        day.visit(nth % 3, nth % LETTERS if nth < 24 else None, fate)

    def listen(hub: Receiver, said: Sequence[Envelope]) -> None:
        for one in said:
            hear(office, hub, one)

    threads = [
        threading.Thread(target=listen, args=(hub, said))
        for hub in hubs
        for said in day.said.values()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(day)
