"""Fixtures: the small office with its library."""

from collections.abc import Callable

import pytest

from tests.pages.databases import KINDS
from tests.pages.office import Office


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    """The built office on either database; tests that take it run twice."""
    return offices(request.param)


@pytest.fixture
def one(offices: Callable[[str], Office]) -> Office:
    """The built office on SQLite, for what has nothing to do with the database."""
    return offices("sqlite")
