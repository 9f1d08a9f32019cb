"""The broker's files are replaced as a whole: nobody ever reads half of one."""

import os
from pathlib import Path

import pytest

from hub.kit.accounts import OURS, PASSWORDS, RIGHTS
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


def test_files_stay_readable_for_another_user_s_mosquitto(tmp_path: Path) -> None:
    prepare(tmp_path, SiteId("nord"), ACCOUNTS, 1883)
    group = 65534 if os.geteuid() == 0 else os.getgroups()[-1]
    for name in (PASSWORDS, RIGHTS):
        os.chown(tmp_path / name, -1, group)
        (tmp_path / name).chmod(0o640)
    prepare(tmp_path, SiteId("nord"), (*ACCOUNTS, Account("d-1", "two", "display")), 1883)
    for name in (PASSWORDS, RIGHTS):
        kept = (tmp_path / name).stat()
        assert "d-1" in (tmp_path / name).read_text()
        assert (kept.st_gid, kept.st_mode & 0o777) == (group, 0o640)


def test_a_group_that_may_not_be_given_is_refused_before_anything_is_swapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, SiteId("nord"), ACCOUNTS, 1883)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}

    def denied(file: Path, _owner: int, _group: int) -> None:
        if RIGHTS in file.name:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.chown", denied)
    with pytest.raises(PermissionError):
        prepare(tmp_path, SiteId("nord"), (), 1883)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


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
