"""Alarms in both databases: raised once, told to each site, ended by the first who ends them."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from hub.emergency import service
from hub.emergency.rules import Alarm, TooManyAlarms, UnknownAlarm
from hub.emergency.schemas import NewAlarm
from hub.kit.auth import NotPermitted, Principal
from hub.kit.database import Database
from hub.kit.tables import OutboxRow
from hub.sites import service as sites
from hub.sites.demo import ELSEWHERE, HERE
from tests import people
from tests.hub.bridge.speech import acks, receiver, say
from tests.hub.conftest import Office
from tests.hub.races import SITE as RACE
from tests.hub.races import together
from wire import topics
from wire.codec import decode
from wire.ids import SiteId
from wire.messages import AlarmKind, Emergency, EmergencyShown

FIRE = NewAlarm(kind="fire")
MANY = [
    NewAlarm(kind=kind, scope="zone", zones=(zone,))
    for kind in ("fire", "evacuate", "shelter", "medical", "closed")
    for zone in "AB"
]


def person(login: str = "yilmaz", role: str = "reception", site: SiteId = HERE) -> Principal:
    return people.person(login, login, role, site)


def told(office: Office, site: SiteId = HERE) -> list[Emergency]:
    """What the site's displays are told, the oldest first."""
    topic = topics.EMERGENCY.path(site=site)
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.topic == topic).order_by("id")).all()
    assert all(row.retain for row in rows)
    found = [decode(row.topic, row.payload)[1].data for row in rows]
    return [one for one in found if isinstance(one, Emergency)]


def kinds(office: Office, site: SiteId = HERE) -> list[AlarmKind]:
    with office.database.read() as session:
        return [one.kind for one in service.standing(session, site)]


def raise_one(
    office: Office, given: NewAlarm = FIRE, who: Principal | None = None,
    database: Database | None = None,
) -> Alarm:  # fmt: skip
    with (database or office.database).change(HERE) as change:
        return service.raise_alarm(change, who or person(), given, now=office.watch.now)


def raise_everywhere(
    office: Office, database: Database | None = None, kind: AlarmKind = "evacuate"
) -> Alarm:
    with (database or office.database).changes() as changes:
        return service.raise_for_house(changes, person(), kind, now=office.watch.now)


def end(
    office: Office, alarm: str, who: Principal | None = None, database: Database | None = None
) -> Alarm:
    with (database or office.database).changes() as changes:
        return service.end_alarm(changes, who or person(), alarm, now=office.watch.now)


def test_an_alarm_is_told_in_its_own_transaction_with_words_in_all_languages(
    office: Office,
) -> None:
    raised = raise_one(office)
    (said,) = told(office)
    (alarm,) = said.alarms
    assert (alarm.id, alarm.kind, alarm.zones) == (raised.id, "fire", ())
    assert alarm.title["de"] == "Feuer im Haus"
    assert len(alarm.title) == len(alarm.text) == 12


def test_a_double_click_is_one_alarm(office: Office) -> None:
    assert raise_one(office) == raise_one(office, who=person("brandt", "adviser"))
    assert len(told(office)) == 1


def test_two_people_who_raise_at_once_raise_one(office: Office) -> None:
    databases = [office.database, office.another_process()]
    tasks = [partial(raise_one, office, FIRE, person(f"p{n}"), databases[n % 2]) for n in range(6)]
    raised = together(tasks)
    assert len({one.id if isinstance(one, Alarm) else repr(one) for one in raised}) == 1
    assert kinds(office) == ["fire"]


def test_two_people_who_end_at_once_end_it_once(office: Office) -> None:
    alarm = raise_one(office)
    databases = [office.database, office.another_process()]
    tasks = [partial(end, office, alarm.id, person(f"p{n}"), databases[n % 2]) for n in range(6)]
    ended = together(tasks)
    assert len({one.ended_by if isinstance(one, Alarm) else repr(one) for one in ended}) == 1
    assert [len(one.alarms) for one in told(office)] == [1, 0]


