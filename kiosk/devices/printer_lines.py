"""From an address to the line that reaches it."""

from kiosk.devices.printer_line import TcpTransport, Transport
from kiosk.printer_address import PrinterAddress, SerialAddress, TcpAddress, UsbAddress, UsbFile


def transport_to(address: PrinterAddress) -> Transport:
    """The transport for an address; nothing is opened yet."""
    match address:
        case TcpAddress():
            return TcpTransport(address.host, address.port)
        case UsbFile():
            from kiosk.devices.printer_usb import UsbFileTransport  # noqa: PLC0415 - as needed

            return UsbFileTransport(address.path)
        case UsbAddress():
            from kiosk.devices.printer_usb import UsbTransport  # noqa: PLC0415 - as needed

            return UsbTransport(address.vendor, address.product)
        case SerialAddress():
            from kiosk.devices.printer_serial import SerialTransport  # noqa: PLC0415 - as needed

            return SerialTransport(address.path, address.baud, xonxoff=address.xonxoff)
