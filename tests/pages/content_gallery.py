"""Draws the pages of the content in filled states, for `make shots`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from hub.content import repository
from tests.hub.content import files
from tests.pages import studio
from tests.pages.browser import chromium, sit_down
from tests.pages.content import furnish, play
from tests.pages.office import SITE


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
def _page(browser: Browser, address: str, size: str, login: str = "vogel") -> Iterator[Page]:
    with studio.page(browser, address, size) as page:
        sit_down(page, login=login, room=None)
        yield page


def _publisher(browser: Browser, folder: Path, size: str) -> Iterator[Path]:
    with studio.house(furnish, play) as (office, address), _page(browser, address, size) as page:
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
            yield studio.shoot(page, folder, f"{name}-{size}")
        if size == "desk":
            page.goto(f"{address}/content/items/{items['page']}")
            page.get_by_role("button", name="Inhalt löschen").click()
            yield studio.shoot(page, folder, "remove")


def _uploads(browser: Browser, folder: Path) -> Iterator[Path]:
    """One file is done, one waits, two are refused."""
    with studio.house(furnish, play) as (office, address), _page(browser, address, "desk") as page:
        publisher = files.Publisher(office)
        publisher.upload("Kalender.pdf", files.pdf(2))
        publisher.upload("brief.docx", files.docx())
        publisher.upload("logo.svg", files.svg("<script>1</script>"))
        publisher.send("sommerfest.png", files.picture())
        page.goto(f"{address}/content")
        page.wait_for_selector(".state-refused")
        yield studio.shoot(page, folder, "library-uploads")


def _reception(browser: Browser, folder: Path) -> Iterator[Path]:
    with (
        studio.house(furnish, play) as (_, address),
        _page(browser, address, "desk", "yilmaz") as page,
    ):
        page.goto(f"{address}/content/notices/new")
        yield studio.shoot(page, folder, "notice-new-reception")


def _nothing(browser: Browser, folder: Path) -> Iterator[Path]:
    with studio.house() as (_, address), _page(browser, address, "desk") as page:
        for name in ("", "/playlists", "/week", "/notices", "/preview", "/played"):
            page.goto(f"{address}/content{name}")
            yield studio.shoot(page, folder, f"empty{name.replace('/', '-') or '-library'}")


if __name__ == "__main__":
    for path in draw(Path("build/shots/content")):
        print(path)
