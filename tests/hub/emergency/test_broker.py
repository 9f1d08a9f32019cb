"""An alarm at a real broker: on its way at once, kept there, and told anew by a hub that starts."""

from hub.emergency import service as emergency
from hub.emergency.schemas import NewAlarm
from hub.kit.clock import utc_now
from hub.sites.demo import HERE
from tests.hub.bridge.test_broker import Town, answer_to, received, town
from tests.people import person
from wire.device import DeviceEvent
from wire.messages import Emergency, EmergencyShown

__all__ = ["town"]

WHO = person("yilmaz", "A. Yılmaz", "reception", HERE)


def stands(event: DeviceEvent) -> Emergency | None:
    said = received(Emergency)(event)
    return said if said is not None and said.alarms else None


def test_an_alarm_reaches_a_display_and_its_proof_comes_back(town: Town) -> None:
    _bridge, database = town.hub()
    display, ear = town.device("display-1")
    ear.hear(received(Emergency))
    with database.change(HERE) as change:
        raised = emergency.raise_alarm(change, WHO, NewAlarm(kind="fire"), now=utc_now())
    assert ear.hear(stands).alarms[0].id == raised.id
    ear.hear(answer_to(display.send(EmergencyShown(alarm=raised.id, frame_at=utc_now()))))
    with database.read() as session:
        (seen,) = emergency.alarms(session, HERE, now=utc_now()).standing
    assert [one.device for one in seen.shown] == ["display-1"]


def test_a_hub_that_starts_tells_what_stands(town: Town) -> None:
    with town.office.database.change(HERE) as change:
        emergency.raise_alarm(change, WHO, NewAlarm(kind="shelter"), now=utc_now())
    _bridge, _database = town.hub()
    _display, ear = town.device("display-1")
    assert ear.hear(stands).alarms[0].kind == "shelter"
