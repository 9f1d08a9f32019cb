"""The content in a real browser: uploads live, playlists by keyboard, for everybody."""

import contextlib
import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from hub.content import repository
from hub.content.service.snapshots import reachable
from hub.content.service.works import Works
from hub.settings import ContentSettings
from tests.hub.content import files
from tests.hub.content.files import Publisher
from tests.pages.browser import go_by, sit_down
from tests.pages.conftest import OpenPage
from tests.pages.content import furnish, play
from tests.pages.databases import open_office
from tests.pages.looks import accessible, in_sizes
from tests.pages.office import SITE, Office, Serving

DONE_MS = 60_000
CHROMIUM = shutil.which("chromium") or "google-chrome"


@pytest.fixture(scope="module")
def furnished(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built office with its library; made once, because its pictures and videos take long."""
    folder = tmp_path_factory.mktemp("furnished") / "state"
    shutil.copytree(sqlite_model, folder)
    made = open_office(f"sqlite:///{folder}/hub.db", folder)
    furnish(made)
    made.database.close()
    return folder


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it."""
    shutil.copytree(furnished, tmp_path / "state")
    made = open_office(f"sqlite:///{tmp_path}/state/hub.db", tmp_path / "state")
    yield made
    made.database.close()


@contextlib.contextmanager
def publisher_page(office: Office, open_page: OpenPage, **view: object) -> Iterator[Page]:
    """A publisher's browser, with the workers at work."""
    with Serving(office.app) as hub, open_page(hub.address, blank=True, **view) as page:
        sit_down(page, login="vogel", room=None)
        go_by(page, "Inhalte")
        yield page


def test_every_page_is_readable_for_everybody(office: Office, open_page: OpenPage) -> None:
    play(office, minutes=5)
    with office.database.read() as session:
        items = {row.kind: row.id for row in repository.items(session, SITE)}
        playlist = repository.playlists(session, SITE)[-1].id
        notice = repository.notices(session, SITE, office.now)[0].id
    with publisher_page(office, open_page) as page:
        root = page.url.partition("/content")[0]
        for path in (
            "", f"/items/{items['video']}", f"/items/{items['page']}", "/new/page", "/playlists",
            f"/playlists/{playlist}", "/week", "/week/new", "/notices", f"/notices/{notice}",
            "/preview?at=2026-11-23T09:00", "/played",
        ):  # fmt: skip
            page.goto(f"{root}/content{path}")
            in_sizes(page)


def test_files_come_in_and_their_fate_is_told_without_reloading(
    office: Office, open_page: OpenPage, tmp_path: Path
) -> None:
    good, bad = tmp_path / "sommerfest.png", tmp_path / "brief.docx"
    good.write_bytes(files.picture("PNG", (800, 450)))
    bad.write_bytes(files.docx())
    with publisher_page(office, open_page) as page:
        page.set_input_files("#files", [good, bad])
        expect(page.locator(".state-done")).to_have_text("fertig")
        refused = page.locator("#uploads li", has_text="brief.docx")
        expect(refused).to_contain_text("Speichern Sie es als PDF")
        expect(page.locator("#grid")).to_contain_text("sommerfest")
        accessible(page)


def test_what_is_refused_at_once_is_told_as_well(
    office: Office, open_page: OpenPage, tmp_path: Path
) -> None:
    empty = tmp_path / "leer.png"
    empty.touch()
    with publisher_page(office, open_page, quiet=False) as page:
        page.set_input_files("#files", empty)
        expect(page.locator("#uploads")).to_contain_text("Die Datei ist leer.")
        with page.expect_response("**/api/v1/content/uploads"):
            page.evaluate("look()")
        expect(page.locator("#uploads li")).to_have_count(1)
        expect(page.locator("#uploads")).to_contain_text("Die Datei ist leer.")


def test_a_playlist_is_put_in_order_by_keyboard(office: Office, open_page: OpenPage) -> None:
    with publisher_page(office, open_page) as page:
        go_by(page, "Listen")
        go_by(page, "Wartezone am Tag")
        names = page.locator(".entry-name a")
        before = names.all_inner_texts()
        page.get_by_role("button", name=f"{before[0]} nach unten").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("#moved")).to_have_text(f"{before[0]} steht jetzt an Stelle 3.")
        page.get_by_role("button", name=f"{before[1]} aus der Liste nehmen").press("Enter")
        page.get_by_role("button", name="Hinzufügen: Freies WLAN").press("Enter")
        expect(page.locator("#unsaved")).to_be_visible()
        page.get_by_role("button", name="Speichern").click()
        expect(page.get_by_role("status").first).to_contain_text("Gespeichert")
        wanted = [before[2], before[0], *before[3:], "Freies WLAN"]
        assert names.all_inner_texts() == wanted


def test_who_saves_second_reads_why_and_keeps_their_order(
    office: Office, open_page: OpenPage
) -> None:
    with publisher_page(office, open_page, quiet=False) as page:
        go_by(page, "Listen")
        go_by(page, "Geschlossen")
        with office.database.read() as session:
            row = next(
                one for one in repository.playlists(session, SITE) if one.name == "Geschlossen"
            )
        other = Publisher(office)
        assert other.post(f"/content/playlists/{row.id}", name="Nachts", version=1) == 303
        page.get_by_role("button", name="Hinzufügen: Freies WLAN").click()
        page.get_by_role("button", name="Speichern").click()
        expect(page.get_by_role("alert")).to_contain_text("Jemand anders hat das inzwischen")
        expect(page.locator(".entry")).to_have_count(2)
        accessible(page)


