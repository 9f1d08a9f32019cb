"""Settings: what is missing or wrong is said in one sentence, with exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.printer_address import TcpAddress
from kiosk.settings import SettingsError, read_settings
from tests.architecture.house import ROOT


def environment(tmp_path: Path, **changes: str) -> dict[str, str]:
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")
    return {
        "EZ_SITE": "musterstadt",
        "EZ_DEVICE": "kiosk-1",
        "EZ_BROKER": "127.0.0.1:1883",
        "EZ_PASSWORD_FILE": str(tmp_path / "password"),
        "EZ_STATE": str(tmp_path / "state"),
        "EZ_PRINTER": "tcp:127.0.0.1:9100",
        **changes,
    }


def test_a_full_environment_is_understood(tmp_path: Path) -> None:
    settings = read_settings(environment(tmp_path, EZ_SIZE="720x1280", EZ_SCALE="0.5"))
    assert settings.broker == ("127.0.0.1", 1883)
    assert settings.printer == TcpAddress("127.0.0.1", 9100)
    assert settings.printer_model == "TM-T20II"
    assert (settings.size, settings.scale, settings.password) == ((720, 1280), 0.5, "secret")
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    "name", ["EZ_SITE", "EZ_DEVICE", "EZ_BROKER", "EZ_PASSWORD_FILE", "EZ_STATE", "EZ_PRINTER"]
)
def test_what_is_missing_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"{name} is not set"):
        read_settings(environment(tmp_path, **{name: " "}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EZ_SITE", "Muster Stadt"), ("EZ_DEVICE", "#"), ("EZ_BROKER", "localhost"),
        ("EZ_BROKER", "localhost:99999"), ("EZ_PRINTER", "usb:1"), ("EZ_PRINTER", "tcp:x:y"),
        ("EZ_PRINTER_MODEL", "typewriter"),
        ("EZ_CAMERA", "webcam"), ("EZ_SPEAKER", "loud"), ("EZ_SIZE", "big"), ("EZ_SCALE", "0"),
        ("EZ_HEADPHONES", "maybe"), ("EZ_HEADPHONES", "card:"), ("EZ_HEADPHONES", "jack:"),
        ("EZ_CAMERA", "opencv:"), ("EZ_BROKER", "localhost:\u00b2"),
        ("EZ_PASSWORD_FILE", "/dev/null"),
        ("EZ_PANEL_MM", "nan"), ("EZ_DISTANCE_MM", "5"),
        ("EZ_FLOOR_MM", "high"), ("EZ_SCANNER", "usb"), ("EZ_SCANNER", "serial:ttyACM0"),
        ("EZ_SCANNER", "serial:/dev/ttyACM0@fast"), ("EZ_PASSWORD_FILE", "/nowhere/at/all"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings(environment(tmp_path, **{name: value}))


def test_headphones_with_a_card_of_their_own_are_not_the_loudspeaker(tmp_path: Path) -> None:
    card = environment(tmp_path, EZ_HEADPHONES="card:Headset")
    with pytest.raises(SettingsError, match="EZ_HEADPHONES_DEVICE"):
        read_settings(card)
    settings = read_settings({**card, "EZ_HEADPHONES_DEVICE": "plughw:Headset"})
    assert settings.sound == ("default", "plughw:Headset")


@pytest.mark.parametrize(
    "scanner", ["none", "wedge", "serial:/dev/ttyACM0", "serial:/dev/serial/by-id/x-0@115200"]
)
def test_scanners(scanner: str, tmp_path: Path) -> None:
    assert read_settings(environment(tmp_path, EZ_SCANNER=scanner)).scanner == scanner


def test_a_rehearsal_needs_the_simulated_camera(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="EZ_CAMERA=simulated"):
        read_settings(environment(tmp_path), rehearsal=True)


def test_the_program_says_it_and_ends_with_2() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("EZ_")}
    run = subprocess.run(
        [sys.executable, "-m", "kiosk"], cwd=ROOT, env=bare, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (2, "kiosk: EZ_SITE is not set\n")
