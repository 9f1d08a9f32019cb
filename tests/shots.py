"""`make shots`: every screen and page, the paper and the letter, as PNG under build/shots/."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2

from kiosk.devices.simulated.letter import letter_picture
from kiosk.devices.simulated.photo import photo
from provisioning.demo.faults import Caretaker, plugs
from provisioning.demo.office import furnish, letter_cards
from provisioning.demo.show import serve
from provisioning.demo.stage import Scenery, stage
from provisioning.demo.transcript import Transcript
from provisioning.demo.visitors import Visitors
from provisioning.house import ASSETS, ROOT, House, HousePlan
from tests.pages import content_gallery as content
from tests.pages import gallery as pages
from tests.pages.browser import chromium

SHOTS = ROOT / "build" / "shots"
SIZES = {"wide": (1920, 1080), "narrow": (1280, 900)}


def main() -> int:
    """Draw all; prints where they are."""
    parts: list[tuple[str, Callable[[Path], object]]] = [
        ("kiosk", lambda folder: _program("kiosk.ui.gallery", folder)),
        ("signage", lambda folder: _program("signage.ui.gallery", folder)),
        ("pages", pages.draw),
        ("content", content.draw),
        ("demo", _demo),
    ]
    for name, draw in parts:
        folder = SHOTS / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        draw(folder)
        print(f"{len(list(folder.glob('*.png'))):4} pictures in {folder.relative_to(ROOT)}")
    return 0


def _program(module: str, folder: Path) -> None:
    """In a process of its own: Qt wants the main thread and does not let go of it."""
    environment = {**os.environ, "EZ_ASSETS": str(ASSETS)}
    command = [sys.executable, "-m", module, str(folder)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def _demo(folder: Path) -> None:
    """The demo page with a visitor who was called, the slip, the letter and its photographs."""
    with tempfile.TemporaryDirectory() as state, _house(Path(state)) as (house, visitors):
        visitors.hold(visitors.furnished.letter("good").text)
        number = visitors.number_on_screen("done")
        visitors.number_on_paper(number)
        visitors.call(number)
        _page(house, visitors, folder)
        for slip in house.paper().glob("*.png"):
            slip.rename(folder / f"slip-{slip.name}")
        text = visitors.furnished.letter("good").text
    letter_picture(text).save(folder / "letter.png")
    for hardness in (0.0, 0.5, 1.0):
        cv2.imwrite(str(folder / f"photo-{hardness:.1f}.png"), photo(text, 7, hardness))


@contextmanager
def _house(folder: Path) -> Iterator[tuple[House, Visitors]]:
    house = House(HousePlan(folder))
    try:
        furnished = furnish(house)
        house.start()
        yield house, Visitors(house, furnished, Transcript())
    finally:
        house.stop()


def _page(house: House, visitors: Visitors, folder: Path) -> None:
    furnished = visitors.furnished
    logins = [
        {"login": each.login, "password": "…", "role": each.role} for each in furnished.logins
    ]
    caretaker = Caretaker(house, print)
    scenery = Scenery(house, letter_cards(furnished), logins, plugs(caretaker), caretaker.submit)
    with serve(stage(scenery, ASSETS)) as url, chromium() as browser:
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{url}/demo")
            page.wait_for_function("[...document.images].every((image) => image.naturalWidth > 0)")
            page.screenshot(path=folder / f"demo-{name}.png")
            page.close()


if __name__ == "__main__":
    sys.exit(main())
