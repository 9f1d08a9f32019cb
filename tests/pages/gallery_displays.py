"""Draws the pages of emergencies, displays and pairing in filled states, for `make shots`."""

from collections.abc import Iterator
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page

from hub.devices import service as devices
from hub.devices.rules import Place
from hub.displays import service as displays
from hub.emergency import service as emergency
from hub.emergency.schemas import NewAlarm
from hub.kit.tables import ToldRow
from tests.pages import studio
from tests.pages.browser import sit_down
from tests.pages.office import HAND, SITE, Office
from tests.pages.test_displays import ONE, PLAYER, answer
from wire import topics
from wire.ids import DeviceId, ZoneId
from wire.messages import DeviceState, DisplayReport, EmergencyShown

PLAYS = DisplayReport(
    config_rev=5, boards={"A": 7}, programme_rev=3, emergency_rev=2, volume=70, size=(1920, 1080),
    level="programme", item="Öffnungszeiten", next_item="Erklärfilm Bürgergeld",
    clock_offset_ms=412, clock_error_ms=6, media_wanted=12, media_held=12,
)  # fmt: skip


def draw_emergency(browser: Browser, folder: Path) -> Iterator[Path]:
    """Choosing, confirming, standing on some displays, ending; and the banner at reception."""
    for size in ("desk", "phone"):
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            sit_down(page)
            page.goto(f"{address}/emergency")
            yield studio.shoot(page, folder, f"emergency-{size}")
            page.click("button[value=fire]")
            yield studio.shoot(page, folder, f"emergency-confirm-{size}")
            _raise(office, NewAlarm(kind="medical", scope="zone", zones=("A",)))
            fire = _raise(office, NewAlarm(kind="fire"))
            page.goto(f"{address}/emergency")
            yield studio.shoot(page, folder, f"emergency-standing-{size}")
            page.goto(f"{address}/reception")
            yield studio.shoot(page, folder, f"reception-alarm-{size}")
            page.goto(f"{address}/emergency/{fire}/end")
            yield studio.shoot(page, folder, f"emergency-end-{size}")
            page.get_by_role("button", name="Meldung beenden").click()
            yield studio.shoot(page, folder, f"emergency-ended-{size}")


def _raise(office: Office, wish: NewAlarm) -> str:
    """An alarm that stands on one display; answers its id."""
    with office.database.change(SITE) as change:
        raised = emergency.raise_alarm(change, HAND, wish, now=office.now)
        said = EmergencyShown(alarm=raised.id, frame_at=office.now)
        emergency.note_shown(change, ONE, said, now=office.now)
    return raised.id


def draw_displays(browser: Browser, folder: Path) -> Iterator[Path]:
    """The wall with a picture, an old state and a lost display; one display; pairing."""
    for size in ("desk", "phone"):
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            _hang(office)
            sit_down(page, login="lang", room=None)
            for path, name in (
                ("displays", "displays"), ("displays?state=trouble", "displays-trouble"),
                ("displays?view=plan", "displays-plan"),
                ("displays/display-1", "display"), ("displays/new", "pairing"),
                ("displays/new?code=AAAAAA", "pairing-wrong"),
            ):  # fmt: skip
                page.goto(f"{address}/{path}")
                yield studio.shoot(page, folder, f"{name}-{size}")
            yield studio.shoot(_about_to_restart_all(page, address), folder, f"sure-{size}")
            code = httpx.post(f"{address}/api/v1/pairing", json=PLAYER).json()["code"]
            page.goto(f"{address}/displays/new?code={code}")
            yield studio.shoot(page, folder, f"pairing-place-{size}")


def _about_to_restart_all(page: Page, address: str) -> Page:
    page.goto(f"{address}/displays")
    page.get_by_label("Für", exact=True).select_option("all")
    page.get_by_label("Was", exact=True).select_option("restart")
    page.get_by_role("button", name="Ausführen").click()
    return page


def _hang(office: Office) -> None:
    """Six displays, of which some play, one lags behind, one is away and one hangs badly."""
    now = office.now
    more = (("display-3", "A", "zone"), ("display-4", "B", "zone"), ("display-5", None, "way"))
    with office.database.change(SITE) as change:
        for device, zone, role in more:
            place = Place(
                DeviceId(device), "display", device.replace("display-", "Display "), "kiosk-01", 0,
                ZoneId(zone) if zone else None, 4, 530, role=role, group="foyer",  # type: ignore[arg-type]
                tags=("eingang", "hochkant") if device == "display-3" else (),
            )  # fmt: skip
            devices.hang(change, place)
        state = DeviceState(online=True, bd=1, at=now, kind="display", version="0.1.0")
        devices.note_state(change, DeviceId("display-3"), state, boot="b", now=now)
        displays.order_one(change, HAND, ONE, "restart", now=now)
    office.after(seconds=5)
    with office.database.change(SITE) as change:
        displays.order_one(change, HAND, ONE, "picture", now=office.now)
    answer(office, ONE)
    with office.database.write() as session:
        for number in (1, 2, 3):
            device = DeviceId(f"display-{number}")
            displays.note_report(session, SITE, device, PLAYS, now)
            topic = topics.CONFIG.path(site=SITE, dev=device)
            session.add(ToldRow(topic=topic, rev=5, at=now))
        for zone, revision in (("A", 7), ("B", 9)):
            topic = topics.BOARD.path(site=SITE, zone=zone)
            session.add(ToldRow(topic=topic, rev=revision, at=now))
    office.after(seconds=20)
