"""Draws the pages of the content in filled states, for `make shots`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from hub.content import repository
from tests.hub.content import files
from tests.pages.browser import SIZES, chromium, sit_down
from tests.pages.content import furnish, play
from tests.pages.databases import build, open_office
from tests.pages.office import SITE, Office, Serving

SETTLE_MS = 400


def draw(folder: Path) -> list[Path]:
    """Write every page of the content as PNG into `folder`; answers the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        return [
            *_publisher(browser, folder, "desk"),
            *_publisher(browser, folder, "phone"),
            *_uploads(browser, folder),
            *_reception(browser, folder),
            *_nothing(browser, folder),
        ]


@contextmanager
def _house(*, filled: bool = True) -> Iterator[tuple[Office, str]]:
    with tempfile.TemporaryDirectory() as state:
        url = f"sqlite:///{state}/hub.db"
        build(url, Path(state))
        office = open_office(url, Path(state))
        if filled:
            furnish(office)
            play(office)
        with Serving(office.app) as hub:
            yield office, hub.address
        office.database.close()


@contextmanager
def _page(browser: Browser, address: str, size: str, login: str = "vogel") -> Iterator[Page]:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address, locale="de-DE", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.goto(address)
    sit_down(page, login=login, room=None)
    yield page
    context.close()


def _shoot(page: Page, folder: Path, name: str) -> Path:
    page.wait_for_timeout(SETTLE_MS)
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def _publisher(browser: Browser, folder: Path, size: str) -> Iterator[Path]:
    with _house() as (office, address), _page(browser, address, size) as page:
        with office.database.read() as session:
            items = {row.kind: row.id for row in repository.items(session, SITE)}
            playlist = repository.playlists(session, SITE)[-1].id
            slot = repository.slots(session, SITE)[0].id
            notice = repository.notices(session, SITE, office.now)[0].id
        for name, path in (
            ("library", ""), ("item-video", f"/items/{items['video']}"),
            ("item-page", f"/items/{items['page']}"), ("playlists", "/playlists"),
            ("playlist", f"/playlists/{playlist}"), ("week", "/week"),
            ("week-christmas", "/week?day=2026-12-24"), ("slot", f"/week/{slot}"),
            ("notices", "/notices"), ("notice", f"/notices/{notice}"),
            ("preview", "/preview?at=2026-11-23T09:00:57"),
            ("preview-notice", "/preview?at=2026-11-23T09:00"),
            ("preview-night", "/preview?at=2026-11-23T22:00"), ("played", "/played"),
        ):  # fmt: skip
            page.goto(f"{address}/content{path}")
            yield _shoot(page, folder, f"{name}-{size}")
        if size == "desk":
            page.goto(f"{address}/content/items/{items['page']}")
            page.get_by_role("button", name="Inhalt löschen").click()
            yield _shoot(page, folder, "remove")


def _uploads(browser: Browser, folder: Path) -> Iterator[Path]:
    """One file is done, one waits, two are refused."""
    with _house() as (office, address), _page(browser, address, "desk") as page:
        publisher = files.Publisher(office)
        publisher.upload("Kalender.pdf", files.pdf(2))
        publisher.upload("brief.docx", files.docx())
        publisher.upload("logo.svg", files.svg("<script>1</script>"))
        publisher.send("sommerfest.png", files.picture())
        page.goto(f"{address}/content")
        page.wait_for_selector(".state-refused")
        yield _shoot(page, folder, "library-uploads")


def _reception(browser: Browser, folder: Path) -> Iterator[Path]:
    with _house() as (_, address), _page(browser, address, "desk", "yilmaz") as page:
        page.goto(f"{address}/content/notices/new")
        yield _shoot(page, folder, "notice-new-reception")


def _nothing(browser: Browser, folder: Path) -> Iterator[Path]:
    with _house(filled=False) as (_, address), _page(browser, address, "desk") as page:
        for name in ("", "/playlists", "/week", "/notices", "/preview", "/played"):
            page.goto(f"{address}/content{name}")
            yield _shoot(page, folder, f"empty{name.replace('/', '-') or '-library'}")


if __name__ == "__main__":
    for path in draw(Path("build/shots/content")):
        print(path)
