"""Pairing while an alarm stands: a display that gets another player has shown nothing yet."""

import pytest

from hub.emergency import service as emergency
from tests.hub.pairing.office import NewPlayer, pair
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice
from wire.ids import DeviceId
from wire.messages import EmergencyShown


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_nobody_inherits_the_word_of_another_that_an_alarm_was_shown(
    small: SmallOffice, how: str
) -> None:
    desk, one = Desk(small, "lang"), "display-9"
    pair(small, NewPlayer(small).code)
    ids = [str(desk.api("/alarms", {"kind": kind})[1]["alarm"]) for kind in ("medical", "fire")]
    with small.database.change(SITE) as change:
        for alarm in ids:
            said = EmergencyShown(alarm=alarm, frame_at=small.now)
            emergency.note_shown(change, DeviceId(one), said, now=small.now)
    desk.api(f"/alarms/{ids[0]}/end")
    if how == "removed":
        desk.http.delete(f"/api/v1/displays/{one}", headers=desk.headers)
        assert pair(small, NewPlayer(small).code)[0] == 201
    else:
        path = f"/pairing-codes/{NewPlayer(small).code}/replacement"
        assert desk.api(path, {"device": one})[0] == 201
    found = desk.http.get("/api/v1/alarms").json()
    assert found["standing"][0]["shown"] == []
    assert one in [missed["device"] for missed in found["standing"][0]["missing"]]
    assert [shown["device"] for shown in found["ended"][0]["shown"]] == [one], "the audit stays"
