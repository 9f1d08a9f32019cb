"""A person is found, told everything, and forgotten everywhere, by two people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.identity import service as identity
from hub.identity.rules.approvals import NeedsApproval
from hub.kit.auth import Principal
from hub.migrations import METADATA
from hub.privacy import schemas, service
from hub.privacy.rules import REGISTER
from hub.privacy.rules.person import NothingSought, StillOpen, UnknownPerson
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from tests.hub.privacy.marks import BORN, MARKED, fill, found, mark
from tests.people import person
from wire.ids import ConcernId, new_ulid
from wire.messages import Ack, DoneReply

WHY = "Antrag der Person vom 20. November"
VISITORS = [one for one in REGISTER if one.whose == "visitor" and one.then != "figure"]
WHOLE = [
    one for one in REGISTER
    if one in VISITORS or one.table in ("four_eyes", "personal_view")
    or one.columns.keys() & {"adviser", "actor"}
]  # fmt: skip


@dataclass
class Somebody:
    """A visitor of yesterday of whom every column holds a mark."""

    office: Office
    manager: Principal
    admin: Principal
    id: str
    ticket: str
    marked: set[tuple[str, str]]

    def grant(self, act: str) -> None:
        now, data = self.office.watch.now, self.office.database
        asked = identity.ask(data, self.manager, act, self.id, WHY, now=now)  # type: ignore[arg-type]
        identity.decide(data, self.admin, asked, grant=True, now=now)

    def erase(self) -> None:
        service.erase(self.office.database, self.manager, self.id, now=self.office.watch.now)

    def export(self) -> schemas.Export:
        with self.office.database.write() as session:
            return service.export(session, self.manager, self.id, now=self.office.watch.now)

    def set(self, table: str, **values: object) -> None:
        with self.office.database.write() as session:
            session.connection().execute(update(METADATA.tables[table]).values(values))


@pytest.fixture
def somebody(office: Office) -> Somebody:
    at = office.watch.now - timedelta(days=1)
    ticket, booked = new_ulid(at), mark("appointment", "id")
    message = new_ulid(at)
    ack = Ack(of=message, outcome="committed", reply=DoneReply())
    answer = ack.model_dump_json().replace(
        "}", f', "x": "{ticket} {mark("inbox", "answer")} "}}', 1
    )
    given: dict[str, dict[str, object]] = {
        "appointment": {"ticket_id": ticket, "state": "checked_in"},
        "ticket": {"id": ticket, "state": "done", "appointment_id": booked, "series": "W"},
        "receipt": {"appointment": booked},
        "evacuation_mark": {"subject": f"visit:{ticket}"},
        "inbox": {"id": f"kiosk-01/{message}", "answer": answer},
        "outbox": {
            "payload": f"{ticket} {mark('outbox', 'payload')}".encode(), "retain": False,
        },
        "personal_view": {"subject": ticket, "kind": "visit", "purpose": "visit"},
        "four_eyes": {"subject": booked},
    }  # fmt: skip
    marked = fill(office.database, office.site, WHOLE, at, HOUSE.site.day(at), given)
    manager = person("peters", "H. Peters", "manager", office.site)
    admin = person("konrad", "M. Konrad", "admin", office.site)
    return Somebody(office, manager, admin, booked, ticket, marked)


def test_nothing_of_a_person_is_left_in_the_database_and_its_files(somebody: Somebody) -> None:
    office = somebody.office
    visitors = {(one.table, column) for one in VISITORS for column in one.columns}
    staff = {one for one in somebody.marked - visitors if one[1] in ("adviser", "actor", "why")}
    assert found(office.database) == somebody.marked
    assert len(somebody.marked & visitors) > 15
    somebody.grant("privacy.erase")
    somebody.erase()
    left = found(office.database)
    assert left & (visitors | staff) == set()
    assert {table for table, _ in left} <= {"personal_view", "four_eyes"}
    if office.database.sqlite:
        folder = Path(office.url.removeprefix("sqlite:///")).parent
        files = b"".join(one.read_bytes() for one in folder.iterdir() if one.is_file())
        told = {f"{MARKED}.{table}.{column}" for table, column in visitors | staff}
        assert [one for one in told if one.encode() in files] == []
        assert str(BORN).encode() not in files


def test_the_proof_says_what_when_and_by_whom_and_names_nobody(somebody: Somebody) -> None:
    somebody.grant("privacy.erase")
    somebody.erase()
    with somebody.office.database.read() as session:
        [proof] = service.erased(session, somebody.office.site)
    assert (proof.asked_by, proof.granted_by) == ("peters", "konrad")
    assert (proof.at, proof.visits) == (somebody.office.watch.now, 2)
    assert proof.counts["ticket_note"] == proof.counts["receipt"] == proof.counts["inbox"] == 1
    assert somebody.id not in str(proof)
    assert somebody.ticket not in str(proof)


def test_a_device_that_repeats_itself_is_still_told_that_it_was_heard(somebody: Somebody) -> None:
    somebody.grant("privacy.erase")
    somebody.erase()
    inbox = METADATA.tables["inbox"]
    with somebody.office.database.read() as session:
        [answer] = session.connection().execute(select(inbox.c.answer)).scalars()
    ack = Ack.model_validate_json(answer)
    assert (ack.outcome, ack.reply) == ("committed", None)


def test_one_person_alone_deletes_and_tells_nothing(somebody: Somebody) -> None:
    for act in (somebody.erase, somebody.export):
        with pytest.raises(NeedsApproval):
            act()
    somebody.grant("privacy.export")
    with pytest.raises(NeedsApproval):
        somebody.erase()
    assert found(somebody.office.database) >= somebody.marked


def test_nothing_is_deleted_while_a_visit_is_open_or_an_appointment_ahead(
    somebody: Somebody,
) -> None:
    somebody.grant("privacy.erase")
    somebody.set("ticket", state="parked")
    with pytest.raises(StillOpen) as refused:
        somebody.erase()
    assert refused.value.fields == {"open": "W001"}
    somebody.set("ticket", state="done")
    somebody.set("appointment", state="booked", starts_at=somebody.office.watch.now)
    with pytest.raises(StillOpen):
        somebody.erase()
    somebody.set("appointment", state="cancelled")
    somebody.erase()
    with pytest.raises(UnknownPerson):
        somebody.erase()


def test_the_export_holds_every_mark_with_purpose_and_end(somebody: Somebody) -> None:
    somebody.grant("privacy.export")
    told = somebody.export()
    groups = [group for part in told.parts for entry in part.entries for group in entry.groups]
    text = told.model_dump_json()
    wanted = {
        (table, column) for table, column in somebody.marked
        if any(one.table == table and column in one.columns for one in VISITORS)
    }  # fmt: skip
    missing = [one for one in wanted if mark(*one) not in text and one[1] != "born"]
    assert missing == []
    assert str(BORN) in text
    assert all(one.purpose and one.basis and one.kept and one.fields for one in groups)
    name = next(one for one in groups if one.fields[0].label == "Name")
    assert name.deleted_on == (somebody.office.watch.now + timedelta(days=13)).date()
    assert [(one.what, one.purpose) for one in told.views][-1] == (
        "Besuch einer Person",
        "Besuche führen",
    )
    staff = {mark("appointment", "adviser"), mark("ticket_event", "actor"), "peters"}
    assert [one for one in staff if one in text] == []


def test_an_export_is_written_down_as_one(somebody: Somebody) -> None:
    somebody.grant("privacy.export")
    somebody.export()
    views = METADATA.tables["personal_view"]
    query = select(views.c.login, views.c.kind, views.c.subject, views.c.purpose)
    with somebody.office.database.read() as session:
        rows = [tuple(one) for one in session.connection().execute(query)]
    assert ("peters", "export", somebody.id, "privacy") in rows


def _find(office: Office, typed: str, day: datetime | None = None) -> list[str]:
    with office.database.read() as session:
        hits = service.find(
            session, office.site, typed, HOUSE.site.day(day) if day else None,
            keyring=office.keyring, now=office.watch.now,
        )  # fmt: skip
    return [one.id for one in hits]


def test_a_person_is_found_as_they_can_show_who_they_are(office: Office) -> None:
    at = office.watch.now - timedelta(days=3)
    new = NewAppointment(
        at, 30, ConcernId("erstantrag"), None, "A", "Kovalenko, Olena", born=BORN
    )  # fmt: skip
    with office.database.change(office.site) as change:
        one = appointments.book(change, new)
        again = appointments.book(change, new)
        appointments.book(
            change, NewAppointment(at, 30, ConcernId("erstantrag"), None, "A", "Kovalenko, Ira")
        )
    both = sorted([one.id, again.id])
    letter = appointments.letter_code(office.keyring, HOUSE.site, one)
    for shown in (letter, one.short_code, one.id):
        assert _find(office, shown) == [one.id]
    assert sorted(_find(office, "kovalenko 11.11.1911")) == both
    assert sorted(_find(office, "Kovalenko, Olena", at)) == both
    assert _find(office, "kovalenko 12.11.1911") == []
    for alone in ("kovalenko", "11.11.1911", ""):
        with pytest.raises(NothingSought):
            _find(office, alone)
    with office.database.read() as session:
        whose = service.person(session, office.site, one.id)
    assert sorted(whose.appointments) == both
