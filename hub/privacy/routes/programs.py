"""Privacy for programs."""

from typing import Final

from fastapi import APIRouter

from hub.identity import service as identity
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now
from hub.kit.views import Noting
from hub.privacy import schemas, service
from hub.privacy.routes.common import Keys, Working, found

router = APIRouter()
API: Final = "/api/v1/privacy"


class NotSure(HouseError):
    """What cannot be taken back needs to be said twice: `sure` is missing."""

    key = "not_sure"
    status = 422


@router.get(f"{API}/register")
def api_register(_who: Working) -> tuple[schemas.Holding, ...]:
    """Every column that speaks of a person, with purpose, legal basis and end."""
    return service.register()


@router.get(f"{API}/nights")
def api_nights(data: Data, who: Working) -> tuple[schemas.Night, ...]:
    """What the last nights have deleted and emptied."""
    with data.read() as session:
        return service.reports(session, who.site)


@router.get(f"{API}/due")
def api_due(data: Data, now: Now, who: Working) -> tuple[schemas.Due, ...]:
    """What ends within a week."""
    with data.read() as session:
        return service.due(session, who.site, now)


@router.get(f"{API}/erasures")
def api_erasures(data: Data, who: Working) -> tuple[schemas.Erasure, ...]:
    """The last deletions on request."""
    with data.read() as session:
        rows = service.erased(session, who.site)
    return tuple(schemas.Erasure.model_validate(one) for one in rows)


@router.post(f"{API}/people")
def api_find(
    data: Data, now: Now, who: Working, keyring: Keys, note: Noting, wanted: schemas.Sought
) -> tuple[schemas.Hit, ...]:
    """Whose data is wanted; by POST, because names belong in no log of addresses."""
    hits = found(data, who, wanted.typed, wanted.day, keyring, note, now)
    return tuple(schemas.Hit.model_validate(one) for one in hits)


@router.get(API + "/people/{person}")
def api_person(data: Data, now: Now, who: Working, person: str) -> schemas.Held:
    """How much the house holds of this person; none of it is told."""
    with data.read() as session:
        return service.held(session, who.site, person, now)


@router.post(API + "/people/{person}/requests", status_code=201)
def api_ask(
    data: Data, now: Now, who: Working, person: str, given: schemas.Wish
) -> schemas.Asked:  # fmt: skip
    """Ask a second person for an export or a deletion; they agree at `/api/v1/approvals`."""
    with data.read() as session:
        service.person(session, who.site, person)
    asked = identity.ask(data, who, given.act, person, given.why, now=now)
    return schemas.Asked(id=asked)


@router.get(API + "/people/{person}/export")
def api_export(data: Data, now: Now, who: Working, person: str) -> schemas.Export:
    """All that the house holds of this person, once a second person has agreed."""
    with data.write() as session:
        return service.export(session, who, person, now=now)


@router.post(API + "/people/{person}/erase")
def api_erase(
    data: Data, now: Now, who: Working, person: str, given: schemas.Sure
) -> schemas.Erasure:  # fmt: skip
    """End it everywhere, once a second person has agreed; refused while a visit is open."""
    if not given.sure:
        raise NotSure
    return schemas.Erasure.model_validate(service.erase(data, who, person, now=now))
