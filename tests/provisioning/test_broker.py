"""The broker's files are replaced as a whole: nobody ever reads half of one."""

from pathlib import Path

import pytest

from hub.kit.accounts import PASSWORDS
from provisioning.broker import Account, prepare
from wire.ids import SiteId

ACCOUNTS = (Account("hub-1", "one", "hub"),)


def test_a_start_that_cannot_write_leaves_the_passwords_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, SiteId("nord"), ACCOUNTS, 1883)
    before = (tmp_path / PASSWORDS).read_text()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        prepare(tmp_path, SiteId("nord"), (), 1883)
    assert (tmp_path / PASSWORDS).read_text() == before
    assert (tmp_path / PASSWORDS).stat().st_mode & 0o777 == 0o600
