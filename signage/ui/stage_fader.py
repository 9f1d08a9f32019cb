"""Two sheets that take turns: what is new comes up over what was, which stays until then."""

from PySide6.QtCore import QObject, QVariantAnimation, Signal

from signage.ui.stage_view import StageModel


class Fader(QObject):
    """`settled` when a change has come to its end."""

    settled = Signal()

    def __init__(self, model: StageModel) -> None:
        super().__init__(model)
        self._model = model
        self.front, self.back = model.sheets
        self._rising = True
        self._busy = False
        self._animation = QVariantAnimation(self)
        self._animation.valueChanged.connect(self._on_value)
        self._animation.finished.connect(self._on_finished)

    @property
    def busy(self) -> bool:
        return self._busy

    def cross(self, ms: int) -> None:
        """What was put on the back sheet comes up, within so many milliseconds."""
        self.front, self.back = self.back, self.front
        self.back.lower()
        self._begin(ms, rising=True)

    def to_nothing(self, ms: int) -> None:
        """The front sheet goes; what is below the stage is seen."""
        self._begin(ms, rising=False)

    def finish(self) -> None:
        """The change that is under way is over now."""
        if self._busy:
            self._animation.stop()
            self._on_finished()

    def _begin(self, ms: int, *, rising: bool) -> None:
        self._busy, self._rising = True, rising
        begin, end = (0.0, 1.0) if rising else (1.0, 0.0)
        self.front.fade(begin, above=True)
        if ms <= 0:
            self._on_finished()
            return
        self._animation.setDuration(ms)
        self._animation.setStartValue(begin)
        self._animation.setEndValue(end)
        self._animation.start()

    def _on_value(self, value: float) -> None:
        if self._busy:
            self.front.fade(value, above=True)

    def _on_finished(self) -> None:
        self.back.clear()
        if self._rising:
            self.front.fade(1.0, above=True)
        else:
            self.front.clear()
        self._busy = False
        self.settled.emit()
