"""Programmes for tests: short to say by hand, and any that hypothesis can think of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from wire.look import Text
from wire.messages import Item, MediaFile, Notice, Playlist, Programme, Slot, TextPage

BERLIN = ZoneInfo("Europe/Berlin")
SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""At this moment the clocks of Berlin go from 2:00 to 3:00."""
AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""At this moment the clocks of Berlin go from 3:00 back to 2:00."""


def berlin(day: str, clock: str, fold: int = 0) -> datetime:
    """``berlin("2026-11-23", "8:30")``; of an hour that comes twice the first."""
    hour, minute = clock.split(":")
    year, month, date_ = (int(part) for part in day.split("-"))
    return datetime(year, month, date_, int(hour), int(minute), tzinfo=BERLIN, fold=fold)


def picture(
    name: str,
    seconds: float = 10,
    shown_from: datetime | None = None,
    shown_until: datetime | None = None,
) -> Item:
    """A still picture."""
    digest = f"{sum(map(ord, name)):064x}"
    file = MediaFile(sha256=digest, bytes=1000, mime="image/png", width=640, height=360)
    return Item(
        id=name, name=name, seconds=seconds, file=file,
        shown_from=shown_from, shown_until=shown_until,
    )  # fmt: skip


def video(name: str, lasts: float) -> Item:
    digest = f"{sum(map(ord, name)):064x}"
    file = MediaFile(
        sha256=digest, bytes=1000, mime="video/mp4", width=640, height=360, seconds=lasts
    )
    return Item(id=name, name=name, file=file)


def page(name: str, title: Text, seconds: float = 10) -> Item:
    return Item(id=name, name=name, seconds=seconds, page=TextPage(title=title))


def notice(name: str, begins: datetime, every_s: int, seconds: float = 15) -> Notice:
    """In German only, valid for a day."""
    return Notice(
        id=name,
        page=TextPage(title={"de": name}),
        valid_from=begins,
        valid_until=begins + timedelta(days=1),
        seconds=seconds,
        every_s=every_s,
    )


def programme(*items: Item, together: bool = False, **more: object) -> Programme:
    """All items in one playlist that always runs, unless `more` says otherwise."""
    every = Playlist(
        id="all", name="all", items=tuple(item.id for item in items), together=together
    )
    said = {"playlists": (every,), "slots": (Slot(playlist="all"),), **more}
    return Programme.model_validate({"rev": 1, "items": items, **said})


# ------------------------------------------------------------------ anything

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
MOMENTS = st.builds(
    lambda base, seconds: base + timedelta(seconds=seconds),
    st.sampled_from([SPRING, AUTUMN, datetime(2026, 12, 31, 22, tzinfo=UTC)]),
    st.integers(-90_000, 90_000) | st.floats(-9_000, 9_000),
)
TITLES: st.SearchStrategy[Text] = st.dictionaries(
    st.sampled_from(["de", "en", "ar", "uk"]), st.just("Titel"), max_size=3
)
PAGES = st.builds(TextPage, title=TITLES)
FILES = st.builds(
    MediaFile,
    sha256=st.integers(0, 9).map(lambda digit: str(digit) * 64),
    bytes=st.just(1000),
    mime=st.sampled_from(["image/png", "image/jpeg", "video/mp4"]),
    width=st.just(64),
    height=st.just(64),
    seconds=st.none() | st.floats(0, 3600, exclude_min=True),
)
ITEMS = st.builds(
    lambda id_, seconds, shows, since, until: Item(
        id=id_, name="x", seconds=seconds, shown_from=since, shown_until=until, **shows
    ),
    NAMES,
    st.floats(1, 3600),
    st.builds(lambda it: {"page": it}, PAGES) | st.builds(lambda it: {"file": it}, FILES),
    st.none() | MOMENTS,
    st.none() | MOMENTS,
)
DATES = st.sampled_from([date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25), date.max])
SLOTS = st.builds(
    Slot,
    playlist=NAMES,
    days=st.lists(st.integers(0, 6), max_size=7).map(tuple),
    starts=st.integers(0, 1440) | st.integers(100, 190),
    ends=st.integers(0, 1440) | st.integers(100, 190),
    on_from=st.none() | DATES | st.just(date.min),
    on_until=st.none() | DATES,
    holidays=st.sampled_from(["as_usual", "never", "only"]),
)
NOTICES = st.builds(
    Notice,
    id=NAMES,
    page=PAGES,
    valid_from=MOMENTS | st.just(datetime.min.replace(tzinfo=UTC)),
    valid_until=MOMENTS | st.just(datetime.max.replace(tzinfo=UTC)),
    seconds=st.floats(1, 60),
    every_s=st.integers(0, 300),
)
PROGRAMMES = st.builds(
    Programme,
    rev=st.just(1),
    items=st.lists(ITEMS, max_size=5).map(tuple),
    playlists=st.lists(
        st.builds(
            Playlist,
            id=NAMES,
            name=st.just("x"),
            items=st.lists(NAMES, max_size=5).map(tuple),
            together=st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    slots=st.lists(SLOTS, max_size=4).map(tuple),
    notices=st.lists(NOTICES, max_size=4).map(tuple),
    holidays=st.lists(DATES, max_size=3).map(tuple),
)
LANGUAGES = st.lists(st.sampled_from(["de", "en", "ar", "tr"]), max_size=4).map(tuple)
