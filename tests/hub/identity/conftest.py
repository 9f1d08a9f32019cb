"""Fixtures of the tests of signing in."""

from tests.pages.databases import office

__all__ = ["office"]
