"""What is read aloud of a screen."""

from dataclasses import dataclass

from kiosk.texts import text
from kiosk.ui.shown import Shown


@dataclass(frozen=True)
class Reading:
    """`private` is for headphones only (EN 301 549, 5.1.3.9)."""

    public: str
    private: str = ""


def reading(shown: Shown) -> Reading:
    """Title, lines, number letter by letter, zone, way, paper."""
    number = " ".join(shown.number.replace(" ", "").replace("-", ""))
    parts = [
        shown.notice, shown.greeting, shown.title,
        text(shown.lang, "say_number", number=number) if number else "",
        shown.place, shown.way, *shown.lines, *shown.doubts, shown.paper, shown.hint,
    ]  # fmt: skip
    return Reading(" ".join(part for part in parts if part), shown.fact)
