"""The screen of a player that nobody knows yet: its code, the hub's address, what to do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Property, QObject, QUrl, Signal
from PySide6.QtQml import QmlElement

from signage.ui.scene import window_of

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1
QML = Path(__file__).parent / "qml" / "Pairing.qml"

FAULTS: Final[dict[str, tuple[str, str]]] = {
    "": ("Einen Moment bitte.", "One moment, please."),
    "unreachable": (
        "Der Hub antwortet nicht. Bitte Netz und Adresse prüfen.",
        "The hub does not answer. Please check network and address.",
    ),
    "too_many": (
        "Es warten schon viele neue Displays. Dieses versucht es gleich wieder.",
        "Many new displays are waiting. This one will try again soon.",
    ),
    "refused": (
        "Der Hub kann dieses Display nicht aufnehmen. Bitte am Hub nachsehen.",
        "The hub cannot take this display in. Please look at the hub.",
    ),
    "disk": (
        "Dieses Display kann nichts speichern. Bitte den Datenträger prüfen.",
        "This display cannot store anything. Please check its storage.",
    ),
}


@dataclass(frozen=True)
class PairingFace:
    """What is drawn; without a code the reason stands in its place."""

    hub: str
    code: str = ""
    minutes: int = 0
    fault: str = ""


@QmlElement
class PairingView(QObject):
    """Ready words for QML, told when they change."""

    changed = Signal()

    def __init__(self, first: PairingFace) -> None:
        super().__init__()
        self._face = first

    def show(self, face: PairingFace) -> None:
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def code(self) -> str:
        """In two groups of three, as it is read out."""
        code = self._face.code
        return f"{code[:3]} {code[3:]}" if code else ""

    @Property(str, notify=changed)
    def first(self) -> str:
        if not self._face.code:
            return FAULTS[self._face.fault][0]
        return f"Technik: Diesen Code eingeben unter\n{self._face.hub}/displays/new"

    @Property(str, notify=changed)
    def second(self) -> str:
        if not self._face.code:
            return FAULTS[self._face.fault][1]
        return "Technician: enter this code at the address above."

    @Property(str, notify=changed)
    def foot(self) -> str:
        if not self._face.code:
            return self._face.hub
        left = self._face.minutes
        span = "noch 1 Minute" if left == 1 else f"noch {left} Minuten"
        return f"Der Code gilt {span}. · Code valid for {left} min."


class PairingScene:
    """The window with the code, `size` in pixels."""

    def __init__(self, size: tuple[int, int], hub: str) -> None:
        self._hub = hub
        self._view = PairingView(PairingFace(hub))
        self.window = window_of(QML, self._view, size)

    def show_code(self, code: str, left_s: float) -> None:
        """The code, and for how long it still holds."""
        minutes = max(1, round(left_s / 60))
        self._view.show(PairingFace(self._hub, code, minutes))

    def show_fault(self, fault: str) -> None:
        """Why there is no code at the moment."""
        self._view.show(PairingFace(self._hub, fault=fault))

    def close(self) -> None:
        """Take the scene down before the object that it is bound to."""
        self.window.close()
        self.window.setSource(QUrl())
