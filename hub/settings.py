"""What a hub process is told by its environment."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from wire.ids import SiteId
from wire.look import ACTION, LANGUAGES, LOGO_BYTES, Lang, Look

HTTP = "127.0.0.1:8300"
"""Where pages are served unless another place is named."""
REPOSITORY = Path(__file__).resolve().parents[1]
LONGEST_URL = 100
"""A ticket's page must fit into a code that is read from a narrow slip."""
_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/?")


@dataclass(frozen=True)
class Address:
    """A host and a port."""

    host: str
    port: int


@dataclass(frozen=True)
class OfficeLook:
    """What the office brings of its own; as in `wire.look.Look`."""

    action: str = ACTION
    languages: tuple[Lang, ...] = LANGUAGES
    logo: str = ""


@dataclass(frozen=True)
class ContentSettings:
    """Where displays fetch content, and which web pages may be photographed with what."""

    url: str = ""
    snapshot_hosts: tuple[str, ...] = ()
    chromium: str = "chromium"


@dataclass(frozen=True)
class OidcSettings:
    """The authority's own sign-in (OpenID Connect), and which of its groups is what where.

    `roles` maps a value of the claim to (site, role) pairs, the weightiest first.
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    claim: str = ""
    """Path of the claim with dots; empty: where Keycloak and Entra put roles and groups."""
    roles: tuple[tuple[str, str, str], ...] = ()
    label: str = "Mit dem Konto des Amts anmelden"


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
    look: OfficeLook = OfficeLook()
    broker_folder: Path | None = None
    """Where mosquitto's password and rights files are; None: the hub makes no accounts."""
    broker_told: Address | None = None
    """The broker as displays reach it; None: as the hub does."""
    public_url: str = ""
    """Under which phones reach this hub; empty when they cannot."""
    content: ContentSettings = ContentSettings()
    oidc: OidcSettings | None = None
    """None: local accounts alone."""


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from ``EZ_…`` variables. ValueError says in plain words what is wrong."""
    state = Path(environment.get("EZ_STATE") or "var/hub")
    password_file = environment.get("EZ_PASSWORD_FILE")
    public_url = _public_url(environment.get("EZ_PUBLIC_URL", ""))
    return Settings(
        site=SiteId(environment.get("EZ_SITE") or "musterstadt"),
        instance=environment.get("EZ_INSTANCE") or "hub-1",
        database=environment.get("EZ_DATABASE") or f"sqlite:///{state}/hub.db",
        broker=_address("EZ_BROKER", environment.get("EZ_BROKER") or "127.0.0.1:1883"),
        password=Path(password_file).read_text(encoding="utf-8").strip() if password_file else "",
        state=state,
        assets=Path(environment.get("EZ_ASSETS") or REPOSITORY / "build" / "assets"),
        http=_address("EZ_HTTP", environment.get("EZ_HTTP") or HTTP),
        look=_look(environment),
        broker_folder=Path(environment["EZ_BROKER_FOLDER"])
        if environment.get("EZ_BROKER_FOLDER")
        else None,
        broker_told=_address("EZ_BROKER_TOLD", environment["EZ_BROKER_TOLD"])
        if environment.get("EZ_BROKER_TOLD")
        else None,
        public_url=public_url,
        content=_content(environment, public_url),
        oidc=_oidc(environment),
    )


def _content(environment: Mapping[str, str], public_url: str) -> ContentSettings:
    """Displays reach the hub where pages do, unless another address is named for them.

    Where pages are served on all addresses of the machine none of them is known from outside.
    """
    served = environment.get("EZ_HTTP") or HTTP
    anywhere = served.startswith(("0.0.0.0:", "[::]:", ":::"))
    named = environment.get("EZ_SNAPSHOT_HOSTS", "").split(",")
    return ContentSettings(
        url=public_url or ("" if anywhere else f"http://{served}"),
        snapshot_hosts=tuple(host.strip().lower() for host in named if host.strip()),
        chromium=environment.get("EZ_CHROMIUM") or "chromium",
    )


def _oidc(environment: Mapping[str, str]) -> OidcSettings | None:
    issuer, client = environment.get("EZ_OIDC_ISSUER"), environment.get("EZ_OIDC_CLIENT")
    if not issuer:
        return None
    if not client:
        raise ValueError("EZ_OIDC_CLIENT is missing, but EZ_OIDC_ISSUER is set")
    if not issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ValueError(f"EZ_OIDC_ISSUER must be https: {issuer!r}")
    secret = environment.get("EZ_OIDC_SECRET_FILE")
    usual = OidcSettings(issuer, client)
    return OidcSettings(
        issuer=issuer.removesuffix("/") if issuer.count("/") == 3 else issuer,
        client=client,
        secret=Path(secret).read_text(encoding="utf-8").strip() if secret else "",
        claim=environment.get("EZ_OIDC_CLAIM", ""),
        roles=_oidc_roles(environment.get("EZ_OIDC_ROLES", "")),
        label=environment.get("EZ_OIDC_LABEL") or usual.label,
    )


def _oidc_roles(text: str) -> tuple[tuple[str, str, str], ...]:
    """From `group=site:role`, several by semicolon, to (group, site, role)."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        group, _, place = part.rpartition("=")
        site, _, role = place.partition(":")
        if not (group and site and role):
            raise ValueError(f"EZ_OIDC_ROLES must be group=site:role, not {part!r}")
        found.append((group.strip(), site.strip(), role.strip()))
    if not found:
        raise ValueError("EZ_OIDC_ROLES is missing: nobody would have a role")
    return tuple(found)


def _public_url(text: str) -> str:
    """Scheme, host and perhaps port, without an end stroke; empty when nothing is given."""
    if text and not _ORIGIN.fullmatch(text):
        raise ValueError(f"EZ_PUBLIC_URL must be http(s)://host[:port] without a path: {text!r}")
    if len(text) > LONGEST_URL:
        raise ValueError(f"EZ_PUBLIC_URL: at most {LONGEST_URL} characters, it has {len(text)}")
    return text.removesuffix("/")


def _look(environment: Mapping[str, str]) -> OfficeLook:
    """Colour, languages and logo, each refused with its name and what is allowed."""
    action = environment.get("EZ_ACTION") or ACTION
    _check("EZ_ACTION", action=action)
    asked = [one.strip() for one in environment.get("EZ_LANGUAGES", "").split(",") if one.strip()]
    languages = tuple(one for one in LANGUAGES if one in asked or not asked)
    if unknown := sorted(set(asked) - set(LANGUAGES)):
        raise ValueError(f"EZ_LANGUAGES: {unknown[0]!r} is none of {', '.join(LANGUAGES)}")
    _check("EZ_LANGUAGES", languages=languages)
    logo = _logo(environment.get("EZ_LOGO", ""))
    _check("EZ_LOGO", logo=logo)
    return OfficeLook(action, languages, logo)


def _logo(path: str) -> str:
    if not path:
        return ""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"EZ_LOGO: {path} cannot be read: {error.strerror}") from None
    if len(raw) > LOGO_BYTES:
        raise ValueError(f"EZ_LOGO: {path} has {len(raw)} bytes, at most {LOGO_BYTES} are taken")
    return base64.b64encode(raw).decode()


def _check(name: str, **field: object) -> None:
    try:
        Look.model_validate({"authority": name, **field})
    except ValidationError as error:
        reason = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise ValueError(f"{name}: {reason}") from None


def _address(name: str, text: str) -> Address:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"{name} must be host:port, not {text!r}")
    return Address(host, int(port))