def test_raising_and_ending_at_once_leave_what_was_done_last(office: Office) -> None:
    """Whoever comes first: what displays were told last is what stands."""
    databases = [office.database, office.another_process()]
    for _ in range(5):
        alarm = raise_one(office)
        together(
            [
                partial(end, office, alarm.id, person("p1"), databases[0]),
                partial(raise_one, office, FIRE, person("p2"), databases[1]),
            ]
        )
        assert [one.kind for one in told(office)[-1].alarms] == kinds(office)
        for standing in told(office)[-1].alarms:
            end(office, standing.id)


def test_an_alarm_for_the_house_stands_at_all_sites_or_none(office: Office) -> None:
    raised = raise_everywhere(office)
    for site in (HERE, ELSEWHERE, RACE):
        assert [one.id for one in told(office, site)[-1].alarms] == [raised.id]


def test_an_alarm_for_the_house_stands_nowhere_where_one_site_cannot_take_it(
    office: Office,
) -> None:
    for given in MANY[:8]:
        raise_one(office, given)
    with pytest.raises(TooManyAlarms) as refused, office.database.changes() as changes:
        service.raise_for_house(changes, person(), "closed", now=office.watch.now)
    with office.database.read() as session:
        assert refused.value.fields["site"] == sites.site(session, HERE).name
    assert kinds(office, ELSEWHERE) == kinds(office, RACE) == []
    assert told(office, ELSEWHERE) == []


def test_an_alarm_for_the_house_ends_at_all_sites(office: Office) -> None:
    raised = raise_everywhere(office)
    end(office, raised.id, person("chef", site=ELSEWHERE))
    assert kinds(office) == kinds(office, ELSEWHERE) == []
    assert told(office)[-1].alarms == ()


def test_what_some_sites_say_already_is_one_alarm_again_when_it_is_raised_for_all(
    office: Office,
) -> None:
    """Else whoever ends it would end it at one site, and be told that it ends at all."""
    first = raise_everywhere(office, kind="all_clear")
    raise_one(office)
    assert (kinds(office), kinds(office, ELSEWHERE)) == (["fire"], ["all_clear"])
    again = raise_everywhere(office, kind="all_clear")
    assert raise_everywhere(office, kind="all_clear").id == again.id != first.id
    for site in (HERE, ELSEWHERE, RACE):
        assert [one.id for one in told(office, site)[-1].alarms] == [again.id]
    end(office, again.id)
    assert kinds(office) == kinds(office, ELSEWHERE) == kinds(office, RACE) == []


def test_changes_of_all_sites_and_of_single_ones_never_lock_each_other_out(
    office: Office,
) -> None:
    databases = [office.database, office.another_process()]
    tasks = [partial(raise_everywhere, office, databases[n % 2]) for n in range(4)]
    tasks += [partial(raise_one, office, FIRE, None, databases[n % 2]) for n in range(4)]
    assert all(isinstance(one, Alarm) for one in together(tasks))


def test_an_all_clear_ends_what_stands_and_only_those_who_may_end_say_it(office: Office) -> None:
    clear = NewAlarm(kind="all_clear")
    raise_one(office)
    with pytest.raises(NotPermitted):
        raise_one(office, clear, person("brandt", "adviser"))
    raise_one(office, clear)
    assert kinds(office) == ["all_clear"]
    raise_one(office)
    assert kinds(office) == ["fire"]


def test_no_more_alarms_than_a_screen_can_show(office: Office) -> None:
    for given in MANY[:8]:
        raise_one(office, given)
    with pytest.raises(TooManyAlarms):
        raise_one(office, MANY[8])
    assert len(told(office)[-1].alarms) == 8


