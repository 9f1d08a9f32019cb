"""`python -m tests.bench.reading`: how many hard frames are read, how fast, and what rest costs."""

import argparse
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from pyzbar import pyzbar

from kiosk.devices.decoders import Cascade, ZxingDecoder
from kiosk.devices.motion import AWAKE
from kiosk.devices.ports import CameraError, Frame, Image
from kiosk.devices.scanner import Listeners, Watcher
from kiosk.devices.simulated.hard_frames import (
    CLASSES,
    SEQUENCE,
    HardClass,
    hard_code,
    hard_frame,
    sequence,
)
from kiosk.devices.simulated.photo import Conditions, expose, hall
from kiosk.devices.treatments import ALL, grey_of
from tests.bench.figures import percentile, single, spread

Row = dict[str, Any]
Read = Callable[[Image], Sequence[str]]
SEEDS: Final = 200
FRESH: Final = 2000
"""From here on no seed was looked at while the cascade was made."""
SEEDS_ALONE: Final = 40
IDLE_S: Final = 10.0
FPS_FRAMES: Final = 300


def _zbar(image: Image) -> Sequence[str]:
    found = pyzbar.decode(grey_of(image), symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [code.data.decode("utf-8", errors="replace") for code in found]


def _opencv(image: Image) -> Sequence[str]:
    return [cv2.QRCodeDetector().detectAndDecode(grey_of(image))[0]]


def _opencv_aruco(image: Image) -> Sequence[str]:
    return [cv2.QRCodeDetectorAruco().detectAndDecode(grey_of(image))[0]]


def _zxing(decoder: ZxingDecoder) -> Read:
    return lambda image: decoder.look(image).texts


ALONE: Final[dict[str, Read]] = {
    **{f"zxing, {treatment.name}": _zxing(ZxingDecoder(treatment)) for treatment in ALL},
    "zbar": _zbar,
    "opencv": _opencv,
    "opencv aruco": _opencv_aruco,
}


def alone(kind: HardClass, seeds: int) -> list[Row]:
    """Each decoder and treatment by itself on the first frame of each seed."""
    right, spent = dict.fromkeys(ALONE, 0), dict.fromkeys(ALONE, 0.0)
    for seed in range(FRESH, FRESH + seeds):
        image, code = hard_frame(kind, seed, 0), hard_code(seed)
        for name, read in ALONE.items():
            began = time.thread_time()
            right[name] += code in read(image)
            spent[name] += time.thread_time() - began
    return [
        {**single(f"decode_rate {kind}, {name}", "%", 100 * right[name] / seeds,
                  "share of first frames that this decoder alone reads"),
         "n": seeds, "ms": round(1000 * spent[name] / seeds, 1)}
        for name in ALONE
    ]  # fmt: skip


def cascade(kind: HardClass, seeds: int) -> list[Row]:
    """A fresh cascade for each seed, as for each letter, until it is read or after five frames."""
    frames: list[int] = []
    wrong, values = 0, []
    for seed in range(FRESH, FRESH + seeds):
        reader, code, read_in = Cascade(), hard_code(seed), 0
        for instant in range(SEQUENCE):
            image = hard_frame(kind, seed, instant)
            began = time.thread_time()
            texts = reader.look(image).texts
            values.append(1000 * (time.thread_time() - began))
            wrong += any(text != code for text in texts)
            if code in texts:
                read_in = instant + 1
                break
        frames += [read_in] if read_in else []
    how = f"frames of {kind}, seeds {FRESH} to {FRESH + seeds - 1}, 1280 x 720"
    name = f"decode_rate {kind}, cascade"
    return [
        {**single(f"{name}, one frame", "%", 100 * frames.count(1) / seeds, how),
         "n": seeds, "wrong": wrong},
        {**single(f"{name}, five frames", "%", 100 * len(frames) / seeds, how), "n": seeds},
        spread(f"decode_ms {kind}", "ms", values, "processor time of each look until it is read"),
    ]  # fmt: skip


class _Film:
    """A camera that gives the same pictures again and again, at a rate or as fast as they go."""

    def __init__(self, pictures: Sequence[Image], fps: float | None, frames: int) -> None:
        self._pictures = pictures
        self._fps = fps
        self._left = frames
        self._pause = threading.Event()
        self._next = time.monotonic()
        self.given = 0
        self.over = threading.Event()

    def read(self) -> Frame:
        if self.given == self._left:
            self.over.set()
            self._pause.wait(0.5)
            raise CameraError("the film is over")
        if self._fps:
            late = max(0.0, time.monotonic() - self._next) // (1 / self._fps)
            self._next += (late + 1) / self._fps
            self._pause.wait(max(0.0, self._next - time.monotonic()))
        self.given += 1
        return Frame(self._pictures[self.given % len(self._pictures)], _steady())

    def close(self) -> None:
        self._pause.set()


def _steady() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=time.monotonic())


