"""Displays in both databases: what they say is no change; orders are answered, late or never."""

import base64
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from hub.devices import service as devices
from hub.devices.rules import Speaking
from hub.displays import service
from hub.displays.rules import Choice, NobodyMeant, NoDisplay, NoPicture
from hub.displays.schemas import Changes, Display
from hub.kit.auth import NotPermitted
from hub.kit.drain import Drain
from hub.kit.tables import OutboxRow
from hub.sites.demo import HERE
from tests.hub.bridge.speech import acks, envelope, path, receiver, say
from tests.hub.bridge.test_drain import Broker
from tests.hub.conftest import Office
from tests.people import person
from wire import topics
from wire.codec import decode, encode
from wire.ids import DeviceId
from wire.messages import (
    Action,
    DisplayCommand,
    DisplayPicture,
    DisplayReport,
    Hours,
    OrderDone,
    Programme,
    Sound,
)

TECHNICIAN = person("lang", "T. Lang", "technician", HERE)
RECEPTION = person("yilmaz", "A. Yılmaz", "reception", HERE)
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 a picture").decode()


def order(office: Office, action: Action = "restart", device: str = "display-1") -> str:
    with office.database.change(HERE) as change:
        given = service.order_one(change, TECHNICIAN, device, action, now=office.watch.now)
    return given.id


def state(office: Office, device: str = "display-1") -> tuple[str, str]:
    """Of the last order to a display."""
    with office.database.read() as session:
        last = service.last_orders(session, HERE, device, now=office.watch.now)[0]
    return last.state, last.detail


def seen(office: Office, device: str = "display-1") -> Display:
    with office.database.read() as session:
        return service.display(session, HERE, device, {}, now=office.watch.now)


def report(office: Office, said: DisplayReport, device: str = "display-1") -> None:
    to = receiver(office)
    to.take(path(office, device, topics.REPORT), encode(envelope(office, said, device)))


def picture(office: Office, order_id: str, jpeg: str = JPEG, device: str = "display-1") -> None:
    said = DisplayPicture(order=order_id, taken_at=office.watch.now, jpeg=jpeg)
    receiver(office).take(
        path(office, device, topics.PICTURE), encode(envelope(office, said, device))
    )


def published(office: Office) -> None:
    """All that is written goes to a broker that takes it."""
    drain = Drain(office.database, HERE, Broker().publish)
    while drain._round():
        pass


def commands(office: Office, device: str) -> list[str]:
    topic = topics.COMMAND.path(site=HERE, dev=device)
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.topic == topic)).all()
    found = [decode(row.topic, row.payload)[1].data for row in rows]
    return [one.action for one in found if isinstance(one, DisplayCommand)]


def test_an_order_is_told_and_its_answer_is_shown(office: Office) -> None:
    given = order(office)
    assert commands(office, "display-1") == ["restart"]
    assert state(office) == ("asked", "")
    say(office, receiver(office), OrderDone(order=given, outcome="done"), "display-1")
    assert state(office) == ("done", "")


def test_a_refused_order_says_why_and_the_first_answer_counts(office: Office) -> None:
    given, to = order(office), receiver(office)
    say(office, to, OrderDone(order=given, outcome="failed", detail="zu heiß"), "display-1")
    say(office, to, OrderDone(order=given, outcome="done"), "display-1")
    assert state(office) == ("failed", "zu heiß")


def test_an_order_without_answer_says_so_and_a_late_answer_still_counts(office: Office) -> None:
    given = order(office)
    office.watch.wait(seconds=119)
    assert state(office)[0] == "asked"
    office.watch.wait(seconds=1)
    assert state(office)[0] == "silent"
    office.watch.wait(minutes=3)
    say(office, receiver(office), OrderDone(order=given, outcome="done"), "display-1")
    assert state(office)[0] == "done"


@pytest.mark.warns("message_refused")
def test_nobody_answers_for_another_display(office: Office) -> None:
    given = order(office)
    say(office, receiver(office), OrderDone(order=given, outcome="done"), "display-2")
    assert acks(office, "display-2")[0].outcome == "malformed"
    assert state(office)[0] == "asked"