def test_an_evacuation_of_the_house_is_refused_by_no_site_that_is_full(office: Office) -> None:
    for kind in ("shelter", "medical", "closed"):
        for zone in "AB":
            raise_one(office, NewAlarm(kind=kind, scope="zone", zones=(zone,)))
            office.watch.wait(seconds=1)
    for zone in "AB":
        raise_one(office, NewAlarm(kind="fire", scope="zone", zones=(zone,)))
    with office.database.changes() as changes:
        chef = person("chef", site=ELSEWHERE)
        service.raise_for_house(changes, chef, "evacuate", now=office.watch.now)
    assert kinds(office, ELSEWHERE) == ["evacuate"]
    assert len(told(office)[-1].alarms) == 8
    assert kinds(office).count("shelter") == kinds(office).count("fire") == 2
    assert kinds(office).count("medical") == 1


def test_where_all_are_danger_two_of_a_kind_become_one_and_are_told_on(office: Office) -> None:
    with office.database.read() as session:
        first, second, third = [one.id for one in sites.zones(session, HERE)][:3]
    danger: tuple[AlarmKind, ...] = ("evacuate", "fire", "shelter")
    places = [(kind, zone) for zone in (first, second, third) for kind in danger]
    begun = office.watch.now
    for number, (kind, zone) in enumerate(places):
        given = NewAlarm(kind=kind, scope="zone", zones=(zone,))
        raise_one(office, given, person(f"p{number}"))
        office.watch.wait(seconds=1)
    alarms = told(office)[-1].alarms
    assert len(alarms) == 8
    for kind in danger:
        told_to = {zone for one in alarms if one.kind == kind for zone in one.zones}
        assert told_to == {first, second, third}
    with office.database.read() as session:
        joined = next(one for one in service.standing(session, HERE) if len(one.scope.zones) == 2)
    assert (joined.raised_by, joined.since) == ("p0", begun), "as whoever saw it first raised it"


def test_a_display_says_that_it_stands_there_and_the_rest_are_missed(office: Office) -> None:
    alarm, to = raise_one(office), receiver(office)
    office.watch.wait(seconds=1)
    at = office.watch.now - timedelta(milliseconds=700)
    for _ in range(2):
        say(office, to, EmergencyShown(alarm=alarm.id, frame_at=at), "display-1")
    assert acks(office, "display-1")[0].outcome == "committed"
    with office.database.read() as session:
        (seen,) = service.alarms(session, HERE, now=office.watch.now).standing
    assert [(one.device, one.at) for one in seen.shown] == [("display-1", at)]
    assert "display-2" in [one.device for one in seen.missing]


def test_an_alarm_of_one_zone_is_not_missed_elsewhere(office: Office) -> None:
    raise_one(office, NewAlarm(kind="medical", scope="zone", zones=("B",)))
    with office.database.read() as session:
        (seen,) = service.alarms(session, HERE, now=office.watch.now).standing
    assert "display-1" not in [one.device for one in seen.missing]
    assert "display-2" in [one.device for one in seen.missing]


@pytest.mark.warns("message_refused")
def test_a_proof_of_an_alarm_that_never_was_is_refused(office: Office) -> None:
    said = EmergencyShown(alarm="nirgends", frame_at=office.watch.now)
    say(office, receiver(office), said, "display-1")
    assert acks(office, "display-1")[0].outcome == "malformed"


def test_who_and_when_are_kept_for_a_year(office: Office) -> None:
    alarm = raise_one(office)
    office.watch.wait(minutes=7)
    ended = end(office, alarm.id, person("lang", "technician"))
    assert (ended.raised_by, ended.ended_by) == ("yilmaz", "lang")
    office.watch.wait(days=364)
    with office.database.change(HERE) as change:
        service.forget(change, now=office.watch.now)
        assert service.view(change.session, HERE, alarm.id, now=office.watch.now).ended_by == "lang"
        service.forget(change, now=office.watch.wait(days=2))
        with pytest.raises(UnknownAlarm):
            service.view(change.session, HERE, alarm.id, now=office.watch.now)
