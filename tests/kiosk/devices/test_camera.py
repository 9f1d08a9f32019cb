"""The OpenCV camera on a recorded stream: the newest picture, the end, the new start."""

from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.devices.camera import OpenCvCamera
from kiosk.devices.ports import CameraError, Frame


def _now() -> datetime:
    return datetime.now(UTC)


def _film(path: Path, frames: int) -> None:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 15, (320, 240))
    for at in range(frames):
        writer.write(np.full((240, 320, 3), at * 255 // frames, np.uint8))
    writer.release()


def _next_trouble(camera: OpenCvCamera) -> str:
    """Read on until the camera fails; what it says."""
    while True:
        try:
            camera.read()
        except CameraError as error:
            return str(error)


def _next_frame(camera: OpenCvCamera) -> Frame:
    """Read on until there is a picture again; it takes the time to open the camera anew."""
    for _ in range(5):
        try:
            return camera.read()
        except CameraError:
            continue
    pytest.fail("the camera was not opened again")


def test_pictures_come_newest_first_and_again_after_the_end(tmp_path: Path) -> None:
    _film(tmp_path / "hall.avi", 60)
    camera = OpenCvCamera(str(tmp_path / "hall.avi"), _now)
    try:
        frame = camera.read()
        assert frame.image.shape == (240, 320, 3)
        assert frame.at.tzinfo is UTC
        assert "stopped" in _next_trouble(camera)
        again = _next_frame(camera)
        assert again.at > frame.at
    finally:
        camera.close()


def test_a_camera_that_is_not_there(tmp_path: Path) -> None:
    camera = OpenCvCamera(str(tmp_path / "nothing.avi"), _now)
    with pytest.raises(CameraError, match="cannot be opened"):
        camera.read()
    camera.close()
    with pytest.raises(CameraError):
        camera.read()
