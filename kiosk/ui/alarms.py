"""Which alarms lie over the screen, in which languages, and whose turn it is. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.flow.alarm import languages
from kiosk.flow.visit import SERVICED, Session
from kiosk.ui.bidi import isolate
from kiosk.ui.shown import AlarmShape, AlarmWords, Shown
from wire.look import GERMAN, RTL, Lang
from wire.messages import Alarm

TURN_S: Final = 6.0
"""How long one alarm stands, or one language, before the next has its turn; as on displays."""


def over(shown: Shown, session: Session, at: datetime, house: tuple[Lang, ...]) -> Shown:
    """The screen with all that stands laid over it; the screen itself when nothing does.

    The technician sees a band: whoever has the code works on, while "closed" stands for days.
    """
    if not session.alarms:
        return shown
    if session.state in SERVICED:
        return replace(shown, notice=_band(session.alarms))
    since = session.alarmed_at or at
    return replace(
        shown,
        overlay="",
        alarms=tuple(_shape(alarm, shown.lang, house) for alarm in session.alarms),
        alarm_turn=int((at - since).total_seconds() // TURN_S),
        passable=not session.barred,
    )


def _band(alarms: tuple[Alarm, ...]) -> str:
    """In the technician's German; the most urgent stands first."""
    first = alarms[0].title[languages(alarms[0], "de")[0]]
    more = f" (und {len(alarms) - 1} weitere)" if len(alarms) > 1 else ""
    return f"Notfallmeldung: {first}{more}"


def _shape(alarm: Alarm, lang: Lang, house: tuple[Lang, ...]) -> AlarmShape:
    first, *others = languages(alarm, lang)
    if first in GERMAN:
        others = [one for one in house if one in alarm.title and one not in GERMAN]
    return AlarmShape(
        alarm.id, alarm.kind, _words(alarm, first), tuple(_words(alarm, one) for one in others)
    )


def _words(alarm: Alarm, lang: Lang) -> AlarmWords:
    rtl = lang in RTL
    title, text = alarm.title[lang], alarm.text.get(lang, "")
    return AlarmWords(isolate(title) if rtl else title, isolate(text) if rtl else text, rtl)
