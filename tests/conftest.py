"""What holds for all tests: Qt draws without a screen, an unexpected warning in the log fails."""

import gc
import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from hub.identity.service import passwords
from tests.architecture.house import PACKAGES
from tests.pages.browser import chromium
from tests.pages.databases import QUICK, offices, postgres_model, sqlite_model
from tests.postgres import postgres
from wire import garbage

__all__ = ["offices", "postgres", "postgres_model", "sqlite_model"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# How long one example takes says nothing on machines that others use as well.
STOOD_STILL = frozenset({"beat_late"})
"""The machine was busy with other tests for ten seconds: that is no fault of the program's."""

# What `make test` says is the same each time; `make soak` looks where nobody has looked before.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("wandering", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


garbage.by_hand()


def pytest_collection_finish() -> None:
    """Modules and tests are here to stay: no collection looks through them ever again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """A password costs 64 MiB and a tenth of a second each time; programs of ours pay it still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", QUICK)
        patch.setattr(passwords, "_NOBODY", QUICK.hash("nobody's"))
        yield


@pytest.fixture(autouse=True)
def _free_cycles() -> Iterator[None]:
    """On the main thread, as the programs with a screen do it: see `wire.garbage`."""
    yield
    garbage.collect()


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a warning or error of ours that is not named in ``@pytest.mark.warns("event")``."""
    yield
    marked = {event for mark in request.node.iter_markers("warns") for event in mark.args}
    expected = marked | STOOD_STILL
    unexpected = [
        f"{record.name} {record.levelname}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
        and record.name.partition(".")[0] in PACKAGES
        and record.getMessage() not in expected
    ]
    if unexpected:
        pytest.fail("unexpected log events (see tests/conftest.py): " + "; ".join(unexpected))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of pages: Playwright allows no second one beside it."""
    with chromium() as opened:
        yield opened