def _watched(film: _Film, until: Callable[[], object], first_s: float = 0.0) -> tuple[float, float]:
    """Wall and processor seconds of the whole pipeline until `until` returns; not the first."""
    deaf = Listeners(lambda _texts, _at: None, lambda _frame: None, lambda _trouble: None)
    watcher = Watcher(film, Cascade(), deaf, _steady)
    watcher.start()
    time.sleep(first_s)
    wall, processor = time.monotonic(), time.process_time()
    until()
    wall, processor = time.monotonic() - wall, time.process_time() - processor
    watcher.stop()
    return wall, processor


def camera_fps() -> Row:
    """Hard frames of all classes as fast as they go: a visitor who never is read at once."""
    pictures = [image for kind in CLASSES for image in sequence(kind, 0)]
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        film = _Film(pictures, None, FPS_FRAMES)
        wall, processor = _watched(film, film.over.wait)
    finally:
        os.sched_setaffinity(0, before)
    how = (
        "frames a second of watcher and cascade on one core, from the picture in memory to the"
        " code, over all classes of hard frames; per_processor_second leaves other programs out"
    )
    return {
        **single("camera_fps", "1/s", FPS_FRAMES / wall, how),
        "n": FPS_FRAMES, "per_processor_second": round(FPS_FRAMES / processor, 1),
    }  # fmt: skip


def idle_cpu() -> Row:
    """An empty hall with a camera's noise, thirty frames a second, and nobody there."""
    chance = np.random.default_rng(5)
    pictures = [expose(hall(), Conditions(noise=4.0), chance) for _ in range(8)]
    film = _Film(pictures, 30, -1)
    wall, processor = _watched(film, lambda: time.sleep(IDLE_S), AWAKE.total_seconds() + 1)
    how = (
        f"processor time of watcher, cascade and a film as camera in {IDLE_S:.0f} s, of one core,"
        " once it has come to rest"
    )
    return single("idle_cpu_percent", "%", 100 * processor / wall, how)


def rows(seeds: int, seeds_alone: int, kinds: Sequence[HardClass]) -> Iterator[Row]:
    cv2.setNumThreads(1)
    for kind in kinds:
        if seeds_alone:
            yield from alone(kind, seeds_alone)
        yield from cascade(kind, seeds)
    yield camera_fps()
    yield idle_cpu()


def _shown(row: Row) -> str:
    more = {key: row[key] for key in ("ms", "wrong", "per_processor_second") if key in row}
    value = row.get("value", f"p50 {row.get('p50')}  p95 {row.get('p95')}")
    extra = "  ".join(f"{key} {value}" for key, value in more.items())
    return f"{row['name']:48} {value!s:>8} {row['unit']:4} n {row['n']:<5} {extra}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--alone", type=int, default=SEEDS_ALONE, help="seeds for each by itself")
    parser.add_argument("--classes", nargs="*", choices=CLASSES, default=CLASSES)
    parser.add_argument("--to", type=Path, help="a file for the figures as JSON")
    told = parser.parse_args()
    taken = []
    for row in rows(told.seeds, told.alone, told.classes):
        taken.append(row)
        print(_shown(row), flush=True)
    if told.to:
        told.to.write_text(json.dumps(taken, indent=1) + "\n")
    rates = [row["value"] for row in taken if row["name"].endswith("five frames")]
    if rates:
        print(f"worst class within five frames: {percentile(rates, 0):.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
