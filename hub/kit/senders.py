"""Who stands behind a network address, for whoever counts what one sender may ask for."""

import ipaddress


def sender(address: str) -> str:
    """Whom a request counts for: whoever has one IPv6 address has a whole /64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return address
    return str(ip.ipv4_mapped or ipaddress.ip_network(f"{ip}/64", strict=False))
