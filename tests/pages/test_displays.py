"""Displays in a real browser: live, orders that are answered, pairing by keys, for everybody."""

import base64

import cv2
import httpx
import numpy as np
from playwright.sync_api import expect

from hub.displays import service as displays
from tests.pages.browser import go_by, sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import accessible, in_sizes
from tests.pages.office import SITE, Office, Serving
from wire.ids import DeviceId
from wire.messages import DisplayPicture, DisplayReport, OrderDone

ONE, TWO = DeviceId("display-1"), DeviceId("display-2")
PLAYER = {"model": "Raspberry Pi 4", "version": "0.1.0", "width": 1920, "height": 1080}


def jpeg() -> str:
    picture = np.full((90, 160, 3), 40, np.uint8)
    return base64.b64encode(cv2.imencode(".jpg", picture)[1].tobytes()).decode()


def report(office: Office, display: DeviceId, said: DisplayReport) -> None:
    """What a display says of its panel: no change of the site."""
    with office.database.write() as session:
        displays.note_report(session, SITE, display, said, office.now)


def answer(office: Office, display: DeviceId, outcome: str = "done", detail: str = "") -> None:
    """The display does what it was last asked, and sends its picture where it was that."""
    with office.database.change(SITE) as change:
        last = displays.last_orders(change.session, SITE, display, now=office.now)[0]
        if last.action == "picture" and outcome == "done":
            said = DisplayPicture(order=last.order, taken_at=office.now, jpeg=jpeg())
            displays.note_picture(change.session, SITE, display, said, office.now)
        done = OrderDone.model_validate({"order": last.order, "outcome": outcome, "detail": detail})
        displays.note_done(change, display, done, now=office.now)


def test_a_picture_comes_when_it_is_asked_for(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, room=None)
        go_by(page, "Displays")
        tile = page.locator("#tile-display-1")
        tile.get_by_role("button", name="Bild holen").click()
        expect(tile).to_contain_text("Bild kommt")
        answer(office, ONE)
        expect(tile.locator("img")).to_have_js_property("naturalWidth", 160)
        office.after(minutes=5, seconds=1)
        expect(tile.locator("img")).to_have_count(0)


def test_the_wall_follows_what_displays_say_of_themselves(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "lang", room=None)
        page.goto(f"{hub.address}/displays")
        tile = page.locator("#tile-display-2")
        expect(tile).to_contain_text("noch kein Bericht")
        report(office, TWO, DisplayReport(level="call", item="plan-1"))
        expect(tile).to_contain_text("Aufruf")
        office.trouble("display-2", "board.hot")
        expect(tile).to_contain_text("Gerät ist zu heiß")
        go_by(page, "Plan")
        expect(page.get_by_role("link", name="Display 1: in Ordnung")).to_be_visible()
        office.trouble("display-1", "board.hot")
        mark = page.get_by_role("link", name="Display 1: gestört")
        expect(mark).to_be_visible()
        mark.click()
        expect(page.get_by_role("heading", name="Display 1")).to_be_visible()


def test_an_order_is_followed_to_its_answer(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "lang", room=None)
        page.goto(f"{hub.address}/displays/display-1")
        page.get_by_role("button", name="Neu starten").click()
        orders = page.locator("#state")
        expect(orders).to_contain_text("gefragt, wartet auf Antwort")
        answer(office, ONE, "failed", "Platte voll")
        expect(orders).to_contain_text("ging nicht: Platte voll")
        page.get_by_role("button", name="Namen zeigen").click()
        expect(orders).to_contain_text("gefragt, wartet auf Antwort")
        office.after(minutes=2)
        expect(orders).to_contain_text("keine Antwort")


def test_settings_are_changed_by_keys(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "lang", room=None)
        page.goto(f"{hub.address}/displays/display-1")
        page.get_by_label("Gruppe").fill("foyer")
        page.get_by_label("Türkisch").check()
        page.get_by_label("Schlagworte").fill("hochkant, eingang")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Schlagworte")).to_have_value("eingang, hochkant")
        expect(page.get_by_label("Türkisch")).to_be_checked()
        expect(page.locator("#state")).to_contain_text("werden übertragen")
        page.goto(f"{hub.address}/displays?group=foyer")
        expect(page.locator(".tile")).to_have_count(1)


def test_a_code_is_looked_up_by_keys_and_a_wrong_one_is_told(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        sit_down(page, "lang", room=None)
        page.goto(f"{hub.address}/displays/new")
        page.keyboard.type("aaa aaa")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("zeigt kein Bildschirm")
        accessible(page)
        code = httpx.post(f"{hub.address}/api/v1/pairing", json=PLAYER).json()["code"]
        page.get_by_label("Sechs Zeichen").fill(f"{code[:3]} {code[3:].lower()}")
        page.keyboard.press("Enter")
        expect(page.locator("#name")).to_be_focused()
        expect(page.locator(".facts")).to_contain_text("Raspberry Pi 4")
        expect(page.get_by_label("Zimmer", exact=True)).to_be_hidden()
        page.get_by_label("Hängt an der Tür").check()
        expect(page.get_by_label("Zimmer", exact=True)).to_be_visible()
        page.get_by_label("Stelle im Plan").select_option("display-1")
        page.get_by_role("button", name="Koppeln").click()
        expect(page.get_by_role("alert")).to_contain_text("an dessen Tür das Display hängt")
        page.get_by_label("Zimmer", exact=True).select_option("2.14")
        page.get_by_role("button", name="Koppeln").click()
        expect(page.get_by_role("alert")).to_contain_text("EZ_BROKER_FOLDER")


def test_the_pages_of_displays_are_for_everybody(office: Office, open_page: OpenPage) -> None:
    report(office, ONE, DisplayReport(level="programme", item="plan-1", size=(1080, 1920)))
    office.trouble("display-2", "board.hot")
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "lang", room=None)
        code = httpx.post(f"{hub.address}/api/v1/pairing", json=PLAYER).json()["code"]
        for path in (
            "displays", "displays?view=plan", "displays/display-1", f"displays/new?code={code}",
        ):  # fmt: skip
            page.goto(f"{hub.address}/{path}")
            in_sizes(page)
