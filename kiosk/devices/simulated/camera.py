"""A simulated camera: an empty hall, and a letter that someone holds before it for a while."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from kiosk.devices.ports import CameraError, Frame, Image
from kiosk.devices.simulated.photo import Conditions, Pose, expose, hall, held, sheet_of

CameraFault = Literal["dark", "frozen", "unplugged", "covered", "stalled"]
"""`stalled`: it neither gives a picture nor says that it cannot, as a driver that hangs."""

HOLD_S = 3.0
MOVE_S = 0.5
"""How long the letter takes to come into view, and to leave it."""
BUSY_S, IDLE_S = 1 / 15, 1 / 4
_START, _END = (420.0, 1180.0), (560.0, 390.0)


class SimulatedCamera:
    """Behind `Camera`; `now` is a steady clock, `seed` decides how letters are held.

    Any thread may call `hold` and `fault` while another reads.
    """

    def __init__(self, now: Callable[[], datetime], seed: int = 1) -> None:
        self._now = now
        self._chance = np.random.default_rng(seed)
        self._woken = threading.Condition()
        self._fault: CameraFault | None = None
        self._closed = False
        self._text: str | None = None
        self._held_at = now()
        self._hand = self._new_hand()
        self._last_at = self._held_at
        self._last: Image | None = None

    def hold(self, text: str) -> None:
        """Someone holds a letter whose code says `text` into view for about three seconds."""
        with self._woken:
            self._text = text
            self._held_at = self._now()
            self._hand = self._new_hand()
            self._woken.notify_all()

    def fault(self, fault: CameraFault | None) -> None:
        """Break the camera in one way, or make it well again."""
        with self._woken:
            self._fault = fault
            self._woken.notify_all()

    def read(self) -> Frame:
        """The next frame, at about 15 a second with a letter in view, else 4."""
        with self._woken:
            letter = self._letter()
            passed = (self._now() - self._last_at).total_seconds()
            self._woken.wait_for(
                lambda: self._closed or (not letter and self._letter()),
                max(0.0, (BUSY_S if letter else IDLE_S) - passed),
            )
            self._woken.wait_for(lambda: self._closed or self._fault != "stalled")
            if self._closed or self._fault == "unplugged":
                raise CameraError("the simulated camera is unplugged")
            at = self._last_at = self._now()
            if self._fault != "frozen" or self._last is None:
                self._last = self._picture(at)
            return Frame(self._last.copy(), at)

    def close(self) -> None:
        with self._woken:
            self._closed = True
            self._woken.notify_all()

    def _letter(self) -> str | None:
        if self._text and self._now() - self._held_at > timedelta(seconds=HOLD_S + 2 * MOVE_S):
            self._text = None
        return self._text

    def _new_hand(self) -> tuple[float, ...]:
        """How this person holds it: turn, tilt, swing, nearness, tremor, tempo."""
        return tuple(float(v) for v in self._chance.uniform(-1, 1, 6))

    def _picture(self, at: datetime) -> Image:
        conditions = Conditions(defocus=0.7, noise=3.5, slope=0.2)
        scene = hall()
        if text := self._letter():
            pose, conditions = _movement(self._hand, (at - self._held_at).total_seconds())
            scene = held(scene, sheet_of(text), pose, conditions)
        if self._fault == "covered":
            scene = np.full_like(scene, (96, 110, 148))
        if self._fault == "dark":
            conditions = Conditions(noise=2.0, light=0.01)
        return expose(scene, conditions, self._chance)


def _movement(hand: tuple[float, ...], t: float) -> tuple[Pose, Conditions]:
    """Where the letter is `t` seconds after it was raised, and what the lens makes of that."""
    turn, tilt, swing, near, tremor, tempo = hand
    leaving = t - (MOVE_S + HOLD_S)
    away = 1 - min(1.0, t / MOVE_S) if leaving < 0 else min(1.0, leaving / MOVE_S)
    away = away * away * (3 - 2 * away)
    sway = np.sin(t * (3.1 + tempo) + tremor * 3)
    drift = np.sin(t * (1.7 + 0.4 * tempo))
    pose = Pose(
        x=_END[0] + (_START[0] - _END[0]) * away + 14 * sway,
        y=_END[1] + (_START[1] - _END[1]) * away + 10 * drift,
        px_per_mm=5.3 + 0.5 * near + 0.25 * float(drift),
        degrees=9 * turn + 3 * float(sway) + 14 * away,
        tilt=0.22 * tilt + 0.06 * float(drift),
        swing=0.22 * swing + 0.06 * float(sway),
    )
    conditions = Conditions(
        defocus=0.8 + 1.6 * float(away) + 0.25 * abs(near),
        motion=22 * float(away) * (1 - float(away)) * 4,
        noise=4.0,
        slope=0.22,
        glare=0.12 * abs(tremor),
    )
    return pose, conditions
