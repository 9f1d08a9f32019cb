"""The camera's thread made ready: codes become events, frames become the scene's preview."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.flow import events as ev
from kiosk.troubles import Troubles

if TYPE_CHECKING:
    from kiosk.devices.ports import Camera, Frame
    from kiosk.devices.scanner import Watcher


class Eye:
    """What the watcher tells, in the words of the session."""

    def __init__(
        self,
        troubles: Troubles,
        clock: Callable[[], datetime],
        tell: Callable[[ev.Event], None],
        preview: "Callable[[Frame], None]",
    ) -> None:
        self._troubles = troubles
        self._clock = clock
        self._tell = tell
        self._preview = preview

    def watch(self, camera: "Camera") -> "Watcher":
        """A started watcher; loads the decoders, so not to be called on the GUI thread."""
        from kiosk.devices.decoders import Cascade  # noqa: PLC0415 - slow to load
        from kiosk.devices.scanner import Listeners, Watcher  # noqa: PLC0415 - slow to load

        listeners = Listeners(self._codes, self._preview, self._trouble)
        watcher = Watcher(camera, Cascade(), listeners, self._clock)
        watcher.start()
        return watcher

    def _codes(self, texts: Sequence[str], frame: "Frame") -> None:
        self._tell(ev.CodesSeen(self._clock(), tuple(texts), frame.at))

    def _trouble(self, trouble: str | None) -> None:
        fault = trouble.removeprefix("camera_") if trouble else None
        self._troubles.set("camera", fault, self._clock())
