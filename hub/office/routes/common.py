"""What all pages of the set-up share: who looks, the frame with its tabs, lists to choose from."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData

from hub.identity import service as identity
from hub.kit.auth import Principal, may
from hub.kit.database import Database, Session
from hub.kit.languages import LANGUAGES
from hub.kit.pages import Data, Now, Office, page
from hub.office import service
from hub.office.rules.things import Key, Setup
from hub.office.texts import (
    ABSENCES,
    DEEDS,
    FIELDS,
    KINDS,
    POINT_KINDS,
    ROOM_KINDS,
    WEEKDAYS,
    place,
    sentence,
)
from hub.sites import service as sites
from hub.sites.rules import LANDS, House, groups, timezones
from hub.sites.rules.plan import floor_name
from wire.look import RTL, Look

HOME: Final = "/office"
TABS: Final = (
    ("overview", HOME, "Übersicht"),
    ("site", f"{HOME}/thing/site/site", "Standort"),
    ("hours", f"{HOME}/hours", "Öffnungszeiten"),
    ("floor", f"{HOME}/list/floor", "Stockwerke"),
    ("zone", f"{HOME}/list/zone", "Wartezonen"),
    ("room", f"{HOME}/list/room", "Zimmer"),
    ("concern", f"{HOME}/list/concern", "Anliegen"),
    ("point", f"{HOME}/list/point", "Wege"),
    ("absence", f"{HOME}/list/absence", "Abwesend"),
    ("file", f"{HOME}/file", "Datei"),
    ("changes", f"{HOME}/changes", "Änderungen"),
)
"""Key, address and name of each page; another page of the set-up enters itself here."""
STEPS: Final = (
    ("site", f"{HOME}/thing/site/site", "Name, Zeitzone und Land"),
    ("hours", f"{HOME}/hours", "Öffnungszeiten"),
    ("zones", f"{HOME}/list/zone", "Stockwerke und Wartezonen"),
    ("concerns", f"{HOME}/list/concern", "Anliegen"),
    ("rooms", f"{HOME}/list/room", "Zimmer und Schalter"),
    ("ways", f"{HOME}/list/point", "Wege"),
)
"""Of the first set-up, in their order."""
Choices = list[tuple[str, str]]
EUROPE: Final = re.compile(r"Europe/[A-Za-z_]+")


@dataclass(frozen=True)
class Visit:
    """Who looks at which page of which office, and when."""

    data: Database
    who: Principal
    office: Look
    now: datetime

    def setup(self, session: Session) -> Setup:
        return service.setup(session, self.who.site)

    def page(
        self, template: str, tab: str, session: Session, *, status: int = 200, **context: object
    ) -> Response:
        """A page in the frame of the set-up."""
        site = sites.site(session, self.who.site)
        step = sites.setup_step(session, self.who.site)
        return page(
            f"office/{template}", status=status, office=self.office, me=self.who, tab=tab,
            tabs=TABS, site=site, now=self.now, local=site.local, kinds=KINDS, deeds=DEEDS,
            field_names=FIELDS, languages=LANGUAGES, weekdays=WEEKDAYS, rtl=RTL, place=place,
            sentence=sentence, room_kinds=ROOM_KINDS, point_kinds=POINT_KINDS, absences=ABSENCES,
            step=step, steps=STEPS, step_at=step_number(step), **context,
        )  # fmt: skip


async def _visit(
    data: Data, who: Annotated[Principal, may("office.change")], office: Office, now: Now
) -> Visit:
    return Visit(data, who, office, now)


Visiting = Annotated[Visit, Depends(_visit)]
"""A visit of somebody who may set the office up."""


async def _form(request: Request) -> FormData:
    return await request.form()


Given = Annotated[FormData, Depends(_form)]


def step_number(step: str | None) -> int:
    """Which step of the first set-up it is, counted from one; 0: it is over."""
    return next((at for at, (name, _, _) in enumerate(STEPS, 1) if name == step), 0)


def people(session: Session, visit: Visit) -> dict[str, str]:
    """The members of staff of this office: their names by their ids."""
    found = identity.staff(session, visit.who.site, visit.now)
    return {one.id: one.name for one in found}


def choices(house: House, here: Key | None, staff: Mapping[str, str]) -> defaultdict[str, Choices]:
    """The lists that fields are chosen from, by their names in the forms."""
    above = groups(house.concerns)
    skills = sorted(
        {one for room in house.rooms for one in room.skills}
        | {one.required_skill for one in house.concerns if one.required_skill}
    )
    zones = [(str(one.id), f"{one.id} · {_german(one.name, '')}") for one in house.zones]
    rooms = [(str(one.label), _german(one.name, one.label)) for one in house.rooms]
    floors = sorted({one.level for one in house.floors})
    return defaultdict(list, {
        "lands": list(LANDS.items()),
        "timezones": [(one, one) for one in sorted(timezones()) if EUROPE.match(one)]
        + ([] if EUROPE.match(house.site.timezone) else [(house.site.timezone,) * 2]),
        "zones": zones,
        "rooms": [("", "– kein Zimmer –"), *rooms],
        "floors": [(str(one), floor_name(house, one)) for one in floors],
        "groups": [("", "– keine Gruppe –"), *(
            (str(one.id), _german(one.name, one.id))
            for one in house.concerns
            if one.parent is None and (here is None or one.id != here.name)
        )],
        "concerns": [
            (str(one.id), _german(one.name, one.id))
            for one in house.concerns if one.id not in above
        ],
        "skills": [("", "– keine –"), *((one, one) for one in skills)],
        "languages": [one for one in LANGUAGES.items() if one[0] not in ("de", "de-simple")],
        "room_kinds": list(ROOM_KINDS.items()),
        "point_kinds": list(POINT_KINDS.items()),
        "absences": list(ABSENCES.items()),
        "staff": [("", "– keine bestimmte –"), *staff.items()],
        "refs": [("", "– nichts –"), *rooms, *zones],
        "points": [
            (one.id, f"{one.id} · {floor_name(house, one.floor)}")
            for one in house.nodes if here is None or one.id != here.name
        ],
    })  # fmt: skip


def _german(name: Any, otherwise: str) -> str:  # noqa: ANN401  a mapping of the house
    return str(name.get("de") or otherwise)


def zone_of(setup: Setup) -> ZoneInfo:
    """Where the office's clocks are; a zone that does not exist counts as UTC."""
    known = setup.house.site.timezone
    return ZoneInfo(known if known in timezones() else "UTC")
