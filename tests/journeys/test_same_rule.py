"""One letter, one rule: a kiosk alone and the hub tell its holder the same about the time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from hub.appointments.rules import Appointment
from hub.checkin.rules import Refusal, judge
from hub.sites.rules import Site
from kiosk.flow.alone import judge_letter
from kiosk.ui.sample import CONFIG
from wire.ids import ConcernId, SiteId
from wire.messages import RefusalReply, Standalone
from wire.qr import Code, sign

KEY = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
NUMBER = 77
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "Atlantic/Azores", "Asia/Kathmandu")
MINUTE, HOUR, TICK = timedelta(minutes=1), timedelta(hours=1), timedelta(microseconds=1)
DAYS = st.sampled_from(
    [datetime(2026, month, day, tzinfo=BERLIN) for month, day in ((3, 29), (10, 25), (11, 23))]
)
"""Local days; on the first two the clocks change."""
MINUTES = st.integers(0, 1440)


@st.composite
def _starts(draw: st.DrawFn) -> datetime:
    """An appointment on a full minute of one of the days."""
    return draw(DAYS).astimezone(UTC) + MINUTE * draw(MINUTES)


@st.composite
def _moments(draw: st.DrawFn) -> tuple[timedelta, int, int]:
    """How long after the beginning, and the site's minutes; often just at an edge."""
    early, late = draw(MINUTES), draw(MINUTES)
    edges = st.sampled_from([timedelta(0), MINUTE * -early, MINUTE * late])
    step = st.sampled_from([-TICK, timedelta(0), TICK])
    anywhere = st.timedeltas(timedelta(days=-2), timedelta(days=2))
    return draw(anywhere | st.builds(lambda at, by: at + by, edges, step)), early, late


@example(starts=datetime(2026, 11, 23, 8, tzinfo=UTC), moment=(-HOUR, 60, 30), zone=ZONES[0])
@example(starts=datetime(2026, 11, 23, 8, tzinfo=UTC), moment=(-HOUR - TICK, 60, 30), zone=ZONES[0])
@example(starts=datetime(2026, 11, 23, 8, tzinfo=UTC), moment=(HOUR / 2, 60, 30), zone=ZONES[0])
@example(
    starts=datetime(2026, 11, 23, 8, tzinfo=UTC), moment=(HOUR / 2 + TICK, 60, 30), zone=ZONES[0]
)
@example(starts=datetime(2026, 11, 22, 23, tzinfo=UTC), moment=(-TICK, 60, 30), zone=ZONES[0])
@given(starts=_starts(), moment=_moments(), zone=st.sampled_from(ZONES))
def test_a_kiosk_alone_and_the_hub_say_the_same(
    starts: datetime, moment: tuple[timedelta, int, int], zone: str
) -> None:
    after, early, late = moment
    now = starts + after
    assert _kiosk(starts, now, zone, early, late) == _hub(starts, now, zone, early, late)


def _hub(starts: datetime, now: datetime, zone: str, early: int, late: int) -> RefusalReply | None:
    site = Site(SiteId("musterstadt"), NUMBER, "Jobcenter", zone, early, late, 30)
    booked = Appointment(
        "0123456789abcdef", starts, 30, ConcernId("umzug"), None, "", "", "de", "", "booked",
        None, None,
    )  # fmt: skip
    said = judge(booked, None, site, now)
    return RefusalReply(**vars(said)) if isinstance(said, Refusal) else None


def _kiosk(
    starts: datetime, now: datetime, zone: str, early: int, late: int
) -> RefusalReply | None:
    keys = {1: KEY.public_key()}
    alone = Standalone(site_number=NUMBER, early_minutes=early, late_minutes=late, keys=())
    config = CONFIG.model_copy(update={"standalone": alone, "timezone": zone})
    letter = sign(Code(1, NUMBER, bytes.fromhex("0123456789abcdef"), starts), KEY)
    said = judge_letter(letter, config, keys, None, now)
    assert said is not None, "with a genuine letter of this house a kiosk can always tell"
    return said if isinstance(said, RefusalReply) else None
