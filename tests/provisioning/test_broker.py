"""The broker's files are replaced as a whole: nobody ever reads half of one."""

from pathlib import Path

import pytest

from hub.kit.accounts import OURS, PASSWORDS
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
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("garbage", ["{", "[]", '{"display-9": 3}', "\udcff"])
def test_a_damaged_book_of_the_hub_is_named_and_nothing_is_written(
    tmp_path: Path, garbage: str
) -> None:
    prepare(tmp_path, SiteId("nord"), ACCOUNTS, 1883)
    before = (tmp_path / PASSWORDS).read_text()
    (tmp_path / OURS).write_bytes(garbage.encode(errors="surrogateescape"))
    with pytest.raises(ValueError, match=r"made-by-hub\.json is damaged"):
        prepare(tmp_path, SiteId("nord"), ACCOUNTS, 1883)
    assert (tmp_path / PASSWORDS).read_text() == before
