"""Every screen, seen within the panel, read, and touched: what is drawn is measured.

All screens upright in German and Arabic and wide in German; in each other language, in high
contrast, in low-reach mode and on other panels those that say most or have most to press. The
whole product of screens, languages, panels and manners is a soak test (`pytest -m soak`).
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.flow.visit import Session
from kiosk.texts import text
from kiosk.ui.gallery import FULL, SMALL, UPRIGHT, WIDE, pictures, sessions
from kiosk.ui.sample import HOUSE
from tests.kiosk.ui.looking import faults
from tests.kiosk.ui.scene import Scene
from wire.look import LANGUAGES, Lang

SIZES = {"upright": UPRIGHT, "wide": WIDE, **SMALL}
ASKING = HOUSE.model_copy(update={"offers": (*HOUSE.offers, "feedback")})
FULLEST = (
    "welcome", "languages", "options", "choosing", "done-alone", "typing-bad-code", "rooms",
    "alarm", "alarm-several", "alarm-over",
)  # fmt: skip
BY_PANEL: dict[str, tuple[tuple[Lang, str], ...]] = {
    "upright": (("de", ""), ("ar", "")),
    "wide": (("de", ""),),
}
"""In these languages and manners all screens are drawn; on other panels and otherwise some."""
SOME: tuple[Lang, ...] = ("de", "ar", "fa", "ru")
"""Those with the longest words, and that run from right to left."""


def variants(panel: str) -> Iterator[tuple[str, Session]]:
    """(name, session) of what is drawn on a panel; all names differ."""
    for lang, _ in BY_PANEL.get(panel, ()):
        yield from ((f"{name}-{lang}", replace(s, lang=lang)) for name, s in sessions())
    full = [(name, session) for name, session in sessions() if name in FULLEST]
    for name, session in full:
        for lang in LANGUAGES if panel == "upright" else SOME:
            if (lang, "") not in BY_PANEL.get(panel, ()):
                yield f"{name}-{lang}", replace(session, lang=lang)
        for lang, manner in (("de", replace(session.manner, contrast=True)),
                             ("de", replace(session.manner, low=True)),
                             ("ar", replace(session.manner, contrast=True, low=True))):  # fmt: skip
            more = "contrast" * manner.contrast + "low" * manner.low
            yield f"{name}-{lang}-{more}", replace(session, lang=lang, manner=manner)


@pytest.mark.parametrize("panel", SIZES)
def test_every_screen_can_be_seen_read_and_touched(panel: str, app: QGuiApplication) -> None:
    scene = Scene(app, SIZES[panel])
    found = {name: wrong for name, session in variants(panel) if (wrong := _look(scene, session))}
    scene.kiosk.close()
    assert not found


def _look(scene: Scene, session: Session) -> list[str]:
    """What is wrong with any page of a screen."""
    scene.show(session)
    wrong = list(faults(scene))
    for page in range(1, scene.pages()):
        scene.turn_to(page)
        wrong += [f"page {page}: {fault}" for fault in faults(scene)]
    return wrong


@pytest.mark.parametrize("panel", ["upright", "wide"])
def test_the_first_screen_has_one_page_in_every_language(panel: str, app: QGuiApplication) -> None:
    scene = Scene(app, SIZES[panel])
    for lang in LANGUAGES:
        scene.show(replace(FULL, lang=lang))
        assert scene.pages() == 1, lang
        assert "Українська" in [button.text for button in scene.buttons()]
        scene.show(replace(FULL, lang=lang, config=ASKING))
        assert scene.pages() == 1, lang
        assert text(lang, "languages") in [button.text for button in scene.buttons()]
    scene.kiosk.close()


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("panel", SIZES)
def test_every_screen_on_every_panel_in_every_manner(
    panel: str, lang: Lang, app: QGuiApplication
) -> None:
    scene = Scene(app, SIZES[panel])
    found = {}
    for name, session in sessions():
        for contrast in (False, True):
            for low in (False, True):
                manner = replace(session.manner, contrast=contrast, low=low)
                used = replace(session, lang=lang, manner=manner)
                if wrong := _look(scene, used):
                    found[f"{name}, contrast {contrast}, low {low}"] = wrong
    scene.kiosk.close()
    assert not found


def test_the_gallery_draws_every_screen_in_each_manner() -> None:
    drawn = {picture.name for picture in pictures()}
    assert len(drawn) == len(list(pictures()))
    for name, _ in sessions():
        for tail in ("", "-wide"):
            assert {f"{name}-{kind}{tail}" for kind in ("de", "en", "ar", "de-contrast")} <= drawn
