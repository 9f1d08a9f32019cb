"""The sample office is believable: its letters get what they say, its day has begun."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from hub import demo, migrations
from hub.appointments import service as appointments
from hub.checkin import service as checkin
from hub.kit.database import Database
from hub.kit.post import Post
from hub.kit.tables import OutboxRow
from hub.queue import service as queue
from hub.queue.rules import NewTicket
from hub.sites.demo import CONCERNS
from hub.sites.rules import groups
from tests.people import sign_in
from wire.ids import DeviceId
from wire.messages import CheckinRequest, RefusalReply

DAYTIME = (datetime(2026, 11, 23, 8, 7, tzinfo=UTC), datetime(2026, 6, 30, 13, 59, tzinfo=UTC))
NIGHT = (datetime(2026, 11, 22, 23, 4, tzinfo=UTC), datetime(2026, 11, 23, 22, 51, tzinfo=UTC))
REFUSED = {"wrong_day", "wrong_site", "too_early", "too_late", "cancelled", "forged", "foreign"}


def seeded(
    url: str, folder: Path, now: datetime, *, programme: bool = False
) -> tuple[Database, demo.DemoOffice]:
    migrations.migrate(url)
    database = Database(url, Post("hub-1", lambda: now))
    return database, demo.seed(database, folder, now, programme=programme)


@pytest.mark.parametrize("now", DAYTIME + NIGHT, ids=lambda now: now.strftime("%H%M"))
def test_each_letter_gets_what_its_kind_says(tmp_path: Path, now: datetime) -> None:
    database, office = seeded(f"sqlite:///{tmp_path}/hub.db", tmp_path, now)
    keyring = appointments.open_keyring(tmp_path)
    for letter in office.letters:
        request = CheckinRequest(kind="letter", code=letter.text, lang="de")
        with database.change(office.site.id) as change:
            reply = checkin.answer_checkin(
                change, request, keyring=keyring, device=DeviceId("kiosk-01"), now=now
            )
        got = reply.reason if isinstance(reply, RefusalReply) else "good"
        assert got == letter.kind, letter.title
    kinds = [letter.kind for letter in office.letters]
    assert kinds.count("good") >= 6
    if now in DAYTIME:
        assert set(kinds) == REFUSED | {"good"}
    database.close()


def test_the_office_is_furnished_on_either_database(empty_url: str, tmp_path: Path) -> None:
    now = DAYTIME[0]
    database, office = seeded(empty_url, tmp_path, now, programme=True)
    with database.read() as session:
        day = office.site.day(now)
        assert len(appointments.expected(session, office.site.id, day=day)) >= 24
        states = [one.state for one in queue.today(session, office.site.id, now=now)]
        assert session.exec(select(OutboxRow)).all() == []
    assert {"done", "waiting"} == set(states)
    assert {one.role for one in office.logins} == {
        "reception",
        "adviser",
        "technician",
        "publisher",
        "manager",
        "admin",
    }
    for one in office.logins[:2]:
        admission = sign_in(database, login=one.login, password=one.password, now=now)
        assert admission.principal.site == office.site.id
    database.close()


def test_every_concern_has_a_desk_that_is_free(tmp_path: Path) -> None:
    now = DAYTIME[0]
    database, office = seeded(f"sqlite:///{tmp_path}/hub.db", tmp_path, now)
    for concern in (one for one in CONCERNS if one.id not in groups(CONCERNS)):
        room = office.desk_for(concern.id)
        with database.change(office.site.id) as change:
            new = NewTicket(concern.id, concern.zone, "de")
            ticket = queue.issue(change, new, now=now)
            call = queue.call_ticket(change, ticket.id, room, actor="test", now=now)
            queue.no_show(change, ticket.id, actor="test", now=now + timedelta(minutes=1))
            assert call.room == room
    database.close()


def test_two_sample_offices_have_nothing_secret_in_common(tmp_path: Path) -> None:
    secrets: list[str] = []
    for nth in range(2):
        folder = tmp_path / str(nth)
        folder.mkdir()
        database, office = seeded(f"sqlite:///{folder}/hub.db", folder, DAYTIME[0])
        database.close()
        secrets += [one.password for one in office.logins]
        secrets += [one.text for one in office.letters if one.kind != "foreign"]
    assert len(set(secrets)) == len(secrets) > 20
