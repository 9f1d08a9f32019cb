"""The log watch of conftest.py does bite, and only where it should."""

import pytest

pytest_plugins = ["pytester"]

CASES = """
import logging
import pytest

def test_warns_unasked():
    logging.getLogger("hub.queue").warning("slip_lost")

@pytest.mark.warns("slip_lost")
def test_warns_as_expected():
    logging.getLogger("hub.queue").warning("slip_lost")

def test_others_may_warn():
    logging.getLogger("elsewhere").warning("slip_lost")
"""


@pytest.mark.warns("slip_lost")
def test_an_unexpected_warning_fails_a_test(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = warns")
    pytester.makeconftest("from tests.conftest import _quiet_log")
    pytester.makepyfile(CASES)
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3, errors=1)
