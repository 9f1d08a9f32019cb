"""Accounts as mosquitto's files have them: one in, one out, nobody else touched."""

from hypothesis import given
from hypothesis import strategies as st

from wire.rights import fits, password_hash, rights, with_password, with_rights

names = st.sampled_from(["hub-1", "kiosk-01", "display-1", "display-10"])
SALT = b"twelve bytes"


def test_a_password_fits_its_own_hash_only() -> None:
    kept = password_hash("geheim", SALT)
    assert kept.startswith("$7$1000$")
    assert fits("geheim", kept)
    assert not fits("Geheim", kept)
    assert not fits("geheim", "x")
    assert not fits("geheim", "$7$1000$keinbase64$")


def test_every_device_may_read_its_sites_alarms_and_tell_none() -> None:
    for role in ("kiosk", "display"):
        lines = rights("nord", "device-1", role).splitlines()
        assert "topic read ez/v1/nord/bcast/emergency" in lines
        assert not [line for line in lines if "emergency" in line and "read" not in line]


@given(st.lists(st.tuples(names, st.booleans()), max_size=12))
def test_whatever_comes_and_goes_each_account_stands_once_and_whole(
    steps: list[tuple[str, bool]],
) -> None:
    passwords, lines, there = "", "", set[str]()
    for name, stays in steps:
        passwords = with_password(passwords, name, "hash" if stays else None)
        lines = with_rights(lines, name, rights("nord", name, "display") if stays else None)
        there = there | {name} if stays else there - {name}
    assert sorted(passwords.splitlines()) == sorted(f"{name}:hash" for name in there)
    for name in ("hub-1", "kiosk-01", "display-1", "display-10"):
        assert lines.count(f"user {name}\n") == (name in there)
        assert (rights("nord", name, "display") in lines) == (name in there)
