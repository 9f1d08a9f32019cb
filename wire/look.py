"""The authority's colours, name and languages, and the signs of the waiting zones.

Palette after KERN UX, the open design system of German administration (EUPL-1.2); colours are
sRGB. Contrast is the WCAG 2.1 ratio, and a look that fails it is refused with the reason.
"""

import base64
import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

Lang = Literal[
    "de", "de-simple", "en", "tr", "ar", "uk", "ru", "fa", "ro", "bg", "pl", "fr",
]  # fmt: skip
"""BCP 47; ``de-simple`` is German in plain language (Leichte Sprache)."""
LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)
RTL: Final[frozenset[Lang]] = frozenset({"ar", "fa"})
"""Written from right to left: the whole screen is mirrored."""
GERMAN: Final[frozenset[Lang]] = frozenset({"de", "de-simple"})
"""One beside the other would say everything twice to the same people."""


def _known(said: object) -> object:
    """Without languages that only a newer hub knows: nothing else may go with them."""
    if isinstance(said, dict):
        return {lang: words for lang, words in said.items() if lang in LANGUAGES}
    if isinstance(said, list):
        return [lang for lang in said if lang in LANGUAGES]
    return said


def _known_or_german(lang: object) -> object:
    return "de" if isinstance(lang, str) and lang not in LANGUAGES else lang


Text = Annotated[dict[Lang, str], BeforeValidator(_known)]
"""A sentence by language; messages that must have German say `GermanText`."""
Languages = Annotated[tuple[Lang, ...], BeforeValidator(_known)]
"""Languages in their order, as a hub tells them."""
VisitorLang = Annotated[Lang, BeforeValidator(_known_or_german)]
"""A visitor's language, as a hub tells it; German, where a device does not know it."""


def _has_german(text: Text) -> Text:
    if "de" not in text:
        raise ValueError("German is missing")
    return text


GermanText = Annotated[Text, AfterValidator(_has_german)]
"""A sentence by language; German is always there."""


def main_language(text: Text) -> Lang:
    """German, else whatever is there: a warning in another language is better than none."""
    return next((lang for lang in LANGUAGES if lang in text), "de")


INK: Final = "#131525"
MUTED: Final = "#51577a"
LINE: Final = "#c0c3d5"
GROUND: Final = "#f3f4f7"
PAPER: Final = "#ffffff"
ACTION: Final = "#2044aa"
ACTION_TINT: Final = "#eff3fa"
SUCCESS: Final = "#007155"
SUCCESS_TINT: Final = "#e5f8f0"
WARNING: Final = "#925400"
WARNING_TINT: Final = "#ffe7b6"
DANGER: Final = "#b60000"
DANGER_TINT: Final = "#fee4e0"
INFO: Final = "#006b8c"
NIGHT: Final = "#050614"
NIGHT_PANEL: Final = "#131525"
NIGHT_LINE: Final = "#2b2f4a"
NIGHT_TEXT: Final = "#ffffff"
NIGHT_MUTED: Final = "#c0c3d5"

Shape = Literal["circle", "triangle", "square", "diamond"]


@dataclass(frozen=True)
class Sign:
    """The sign of a waiting zone: letter, shape and colour, never colour alone."""

    letter: str
    shape: Shape
    on_light: str
    on_dark: str
    points: tuple[tuple[float, float], ...]
    """Corners in a unit square, y downwards; empty for the circle."""
    letter_at: tuple[float, float]
    """Where the letter's middle stands in the unit square."""
    letter_size: float
    """Height of a capital letter as a share of the sign."""


SIGNS: Final[dict[str, Sign]] = {
    "A": Sign("A", "circle", "#007155", "#3cc39f", (), (0.5, 0.5), 0.42),
    "B": Sign(
        "B", "triangle", "#925400", "#ffa305",
        ((0.5, 0.06), (1.0, 0.94), (0.0, 0.94)), (0.5, 0.68), 0.34,
    ),
    "C": Sign(
        "C", "square", "#7e01a8", "#d3a6eb",
        ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)), (0.5, 0.5), 0.42,
    ),
    "D": Sign(
        "D", "diamond", "#00536e", "#31c6f4",
        ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)), (0.5, 0.5), 0.36,
    ),
}  # fmt: skip
"""Every zone that a sign is drawn for; the same sign on kiosk, ticket, board, plan and page."""

_HEX = re.compile(r"^#[0-9a-f]{6}$")


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio of two ``#rrggbb`` colours, 1.0 to 21.0."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


LOGO_BYTES: Final = 65_536
LOGO_TEXT: Final = 87_384
"""So many bytes in Base64: a logo travels in one retained message."""
LOGO_PX: Final = 2048
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def _check_png(logo: str) -> None:
    """Raises ValueError unless it is a PNG of a size that a small board can hold."""
    try:
        raw = base64.b64decode(logo, validate=True)
    except ValueError:
        raise ValueError("the logo is not Base64") from None
    if raw[:8] != _PNG or len(raw) < 24:
        raise ValueError("the logo is not a PNG")
    width, height = (int.from_bytes(raw[at : at + 4], "big") for at in (16, 20))
    if not (0 < width <= LOGO_PX and 0 < height <= LOGO_PX):
        raise ValueError(f"the logo has {width} x {height} pixels, at most {LOGO_PX} are taken")


class Look(BaseModel):
    """What the office brings of its own: name, logo, action colour, languages."""

    model_config = ConfigDict(frozen=True)

    authority: str = Field(min_length=1, max_length=60)
    action: str = ACTION
    languages: Languages = LANGUAGES
    logo: str = Field(default="", max_length=LOGO_TEXT)
    """A PNG in Base64; empty when the office has none."""

    @model_validator(mode="after")
    def _is_a_picture(self) -> Self:
        if self.logo:
            _check_png(self.logo)
        return self

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if not _HEX.match(self.action):
            raise ValueError(f"the action colour {self.action!r} is not of the form #rrggbb")
        ratio = contrast(self.action, PAPER)
        if ratio < 4.5:
            raise ValueError(
                f"white on the action colour {self.action} has contrast {ratio:.1f}, "
                "it needs 4.5 (EN 301 549, 11.1.4.3)"
            )
        if not self.languages or self.languages[0] != "de":
            raise ValueError("German stands first among the languages")
        return self