def test_a_flood_of_reports_is_no_change_and_the_last_word_counts(office: Office) -> None:
    before = office.database.revision(HERE)
    woken: list[str] = []
    office.database.on_commit(woken.append)
    for volume in range(100):
        report(office, DisplayReport(volume=volume, level="programme", item="plan-1"))
    assert office.database.revision(HERE) == before
    assert woken == []
    assert (seen(office).volume_is, seen(office).level) == (99, "programme")


def test_two_hubs_hear_the_first_report_at_the_same_moment(office: Office) -> None:
    said, at, faults = DisplayReport(volume=40), office.watch.now, list[Exception]()
    device, other_hub = DeviceId("display-1"), office.another_process()

    def other() -> None:
        try:
            with other_hub.write(durable=False) as session:
                service.note_report(session, HERE, device, said, at)
        except Exception as fault:  # noqa: BLE001  looked at by the test
            faults.append(fault)

    late = threading.Thread(target=other)
    with office.database.write(durable=False) as session:
        service.note_report(session, HERE, device, said, at)
        session.flush()
        late.start()
        late.join(timeout=0.5)
    late.join()
    assert faults == []
    assert seen(office).volume_is == 40


@pytest.mark.warns("message_refused")
def test_only_displays_report(office: Office) -> None:
    report(office, DisplayReport(), "kiosk-01")
    report(office, DisplayReport(), "display-99")
    assert seen(office).level is None


def test_the_page_of_displays_notices_what_is_no_change(office: Office) -> None:
    def mark() -> object:
        with office.database.read() as session:
            return service.news(session, HERE, now=office.watch.now)

    before = mark()
    assert mark() == before
    office.watch.wait(milliseconds=1)
    report(office, DisplayReport(volume=3))
    heard = mark()
    assert heard != before
    picture(office, order(office, "picture"))
    assert mark() != heard


def test_a_picture_that_was_asked_for_is_kept_for_five_minutes(office: Office) -> None:
    given = order(office, "picture")
    assert seen(office).picture_order == "asked"
    before = office.database.revision(HERE)
    picture(office, given)
    assert office.database.revision(HERE) == before
    with office.database.read() as session:
        kept = service.picture(session, HERE, "display-1", now=office.watch.now)
    assert kept == base64.b64decode(JPEG)
    assert seen(office).picture_at == office.watch.now
    office.watch.wait(minutes=5)
    service.forget_pictures(office.database, now=office.watch.now)
    with office.database.read() as session, pytest.raises(NoPicture):
        service.picture(session, HERE, "display-1", now=office.watch.now - timedelta(minutes=4))


@pytest.mark.parametrize("jpeg", [base64.b64encode(b"<svg onload=x>").decode(), "kein Base64"])
def test_what_is_no_picture_or_was_not_asked_for_is_not_kept(office: Office, jpeg: str) -> None:
    picture(office, order(office, "picture"), jpeg)
    picture(office, "nie gegeben")
    picture(office, order(office, "restart"))
    picture(office, order(office, "picture", "display-2"))
    assert seen(office).picture_at is None


def test_a_display_that_lags_behind_shows_an_old_state_after_five_seconds(office: Office) -> None:
    with office.database.change(HERE) as change:
        change.publish(topics.PROGRAMME, Programme(rev=change.revision), dev="display-1")
        revision = change.revision
    published(office)
    assert not seen(office).old
    office.watch.wait(seconds=5.1)
    assert seen(office).old
    report(office, DisplayReport(programme_rev=revision - 1))
    assert seen(office).old
    report(office, DisplayReport(programme_rev=revision))
    assert not seen(office).old
    assert [(one.what, one.told, one.shown) for one in seen(office).parts] == [
        ("programme", revision, revision)
    ]


def test_changes_stand_until_the_next_and_are_settled_when_the_display_says_so(
    office: Office,
) -> None:
    wish = Changes(screen_on=False, volume=30, speaks=True, layout="whole", languages=("de", "tr"),
                   group="foyer", tags=("hochkant", "eingang", "eingang"))  # fmt: skip
    with office.database.change(HERE) as change:
        service.change_one(change, TECHNICIAN, "display-1", wish)
        place = devices.device(change.session, HERE, DeviceId("display-1")).place
    assert (place.screen_on, place.layout, place.group) == (False, "whole", "foyer")
    assert (place.languages, place.tags) == (("de", "tr"), ("eingang", "hochkant"))
    assert place.sound is not None
    assert place.sound.volume == 30
    assert not seen(office).settled
    with office.database.change(HERE) as change:
        wish = Changes(languages=(), group="", speaks=False)
        service.change_one(change, TECHNICIAN, "display-1", wish)
        place = devices.device(change.session, HERE, DeviceId("display-1")).place
    assert (place.languages, place.group, place.sound, place.layout) == (None, None, None, "whole")


