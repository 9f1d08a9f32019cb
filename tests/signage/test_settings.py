"""A display says which setting is missing or wrong, and keeps its password to itself."""

from pathlib import Path

import pytest

from signage.settings import SettingsError, read_settings


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "password").write_text("s3cret-word\n", encoding="utf-8")
    return {
        "EZ_SITE": "musterstadt",
        "EZ_DEVICE": "display-1",
        "EZ_BROKER": "127.0.0.1:1883",
        "EZ_PASSWORD_FILE": str(tmp_path / "password"),
        "EZ_STATE": str(tmp_path / "state"),
    }


def test_the_least_that_is_needed(env: dict[str, str]) -> None:
    settings = read_settings(env)
    assert (settings.host, settings.port) == ("127.0.0.1", 1883)
    assert settings.speaker == "aplay"
    assert settings.size is None
    assert settings.password == "s3cret-word"
    assert "s3cret-word" not in repr(settings)


@pytest.mark.parametrize(
    "name", ["EZ_SITE", "EZ_DEVICE", "EZ_BROKER", "EZ_PASSWORD_FILE", "EZ_STATE"]
)
def test_a_missing_setting_is_named(env: dict[str, str], name: str) -> None:
    del env[name]
    with pytest.raises(SettingsError, match=name):
        read_settings(env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EZ_SITE", "Müster Stadt"),
        ("EZ_DEVICE", "x"),
        ("EZ_BROKER", "localhost"),
        ("EZ_BROKER", "localhost:99999"),
        ("EZ_PASSWORD_FILE", "/nonexistent"),
        ("EZ_SPEAKER", "loud"),
        ("EZ_SIZE", "big"),
        ("EZ_SCALE", "0"),
        ("EZ_SCALE", "nan"),
        ("EZ_CLOCK_OFF", "1.5"),
    ],
)
def test_a_wrong_setting_is_named(env: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings(env | {name: value})


def test_size_scale_and_a_clock_that_is_wrong(env: dict[str, str]) -> None:
    settings = read_settings(
        env | {"EZ_SIZE": "1024x600", "EZ_SCALE": "0.4", "EZ_CLOCK_OFF": "-61"}
    )
    assert settings.clock_off == -61
    assert settings.size == (1024, 600)
    assert settings.scale == 0.4
