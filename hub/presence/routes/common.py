"""What all pages of presence are drawn with."""

from datetime import datetime
from typing import Annotated, Final

from hub.kit.auth import Principal, may
from hub.kit.wall import WallClock
from hub.presence import rules
from hub.presence.rules import Colleague, Stay
from hub.presence.service import Picture

Seeing = Annotated[Principal, may("presence.see")]
Noting = Annotated[Principal, may("presence.note")]
Warden = Annotated[Principal, may("presence.warden")]
Setting = Annotated[Principal, may("office.change")]
Keeping = Annotated[Principal, may("devices.change")]

HOUSE: Final = "/presence"
EVACUATION: Final = "/presence/evacuation"


def context(seen: Picture, me: Principal) -> dict[str, object]:
    """The picture and the words that templates need for it."""
    at = WallClock(seen.house.site.timezone).at
    return {
        "me": me,
        "site_name": seen.house.site.name,
        "seen": seen,
        "at": at,
        "date": seen.house.site.local(seen.at).strftime("%d.%m.%Y"),
        "place": seen.place,
        "desk": lambda one: seen.room_name(one.room),
        "signs": rules.SIGN_WORDS,
        "needs": rules.need_words,
        "floor": seen.floor,
    }


def by_place(seen: Picture) -> list[tuple[str, str, list[Stay], list[Colleague]]]:
    """Floor, place, visits, colleagues; from the ground up, rooms before the zones they serve.

    Each visit stands once: whoever needs help is listed before all places. Those that nobody
    searches for come last within theirs.
    """
    found: dict[tuple[int, str, str], tuple[list[Stay], list[Colleague]]] = {}

    def group(floor: int | None, name: str) -> tuple[list[Stay], list[Colleague]]:
        key = (99 if floor is None else floor, seen.floor(floor), name)
        return found.setdefault(key, ([], []))

    for one in seen.stays:
        if one.needs and one.sure:
            continue
        group(one.floor, place_name(seen, one))[0].append(one)
    for each in seen.colleagues:
        group(each.floor, seen.room_name(each.room))[1].append(each)
    return [(floor, name, *found[key]) for key in sorted(found) for _, floor, name in (key,)]


def place_name(seen: Picture, one: Stay) -> str:
    """The room, or the zone in which they wait."""
    if one.room is not None:
        return seen.room_name(one.room)
    return f"Wartezone {one.zone}, {seen.zone_name(one.zone)}"


def minute(now: datetime) -> datetime:
    """A mark for `watched`: so often pages are drawn anew, because what they count goes on."""
    return now.replace(second=0, microsecond=0)
