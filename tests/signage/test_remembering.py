"""What a display remembers over a start: nothing of another display, and not what is damaged."""

from pathlib import Path

from signage.app import _outbox
from signage.settings import Settings
from wire.ids import DeviceId, SiteId


def settings(folder: Path, site: str = "amt") -> Settings:
    return Settings(SiteId(site), DeviceId("display-1"), "localhost", 1883, folder, "secret")


def test_a_player_that_hangs_at_another_site_begins_without_memory(tmp_path: Path) -> None:
    first = _outbox(settings(tmp_path))
    first.note("emergency", "rev 900")
    first.put("m1", "topic", b"payload")
    first.close()
    again = _outbox(settings(tmp_path))
    assert again.noted("emergency") == "rev 900"
    again.close()
    moved = _outbox(settings(tmp_path, "rathaus"))
    assert (moved.noted("emergency"), moved.backlog()) == (None, (0, None))
    moved.close()
