"""Fixtures of the tests of the adviser's page."""

from tests.pages.databases import office

__all__ = ["office"]
