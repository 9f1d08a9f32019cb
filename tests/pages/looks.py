"""For everybody: what axe finds on a page, in each size of window and both themes."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.pages.browser import SIZES

SIDEWAYS: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""By how many CSS pixels a page is wider than its window."""
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
SCHEMES: Final[Mapping[str, Literal["light", "dark"]]] = {"desk": "light", "phone": "dark"}
"""A tablet's layout is one of theirs, only its width is its own."""
EVERY_RULE: Final[dict[str, object]] = {"resultTypes": ["violations"]}
COLOURS_ALONE: Final = EVERY_RULE | {"runOnly": ["color-contrast", "link-in-text-block"]}
"""All that axe has by itself on colours."""
_LOOK: Final = "async (options) => ({violations: (await axe.run(options)).violations})"
"""Answers what is wrong alone: what axe passes is a megabyte of it."""


def accessible(page: Page, rules: dict[str, object] = EVERY_RULE) -> None:
    """Fail with axe's report when it finds anything, once the page is all there."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(_LOOK, rules))
    assert found.violations_count == 0, f"{page.url} {found.generate_report()}"


def in_both_themes(page: Page) -> None:
    """The same in the light and in the dark, which differ in their colours alone."""
    for theme, rules in zip(THEMES, (EVERY_RULE, COLOURS_ALONE), strict=True):
        # Without motion: colours in between are nobody's.
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        accessible(page, rules)


def in_turn(page: Page) -> Iterator[str]:
    """Gives the window one size after the other; answers its name.

    The page is drawn once and its window changes: to load it for each size would cost several
    times as much. The last is the smallest, in which the next press of a test is the hardest.
    """
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        yield size


def in_sizes(page: Page, *, themes: bool = False) -> None:
    """The page as it stands in a window of each size: readable, and never wider than the window."""
    for size in in_turn(page):
        if themes:
            in_both_themes(page)
        elif size in SCHEMES:
            page.emulate_media(color_scheme=SCHEMES[size], reduced_motion="reduce")
            accessible(page)
        assert page.evaluate(SIDEWAYS) == 0, f"{page.url} in {size}"
