"""The steps of loudness that a visitor can choose (EN 301 549, 5.1.3.11 to 5.1.3.13). Pure."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kiosk.devices.ports import Samples

STEPS_DB: Final = (-18, -12, -6, 0)
"""Against the loudest: a range of 18 dB, with a step 12 dB above the lowest."""
DEFAULT: Final = 1
"""Who installs the kiosk sets the amplifier so that this step gives at most 65 dBA."""


def louder(step: int) -> int:
    """The next step upwards; after the loudest comes the lowest."""
    return (step + 1) % len(STEPS_DB)


def gain(step: int) -> float:
    """By what samples are multiplied."""
    return float(10 ** (STEPS_DB[step] / 20))


def scaled(samples: "Samples", step: int) -> "Samples":
    """The same sound at this loudness."""
    return (samples * gain(step)).astype(samples.dtype)
