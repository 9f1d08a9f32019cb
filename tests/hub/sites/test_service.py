"""The house comes back from either database as it was built."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from hub import migrations
from hub.devices import service as devices
from hub.kit.database import Database, UnknownSite
from hub.kit.post import Post
from hub.sites import service
from hub.sites.demo import HOUSE
from hub.sites.rules import UnknownConcern, UnknownRoom, UnknownZone
from tests.hub.conftest import Office, Watch
from tests.hub.races import together
from wire.ids import SiteId
from wire.messages import Hours, Sound


def test_a_house_comes_back_as_it_was_built(office: Office) -> None:
    with office.database.read() as session:
        found = service.house(session, office.site)
    assert found.site == HOUSE.site
    assert found.zones == HOUSE.zones
    assert found.concerns == HOUSE.concerns
    assert found.rooms == tuple(sorted(HOUSE.rooms, key=lambda room: room.label))
    assert set(found.nodes) == set(HOUSE.nodes)
    assert set(found.edges) == set(HOUSE.edges)


def test_what_is_not_there_is_named(office: Office) -> None:
    with office.database.read() as session:
        with pytest.raises(UnknownSite):
            service.site(session, SiteId("nirgends"))
        with pytest.raises(UnknownConcern):
            service.concern(session, office.site, "kaffee")
        with pytest.raises(UnknownRoom):
            service.room(session, office.site, "9.99")
        assert service.site_by_number(session, 4711) is None


def test_a_day_is_the_local_one_also_when_the_clocks_change() -> None:
    site = HOUSE.site
    assert site.day(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)
    start, end = site.bounds(date(2026, 10, 25))
    assert (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() == 25 * 3600


def test_a_zones_sound_is_that_of_its_displays(office: Office) -> None:
    night = Sound(volume=20, quiet=(Hours(weekday=0, opens=0, closes=480),))
    with office.database.change(office.site) as change:
        for device in devices.untold(change.session, office.site):
            devices.note_told(change, device)
        service.set_sound(change, "A", night)
        devices.tell_displays(change, "A")
    with office.database.read() as session:
        assert [one.sound for one in service.zones(session, office.site)][:2] == [night, Sound()]
        told = devices.untold(session, office.site)
    assert set(told) == {"display-1"}
    with office.database.change(office.site) as change, pytest.raises(UnknownZone):
        service.set_sound(change, "Z", night)


def test_an_empty_database_gets_one_office_to_set_up(empty_url: str) -> None:
    migrations.migrate(empty_url)
    hubs = [Database(empty_url, Post(f"hub-{n}", Watch())) for n in range(2)]
    together([partial(service.found, hub, SiteId("neustadt")) for hub in hubs])
    service.found(hubs[0], SiteId("anderswo"))
    with hubs[1].read() as session:
        assert service.site(session, SiteId("neustadt")).name == "Neuer Standort"
        assert service.setup_step(session, SiteId("neustadt")) == "site"
        with pytest.raises(UnknownSite):
            service.site(session, SiteId("anderswo"))
    for hub in hubs:
        hub.close()


def test_an_office_that_is_there_is_not_set_up_again(office: Office) -> None:
    service.found(office.database, SiteId("neustadt"))
    with office.database.read() as session:
        assert service.setup_step(session, office.site) is None
        with pytest.raises(UnknownSite):
            service.site(session, SiteId("neustadt"))


def bound(database: Database, site: SiteId) -> object:
    """How long nobody waits beyond those who came later, as the office has set it."""
    with database.read() as session:
        return service.site(session, site).order_rule.get("bound")


def test_what_another_process_sets_up_counts_at_once(office: Office) -> None:
    other = office.another_process()
    before = bound(other, office.site)
    with office.database.change(office.site) as change:
        service.set_order_rule(change, {"bound": 45})
    assert (before, bound(other, office.site)) == (None, 45)


def test_a_set_up_that_came_to_nothing_is_remembered_by_nobody(office: Office) -> None:
    other = office.another_process()
    with pytest.raises(LookupError):
        _set_up_in_vain(office)
    assert bound(office.database, office.site) is None
    with other.change(office.site) as change:
        service.set_order_rule(change, {"bound": 45})
    assert bound(office.database, office.site) == 45


def _set_up_in_vain(office: Office) -> None:
    with office.database.change(office.site) as change:
        service.set_order_rule(change, {"bound": 20})
        assert service.site(change.session, office.site).order_rule == {"bound": 20}
        raise LookupError
