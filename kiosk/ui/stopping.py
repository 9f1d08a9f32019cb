"""SIGTERM and SIGINT end the program through its event loop, so that it can say goodbye."""

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication


class SignalEars:
    """Wakes the event loop: a Python handler alone would wait until Python has something to do."""

    def __init__(self, app: QGuiApplication) -> None:
        self._inside, self._outside = socket.socketpair()
        self._outside.setblocking(False)
        signal.set_wakeup_fd(self._outside.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._inside.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(app.quit)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._inside.close()
        self._outside.close()


def quit_on_signals(app: QGuiApplication) -> SignalEars:
    """From now on these signals call `app.quit`; keep what is returned."""
    return SignalEars(app)
