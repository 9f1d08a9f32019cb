"""What is read aloud: a screen when it appears, and the control that the keys lead to. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.texts import ENDONYMS, text
from kiosk.ui.bidi import END, START
from kiosk.ui.shown import Shown
from wire.look import Lang

MARKS: Final = str.maketrans("", "", START + END + "·")
"""Marks for the eye, which a voice must not stumble over; the dot parts words in plain German."""


SECRET_FACTS: Final = ("wrong_day", "too_late")
"""Refusals that tell when the appointment is."""


@dataclass(frozen=True)
class Reading:
    """`public` may be heard by all, `private` by who wears headphones (EN 301 549, 5.1.3.9)."""

    public: str
    private: str = ""


@dataclass(frozen=True)
class Control:
    """Something that can be pressed; `chosen` is "yes", "no", or empty where nothing is chosen."""

    name: str
    hint: str = ""
    chosen: str = ""
    closed: bool = False


def reading(shown: Shown) -> Reading:
    """All that a screen says, in the order in which it is seen; of alarms the session speaks."""
    if shown.leaving:
        said = [text(shown.lang, "stay_title"), text(shown.lang, "stay_text")]
        said += _number(shown)
        return Reading(_joined(said))
    if shown.overlay:
        return Reading(_joined(_overlay(shown)))
    if shown.state in ("pin", "service"):
        return Reading("")
    private = _private(shown)
    read = [*_head(shown), *_number(shown), *_way(shown), shown.fact, *shown.lines, *_tail(shown)]
    public = [each for each in read if each not in private]
    if private:
        public.append(text(shown.lang, "say_private"))
    return Reading(_joined(public), _joined(private))


def _head(shown: Shown) -> list[str]:
    if shown.state == "welcome":
        exit_kiosk = shown.faces and not shown.offers
        more = text(shown.lang, "feedback_hint") if exit_kiosk else ""
        return [shown.notice, shown.greeting, more, text(shown.lang, "say_keys")]
    return [shown.notice, shown.title]


def _number(shown: Shown) -> list[str]:
    """Letter by letter, so that nobody has to guess."""
    if not shown.number or shown.state == "room":
        return [shown.number]
    spelt = " ".join(character for character in shown.number if character.isalnum())
    if shown.state == "receipt":
        return [f"{shown.number_label}: {spelt}"]
    return [text(shown.lang, "say_number", number=spelt)]


def _way(shown: Shown) -> list[str]:
    return [shown.place, shown.way]


def _tail(shown: Shown) -> list[str]:
    said = [*shown.doubts, shown.paper, shown.follow, shown.hint]
    if shown.state == "amending":
        said += [text(shown.lang, "amending_persons"), shown.persons]
    if shown.state == "choosing" and not shown.concerns:
        said.append(text(shown.lang, "choosing_none"))
    if shown.state == "rooms" and not shown.rooms:
        said.append(text(shown.lang, "rooms_none"))
    if shown.pages > 1:
        said.append(text(shown.lang, "say_position", at=shown.page + 1, of=shown.pages))
    return said


def _private(shown: Shown) -> list[str]:
    """What bystanders need not know: the code that is typed, the time of the appointment."""
    if shown.state == "typing" and shown.typed:
        return [text(shown.lang, "say_typed", text=" ".join(shown.typed))]
    if shown.reason in SECRET_FACTS and shown.fact:
        return [shown.fact]
    return [shown.appointment] if shown.appointment else []


def _overlay(shown: Shown) -> Iterator[str]:
    lang = shown.lang
    if shown.overlay == "languages":
        yield text(lang, "languages_title")
        yield ENDONYMS[lang]
        return
    yield text(lang, "options_title")
    for key, on in (("speech", shown.speech), ("contrast", shown.contrast), ("low", shown.low)):
        yield f"{text(lang, f'options_{key}')}: {text(lang, 'on' if on else 'off')}"
    if shown.voiceless:
        yield text(lang, "options_no_voice")


def say_control(control: Control, at: int, of: int, lang: Lang) -> str:
    """Its name, whether it is chosen or closed, what it is for, and the how manieth it is."""
    said = [text(lang, "say_button", text=control.name)]
    if control.chosen == "yes":
        said.append(text(lang, "say_chosen"))
    if control.closed:
        said.append(text(lang, "say_closed"))
    said += [control.hint, text(lang, "say_position", at=at, of=of)]
    return _joined(said)


def _joined(parts: list[str] | Iterator[str]) -> str:
    """Sentences one after the other, each with its end."""
    said = (" ".join(part.split()).translate(MARKS) for part in parts if part.strip())
    return " ".join(part if part[-1] in ".!?:؟۔…" else f"{part}." for part in said)
