"""Another site with one of each thing, and what somebody of the first site may try with them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.checkin import service as checkin
from hub.content.rules import Target
from hub.content.service import editing
from hub.content.service.editing import ItemWish, NoticeWish, PlaylistWish, SlotWish
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.emergency import service as emergency
from hub.emergency.schemas import NewAlarm
from hub.identity import service as identity
from hub.intake import service as intake
from hub.office import service as office_setup
from hub.office.rules.things import Key, version
from hub.pairing import service as pairing
from hub.pairing.schemas import Player
from hub.silent import service as silent
from hub.sites import service as sites
from hub.sites.rules import Concern, House, Node, Room, Site, Zone
from tests.pages.office import PASSWORD, Office
from tests.people import person
from wire.ids import ConcernId, DeviceId, RoomId, SiteId, ZoneId
from wire.messages import DocumentsReceipt, TextPage, TicketRequest
from wire.qr import SHORT_ALPHABET, read_short_code

ELSEWHERE: Final = SiteId("nordstadt")
HOUSE: Final = House(
    site=Site(ELSEWHERE, 78, "Jobcenter Nordstadt", "Europe/Berlin", 60, 30),
    zones=(Zone(ZoneId("N"), {"de": "Nordflur"}),),
    concerns=(
        Concern(ConcernId("nordanliegen"), {"de": "Nur hier"}, {"de": ""}, ZoneId("N"), 5),
    ),
    rooms=(
        Room(
            RoomId("N1"), {"de": "Nordzimmer"}, ZoneId("N"), "counter",
            (ConcernId("nordanliegen"),), 0, 4, 12, 3, 3,
        ),
    ),
    nodes=(
        Node("kiosk-n", 0, 2, 9, "device", "kiosk-n"),
        Node("display-n", 0, 4, 9, "device", "display-n"),
    ),
    edges=(("kiosk-n", "display-n"),),
)  # fmt: skip
TEXT: Final = TextPage(title={"de": "Nur im Norden"})
ITEM: Final = ItemWish("Nord", 10, page=TEXT)
SLOT: Final = SlotWish("", Target("all"), (0, 1, 2), 480, 600)


def furnish(office: Office) -> dict[str, str]:
    """Build it, and answer the names of its things by what paths call them."""
    sites.build(office.database, HOUSE)
    who, now = person("nord", "N. Nord", "technician", ELSEWHERE), office.now
    with office.database.change(ELSEWHERE) as change:
        for name, kind in (("kiosk-n", "kiosk"), ("display-n", "display")):
            zone = ZoneId("N") if kind == "display" else None
            devices.hang(change, Place(DeviceId(name), kind, name, name, 0, zone))  # type: ignore[arg-type]
        request = TicketRequest(concern="nordanliegen", lang="de")
        reply = checkin.answer_ticket_request(change, request, device=None, now=now)
        assert reply.kind == "ticket"
        booked = appointments.book(
            change,
            NewAppointment(
                starts_at=now + timedelta(minutes=10), minutes=30,
                concern=ConcernId("nordanliegen"), room=RoomId("N1"), adviser="", person="Nord, P.",
            ),
        )  # fmt: skip
        paper = next(code for code in _codes() if read_short_code(code))
        intake.note_receipt(
            change, DocumentsReceipt(code=paper, lang="de", letter="", at=now),
            keyring=office.keyring, device=DeviceId("kiosk-n"), at=now, now=now,
        )  # fmt: skip
        alarm = emergency.raise_alarm(change, who, NewAlarm(kind="fire"), now=now)
        seat = replace(who, room="N1")
        quiet = silent.raise_call(change, seat, now=now)
        item = editing.add_page(change, who, ITEM, now)
        playlist = editing.add_playlist(change, who, PlaylistWish("Nord", (item,)), now)
        slot = editing.add_slot(change, who, replace(SLOT, playlist=playlist), now)
        until = now + timedelta(hours=2)
        room = Key("room", "N1")
        fields = office_setup.setup(change.session, ELSEWHERE).things[room]
        office_setup.put_thing(change, who, room, fields | {"team": "Nord"}, version(fields), now)
        (entry,) = office_setup.changes(change.session, ELSEWHERE, now=now)
        notice = editing.add_notice(change, who, NoticeWish(TEXT, Target("all"), now, until), now)
    player = Player(model="Probe", width=1920, height=1080)
    staff = identity.add_staff(
        office.database, site=ELSEWHERE, login="nord", name="N. Nord", role="adviser",
        password=PASSWORD, now=now,
    )  # fmt: skip
    approval = identity.ask(
        office.database, person("nord", "N. Nord", "manager", ELSEWHERE), "audit.staff", "nord",
        "Eine Beschwerde", now=now,
    )  # fmt: skip
    system, _ = identity.give_token(
        office.database, person("nord", "N. Nord", "admin", ELSEWHERE), name="Nord",
        scopes=("floor.see",), days=9, now=now,
    )  # fmt: skip
    asked = pairing.ask(office.database, ELSEWHERE, player, address="10.0.0.9", now=now)
    return {
        "ticket": reply.ticket_id, "room": "N1", "device": "display-n", "kiosk": "kiosk-n",
        "zone": "N", "letter": "N", "alarm": alarm.id, "item": item, "playlist": playlist,
        "slot": slot, "notice": notice, "paper": paper, "pairing_code": asked.code,
        "short_code": booked.short_code, "staff": staff, "system": system, "kind": "room",
        "name": "N1", "action": entry.action.id, "concern": "nordanliegen", "request": approval,
        "call": quiet.id, "person": booked.id,
    }  # fmt: skip


def _codes() -> list[str]:
    return [f"K7MD2Q{one}{other}" for one in SHORT_ALPHABET for other in SHORT_ALPHABET]
