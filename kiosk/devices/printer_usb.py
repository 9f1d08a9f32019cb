"""The lines to a receipt printer at the USB: the kernel's printer file, or libusb by pyusb.

The file (usblp) is the first choice: it needs no library and no right to take the device from the
kernel. It is read and written with poll(2). Where the kernel has no usblp, or another program holds
it, the device is named by vendor and product and its bulk endpoints are used with a time-out each.
"""

import contextlib
import os
import select
import time
from pathlib import Path

import usb.core
import usb.util
from usb.backend import IBackend

from kiosk.devices.printer_line import drain

PRINTER_CLASS = 7
CHUNK = 4096
GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


class UsbFileTransport:
    """A printer behind ``/dev/usb/lp0``; only one program at a time can open it."""

    bytes_per_s = 1_000_000.0
    notices_breaks = True

    def __init__(self, path: Path) -> None:
        self.name = f"usb {path}"
        self._path = path

    def open(self, timeout_s: float) -> "FileLine":  # noqa: ARG002 - opening never waits
        flags = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        line = FileLine(os.open(self._path, flags))
        try:
            drain(line)
        except OSError:
            line.close()
            raise
        return line


class FileLine:
    """An open character device that can be polled."""

    def __init__(self, file: int) -> None:
        self._file = file

    def send(self, raw: bytes, timeout_s: float) -> None:
        until = time.monotonic() + timeout_s
        rest = memoryview(raw)
        while rest:
            if not self._wait(select.POLLOUT, until - time.monotonic()):
                raise TimeoutError("the printer takes no more bytes")
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self._file, rest[:CHUNK]) :]

    def receive(self, timeout_s: float) -> bytes:
        happened = self._wait(select.POLLIN, timeout_s)
        if not happened:
            return b""
        try:
            data = os.read(self._file, 256)
        except BlockingIOError:
            return b""
        # An empty packet is no end; a plug that was pulled is.
        if not data and happened & GONE:
            raise ConnectionResetError("the printer was unplugged")
        return data

    def close(self) -> None:
        os.close(self._file)

    def _wait(self, what: int, timeout_s: float) -> int:
        """What poll(2) says, 0 when nothing. ConnectionResetError when only the end came."""
        poll = select.poll()
        poll.register(self._file, what)
        for _, happened in poll.poll(max(0.0, timeout_s) * 1000):
            if not happened & what:
                raise ConnectionResetError("the printer was unplugged")
            return happened
        return 0


class UsbTransport:
    """A printer by vendor and product; `backend` is pyusb's, by default libusb's."""

    bytes_per_s = 1_000_000.0
    notices_breaks = True

    def __init__(self, vendor: int, product: int, backend: IBackend | None = None) -> None:
        self.name = f"usb {vendor:04x}:{product:04x}"
        self._id = {"idVendor": vendor, "idProduct": product}
        self._backend = backend

    def open(self, timeout_s: float) -> "UsbLine":  # noqa: ARG002 - libusb does not wait here
        try:
            device = usb.core.find(backend=self._backend, **self._id)
        except usb.core.NoBackendError as error:
            raise OSError("libusb is not installed") from error
        if device is None:
            raise OSError(f"{self.name} is not plugged in")
        line = UsbLine(device)
        try:
            drain(line)
        except OSError:
            line.close()
            raise
        return line


class UsbLine:
    """The printer interface of a device, claimed; its endpoints are found by their description."""

    def __init__(self, device: "usb.core.Device") -> None:
        self._device = device
        self._number, self._out, self._in = _endpoints(device)
        # pyusb says so where the system has no kernel drivers to detach: then none is in the way.
        with contextlib.suppress(NotImplementedError):
            if device.is_kernel_driver_active(self._number):
                device.detach_kernel_driver(self._number)
        usb.util.claim_interface(device, self._number)

    def send(self, raw: bytes, timeout_s: float) -> None:
        until = time.monotonic() + timeout_s
        rest = raw
        while rest:
            # 0 would mean without end.
            wait_ms = max(1, round((until - time.monotonic()) * 1000))
            try:
                rest = rest[self._device.write(self._out, rest[:CHUNK], wait_ms) :]
            except usb.core.USBTimeoutError as error:
                raise TimeoutError("the printer takes no more bytes") from error

    def receive(self, timeout_s: float) -> bytes:
        try:
            return bytes(self._device.read(self._in, CHUNK, max(1, round(timeout_s * 1000))))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        usb.util.dispose_resources(self._device)


def _endpoints(device: "usb.core.Device") -> tuple[int, int, int]:
    """Interface and the addresses of its bulk endpoints, out and in. OSError when it has none."""
    for configuration in device:
        for interface in usb.util.find_descriptor(
            configuration, find_all=True, bInterfaceClass=PRINTER_CLASS
        ):
            ends = {
                usb.util.endpoint_direction(end.bEndpointAddress): end.bEndpointAddress
                for end in interface
                if usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            }
            if usb.util.ENDPOINT_OUT in ends and usb.util.ENDPOINT_IN in ends:
                return (
                    interface.bInterfaceNumber,
                    ends[usb.util.ENDPOINT_OUT],
                    ends[usb.util.ENDPOINT_IN],
                )
    raise OSError("the USB device has no printer that answers")
