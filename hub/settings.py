"""What a hub process is told by its environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wire.ids import SiteId

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Address:
    """A host and a port."""

    host: str
    port: int


@dataclass(frozen=True)
class Settings:
    """One hub process. `instance` is its name at the broker; `state` holds keys and database."""

    site: SiteId
    instance: str
    database: str
    broker: Address
    password: str = field(repr=False)
    state: Path
    assets: Path
    http: Address


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from ``EZ_…`` variables. ValueError says in plain words what is wrong."""
    state = Path(environment.get("EZ_STATE") or "var/hub")
    password_file = environment.get("EZ_PASSWORD_FILE")
    return Settings(
        site=SiteId(environment.get("EZ_SITE") or "musterstadt"),
        instance=environment.get("EZ_INSTANCE") or "hub-1",
        database=environment.get("EZ_DATABASE") or f"sqlite:///{state}/hub.db",
        broker=_address("EZ_BROKER", environment.get("EZ_BROKER") or "127.0.0.1:1883"),
        password=Path(password_file).read_text(encoding="utf-8").strip() if password_file else "",
        state=state,
        assets=Path(environment.get("EZ_ASSETS") or REPOSITORY / "build" / "assets"),
        http=_address("EZ_HTTP", environment.get("EZ_HTTP") or "127.0.0.1:8300"),
    )


def _address(name: str, text: str) -> Address:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"{name} must be host:port, not {text!r}")
    return Address(host, int(port))