def test_a_group_or_a_tag_is_meant_as_a_whole_and_nobody_without_a_word(office: Office) -> None:
    with office.database.change(HERE) as change:
        for device in ("display-1", "display-2"):
            service.change_one(change, TECHNICIAN, device, Changes(group="foyer"))
        given = service.order_many(
            change, TECHNICIAN, Choice(group="foyer"), "identify", now=office.watch.now
        )
        assert {one.device for one in given} == {"display-1", "display-2"}
        changed = service.change_many(
            change, TECHNICIAN, Choice(zone="A", group="foyer"), Changes(layout="whole")
        )
        assert [one.id for one in changed] == ["display-1"]
        for choice in (Choice(), Choice(tag="nie"), Choice(group="anders")):
            with pytest.raises(NobodyMeant):
                service.order_many(change, TECHNICIAN, choice, "restart", now=office.watch.now)


def test_kiosks_and_strangers_are_no_displays(office: Office) -> None:
    for device in ("kiosk-01", "display-99"):
        with pytest.raises(NoDisplay):
            order(office, "identify", device)
    with office.database.change(HERE) as change, pytest.raises(NotPermitted):
        service.order_one(change, RECEPTION, "display-1", "restart", now=office.watch.now)


def test_orders_are_forgotten_after_two_weeks(office: Office) -> None:
    order(office)
    office.watch.wait(days=15)
    with office.database.change(HERE) as change:
        service.forget(change, now=office.watch.now)
        assert service.last_orders(change.session, HERE, None, now=office.watch.now) == ()


def test_a_volume_makes_no_silent_display_speak(office: Office) -> None:
    """One display speaks in each zone; a volume for all of them must not change that."""

    def sounds() -> dict[str, Speaking | None]:
        with office.database.read() as session:
            return {one.id: one.sound for one in devices.displays(session, HERE) if one.group}

    with office.database.change(HERE) as change:
        for device, speaks in (("display-1", True), ("display-2", False)):
            wish = Changes(group="foyer", speaks=speaks)
            service.change_one(change, TECHNICIAN, device, wish)
        wish = Changes(volume=40)
        changed = service.change_many(change, TECHNICIAN, Choice(group="foyer"), wish)
        assert [one.id for one in changed] == ["display-1"]
        assert service.change_many(change, TECHNICIAN, Choice(group="foyer"), wish) == ()
    assert sounds() == {"display-1": Speaking(volume=40), "display-2": None}
    with office.database.change(HERE) as change:
        service.change_one(change, TECHNICIAN, "display-1", Changes(volume="zone"))
    assert sounds()["display-1"] == Speaking()


def test_a_zone_in_which_nobody_speaks_is_told_and_is_no_trouble(office: Office) -> None:
    assert not seen(office).unvoiced
    with office.database.change(HERE) as change:
        service.change_one(change, TECHNICIAN, "display-1", Changes(speaks=False))
    quiet = seen(office).model_copy(update={"online": True, "old": False, "troubles": ()})
    assert (quiet.unvoiced, quiet.trouble) == (True, False)
    assert not seen(office, "display-2").unvoiced
    assert not seen(office, "display-3").unvoiced, "it hangs in no zone"


def test_the_sound_of_a_zone_is_told_to_its_displays(office: Office) -> None:
    quiet = Hours(weekday=0, opens=720, closes=780)
    with office.database.change(HERE) as change:
        service.change_one(change, TECHNICIAN, "display-1", Changes(speaks=True))
        for one in devices.untold(change.session, HERE):
            devices.note_told(change, one)
        with pytest.raises(NotPermitted):
            service.set_zone_sound(change, RECEPTION, "A", Sound())
        service.set_zone_sound(change, TECHNICIAN, "A", Sound(volume=25, quiet=(quiet,)))
        assert DeviceId("display-1") in devices.untold(change.session, HERE)
    assert (seen(office).volume, seen(office).own_volume) == (25, None)
