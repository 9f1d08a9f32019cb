"""Chooses where Qt draws; to be asked before Qt is loaded."""

from collections.abc import MutableMapping


def choose_platform(environment: MutableMapping[str, str]) -> None:
    """Without a display the scene is drawn into memory."""
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    if environment.get("QT_QPA_PLATFORM") == "offscreen":
        environment.setdefault("QT_QUICK_BACKEND", "software")
