"""Makes the devices that the settings name, and hands the simulated ones to rehearsals."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.devices.clocks import Clocks
from kiosk.devices.headphones import Plugged, headphones
from kiosk.devices.simulated.headphones import SimulatedHeadphones
from kiosk.settings import Settings
from kiosk.ui.rehearsal import Rehearsal

if TYPE_CHECKING:
    from kiosk.devices.ports import Camera, Printer
    from kiosk.devices.simulated.speaker import SimulatedSpeaker
    from kiosk.devices.speaker import EspeakSpeaker


class Fitting:
    """Each device is made once; what is slow to load is loaded then."""

    def __init__(self, settings: Settings, rehearsal: Rehearsal | None, clocks: Clocks) -> None:
        self._settings = settings
        self._rehearsal = rehearsal
        self._clocks = clocks

    def printer(self) -> "Printer":
        from kiosk.devices.printer import EscposPrinter  # noqa: PLC0415 - slow to load
        from kiosk.devices.printer_lines import transport_to  # noqa: PLC0415
        from kiosk.devices.printer_model import MODELS  # noqa: PLC0415

        transport = transport_to(self._settings.printer)
        return EscposPrinter(transport, MODELS[self._settings.printer_model])

    def headphones(self) -> Plugged:
        if self._settings.headphones != "simulated":
            return headphones(self._settings.headphones)
        simulated = SimulatedHeadphones()
        if self._rehearsal:
            self._rehearsal.take_plug(simulated.plug)
        return simulated

    def speaker(
        self, plugged: Plugged, on_end: Callable[[str], None]
    ) -> "EspeakSpeaker | SimulatedSpeaker":
        """`on_end` gets each text that was said to its end."""
        if self._settings.speaker == "simulated":
            from kiosk.devices.simulated.speaker import SimulatedSpeaker  # noqa: PLC0415

            simulated = SimulatedSpeaker(plugged, on_end, clock=self._clocks.steady)
            if self._rehearsal:
                self._rehearsal.listen(lambda: simulated.said[-1].text if simulated.said else None)
            return simulated
        from kiosk.devices.speaker import EspeakSpeaker, aplay  # noqa: PLC0415 - slow to load

        return EspeakSpeaker(aplay(*self._settings.sound), plugged, on_end)

    def camera(self) -> "Camera":
        if self._settings.camera == "simulated":
            from kiosk.devices.simulated.camera import SimulatedCamera  # noqa: PLC0415

            simulated = SimulatedCamera(self._clocks.steady)
            if self._rehearsal:
                self._rehearsal.take_hand(simulated)
            return simulated
        from kiosk.devices.camera import OpenCvCamera  # noqa: PLC0415

        source = self._settings.camera.removeprefix("opencv:")
        return OpenCvCamera(int(source) if source.isdigit() else source, self._clocks.steady)
