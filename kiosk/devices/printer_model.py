"""What we must know of each receipt printer: width, abilities, memory, speed."""

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.printer_address import PrinterModel

FONT_A_DOTS: Final = 12
"""Width of one character of the printer's own font A, in dots (203 dpi, 8 dots a mm)."""
DOTS_PER_MM: Final = 8


@dataclass(frozen=True)
class Model:
    """`profile` is python-escpos's, `dots` the printable width.

    `memory` is how many bytes may be under way to it, so that its receive buffer never fills:
    behind a full buffer an order to clear would wait. One that cannot clear (`clears`) gets
    piece after piece, the next only when the one before stands on paper.
    """

    name: PrinterModel
    profile: str
    dots: int
    confirms_by: Literal["process_id", "paper_sensor"]
    mm_per_s: float
    """How fast it prints at worst, in mm a second."""
    memory: int = 3072
    cuts: bool = True
    clears: bool = True
    """Whether it knows DLE DC4 fn 8."""
    draws_qr: bool = True
    aligns_pictures: bool = True
    """Whether ESC a also puts a narrow picture into the middle."""

    @property
    def columns(self) -> int:
        return self.dots // FONT_A_DOTS


TM_T20II: Final = Model("TM-T20II", "TM-T20II", 576, "process_id", 100)
TM_T88V: Final = Model("TM-T88V", "TM-T88V", 512, "process_id", 150)
RP_F10_58MM: Final = Model("RP-F10-58mm", "RP-F10-58mm", 384, "paper_sensor", 100)
POS_5890: Final = Model(
    "POS-5890", "POS-5890", 384, "paper_sensor", 50,
    cuts=False, clears=False, draws_qr=False, aligns_pictures=False,
)  # fmt: skip
MODELS: Final[dict[PrinterModel, Model]] = {
    model.name: model for model in (TM_T20II, TM_T88V, RP_F10_58MM, POS_5890)
}
