"""Every route with every role, cell by cell: what is permitted, what is refused and how."""

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from hub.app import PUBLIC
from hub.identity.rules import PERMISSIONS, ROLE_NAMES, ROLES
from hub.kit.auth import Needs
from hub.kit.permissions import MEANINGS, Permission
from hub.kit.sentences import error_sentence
from tests.hub.identity.asking import Answer, Asker
from tests.hub.identity.dump import dump
from tests.hub.identity.table import cells
from tests.pages.office import PASSWORD, STAFF, Office
from tests.people import sign_in

Route = tuple[str, str]
API: Final = "/api/"
UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
NO_ROUTES: Final = frozenset({"/assets", "/static"})
"""Folders of files that pages load."""
GIVEN: Final = {"act": "start", "kind": "page"}
"""Parts of paths that are words; every other is a thing that nobody has."""
QUERIES: Final = {"/emergency/confirm": "?kind=fire"}
FORM: Final = {"kind": "fire", "action": "picture"}


@pytest.fixture
def small(offices: Callable[[str], Office]) -> Office:
    return offices("sqlite")


def _routes(office: Office) -> Iterator[tuple[Route, list[Permission]]]:
    """Each route of the application, with the permissions that it names."""
    for one in iter_route_contexts(office.app.routes):
        if one.path not in NO_ROUTES:
            needed = list(_needs(getattr(one, "dependant", None)))
            for method in one.methods or ():
                yield (method, str(one.path)), needed


def _needs(dependant: Dependant | None) -> Iterator[Permission]:
    if dependant is None:
        return
    if isinstance(dependant.call, Needs):
        yield dependant.call.permission
    for one in dependant.dependencies:
        yield from _needs(one)


def _signed_in(office: Office, role: str) -> Asker:
    login = next(login for login, _, is_a in STAFF if is_a == role)
    admission = sign_in(office.database, login=login, password=PASSWORD, now=office.now)
    return Asker(office.app, admission.token, admission.principal.csrf)


def _ask(asker: Asker, route: Route) -> Answer:
    method, path = route
    path = re.sub(r"\{(\w+)[^}]*\}", lambda part: GIVEN.get(part[1], "x"), path)
    is_form = method == "POST" and not path.startswith(API)
    return asker.ask(method, path + QUERIES.get(path, ""), form=FORM if is_form else None)


def _refused(route: Route, answer: Answer, key: str) -> bool:
    """With the key for programs, with a sentence for people."""
    if route[1].startswith(API):
        return answer.status == 403 and answer.key == key
    return answer.status == 403 and error_sentence(key) in answer.body.decode()


def _to_sign_in(route: Route, answer: Answer) -> bool:
    if route[1].startswith(API):
        return answer.status == 401 and answer.key == "not_signed_in"
    return answer.status == 303 and answer.location == "/login"


def _behind_doors() -> list[Route]:
    return [route for route, roles in cells().items() if roles is not None]


def test_every_route_stands_in_the_table_and_names_one_permission(small: Office) -> None:
    found = dict(_routes(small))
    table = cells()
    assert set(found) == set(table)
    assert {route for route, roles in table.items() if roles is None} == PUBLIC
    wrong = {
        route: needed
        for route, needed in found.items()
        if len(needed) != (0 if table[route] is None else 1)
    }
    assert wrong == {}


def test_every_role_and_every_permission_has_its_words() -> None:
    assert set(PERMISSIONS) == set(ROLES) == set(ROLE_NAMES)
    assert frozenset().union(*PERMISSIONS.values()) == set(MEANINGS)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_permitted_is_refused_and_changes_nothing(small: Office, role: str) -> None:
    asker = _signed_in(small, role)
    before = dump(small)
    outside = [route for route, roles in cells().items() if roles is not None and role not in roles]
    assert [one for one in outside if not _refused(one, _ask(asker, one), "not_permitted")] == []
    assert dump(small) == before


@pytest.mark.parametrize("role", ROLES)
def test_what_is_permitted_is_not_refused(small: Office, role: str) -> None:
    wrong = []
    for route, roles in cells().items():
        if roles is not None and role in roles:
            answer = _ask(_signed_in(small, role), route)
            if answer.status in (401, 403):
                wrong.append((route, answer))
    assert wrong == []


def test_without_a_session_everything_leads_to_the_sign_in(small: Office) -> None:
    before = dump(small)
    for asker in (Asker(small.app), Asker(small.app, "erfunden", "erfunden")):
        answers = {route: _ask(asker, route) for route in _behind_doors()}
        assert [one for one, answer in answers.items() if not _to_sign_in(one, answer)] == []
    assert dump(small) == before


def test_a_session_that_is_over_is_none(small: Office) -> None:
    asker = _signed_in(small, "reception")
    small.after(minutes=61)
    before = dump(small)
    answers = {route: _ask(asker, route) for route in _behind_doors()}
    assert [one for one, answer in answers.items() if not _to_sign_in(one, answer)] == []
    assert dump(small) == before


@pytest.mark.parametrize("role", ROLES)
def test_a_forged_request_changes_nothing_whoever_is_signed_in(small: Office, role: str) -> None:
    token = _signed_in(small, role).token
    before = dump(small)
    for forged in ("", "geraten", _signed_in(small, role).csrf):
        asker = Asker(small.app, token, forged)
        changing = [route for route in _behind_doors() if route[0] in UNSAFE]
        wrong = [
            route
            for route in changing
            if not _refused(route, _ask(asker, route), "csrf_token_missing_or_wrong")
        ]
        assert wrong == []
    assert dump(small) == before
