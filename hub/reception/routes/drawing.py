"""The floor, drawn: its picture, what templates need, sentences with times as clocks show them."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from hub.devices.rules import trouble_text
from hub.identity.rules import ROLE_NAMES
from hub.kit.auth import Principal
from hub.kit.database import Database
from hub.kit.views import EVERYONE, NoteViews, Seen
from hub.reception import rules, schemas, service
from wire.ids import TicketNumber, spoken


def floor_of(data: Database, note: NoteViews, who: Principal, now: datetime) -> schemas.Floor:
    """The floor, with names for whoever may know them; that they saw them is written down."""
    names = who.may("names.see")
    if names:
        note(who, (Seen("list", EVERYONE, "/reception"),), now)
    with data.read() as session:
        return service.picture(session, who.site, room=who.room, names=names, now=now)


def context(
    floor: schemas.Floor, who: Principal, said: tuple[str, bool] | None
) -> dict[str, object]:
    zone = ZoneInfo(floor.timezone)

    def at(moment: datetime, seconds: bool = False) -> str:
        return moment.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")

    message, good = said or ("", True)
    return {
        "floor": floor,
        "me": who,
        "role": ROLE_NAMES.get(who.role, who.role),
        "may_act": who.may("queue.call"),
        "key": secrets.token_urlsafe(16),
        "at": at,
        "on": lambda moment: moment.astimezone(zone).strftime("%d.%m., %H:%M"),
        "spoken": lambda number: spoken(TicketNumber(number)),
        "texts": rules,
        "trouble_text": trouble_text,
        "message": message,
        "good": good,
    }


def sentence(key: str, fields: dict[str, object], timezone: str) -> str:
    """The sentence, with numbers as they are spoken and times as the office's clocks show them."""
    shown = dict(fields)
    if isinstance(number := shown.get("number"), str):
        shown["number"] = spoken(TicketNumber(number))
    for name in ("starts_at", "come_from"):
        if isinstance(moment := shown.get(name), str):
            local = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone))
            shown[name] = local.strftime("%H:%M" if key != "wrong_day" else "%d.%m., %H:%M")
    if key == "wrong_day" and "starts_at" in shown:
        shown["starts"] = f" ({shown['starts_at']})"
    if isinstance(wait := shown.get("wait_minutes"), tuple | list):
        shown["wait"] = f", etwa {wait[0]} bis {wait[1]} Minuten"
    return rules.sentence(key, shown)
