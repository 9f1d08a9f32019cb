"""Simulated devices: complete, honest about faults, used by the demo house and by tests."""

from kiosk.devices.simulated.letter import Words, letter_picture

__all__ = ["Words", "letter_picture"]
