"""Takes a stream of MQTT apart into packets, and reads what a PUBLISH of MQTT 5 says."""

PUBLISH = 3


class Packets:
    """Gathers bytes until a packet is whole."""

    def __init__(self) -> None:
        self._bytes = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The packets that are whole now, in the order in which they came."""
        self._bytes += data
        whole = []
        while (end := _end(self._bytes)) is not None:
            whole.append(self._bytes[:end])
            self._bytes = self._bytes[end:]
        return whole


def message(packet: bytes) -> tuple[str, bytes] | None:
    """Topic and payload of a PUBLISH; None for every other packet."""
    if packet[0] >> 4 != PUBLISH:
        return None
    _length, at = _number(packet, 1) or (0, 1)
    name_ends = at + 2 + int.from_bytes(packet[at : at + 2], "big")
    topic = packet[at + 2 : name_ends].decode()
    properties_at = name_ends + (2 if packet[0] & 0b110 else 0)
    length, at = _number(packet, properties_at) or (0, properties_at)
    return topic, packet[at + length :]


def _end(data: bytes) -> int | None:
    """Where the first packet ends; None while it is not whole."""
    found = _number(data, 1)
    if found is None or len(data) < found[0] + found[1]:
        return None
    return found[0] + found[1]


def _number(data: bytes, at: int) -> tuple[int, int] | None:
    """A variable byte integer and where it ends (MQTT 5, 1.5.5)."""
    value = 0
    for place, byte in enumerate(data[at : at + 4]):
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return value, at + place + 1
    return None