def test_a_video_can_be_looked_at(office: Office, open_page: OpenPage) -> None:
    with publisher_page(office, open_page) as page:
        page.get_by_role("link", name="Vom Brief zum Aufruf").click()
        # Looked at from outside: the page's own policy lets nobody evaluate words within it.
        video = page.locator("video")
        deadline = time.monotonic() + DONE_MS / 1000
        while not video.evaluate("it => it.readyState >= 1"):
            assert time.monotonic() < deadline
        assert page.evaluate("document.querySelector('video').duration") == pytest.approx(
            6, abs=0.1
        )


# ------------------------------------------------------------------ web pages


class _Site(http.server.SimpleHTTPRequestHandler):
    """A web page of the town, which may fail or move."""

    def do_GET(self) -> None:
        if self.path.startswith("/fort"):
            self.send_response(302)
            self.send_header("Location", "http://anderswo.example/")
            self.end_headers()
            return
        if self.path.startswith(("/kaputt", "/umlaut")):
            self.send_response(302)
            moved = "http://[x" if self.path == "/kaputt" else "/pläne.html?für=März"
            self.send_header("Location", moved.encode().decode("latin-1"))
            self.end_headers()
            return
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a small web server, and its folder."""
    folder = tmp_path / "stadt"
    folder.mkdir()
    (folder / "plan.html").write_text(
        "<!doctype html><body style='margin:0;background:#00f'><script>"
        "document.body.style.background='#0a0'</script><img src='http://anderswo.example/x.png'>",
        encoding="utf-8",
    )
    handler = functools.partial(_Site, directory=os.fspath(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", folder
    server.shutdown()
    thread.join()
    server.server_close()


def _listed(address: str) -> str:
    return address.removeprefix("http://")


@pytest.mark.parametrize("path", ["/pläne.html?für=März", "/pl%C3%A4ne.html", "/umlaut"])
def test_an_address_with_umlauts_is_asked_for(town: tuple[str, Path], path: str) -> None:
    address, folder = town
    (folder / "pläne.html").write_text("<!doctype html>", encoding="utf-8")
    found = reachable(address + path, [_listed(address)])
    assert found.startswith(f"{address}/pl%C3%A4ne.html")


@pytest.mark.warns("web_page_not_photographed")
def test_a_page_that_moves_to_nowhere_says_so(office: Office, town: tuple[str, Path]) -> None:
    settings = ContentSettings("", (_listed(town[0]),), CHROMIUM)
    office.works.settings = settings
    publisher = Publisher(office)
    publisher.post("/content/new/web", name="x", seconds=9, url=f"{town[0]}/kaputt",
                   refresh_minutes=5)  # fmt: skip
    Works(office.database, SITE, office.works.store, settings).photograph_once()
    assert "Die Seite antwortet nicht." in publisher.page("/content")


@pytest.mark.warns("web_page_not_photographed")
def test_a_web_page_becomes_a_picture_and_the_last_one_stays(
    office: Office, town: tuple[str, Path]
) -> None:
    address, folder = town
    office.works.settings = settings = ContentSettings("", (_listed(address),), CHROMIUM)
    works = Works(office.database, SITE, office.works.store, settings)
    publisher = Publisher(office)
    assert publisher.post(
        "/content/new/web", name="Plan", seconds=10, url=f"{address}/plan.html", refresh_minutes=5
    ) == 303  # fmt: skip
    works.photograph_once()
    item = next(one for one in publisher.items() if one.kind == "web")
    with Image.open(publisher.path(item)) as shot:
        assert shot.size == (1_920, 1_080)
        assert shot.convert("RGB").getpixel((900, 900)) == (0, 170, 0)
    before = office.database.revision(SITE)
    office.now += timedelta(minutes=6)
    works.photograph_once()
    (same,) = (one for one in publisher.items() if one.kind == "web")
    assert (same.sha256, same.taken_at) == (item.sha256, office.now)
    assert office.database.revision(SITE) == before
    (folder / "plan.html").unlink()
    works.photograph_once()
    office.now += timedelta(minutes=6)
    works.photograph_once()
    again = next(one for one in publisher.items() if one.kind == "web")
    assert (again.sha256, again.fault) == (item.sha256, "page_says_404")
    page = publisher.page("/content")
    assert "Die Seite meldet den Fehler 404." in page
    assert "Displays zeigen das Bild von 23.11., 09:06 Uhr." in page


@pytest.mark.warns("web_page_not_photographed")
def test_a_web_page_that_moves_off_the_list_is_not_followed(
    office: Office, town: tuple[str, Path]
) -> None:
    settings = ContentSettings("", (_listed(town[0]),), CHROMIUM)
    office.works.settings = settings
    publisher = Publisher(office)
    publisher.post("/content/new/web", name="x", seconds=9, url=f"{town[0]}/fort",
                   refresh_minutes=5)  # fmt: skip
    Works(office.database, SITE, office.works.store, settings).photograph_once()
    item = next(one for one in publisher.items() if one.kind == "web")
    assert (item.sha256, item.fault) == (None, "address_refused")


def test_a_host_that_is_not_listed_is_refused_with_what_is(office: Office) -> None:
    publisher = Publisher(office)
    answer = publisher.http.post(
        "/content/new/web",
        data={"csrf": publisher.token, "name": "x", "seconds": "9", "refresh_minutes": "5",
              "url": "https://example.org/"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Freigegeben sind: keine" in answer.text
