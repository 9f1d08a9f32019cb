"""Visitors who play the whole journey by themselves; each step wants its evidence.

What counts: the number in the bytes that the printer received, read by a decoder that knows
nothing of the encoder, and the frame that the addressed display acknowledged to the hub.
"""

import time
from collections.abc import Callable
from typing import Any

import httpx

from kiosk.texts import words
from provisioning.demo.desk import Desk
from provisioning.demo.office import Furnished
from provisioning.demo.transcript import Transcript
from provisioning.house import House, read_state, slips

FINGER_S = 0.6
"""Nobody reads a screen and touches it faster; the kiosk takes what comes sooner for a slip."""
STEPS_BACK = 5
"""No screen lies deeper."""
SAYS = words("de")
"""What is written on the kiosk's buttons."""


def play(house: House, furnished: Furnished) -> int:
    """0 when every scene found its evidence, otherwise 1."""
    visitors = Visitors(house, furnished, Transcript())
    return visitors.play()


class Visitors:
    """One kiosk, one member of staff at a desk, and people with letters and without."""

    def __init__(self, house: House, furnished: Furnished, transcript: Transcript) -> None:
        self.house = house
        self.furnished = furnished
        self.transcript = transcript
        self.waiting = ""
        login = furnished.login("reception")
        self.desk = Desk(house.url(), login.login, login.password)

    def play(self) -> int:
        scenes: list[tuple[str, Callable[[], None]]] = [
            ("Frau mit Termin: Brief, Zettel, Aufruf, Anzeige", self.with_letter),
            ("Noch ein Termin: wartet auf den Aufruf", self.waits),
            ("Mann ohne Termin: Anliegen, Zettel, Aufruf", self.walk_in),
            ("Briefe, die heute hier nicht gelten", self.letters_refused),
            ("Derselbe Brief noch einmal: dieselbe Nummer, kein zweiter Zettel", self.same_letter),
            ("Das Papier ist aus: Nummer auf dem Bildschirm, kein fremder Zettel", self.no_paper),
            ("Der Hub fällt aus: der Kiosk arbeitet allein weiter", self.hub_dies),
            ("Der Broker fällt aus und kommt wieder", self.broker_dies),
        ]
        for title, scene in scenes:
            self.transcript.scene(title, scene)
        self.desk.close()
        failures = self.transcript.failures
        verdict = f"{failures} Szenen ohne Beweis" if failures else "Alle Beweise liegen vor."
        print(f"\n{verdict}", flush=True)
        return 1 if failures else 0

    # ------------------------------------------------------------------ scenes

    def with_letter(self) -> None:
        letter = self.furnished.letter("good")
        self.hold(letter.text)
        number = self.number_on_screen("done")
        self.number_on_paper(number)
        self.called_and_served(number)

    def waits(self) -> None:
        self.idle()
        self.hold(self.furnished.letter("good", 1).text)
        self.waiting = self.number_on_screen("done")
        self.number_on_paper(self.waiting)

    def same_letter(self) -> None:
        before = len(self.papers())
        self.idle()
        self.hold(self.furnished.letter("good", 1).text)
        again = self.number_on_screen("done")
        self.must("dieselbe Nummer", again == self.waiting)
        self.must("kein zweiter Zettel", len(self.papers()) == before)

    def walk_in(self) -> None:
        self.idle()
        self.touch(SAYS["walk_in"])
        self.shows("choosing")
        for name in self.furnished.concern_path():
            self.touch(name)
        number = self.number_on_screen("done")
        self.number_on_paper(number)
        self.called_and_served(number)

    def letters_refused(self) -> None:
        for letter in self.furnished.office.letters:
            if letter.kind == "good":
                continue
            self.idle()
            self.hold(letter.text)
            reason = self.transcript.see(
                f"abgelehnt: {letter.title}",
                lambda: self.kiosk().get("reason") if self.at("refused") else None,
            )
            self.must(f"Grund {reason} passt zu {letter.kind}", reason == letter.kind)

    def no_paper(self) -> None:
        self.printer(fault="paper_out")
        self.idle()
        before = len(self.papers())
        try:
            self.hold(self.furnished.letter("good", 2).text)
            number = self.number_on_screen("paper_failed")
            self.transcript.see("die Nummer wird gesprochen", lambda: self.says(number))
            self.transcript.see("der Empfang sieht es", lambda: self.paper_mark(number))
        finally:
            self.printer(fault=None)
        self.idle()
        self.hold(self.furnished.letter("good", 3).text)
        following = self.number_on_screen("done")
        self.number_on_paper(following)
        new = [slip["number"] for slip in self.papers()[before:]]
        self.must("nur der neue Zettel kam heraus", new == [following])

    def hub_dies(self) -> None:
        self.without("hub-1", self.furnished.letter("good", 4).text)

    def broker_dies(self) -> None:
        number = self.without("broker", self.furnished.letter("good", 5).text)
        self.called_and_served(number)

    def without(self, child: str, letter: str) -> str:
        """The kiosk works alone; what it gave out stands at reception when the house is back."""
        self.idle()
        self.house.children[child].kill()
        self.hold(letter)
        number = self.number_on_screen("done")
        self.number_on_paper(number)
        self.must("eine Nummer des Kiosks selbst", number[0] not in "TW")
        self.house.start_child(child)
        self.house.wait_ready(child)
        self.transcript.see("der Empfang hat sie nachgetragen", lambda: self.waits_at_desk(number))
        return number

    def waits_at_desk(self, number: str) -> dict[str, Any] | None:
        """None also while the hub still comes up."""
        try:
            return self.line("waiting", number)
        except httpx.HTTPError:
            return None

    # ------------------------------------------------------------------ what is done

    def hold(self, text: str) -> None:
        self.house.children["kiosk-01"].tell(hold=text)
        self.transcript.say("Brief vor der Kamera")

    def touch(self, words: str) -> None:
        """Touch the button that says so, where the kiosk has drawn it."""
        time.sleep(FINGER_S)
        at = self.transcript.see(f"berührt „{words}“", lambda: self.touchable().get(words))
        self.house.children["kiosk-01"].tell(touch=at)

    def printer(self, **command: object) -> None:
        self.house.children["printer-kiosk-01"].tell(**command)

    def idle(self) -> None:
        """Bring the kiosk back to its start, as the next visitor finds it."""
        for _ in range(STEPS_BACK):
            time.sleep(FINGER_S)
            if self.at("welcome"):
                break
            known = self.touchable()
            if at := known.get(SAYS["finish"]) or known.get(SAYS["back"]):
                self.house.children["kiosk-01"].tell(touch=at)
        self.shows("welcome")

    def called_and_served(self, number: str) -> None:
        """Staff call the number; the zone's display shows it and the hub knows when.

        The display lets each call stand for a while, so its board's revision tells that it knows.
        """
        call, display = self.call(number)
        for act in ("start", "finish"):
            before = self.board_on(display)
            self.desk.move(call["ticket_id"], act)
            self.newer(display, before)

    def call(self, number: str) -> tuple[dict[str, Any], str]:
        """Call from a desk that may; gives the call and the display that has shown it."""
        ticket = self.transcript.see("wartet am Empfang", lambda: self.line("waiting", number))
        self.desk.room = self.furnished.desk_for(ticket["room"], ticket["zone"])
        self.desk.act("session/room", room=self.desk.room)
        call = self.desk.call(ticket["ticket_id"])
        display = self.display_of(str(ticket["zone"]))
        self.transcript.see(
            f"{display} zeigt {number} → {self.desk.room}",
            lambda: call["call_id"] in self.calls_on(display) or None,
        )
        seen = self.transcript.see("die Anzeige hat es bestätigt", lambda: self.seen(number))
        self.transcript.say(f"gezeigt auf {seen[0]['display']}, Bild von {seen[0]['at']}")
        return call, display

    # ------------------------------------------------------------------ what is seen

    def must(self, what: str, found: bool) -> None:
        self.transcript.see(what, lambda: found or None, within_s=0)

    def kiosk(self) -> dict[str, Any]:
        return self.view("kiosk-01")

    def at(self, state: str) -> bool:
        return self.kiosk().get("state") == state

    def shows(self, state: str, within_s: float = 20) -> None:
        self.transcript.see(f"Kiosk zeigt {state}", lambda: self.at(state), within_s)

    def touchable(self) -> dict[str, list[int]]:
        return dict(self.kiosk().get("touchable") or {})

    def says(self, number: str) -> bool:
        said = str(self.kiosk().get("spoken") or "")
        return " ".join(number) in said

    def papers(self) -> list[dict[str, Any]]:
        return list(slips(self.house.paper()))

    def number_on_screen(self, state: str) -> str:
        self.shows(state)
        return self.transcript.see(
            "Nummer auf dem Bildschirm", lambda: str(self.kiosk().get("number") or "")
        )

    def number_on_paper(self, number: str) -> None:
        self.transcript.see(
            f"Zettel {number} kam heraus",
            lambda: any(slip.get("number") == number for slip in self.papers()) or None,
        )

    def line(self, part: str, number: str) -> dict[str, Any] | None:
        floor = self.desk.floor()
        return next((line for line in floor[part] if line["number"] == number), None)

    def paper_mark(self, number: str) -> dict[str, Any] | None:
        line = self.line("waiting", number)
        return line["paper"] if line else None

    def seen(self, number: str) -> list[dict[str, Any]] | None:
        line = self.line("called", number)
        return line["seen"] if line else None

    def display_of(self, zone: str) -> str:
        return next(d.device for d in self.house.plan.displays if d.zone == zone)

    def newer(self, display: str, before: int) -> None:
        """The display has a newer board than `before`."""
        newer = f"{display} hat den neuen Stand"
        self.transcript.see(newer, lambda: self.board_on(display) > before or None)

    def board_on(self, display: str) -> int:
        """The revision of the newest board that the display has."""
        return int(self.view(display).get("rev") or 0)

    def calls_on(self, display: str) -> list[str]:
        return [str(call_id) for call_id in self.view(display).get("open", [])]

    def view(self, device: str) -> dict[str, Any]:
        return read_state(self.house.view(device))
