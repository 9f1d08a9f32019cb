"""Fixtures: the small office with its library."""

from collections.abc import Callable

import pytest

from tests.pages.databases import KINDS, offices, postgres_model, sqlite_model
from tests.pages.office import Office

__all__ = ["offices", "postgres_model", "sqlite_model"]


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    """The built office on either database; tests that take it run twice."""
    return offices(request.param)


@pytest.fixture
def one(offices: Callable[[str], Office]) -> Office:
    """The built office on SQLite, for what has nothing to do with the database."""
    return offices("sqlite")
