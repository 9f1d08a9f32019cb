"""What each figure means, in one place: the page shows it, programs read it, the docs use it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Term:
    """A figure's name and what exactly is counted."""

    key: str
    name: str
    meaning: str


GLOSSARY: Final[tuple[Term, ...]] = (
    Term(
        "visit", "Besuch",
        "Eine Wartenummer eines Tages. Zwei Nummern, die zusammengelegt wurden, sind ein Besuch. "
        "Was in der ersten Minute zurückgenommen wurde, zählt nicht.",
    ),
    Term(
        "arrivals", "Ankünfte",
        "Alle Besuche der gewählten Tage, nach dem Anliegen, mit dem sie begannen, und der Stunde, "
        "in der sie begannen (Uhrzeit vor Ort; in der doppelten Stunde der Zeitumstellung stehen "
        "beide Stunden zusammen).",
    ),
    Term(
        "waits", "Wartezeit",
        "Die Zeit in den Zuständen „wartet“ und „weitergeleitet“ vor dem ersten Aufruf, der nicht "
        "zurückgenommen wurde. Wer zu früh zum Termin kommt, wartet erst, wenn der Termin nach der "
        "Regel des Amtes aufrufbar ist. Zurückgestellte Zeit ist keine Wartezeit. Gezählt werden "
        "alle, die aufgerufen wurden.",
    ),
    Term(
        "promise", "Im Versprechen",
        "Anteil der Aufgerufenen, deren Wartezeit höchstens so lang war, wie das Amt verspricht.",
    ),
    Term(
        "median", "Mitte (Median)",
        "Die Hälfte der Fälle dauerte höchstens so lang. Berechnet aus allen einzelnen Werten der "
        "Auswahl (nächster Rang), nie aus Mittelwerten.",
    ),
    Term(
        "p90", "9 von 10",
        "Neun von zehn Fällen dauerten höchstens so lang; berechnet wie die Mitte.",
    ),
    Term(
        "waits_again", "Weitere Wartezeit",
        "Zeit in „wartet“ und „weitergeleitet“ nach dem ersten Aufruf, zum Beispiel nach einer "
        "Weiterleitung; nur Besuche, bei denen es sie gab.",
    ),
    Term(
        "talks", "Gesprächszeit",
        "Vom Beginn bis zum Ende eines Gesprächs, wie am Platz gedrückt. Jedes Gespräch zählt "
        "einmal, bei dem Anliegen, an dem Platz und in der Stunde, in der es begann. Gespräche, "
        "die niemand beendet hat, zählen nicht: Ihr Ende ist unbekannt. Die Dauer des längsten "
        "Gesprächs zeigen wir nicht, denn sie gehört zu einer einzelnen Person.",
    ),
    Term(
        "busy", "Auslastung",
        "Gesprächszeit geteilt durch die Zeit vom Beginn des ersten bis zum Ende des letzten "
        "Gesprächs, je Platz und Tag, zusammengezählt über die Plätze einer Gruppe. Für einzelne "
        "Plätze gibt es sie nicht.",
    ),
    Term(
        "first_contact", "Im ersten Gespräch erledigt",
        "Beendete Besuche mit genau einem Gespräch, ohne Weiterleitung, zu deren Brief es in den "
        "gewählten Tagen keinen zweiten Besuch gibt. Ob jemand ohne Termin an einem anderen Tag "
        "wiederkam, wissen wir nicht, denn Besuche werden nicht mit Personen verknüpft: Der Anteil "
        "ist deshalb eine Obergrenze.",
    ),
    Term("done", "Beendet", "Besuche, deren letztes Gespräch beendet wurde."),
    Term(
        "no_show", "Aufgerufen, nicht gekommen",
        "Besuche, deren letzter Zustand „nicht erschienen“ ist.",
    ),
    Term(
        "abandoned", "Gegangen, ohne aufgerufen zu werden",
        "Besuche, die endeten, bevor jemand sie aufrief. „Davon beim Tagesabschluss“: Niemand hat "
        "es vermerkt, das System hat sie am Ende des Tages beendet.",
    ),
    Term(
        "broken_off", "Nach dem Aufruf gegangen",
        "Besuche, die nach einem Aufruf als gegangen endeten, zum Beispiel Zurückgestellte, die "
        "nicht wiederkamen.",
    ),
    Term("open", "Noch offen", "Besuche, die noch im Haus sind."),
    Term(
        "told_late", "Nachgemeldet",
        "Besuche, von denen ein Kiosk ohne Verbindung erst an einem späteren Tag berichtet hat. "
        "Was aus ihnen wurde, weiß das System nicht.",
    ),
    Term(
        "parked_visits", "Zurückgestellt",
        "Besuche, die mindestens einmal zurückgestellt wurden.",
    ),
    Term(
        "transferred_visits", "Weitergeleitet",
        "Besuche, die mindestens einmal weitergeleitet wurden.",
    ),
    Term(
        "recalled_visits", "Erneut aufgerufen",
        "Besuche, die mindestens einmal ein weiteres Mal zum selben Platz gerufen wurden.",
    ),
    Term(
        "never", "Termine, zu denen niemand kam",
        "Termine der gewählten Tage, die nicht abgesagt sind, deren Anmeldezeit vorbei ist und mit "
        "deren Brief niemand kam. Wer zu spät kam und eine Nummer zog, zählt nicht dazu.",
    ),
    Term(
        "told", "Treffer der Schätzung",
        "Anteil der Aufgerufenen, bei denen die Zeit von der Nummer bis zum ersten Aufruf in der "
        "Spanne lag, die ihnen mit der Nummer genannt wurde. „Daneben“: wie weit sie sonst "
        "außerhalb lag; innerhalb ist es 0. Wer vorher zurückgestellt oder weitergeleitet wurde "
        "oder gegangen war, zählt nicht.",
    ),
    Term(
        "group", "Platzgruppe",
        "Das Team, das einen Platz besetzt; ohne Team seine Wartezone. Ein Besuch gehört zur "
        "Gruppe des Platzes, der ihn zuerst aufrief. Wechselt ein Platz die Gruppe oder fällt er "
        "weg, so stehen alle Tage bis dahin als ein Teil da: Sonst ließe sich aus zwei Abrufen, "
        "davor und danach, die Arbeit an diesem einen Platz ausrechnen.",
    ),
    Term(
        "least_group", "Kleinste Gruppe",
        "Zahlen über die Arbeit von Beschäftigten gibt es nur für Gruppen mit mindestens so vielen "
        "Personen. Kleinere werden mit anderen zusammengefasst, bis auch der Rest groß genug ist, "
        "damit sich nichts durch Abziehen ausrechnen lässt. Gezählt wird, wie viele verschiedene "
        "Personen Gespräche führten; wo das Protokoll die Namen schon vergessen hat, zählt jeder "
        "Platz als eine Person.",
    ),
)  # fmt: skip
