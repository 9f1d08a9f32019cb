"""Fixtures of the tests of the pages of privacy."""

from tests.pages.databases import office

__all__ = ["office"]
