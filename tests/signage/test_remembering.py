"""What a display remembers over a start: nothing of another display, and not what is damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest

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


def without_its_first_page(raw: bytes) -> bytes:
    return bytes(4096) + raw[4096:]


def sound_at_its_head(raw: bytes) -> bytes:
    return raw[:12288] + b"\xff" * (len(raw) - 12288)


@pytest.mark.warns("memory_moved_aside")
@pytest.mark.parametrize("spoil", [without_its_first_page, sound_at_its_head])
def test_a_memory_that_a_power_cut_has_damaged_does_not_keep_the_display_dark(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    before = _outbox(settings(tmp_path))
    for n in range(200):
        before.note(f"n{n}", "x" * 500)
    before.close()
    path = tmp_path / "outbox.sqlite"
    path.write_bytes(spoil(path.read_bytes()))
    after = _outbox(settings(tmp_path))
    after.note("n1", "new")
    assert (after.noted("n1"), after.noted("n150")) == ("new", None)
    after.close()
    assert len(list(tmp_path.glob("outbox.sqlite.broken-*"))) == 1
