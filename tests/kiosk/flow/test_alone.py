"""A kiosk whose hub is away: what it says of letters, and how visitors still get their number."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.alone import Place, is_open, judge_letter, opens_at, public_keys
from kiosk.ui.present import present
from kiosk.ui.sample import CONFIG, NOW, TICKET, WALK_IN
from tests.kiosk.flow.playbook import (
    LETTER,
    Playbook,
    ask_letter,
    ask_number,
    printing,
    serving,
)
from tests.kiosk.letters import ALONE_CONFIG, AT, STANDALONE, book, letter
from wire.messages import DayBook, Hours, RefusalReply

KEYS = public_keys(STANDALONE)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
ALONE_TICKET = TICKET.model_copy(update={"number": "K001", "as_of": NOW})


def judge(
    text: str, known: DayBook | None = None, now: datetime | None = NOW
) -> Place | RefusalReply | None:
    return judge_letter(text, ALONE_CONFIG, KEYS, known or book(1), now)


def reason(verdict: Place | RefusalReply | None) -> str | None:
    return verdict.reason if isinstance(verdict, RefusalReply) else None


# ------------------------------------------------------------------ letters


def test_a_good_letter_leads_to_its_room() -> None:
    place = judge(letter())
    assert isinstance(place, Place)
    assert (place.zone, place.room, place.starts_at) == ("B", "2.14", AT)


def test_an_appointment_made_after_the_last_word_of_the_hub_has_a_zone_and_no_room() -> None:
    place = judge(letter(2))
    assert isinstance(place, Place)
    assert (place.zone, place.room) == ("A", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("HTTPS://EXAMPLE.COM", "foreign"),
        (letter(key=OTHER_KEY), "forged"),
        (letter(site=78), "wrong_site"),
        (letter(9), "cancelled"),
        (letter(at=AT + timedelta(days=1)), "wrong_day"),
        (letter(at=AT + timedelta(hours=3)), "too_early"),
        (letter(at=AT - timedelta(hours=3)), "too_late"),
    ],
)
def test_what_is_refused_with_the_hub_is_refused_without_it(text: str, why: str) -> None:
    assert reason(judge(text, book(1, revoked=(9,)))) == why


def test_a_letter_of_another_house_names_it() -> None:
    verdict = judge(letter(site=78))
    assert isinstance(verdict, RefusalReply)
    assert verdict.site_name == "Jobcenter Neustadt"


def test_a_key_that_the_kiosk_does_not_know_is_for_a_person_to_judge() -> None:
    assert judge_letter(letter(), ALONE_CONFIG, {}, book(1), NOW) is None


@given(st.integers(-100_000, 100_000))
def test_without_a_clock_nobody_is_refused_because_of_the_time(minutes: int) -> None:
    at = AT + timedelta(minutes=minutes)
    assert isinstance(judge(letter(at=at), now=None), Place)


@given(st.integers(0, 10**6))
def test_the_day_is_the_houses_own_day(second: int) -> None:
    """Midnight is Berlin's; an appointment counts on its local date and on no other."""
    now = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=second)
    verdict = reason(judge(letter(), now=now))
    berlin_day = (now + timedelta(hours=1)).date() == (AT + timedelta(hours=1)).date()
    assert (verdict == "wrong_day") == (not berlin_day)


@given(st.integers(1, 121), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
def test_no_changed_letter_is_believed(place: int, character: str) -> None:
    text = letter()
    changed = text[:place] + character + text[place + 1 :]
    if changed != text:
        assert not isinstance(judge(changed), Place)


# ------------------------------------------------------------------ opening hours

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
CARD = CONFIG.concerns[0]
MORNING = CARD.model_copy(update={"hours": (Hours(weekday=0, opens=480, closes=720),)})


@pytest.mark.parametrize(
    ("minute", "open_now", "opens"), [(479, False, "8:00"), (480, True, None), (720, False, None)]
)
def test_hours_begin_with_their_minute_and_end_before_it(
    minute: int, open_now: bool, opens: str | None
) -> None:
    local = MONDAY.replace(hour=0) + timedelta(minutes=minute)
    assert is_open(MORNING, local) == open_now
    at = opens_at(MORNING, local)
    assert (f"{at:%-H:%M}" if at else None) == opens


def test_a_concern_without_hours_is_open_unless_it_is_closed_for_today() -> None:
    assert is_open(CARD, MONDAY)
    assert not is_open(CARD.model_copy(update={"open": False}), MONDAY)
    assert opens_at(MORNING.model_copy(update={"open": False}), MONDAY) is None


# ------------------------------------------------------------------ the session


def alone() -> Playbook:
    play = (serving() >> ev.ConfigReceived(NOW, ALONE_CONFIG)).hub_is(False).shows("welcome")
    assert present(play.session, NOW, NOW).banner == "alone"
    return play


def test_without_a_hub_a_letter_still_gets_paper_that_says_what_is_not_certain() -> None:
    play = alone().holds(LETTER) << ask_letter()
    effect = printing(reply=ALONE_TICKET)
    play = play.shows("asking").answers(1, ALONE_TICKET) << effect
    assert any("Ohne Verbindung" in line for line in effect.slip.note)
    play.paper(1, "printed").reports(1, ALONE_TICKET, "printed").shows("done")
    shown = present(play.session, NOW, NOW)
    assert shown.number == "K 001"
    assert shown.doubts == effect.slip.note


def test_without_a_hub_a_concern_still_gets_a_number() -> None:
    play = alone() >> ev.WalkInPressed(NOW) >> ev.ConcernChosen(NOW, "leistung")
    play = (play << ask_number("leistung")).shows("asking").answers(1, WALK_IN)
    (play << printing(1, WALK_IN)).shows("printing")


def test_a_hub_that_goes_away_while_it_is_asked_is_stood_in_for_at_once() -> None:
    play = (serving() >> ev.ConfigReceived(NOW, ALONE_CONFIG)).holds(LETTER) << ask_letter()
    play = play.hub_is(False) << ef.GoAlone(1)
    (play.shows("asking").answers(1, ALONE_TICKET) << printing(reply=ALONE_TICKET)).shows(
        "printing"
    )


def test_a_hub_that_stays_silent_is_stood_in_for_after_a_while() -> None:
    play = (serving() >> ev.ConfigReceived(NOW, ALONE_CONFIG)).holds(LETTER) << ask_letter()
    play = play.wait(2.6).shows("delayed").wait(4.9).shows("delayed").wait(0.2) << ef.GoAlone(1)
    (play.answers(1, ALONE_TICKET) << printing(reply=ALONE_TICKET)).shows("printing")


def test_a_short_code_is_kept_for_the_hub_and_its_visitor_is_not_kept_waiting() -> None:
    play = (alone() >> ev.TypePressed(NOW)).types("K7MD2QXY")
    play.unsaid.clear()
    play = play.shows("delayed").wait(5) << ef.GoAlone(1)
    for _ in range(50):
        play.shows("delayed").wait(1)
    assert play.wait(6).shows("reception").session.to_reception == "kept"


def test_a_kiosk_that_was_never_told_the_keys_says_that_it_cannot() -> None:
    play = serving().hub_is(False)
    assert present(play.session, NOW, NOW).banner == "no_hub"
    play = play >> ev.WalkInPressed(NOW)
    assert play.shows("reception").session.to_reception == "no_numbers"
