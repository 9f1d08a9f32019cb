"""What tests of pairing share: an office with a broker's folder, and a player nobody knows."""

from datetime import timedelta
from pathlib import Path

from starlette.testclient import TestClient

from tests.hub.reception.test_http import Desk
from tests.pages.office import Office as SmallOffice

DAY = timedelta(days=1)
OWN = "hub-1:x\n"
"""The hub's own account at the broker."""
PLAYER = {"model": "Raspberry Pi 4", "version": "0.1.0", "width": 1920, "height": 1080}
PLACE: dict[str, object] = {
    "device": "display-9", "name": "Display 9", "role": "zone", "zone": "A", "node": "display-1",
    "facing_deg": 90, "reading_distance_m": 4, "panel_height_mm": 530,
}  # fmt: skip


class NewPlayer:
    """A player that nobody knows, as it speaks to the hub."""

    def __init__(self, office: SmallOffice, address: str = "10.0.0.1") -> None:
        self.http = TestClient(office.app, base_url="http://hub.local", client=(address, 4711))
        answer = self.http.post("/api/v1/pairing", json=PLAYER)
        self.status, self.asked = answer.status_code, answer.json()

    @property
    def code(self) -> str:
        return str(self.asked["code"])

    def poll(self, what: str = "", secret: str | None = None) -> tuple[int, dict[str, object]]:
        path = f"/api/v1/pairing/{self.asked['id']}{what}"
        answer = self.http.post(path, json={"secret": secret or self.asked["secret"]})
        return answer.status_code, answer.json() if answer.content else {}


def kept(tmp_path: Path) -> str:
    """The broker's passwords without the hub's own."""
    return (tmp_path / "broker" / "passwords").read_text().removeprefix(OWN)


def pair(office: SmallOffice, code: str, **changes: object) -> tuple[int, dict[str, object]]:
    return Desk(office, "lang").api(f"/pairing-codes/{code}/display", PLACE | changes)
