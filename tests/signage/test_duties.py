"""What a display owes besides calls, as a process at a broker: voice, alarms, doors, orders."""

import base64
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from signage.board.state import TURN_S
from signage.runner import IDENTIFY_S
from tests.signage.office import Office
from tests.signage.running import Display, called
from tests.signage.samples import alarm, config, door, door_config, emergency
from wire.messages import Action, DisplayCommand


def test_a_call_is_spoken_in_two_languages_and_told_with_its_end(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(1)
    display.start()
    office.wait(lambda: display.state().get("rev") == 1)
    one = called("c7").model_copy(update={"lang": "uk"})
    begun = datetime.now(UTC)
    office.board(2, one)
    office.call(one, 2)
    office.wait(lambda: bool(office.spoken), within_s=90)
    spoken = office.spoken[0]
    assert (spoken.call_id, spoken.attempt, spoken.outcome) == ("c7", 1, "spoken")
    assert spoken.languages == ("de", "uk")
    assert begun < spoken.ended_at <= datetime.now(UTC)
    [heard] = display.logged("call_heard")
    assert int(str(heard["chime_ms"])) < int(str(heard["words_ms"]))


@pytest.mark.warns("speaker_silent")
def test_without_a_card_the_hub_learns_that_nobody_heard_it(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(1)
    display.start()
    office.wait(lambda: display.state().get("rev") == 1)
    display.tell(sound="no_card")
    display.tell(shot="after.png")  # orders are obeyed one after another
    office.wait((display.view / "after.png").exists)
    one = called("c7")
    office.board(2, one)
    office.call(one, 2)
    office.wait(lambda: bool(office.spoken))
    assert office.spoken[0].outcome == "silent"
    office.wait(
        lambda: any(t.key == "speech.unavailable" for h in office.health for t in h.troubles)
    )


def test_an_alarm_stands_over_a_restart_without_hub_and_ends_by_word_alone(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(2, called("c7"))
    display.start()
    office.wait(lambda: display.state().get("rev") == 2)
    begun = datetime.now(UTC)
    office.alarm(emergency(5, alarm()))
    office.wait(lambda: bool(office.raised))
    assert office.raised[0].alarm == "a1"
    assert begun <= office.raised[0].frame_at <= datetime.now(UTC)
    office.wait(lambda: display.state()["screen"] == "emergency")
    display.kill()
    (display.view / "state.json").unlink(missing_ok=True)
    office.broker.stop()
    display.start()
    office.wait(lambda: display.state().get("screen") == "emergency")
    office.broker.start()
    office.wait(lambda: office.link.connected)
    office.alarm(emergency(6))
    office.wait(lambda: display.state().get("screen") == "board", within_s=40)
    assert len(office.raised) == 1


def test_a_door_s_sign_shows_who_shall_enter_and_says_so(office: Office, display: Display) -> None:
    office.configure(door_config())
    office.door(door(3, "wait"))
    display.start()
    office.wait(lambda: (display.state().get("door") or {}).get("state") == "wait")
    office.door(door(4, "enter", lang="ar"))
    office.wait(lambda: bool(office.shown))
    assert (office.shown[0].call_id, office.shown[0].attempt) == ("c7", 1)
    office.wait(lambda: any(report.door_rev == 4 for report in office.reports))


@pytest.mark.parametrize("apart", [-7200, 7200])
def test_what_leaves_bears_the_site_s_time_whatever_the_machine_s_is(
    office: Office, display: Display, apart: float
) -> None:
    office.apart = timedelta(seconds=apart)
    office.furnish()
    office.board(1)
    display.start()
    office.wait(lambda: any(r.clock_offset_ms is not None for r in office.reports))
    begun = office.now()
    office.board(2, called("c7"))
    office.wait(lambda: bool(office.shown))
    slack = timedelta(seconds=0.2)
    assert begun - slack <= office.shown[0].frame_at <= office.now() + slack
    known = next(r for r in office.reports if r.clock_offset_ms is not None)
    assert known.clock_offset_ms == pytest.approx(1000 * apart, abs=200)


def test_the_report_says_what_stands_on_the_panel(office: Office, display: Display) -> None:
    office.furnish()
    office.board(4, called("c7"))
    display.start()
    office.wait(lambda: any(report.boards == {"B": 4} for report in office.reports))
    last = office.reports[-1]
    assert (last.config_rev, last.level, last.screen_on, last.size) == (
        1,
        "call",
        True,
        (1280, 720),
    )
    assert last.volume == 70
    dark = config(rev=2).model_copy(update={"screen_on": False})
    office.configure(dark)
    office.wait(lambda: not office.reports[-1].screen_on)
    assert display.state()["drawn"] == []
    office.wait(lambda: any(one.vitals and one.vitals.disk_free_mb for one in office.health))


def test_a_call_counts_as_shown_only_when_its_page_has_come(office: Office) -> None:
    display = Display(office, EZ_SIZE="800x480")
    office.configure(config().model_copy(update={"reading_distance_m": 6}))
    office.board(1)
    display.start()
    office.wait(lambda: display.state().get("rev") == 1)
    office.board(2, called("c8"), called("c7", seconds_ago=1))
    office.wait(lambda: len(office.shown) == 2, within_s=30)
    display.stop()
    assert [shown.call_id for shown in office.shown] == ["c8", "c7"]
    assert office.shown[1].frame_at - office.shown[0].frame_at > timedelta(seconds=0.8 * TURN_S)


def order(name: str, action: Action) -> DisplayCommand:
    return DisplayCommand(order=name, action=action)


def test_it_sends_a_small_picture_of_its_panel_once_for_each_order(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(2, called("c7"))
    display.start()
    office.wait(lambda: bool(office.shown))
    for _ in range(2):
        office.order(order("o1", "picture"))
    office.order(order("o2", "picture"))
    office.wait(lambda: [done.order for done in office.orders] == ["o1", "o2"])
    assert [picture.order for picture in office.pictures] == ["o1", "o2"]
    assert {done.outcome for done in office.orders} == {"done"}
    image = Image.open(BytesIO(base64.b64decode(office.pictures[0].jpeg)))
    assert (image.format, image.size) == ("JPEG", (640, 360))
    red, green, blue = image.convert("RGB").getpixel((320, 80))  # type: ignore[misc]
    assert min(red, green, blue) > 150, "the light field of the call is in it"


def test_it_tells_which_one_it_is_until_somebody_is_called(
    office: Office, display: Display
) -> None:
    office.furnish()
    display.start()
    office.wait(lambda: display.state().get("zone") == "B")
    office.order(order("o1", "identify"))
    office.wait(lambda: bool(office.orders))
    assert (office.orders[0].order, office.orders[0].outcome) == ("o1", "done")
    office.board(2, called("c7"))
    office.wait(lambda: bool(office.shown), within_s=0.7 * IDENTIFY_S)


def test_it_begins_anew_by_order_once_and_answers_before(office: Office, display: Display) -> None:
    office.furnish()
    display.start()
    office.wait(lambda: display.state().get("zone") == "B")
    office.order(order("o1", "restart"))
    office.wait(lambda: not display.alive)
    assert display.stop() == 75
    office.wait(lambda: [done.order for done in office.orders] == ["o1"])
    (display.view / "state.json").unlink(missing_ok=True)
    display.start()
    office.order(order("o1", "restart"))
    office.order(order("o2", "identify"))
    office.wait(lambda: [done.order for done in office.orders] == ["o1", "o2"])
    assert display.alive
