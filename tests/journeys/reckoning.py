"""After the campaign: the database, the paper and the displays must tell one story."""

import sqlite3
from collections import Counter
from datetime import UTC, datetime

from sqlmodel import select

from hub.kit.tables import OutboxRow
from hub.queue import service as queue
from hub.queue.rules import Ticket
from hub.queue.tables import CallAddresseeRow, CallRow, TicketEventRow
from provisioning.house import slips
from tests.journeys.campaign import Campaign, open_database, patiently
from wire.ids import SiteId


def reckon(campaign: Campaign) -> None:
    """Raises AssertionError with what was lost or doubled."""
    _settle(campaign)
    tickets = _tickets(campaign)
    _letters_have_one_ticket_each(campaign, tickets)
    _numbers_people_saw_are_real(campaign, tickets)
    _no_slip_twice(campaign, tickets)
    _calls_happened_once(campaign)
    _displays_showed_each_call(campaign)


def _tickets(campaign: Campaign) -> list[Ticket]:
    database = open_database(campaign.house)
    try:
        with database.read() as session:
            site = SiteId(campaign.house.plan.site)
            return list(queue.today(session, site, now=datetime.now(UTC)))
    finally:
        database.close()


def _settle(campaign: Campaign) -> None:
    """All outboxes run empty, and every slip has a final word."""
    for name in campaign.house.children:
        if not campaign.house.children[name].alive:
            campaign.house.start_child(name)
    for name in campaign.house.children:
        campaign.house.wait_ready(name)
    patiently(lambda: _device_outboxes(campaign) == 0, "the devices' outboxes")
    patiently(lambda: _hub_outbox(campaign) == 0, "the hub's outbox")
    patiently(
        lambda: not [t for t in _tickets(campaign) if t.paper == "pending"] or None,
        "a word about every slip",
    )


def _device_outboxes(campaign: Campaign) -> int:
    plan = campaign.house.plan
    files = [
        *(plan.folder / "devices").glob("*/*.sqlite"),
        *(plan.folder / "devices").glob("*/*.sqlite3"),
    ]
    assert len(files) == len(plan.kiosks) + len(plan.displays), "a device without an outbox"
    left = 0
    for path in files:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        left += int(database.execute("SELECT count(*) FROM outbox").fetchone()[0])
        database.close()
    return left


def _hub_outbox(campaign: Campaign) -> int:
    database = open_database(campaign.house)
    with database.read() as session:
        left = len(session.exec(select(OutboxRow)).all())
    database.close()
    return left


def _letters_have_one_ticket_each(campaign: Campaign, tickets: list[Ticket]) -> None:
    by_appointment = Counter(t.appointment_id for t in tickets if t.appointment_id)
    numbers = {t.appointment_id: _all_numbers(t) for t in tickets}
    for letter in campaign.record.letters:
        assert by_appointment[letter.appointment] == 1, f"{letter} has no ticket or two"
        assert letter.number in numbers[letter.appointment], f"{letter} was told another number"


def _all_numbers(ticket: Ticket) -> list[str]:
    """The ticket's own number, and those that a kiosk alone has printed for the same visit."""
    return [str(ticket.number), *(str(one.number) for one in ticket.further)]


def _numbers_people_saw_are_real(campaign: Campaign, tickets: list[Ticket]) -> None:
    numbers = Counter(number for ticket in tickets for number in _all_numbers(ticket))
    assert max(numbers.values()) == 1, f"numbers given out twice: {numbers.most_common(3)}"
    told = [*campaign.record.walk_ins, *campaign.record.issued.values()]
    assert set(told) <= set(numbers), "a number that somebody was told is not in the database"
    assert len(set(told)) == len(told), "two people were told one number"


def _no_slip_twice(campaign: Campaign, tickets: list[Ticket]) -> None:
    """A second slip of a number is right only where the first was reported as not come out."""
    papers = slips(campaign.house.paper())
    out = Counter(str(slip["number"]) for slip in papers if slip["number"])
    known = {number: ticket for ticket in tickets for number in _all_numbers(ticket)}
    assert set(out) <= set(known), "a slip with a number that nobody was given"
    database = open_database(campaign.house)
    with database.read() as session:
        events = session.exec(select(TicketEventRow)).all()
    database.close()
    doubts = Counter(e.ticket for e in events if e.event in ("paper_failed", "paper_unclear"))
    for number, count in out.items():
        assert count <= 1 + doubts[known[number].id], f"{number} was printed {count} times"


def _calls_happened_once(campaign: Campaign) -> None:
    database = open_database(campaign.house)
    with database.read() as session:
        calls = {call.id: call for call in session.exec(select(CallRow)).all()}
        events = session.exec(select(TicketEventRow)).all()
    database.close()
    answers = [answer["call_id"] for answer in campaign.record.calls.values()]
    assert len(set(answers)) == len(answers), "one call answers two requests"
    assert set(answers) <= set(calls), "a call that was answered is not in the database"
    recalls = Counter(event.ticket for event in events if event.event == "recall")
    assert recalls == campaign.record.recalls, "recalls that nobody asked for, or lost ones"
    per_ticket = Counter(call.ticket for call in calls.values())
    assert set(per_ticket.values()) <= {1}, "a ticket was called twice"


def _displays_showed_each_call(campaign: Campaign) -> None:
    """Every call that was answered has a frame; no display rang twice for one attempt."""
    database = open_database(campaign.house)
    with database.read() as session:
        rows = session.exec(select(CallAddresseeRow)).all()
        shown = {(row.call, row.attempt) for row in rows if row.shown_at is not None}
        open_ids = {call.id for call in session.exec(select(CallRow)).all() if call.open}
    database.close()
    missing = {
        answer["call_id"]
        for answer in campaign.record.calls.values()
        if (answer["call_id"], 1) not in shown and answer["call_id"] not in open_ids
    }
    assert not missing, f"calls that no display has shown: {missing}"
    for display in campaign.house.plan.displays:
        events = campaign.house.children[display.device].log_events()
        rung = Counter(
            (event["call_id"], event["attempt"])
            for event in events
            if event.get("event") == "call_rung"
        )
        assert all(count == 1 for count in rung.values()), f"rang twice: {rung.most_common(3)}"
