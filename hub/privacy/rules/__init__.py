"""The register of personal data, whose data a person's is, and what keeps it from being deleted."""

from hub.privacy.rules.parts import THEN, TIMED, WHOSE, Clock, Holding
from hub.privacy.rules.plain import EVERYTHING, NOT_PERSONAL
from hub.privacy.rules.register import ENDING, REGISTER, STEPS, TABLES
from hub.privacy.rules.staff import ERASURES_KEPT

__all__ = [
    "ENDING",
    "ERASURES_KEPT",
    "EVERYTHING",
    "NOT_PERSONAL",
    "REGISTER",
    "STEPS",
    "TABLES",
    "THEN",
    "TIMED",
    "WHOSE",
    "Clock",
    "Holding",
]
