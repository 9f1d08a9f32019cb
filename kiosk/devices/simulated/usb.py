"""A simulated USB bus with one receipt printer, as a back end of pyusb."""

import threading
from array import array
from collections.abc import Callable
from types import SimpleNamespace

import usb.core
from usb.backend import IBackend

VENDOR, PRODUCT = 0x04B8, 0x0E28
IN, OUT = 0x82, 0x01
PRINTER_CLASS = 7
_BULK = 2
_PIPE = 4096
"""How many bytes the bus holds; then a write waits."""


class UsbEnd(IBackend):  # type: ignore[misc]  # pyusb has no types
    """The printer's end (`End`) and the computer's (`IBackend`) of a USB cable."""

    def __init__(self) -> None:
        super().__init__()
        self.address = f"usb:{VENDOR:04x}:{PRODUCT:04x}"
        self._changed = threading.Condition()
        self._there = True
        self._plugged = 0
        """Counts the times that it was plugged in: an old handle stays dead."""
        self._to_printer = bytearray()
        self._to_computer = bytearray()

    # ------------------------------------------------------------------ the printer's end

    def plug(self) -> None:
        with self._changed:
            self._there = True
            self._plugged += 1
            self._changed.notify_all()

    def unplug(self) -> None:
        with self._changed:
            self._there = False
            self._to_printer.clear()
            self._to_computer.clear()
            self._changed.notify_all()

    def drop(self) -> None:
        self.unplug()
        self.plug()

    def take(self, most: int, wait_s: float) -> bytes:
        with self._changed:
            self._changed.wait_for(lambda: self._to_printer, wait_s)
            taken = bytes(self._to_printer[:most])
            del self._to_printer[:most]
            self._changed.notify_all()
            return taken

    def say(self, raw: bytes) -> None:
        with self._changed:
            self._to_computer += raw
            self._changed.notify_all()

    # ------------------------------------------------------------------ the computer's end

    def enumerate_devices(self) -> list[object]:
        return [self] if self._there else []

    def get_device_descriptor(self, dev: object) -> SimpleNamespace:  # noqa: ARG002
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x0200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT,
            bcdDevice=0x0100, iManufacturer=0, iProduct=0, iSerialNumber=0, bNumConfigurations=1,
            address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> SimpleNamespace:  # noqa: ARG002
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=1,
            extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(
        self, dev: object, intf: int, alt: int, config: int  # noqa: ARG002
    ) -> SimpleNamespace:  # fmt: skip
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=PRINTER_CLASS, bInterfaceSubClass=1, bInterfaceProtocol=2,
            iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(
        self, dev: object, ep: int, intf: int, alt: int, config: int  # noqa: ARG002
    ) -> SimpleNamespace:  # fmt: skip
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=_BULK,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> int:  # noqa: ARG002
        with self._changed:
            if not self._there:
                raise usb.core.USBError("no such device", errno=19)
            return self._plugged

    def close_device(self, dev_handle: int) -> None:
        """Nothing to give back."""

    def set_configuration(self, dev_handle: int, config_value: int) -> None:
        """It has only one."""

    def get_configuration(self, dev_handle: int) -> int:  # noqa: ARG002
        return 1

    def claim_interface(self, dev_handle: int, intf: int) -> None:
        """Nobody else wants it."""

    def release_interface(self, dev_handle: int, intf: int) -> None:
        """Nobody else wants it."""

    def is_kernel_driver_active(self, dev_handle: int, intf: int) -> bool:  # noqa: ARG002
        return False

    def bulk_write(
        self, dev_handle: int, ep: int, intf: int, data: "array[int]", timeout: int  # noqa: ARG002
    ) -> int:  # fmt: skip
        with self._changed:
            self._wait(dev_handle, lambda: len(self._to_printer) < _PIPE, timeout)
            taken = bytes(data)[: _PIPE - len(self._to_printer)]
            self._to_printer += taken
            self._changed.notify_all()
            return len(taken)

    def bulk_read(
        self, dev_handle: int, ep: int, intf: int, buff: "array[int]", timeout: int  # noqa: ARG002
    ) -> int:  # fmt: skip
        with self._changed:
            self._wait(dev_handle, lambda: bool(self._to_computer), timeout)
            count = min(len(buff), len(self._to_computer))
            buff[:count] = array("B", self._to_computer[:count])
            del self._to_computer[:count]
            return count

    def _wait(self, handle: int, ready: Callable[[], bool], timeout_ms: int) -> None:
        def ended() -> bool:
            return not self._there or handle != self._plugged or ready()

        in_time = self._changed.wait_for(ended, timeout_ms / 1000)
        if not self._there or handle != self._plugged:
            raise usb.core.USBError("no such device", errno=19)
        if not in_time:
            raise usb.core.USBTimeoutError("timed out", errno=110)
