"""What a receipt for papers is, and how long it is kept. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hub.kit.errors import HouseError
from wire.ids import DeviceId

KEPT: Final = timedelta(days=14)
"""The receipt ties scanned papers to their person; by then they lie in the file."""


class UnknownReceipt(HouseError):
    """No papers were handed in under this code, or it was long ago."""

    key = "unknown_receipt"
    status = 404


class NoReceiptCode(HouseError):
    """The text is no code of a receipt: a character is missing or wrong."""

    key = "no_receipt_code"
    status = 422


class ReceiptCodeTaken(HouseError):
    """Other papers have been handed in under this code."""

    key = "receipt_code_taken"
    status = 409


@dataclass(frozen=True)
class Receipt:
    """Papers that were handed in (Eingangsbestätigung).

    `at` is when, `received_at` when the hub heard of it; `appointment` is that of the visitor's
    letter, None when none of ours was shown.
    """

    code: str
    device: DeviceId
    at: datetime
    received_at: datetime
    appointment: str | None
    lang: str
    delete_on: date


def delete_on(day: date) -> date:
    """The day on which a receipt of `day` is forgotten."""
    return day + KEPT
