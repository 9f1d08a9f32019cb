"""The reader that judges races finds what is wrong; it would else be content with everything."""

import pytest
from sqlalchemy import text

from hub.queue import service as queue
from hub.queue.rules import NewTicket
from tests.hub.conftest import Office
from tests.journeys import plain_sql
from wire.ids import ConcernId, ZoneId

DAMAGES = {
    "UPDATE ticket SET state = 'serving'": {
        "a visit is called or served without an open call",
        "a visit is in another state than its log says",
    },
    "DELETE FROM ticket_event WHERE seq = 1": {"a log has a gap", "a visit has no beginning"},
    "UPDATE number_counter SET last = 0": {"a number was given that the counter does not know"},
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_damage_is_found_and_nothing_else(office: Office, damage: str) -> None:
    with office.database.change(office.site) as change:
        new = NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de")
        one = queue.issue(change, new, now=office.watch.now)
        queue.leave(change, one.id, actor="racer", now=office.watch.now)
    assert plain_sql.violations(office.url) == []
    assert plain_sql.log(office.url)[one.id, "leave"] == 1
    with office.database.write() as session:
        session.connection().execute(text(damage))
    found = {fault.partition(":")[0] for fault in plain_sql.violations(office.url)}
    assert found == DAMAGES[damage]
